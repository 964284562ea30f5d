"""The whole site in a real Chromium: its links at any base, the language switch, the search, and behind nginx."""

import json
import os
import re
import shutil
import socket
import subprocess
import threading
import time
import unicodedata
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from playwright.sync_api import Browser

from program import CONTENT, ROOT, write_tree

STEP = "tokens/01-sync-token/index.html"
SEARCHES = {
    "en": {"JWT": "tokens/", "access token": "tokens/", "signature": "01-sync-token", "exp": "01-sync-token", "SyncGrant": "01-sync-token",
           "sync grant": "01-sync-token", "service_sid": "01-sync-token", "room": "02-video-notes"},
    "ja": {"JWT": "tokens/", "アクセストークン": "tokens/", "署名": "01-sync-token", "exp": "01-sync-token", "SyncGrant": "01-sync-token",
           "ルーム": "02-video-notes", "ＪＷＴ": "tokens/", "環境変数": "01-sync-token"},
    "fr": {"JWT": "tokens/", "jeton d’accès": "tokens/", "signature": "01-sync-token", "exp": "01-sync-token", "SyncGrant": "01-sync-token",
           "révoque": "01-sync-token", "room": "02-video-notes"},
}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module", params=["/", "/a/b/", "file://"])
def place(request, site, tmp_path_factory) -> str:
    """Where the site is: at the top of a host, in a folder of one, or on the disk."""
    if request.param == "file://":
        yield site.output.as_uri() + "/"
        return
    root = site.output
    if request.param != "/":
        root = tmp_path_factory.mktemp("host")
        shutil.copytree(site.output, root / request.param.strip("/"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=root))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{request.param}"
    server.shutdown()


def visit_all(browser: Browser, base: str, names: list[str]) -> tuple[dict[str, set[str]], dict[str, list[str]], list[str]]:
    """The fragments and the links of each page as the browser resolves them, and what it complains of."""
    fragments, links, complaints = {}, {}, []
    page = browser.new_context().new_page()
    page.on("console", lambda message: "favicon" in message.location.get("url", "") or complaints.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: complaints.append(f"{page.url}: {request.url} failed"))
    page.on("response", lambda answer: answer.status < 400 or answer.url.endswith("favicon.ico") or complaints.append(
        f"{page.url}: {answer.url} gives {answer.status}"))
    for name in names:
        page.goto(base + name)
        address = urldefrag(page.url).url
        ids, found = page.evaluate(
            "[[...document.querySelectorAll('[id]')].map(e => e.id),"
            " [...document.querySelectorAll('a[href], link[href]:not([rel=canonical], [hreflang]), img[src], source[src]')].map(e => e.href || e.src)]")
        fragments[address], links[address] = set(ids), found
    page.context.close()
    return fragments, links, complaints


def test_every_link_and_fragment_resolves(browser, site, place):
    names = sorted(path.relative_to(site.output).as_posix() for path in site.output.rglob("*.html"))
    fragments, links, complaints = visit_all(browser, place, names)
    assert len(fragments) == len(names) > 20 and not complaints, "\n".join(complaints[:20])
    faults, seen = [], 0
    for here, found in links.items():
        for link in found:
            address, fragment = urldefrag(link)
            if address.startswith(("https://", "mailto:")):
                continue
            seen += 1
            file = site.output / unquote(address.removeprefix(place))
            if not address.startswith(place) or not file.is_file():
                faults.append(f"{here}: {link} is not there")
            elif fragment and unquote(fragment) not in fragments.get(address, set()):
                faults.append(f"{here}: {link} has no such place")
    assert seen > 500 and not faults, f"{len(faults)} of {seen}:\n" + "\n".join(faults[:20])


def test_the_switch_keeps_the_step(browser, place):
    page = browser.new_context().new_page()
    page.goto(f"{place}en/{STEP}#step-4")
    for language in ["ja", "fr", "en"]:
        page.locator(f".languages a[hreflang={language}]").click()
        page.wait_for_url(f"{place}{language}/{STEP}#step-4")
        assert page.locator("#step-4:target").count() == 1 and page.locator("html").get_attribute("lang") == language
    page.context.close()


@pytest.mark.parametrize("locale", SEARCHES)
def test_search_finds(browser, place, locale):
    page = browser.new_context().new_page()
    page.goto(f"{place}{locale}/search.html")
    for query, expected in SEARCHES[locale].items():
        page.fill("#query", query)
        page.wait_for_function("document.querySelectorAll('#results a').length > 0", timeout=5000)
        first = page.eval_on_selector_all("#results a", "links => links.slice(0, 3).map(link => link.href)")
        assert any(expected in link for link in first), f"{query}: {first}"
        assert all(f"/{locale}/" in link for link in first), f"{query}: {first}"
    page.fill("#query", "xyzzy plugh")
    page.wait_for_function("document.querySelectorAll('#results a').length === 0")
    assert page.locator("#found").text_content()
    # By the keyboard alone.
    page.fill("#query", "SyncGrant")
    page.wait_for_function("document.querySelectorAll('#results a').length > 1")
    second = page.locator("#results a").nth(1).evaluate("link => link.href")
    page.focus("#query")
    for key in ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "Enter"]:
        page.keyboard.press(key)
    page.wait_for_url(second)
    page.context.close()


# -- The same segmentation in the browser as in the index.

TEXTS = [
    "アクセストークンを発行します。", "署名検証とJWTの有効期限", "ＪＷＴ　ｔｏｋｅｎ", "ｱｸｾｽﾄｰｸﾝ", "々〇ゝ漢字ー", "日本語とEnglishが混ざる", "가나다 라마바 한국어", "ภาษาไทย ทดสอบ",
    "中文分词测试，标点。", "𠮷野家で𩸽", "Straße GROSS weiß", "İstanbul ISPARTA ılık", "ΣΊΣΥΦΟΣ ΟΔΟΣ", "Café cafe\u0301 naïve", "हिन्दी में लिखा", "العربية ١٢٣ نص",
    "exp iat nbf data_sync service_sid $scope", "twilio-node 5 and 3.84.1", "👩‍💻 launch 🚀 day", "x² ½ №5 Ⅳ", "a", "あ", "ꙮ ǅ ﬁne", "тест Ёлка",
]


def test_an_old_address_keeps_the_place(browser, stepwise, tmp_path):
    write_tree(tmp_path / "docs", {"a.md": "---\naliases: [/old/]\n---\n# A\n\n## Below\n\nText.\n"})
    stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    page = browser.new_page()
    for fragment in ["#below", ""]:
        page.goto((tmp_path / "out/old/index.html").as_uri() + fragment)
        page.wait_for_url(f"**/en/a/index.html{fragment}")
    page.close()


def test_both_sides_cut_text_alike(stepwise, tmp_path):
    write_tree(tmp_path / "docs", {f"en/t/{number:02}.md": f"# ¶\n\n{text}\n" for number, text in enumerate(TEXTS)})
    assert stepwise("build", "docs", "--output", "out", "--quiet", cwd=tmp_path).code == 0
    source = (tmp_path / "out/search.js").read_text()
    [code] = re.findall(r"^  const dense = .*?^  }$", source, re.MULTILINE | re.DOTALL)
    program = f"{code}\nconst texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));console.log(JSON.stringify(texts.map(terms)));"
    done = subprocess.run(["node", "-e", program], input=json.dumps(TEXTS).encode(), capture_output=True, check=True)
    index = json.loads(re.fullmatch(r"stepwiseSearch\((.*)\);\n", (tmp_path / "out/en/search-index.js").read_text())[1])
    indexed = [set() for _ in TEXTS]
    for term, numbers in index["terms"].items():
        place = 0
        for delta in numbers.split():
            place += int(delta, 36)
            page = index["pages"][index["sections"][place // 4][0]][1]
            indexed[int(re.search(r"(\d\d)/index", page)[1])].add(unicodedata.normalize("NFC", term[1:]))
    for text, browser_terms, swift_terms in zip(TEXTS, json.loads(done.stdout), indexed):
        assert set(browser_terms) == swift_terms, text


# -- What is found, and in which order.

LESSONS = {
    "fr/1-jwt.md": "# Jetons\n\nUne échéance, un œuf et du maïs.\n\n## Renouvellement\n\nAvant la fin.\n",
    "fr/2-a.md": "# Signature\n\n## Révocation\n\nLe serveur refuse.\n\n## Clés\n\nUne autre clef, tournée.\n",
    "fr/3-both.md": "# Autre\n\n## Ici\n\nrévocation clef\n",
    "en/0-first.md": "# Standin\n\nrevocation clef signature serveur\n\n```js\nconst serveurClient = 1;\n```\n", "en/1-jwt.md": "# Tokens\n",
    "ru/a.md": "# Ёлка\n\nМой йод, Ἀθήνα и ΣΊΣΥΦΟΣ.\n", "ja/a.md": "# かき\n\nか\n", "ja/b.md": "# がき\n\nが\n",
    "stepwise.yml": "locales: [en, fr, ja, ru]\n", "theme/strings/ru.yml": "language: Русский\nsameAsSource: all\n",
}
ORDERS = [
    ("fr", "echeance", ["1-jwt/"]), ("fr", "ÉCHEANCE", ["1-jwt/"]), ("fr", "oeuf mais", ["1-jwt/"]), ("fr", "e\u0301cheance", ["1-jwt/"]),
    # In one section; in two of a page; at last where English stands in.
    ("fr", "revocation clef", ["3-both/#ici", "2-a/", "0-first/"]), ("fr", "signature refuse", ["2-a/#r%C3%A9vocation"]),
    ("fr", "jetons fin", ["1-jwt/#renouvellement"]), ("fr", "serveur", ["2-a/#r%C3%A9vocation", "0-first/"]), ("fr", "jetons serveur", []),
    ("ru", "елка", ["a/"]), ("ru", "иод", []), ("ru", "αθηνα", ["a/"]), ("ru", "σισυφοσ", ["a/"]), ("ru", "Σίσυφος", ["a/"]),
    ("ja", "か", ["a/"]), ("ja", "が", ["b/"]),
]


@pytest.fixture(scope="module")
def ordered(stepwise, tmp_path_factory):
    root = tmp_path_factory.mktemp("ordered")
    write_tree(root / "docs", LESSONS)
    assert stepwise("build", "docs", "--output", "out", "--quiet", cwd=root).code == 0
    return root / "out"


def test_the_order_of_what_is_found(browser, ordered):
    page = browser.new_context().new_page()
    faults = []
    for locale, query, expected in ORDERS:
        page.goto(f"{ordered.as_uri()}/{locale}/search.html")
        page.fill("#query", query)
        page.wait_for_function("document.querySelector('#found').textContent !== ''", timeout=5000)
        found = page.eval_on_selector_all("#results a", "links => links.map(link => link.href)")
        found = [link.removeprefix(f"{ordered.as_uri()}/{locale}/").replace("index.html", "") for link in found]
        if len(found) != len(expected) or not all(link.startswith(start) for link, start in zip(found, expected)):
            faults.append(f"{locale} {query}: {found}, not {expected}")
    page.context.close()
    assert not faults, "\n".join(faults)


def test_all_topics_are_in_reading_order_and_stand_ins_last(ordered):
    text = (ordered / "fr/search.html").read_text()
    topics = re.search(r'<ul class="topics">(.*?)<h2>', text, re.DOTALL)[1]
    assert re.findall(r'href="([^"#]+)index.html"', topics) == ["1-jwt/", "2-a/", "3-both/", "0-first/"]
    assert re.findall(r'href="([^"#]+)"', topics) and topics.count("<li>") == topics.count("</li>")
    assert re.findall(r'href="([^"#]+)index.html#[^"]*"', topics) == ["1-jwt/", "2-a/", "2-a/", "3-both/"]


# -- Counts as each language has them; names of programs; an index of several parts.

COUNTED = {
    "stepwise.yml": "locales: [en, ar]\n",
    "theme/strings/ar.yml": "language: العربية\nsameAsSource: all\nresultCount: {zero: z, one: واحدة, two: نتيجتان, few: '{number} نتائج', many: '{number} نتيجة', other: '{number} o'}\n",
    **{f"ar/{number}.md": f"# الدرس {number}\n\n{'التوقيع' * (number < 2)} {'قليل ' * (number < 3)}{'كثير ' * (number < 12)}\n" for number in range(13)},
    "en/a.md": "# Begin\n\nA JWT has three parts.\n",
    "en/0.md": "# Make\n\n```js\n// Added in this step: ready\nconst grant = new Twilio.jwt.AccessToken.SyncGrant('standup', { data_sync: 'service_sid' });\n```\n\n```sh\nAPI_KEY=secret npm start\n```\n",
}


def test_counts_orders_and_names(browser, stepwise, tmp_path):
    write_tree(tmp_path / "docs", COUNTED)
    assert stepwise("build", "docs", "--output", "out", "--quiet", cwd=tmp_path).code == 0
    page = browser.new_context().new_page()
    page.goto((tmp_path / "out/ar/search.html").as_uri())
    for query, words in [("توقيع", "نتيجتان"), ("قليل", "3 نتائج"), ("كثير", "12 نتيجة"), ("الدرس 5", "واحدة")]:
        page.fill("#query", query)
        page.wait_for_function("words => document.querySelector('#found').textContent === words", arg=words, timeout=5000)
    page.goto((tmp_path / "out/en/search.html").as_uri())
    page.fill("#query", "JWT")
    page.wait_for_selector("#results li + li")
    assert page.eval_on_selector_all("#results a", "all => all.map(one => one.textContent)") == ["Begin", "Make"]
    page.context.close()
    names = re.findall(r"<code>([^<]*)</code>", (tmp_path / "out/en/search.html").read_text().split('class="names"')[1])
    assert names == ["AccessToken", "API_KEY", "data_sync", "grant", "jwt", "service_sid", "SyncGrant", "Twilio"]


def test_a_large_index_has_parts(browser, stepwise, tmp_path):
    headings = "".join(f"## Part {number}\n\nzebra{number}\n\n" for number in range(4200))
    write_tree(tmp_path / "docs", {"en/1.md": f"# One\n\n{headings}", "en/2.md": "# Two\n\n## Zoo\n\nA zebra77 of its own.\n"})
    assert stepwise("build", "docs", "--output", "out", "--quiet", cwd=tmp_path).code == 0
    assert sorted(path.name for path in (tmp_path / "out/en").glob("search-index*")) == ["search-index-2.js", "search-index.js"]
    page = browser.new_context().new_page()
    page.goto((tmp_path / "out/en/search.html").as_uri())
    page.fill("#query", "zebra77")
    page.wait_for_function("document.querySelectorAll('#results a').length > 11", timeout=10000)
    links = page.eval_on_selector_all("#results a", "all => all.map(one => one.getAttribute('href'))")
    assert links[:2] == ["1/index.html#part-77", "2/index.html#zoo"]
    page.fill("#query", "zebra78")
    page.wait_for_function("document.querySelectorAll('#results a').length === 11", timeout=10000)
    page.context.close()
    (tmp_path / "docs/en/1.md").write_text("# One\n")
    assert stepwise("build", "docs", "--output", "out", "--quiet", cwd=tmp_path).code == 0
    assert sorted(path.name for path in (tmp_path / "out/en").glob("search-index*")) == ["search-index.js"]


# -- The recipe of the README.

@pytest.fixture(scope="module")
def nginx(stepwise, tmp_path_factory):
    """The site behind nginx with the README's own text, but for where it listens and where the site is."""
    binary = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin")
    assert binary, "no nginx on this machine: `make test` installs it"
    root = tmp_path_factory.mktemp("nginx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}/"
    assert stepwise("build", CONTENT, "--output", root / "site", "--base-url", base, "--quiet").code == 0
    [recipe] = re.findall(r"^\*nginx\*.*?^```\n(.*?)^```$", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    for shown, ours in [("listen 80;", f"listen 127.0.0.1:{port};"), ("root /srv/workshop;", f"root {root}/site;")]:
        assert recipe.count(shown) == 1, recipe
        recipe = recipe.replace(shown, ours)
    folders = "".join(f"{name}_temp_path {root}/{name};\n" for name in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
    user = "user root root; " if os.geteuid() == 0 else ""  # else its workers may not read a folder of root
    (root / "nginx.conf").write_text(
        f"{user}daemon off; pid {root}/pid; error_log {root}/error.log;\nevents {{}}\n"
        f"http {{ include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;\n{folders}{recipe}}}\n")
    server = subprocess.Popen([binary, "-p", root, "-c", root / "nginx.conf", "-e", root / "error.log"])
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield base, root / "site"
    server.terminate()
    server.wait()


def test_nginx_serves_the_site_with_its_policy(browser, nginx):
    base, output = nginx
    names = sorted(path.relative_to(output).as_posix().removesuffix("index.html") for path in output.rglob("*.html"))
    _, _, complaints = visit_all(browser, base, names)
    assert not complaints, "\n".join(complaints)
    request = browser.new_context().request
    answer = request.get(base + "ja/tokens/")
    # What a page allows the header allows, too: the two count together.
    header, own = (dict(part.split(" ", 1) for part in policy.split("; ")) for policy in [
        answer.headers["content-security-policy"], re.search(r'Security-Policy" content="([^"]*)"', answer.text()).group(1).replace("&#39;", "'")])
    assert header["default-src"] == own["default-src"] == "'self'"
    assert {name: header.get(name, "'self'") for name in own if name.endswith("-src") and name != "object-src"} == {
        name: value for name, value in own.items() if name.endswith("-src") and name != "object-src"}
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    types = {"sitemap.xml": "xml", "ja/feed.xml": "xml", "llms.txt": "text/plain; charset=utf-8", "translations.json": "application/json"}
    for name, kind in types.items():
        assert kind in request.get(base + name).headers["content-type"], name
    folder = request.get(base + "ja/tokens", max_redirects=0)
    assert folder.status == 301 and folder.headers["location"].endswith("/ja/tokens/")


@pytest.mark.parametrize("path, language", [("ja/none/", "ja"), ("fr/tokens/none.html", "fr"), ("none/at/all/", "en"), ("en/a/b/c/d", "en")])
def test_nginx_answers_wrong_addresses_in_the_language_of_the_page(browser, nginx, path, language):
    base, _ = nginx
    page = browser.new_context().new_page()
    failures = []
    page.on("response", lambda answer: answer.url != base + path and answer.status >= 400 and failures.append(answer.url))
    answer = page.goto(base + path)
    assert answer.status == 404 and "content-security-policy" in answer.headers and not failures
    assert page.locator("html").get_attribute("lang") == language
    page.locator("main a").first.click()
    page.wait_for_url(base + f"{language}/**")
    page.context.close()
