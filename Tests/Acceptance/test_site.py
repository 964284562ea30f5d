"""The site as a whole: three languages with gaps, addresses, search, and what programs read."""

import json
import re
import time
from xml.etree import ElementTree

import pytest

from pages import page, read_pages
from program import snapshot, write_tree

CODE = "```js\nexports.handler = (context, event, callback) => callback(null, '{0}');\n```\n"
BASE = "https://example.org/w/"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"></svg>'
FILES = {
    "stepwise.yml": "title: Tour\nlocales: [en, ja, fr]\n",
    "assets/map.svg": PICTURE, "assets/map.ja.svg": PICTURE.replace("40", "80"),
    **{f"{locale}/tour/01-start.md": f"# {title}\n\n[next](02-middle.md#{anchor}) ![map](../../assets/map.svg) ![gone](gone.png)\n\n"
       + CODE.format("a") + f"\n## {heading}\n\nText.\n\n" + CODE.format("b")
       for locale, title, heading, anchor in [("en", "Start", "Add a name", "more"), ("ja", "はじめに", "名前を追加", "続き"),
                                              ("fr", "Début", "Ajouter un nom", "more")]},
    "en/tour/02-middle.md": "---\naliases: [/old/middle.html]\nurl: /guides/middle/\n---\n# Middle\n\n## More\n\nText.\n",
    "ja/tour/02-middle.md": "# 中間\n\n## 続き\n\n文。\n",
    "en/tour/03-end.md": "# End\n\n[back](01-start.md)\n",
}


@pytest.fixture(scope="module")
def gaps(stepwise, tmp_path_factory):
    """French lacks two lessons, Japanese one; the original of the French one was changed since."""
    root = tmp_path_factory.mktemp("gaps")
    write_tree(root / "docs", FILES)
    assert stepwise("update", "docs", "--translations", cwd=root).code == 0
    changed = FILES["en/tour/01-start.md"].replace("Text.", "Other text.")
    write_tree(root / "docs", {"en/tour/01-start.md": changed})
    result = stepwise("build", "docs", "--output", "out", "--base-url", BASE, cwd=root)
    assert result.code == 1, result  # the picture that is gone
    return root / "out"


def alternates(page) -> dict[str, str]:
    return {link["hreflang"]: link["href"] for link in page.soup.select("link[rel=alternate][hreflang]")}


def address(page) -> str:
    return BASE + page.name.removesuffix("index.html")


def test_hreflang_is_reciprocal_absolute_and_real(gaps):
    pages = {address(page): page for page in read_pages(gaps)}
    seen = 0
    for here, one in pages.items():
        languages = alternates(one)
        for language, there in languages.items():
            assert there.startswith(BASE) and there in pages, f"{one.name}: {there}"
            assert alternates(pages[there]) == languages, f"{one.name} and {there} disagree"
            assert language == "x-default" or pages[there].language == language
            seen += 1
        if languages:
            assert here in languages.values() and languages["x-default"] in languages.values()
            assert one.soup.select_one("link[rel=canonical]")["href"] == here
    assert seen > 10
    start = pages[BASE + "fr/tour/01-start/"]
    assert set(alternates(start)) == {"en", "ja", "fr", "x-default"}
    assert alternates(pages[BASE + "en/tour/03-end/"]) == {}


def test_stand_ins_say_so(gaps):
    for name, locale, original in [("fr/tour/02-middle/index.html", "fr", "guides/middle/"),
                                   ("ja/tour/03-end/index.html", "ja", "en/tour/03-end/")]:
        one = page(gaps, name)
        assert one.language == locale and one.soup.article["lang"] == "en" and one.soup.article["dir"] == "ltr"
        assert one.soup.select_one("meta[name=robots]")["content"] == "noindex"
        assert one.soup.select_one("link[rel=canonical]")["href"] == BASE + original
        name = {"fr": "l’original en anglais", "ja": "英語の原文"}[locale]
        assert name in one.soup.select_one(".translation").get_text() and not alternates(one)


def test_sitemap(gaps):
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = ElementTree.fromstring((gaps / "sitemap.xml").read_bytes()).findall("s:url", space)
    places = [url.find("s:loc", space).text for url in urls]
    assert sorted(places) == sorted(BASE + path for path in [
        "", "en/", "ja/", "fr/", "en/tour/01-start/", "ja/tour/01-start/", "fr/tour/01-start/", "guides/middle/", "ja/tour/02-middle/", "en/tour/03-end/"])
    for url in urls:
        links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", space)}
        one = page(gaps, url.find("s:loc", space).text.removeprefix(BASE) + "index.html")
        assert links == alternates(one)


def test_an_outdated_translation_names_the_step(gaps):
    for locale in ["fr", "ja"]:
        banner = page(gaps, f"{locale}/tour/01-start/index.html").soup.select_one(".translation.outdated")
        assert [link["href"] for link in banner.select("a")][0] == "#step-2", banner
    assert not page(gaps, "ja/tour/02-middle/index.html").soup.select(".translation")
    status = json.loads((gaps / "translations.json").read_text())
    states = {lesson["id"]: {one["locale"]: one["state"] for one in lesson["translations"]} for lesson in status["lessons"]}
    assert states == {"tour/01-start": {"ja": "outdated", "fr": "outdated"},
                      "tour/02-middle": {"ja": "current", "fr": "missing"},
                      "tour/03-end": {"ja": "missing", "fr": "missing"}}
    assert status["lessons"][0]["translations"][0]["changed"] == [{"heading": "Add a name", "steps": [2]}]
    assert "Add a name" in page(gaps, "translations.html").soup.table.get_text()


@pytest.mark.parametrize("record", ["<<<<<<< HEAD\n{bad", "[]", '{"sections": [{"heading": "A"}]}'])
def test_a_record_that_is_none_does_not_pass_for_up_to_date(stepwise, tmp_path, record):
    write_tree(tmp_path / "docs", {"en/a.md": "# A\n", "ja/a.md": "# あ\n", "translations/ja/a.json": record})
    for verb in [["check", "docs"], ["build", "docs", "--output", "out"]]:
        result = stepwise(*verb, cwd=tmp_path)
        assert result.code == 1 and "docs/translations/ja/a.json:1:1: error: this record" in result.out, result


@pytest.mark.parametrize("orientation, size", [(1, ("30", "20")), (6, ("20", "30")), (8, ("20", "30")), (3, ("30", "20"))])
@pytest.mark.parametrize("order", ["little", "big"])
def test_photos_taken_on_their_side_have_the_size_that_they_are_shown_with(stepwise, tmp_path, orientation, size, order):
    tiff = (b"II" if order == "little" else b"MM") + b"".join(
        number.to_bytes(length, order) for number, length in [(42, 2), (8, 4), (1, 2), (0x0112, 2), (3, 2), (1, 4), (orientation, 2), (0, 2), (0, 4)])
    exif = b"Exif\0\0" + tiff
    photo = b"\xff\xd8\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + b"\xff\xc0\x00\x0b\x08" + bytes([0, 20, 0, 30]) + b"\x01\x01\x11\x00"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("# A\n\n![p](p.jpg)\n")
    (tmp_path / "docs/p.jpg").write_bytes(photo)
    stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    image = page(tmp_path / "out", "en/a/index.html").soup.article.img
    assert (image["width"], image["height"]) == size


def test_an_outdated_translation_names_what_is_gone(stepwise, tmp_path):
    write_tree(tmp_path / "docs", {"en/a.md": "# A\n\n## Kept\n\nText.\n\n## Old part\n\nText.\n", "ja/a.md": "# あ\n\n文。\n"})
    assert stepwise("update", "docs", "--translations", "--quiet", cwd=tmp_path).out == ""
    write_tree(tmp_path / "docs", {"en/a.md": "# A\n\n## Kept\n\nText.\n"})
    stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    [gone] = page(tmp_path / "out", "ja/a/index.html").soup.select(".translation.outdated del")
    assert gone.get_text() == "Old part" and gone["lang"] == "en"


def test_a_stand_in_has_its_readers_pictures_and_the_switch_of_all_pages(stepwise, tmp_path):
    write_tree(tmp_path / "docs", {"stepwise.yml": "locales: [en, fr, ja]\n", "en/a.md": "# A\n\n![m](images/m.svg) ![n](images/n.svg)\n", "fr/a.md": "# Ah\n",
                                   "ja/b.md": "# い\n", "en/images/m.svg": PICTURE, "en/images/m.ja.svg": PICTURE, "en/images/n.svg": PICTURE})
    stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    one = page(tmp_path / "out", "ja/a/index.html").soup
    assert [image["src"].split("/")[-1] for image in one.article.select("img")] == ["m.ja.svg", "n.svg"]
    assert page(tmp_path / "out", "en/a/index.html").soup.article.img["src"].endswith("/m.svg")
    assert [(item.get_text(), item.get("aria-current")) for item in one.select(".languages > *")] == [
        ("English", None), ("Français", None), ("日本語", "true")]


def test_start_pages_of_all_languages_point_to_one_another(stepwise, tmp_path):
    """A language that lists its lessons where another has a page of its own has a start page as well."""
    write_tree(tmp_path / "docs", {"en/README.md": "# Home\n", "en/a.md": "# A\n", "ja/a.md": "# あ\n"})
    stepwise("build", "docs", "--output", "out", "--base-url", BASE, cwd=tmp_path)
    expected = {"en": BASE + "en/", "ja": BASE + "ja/", "x-default": BASE + "en/"}
    for locale in ["en", "ja"]:
        assert alternates(page(tmp_path / "out", f"{locale}/index.html")) == expected
    assert (tmp_path / "out/sitemap.xml").read_text().count(f"<loc>{BASE}ja/</loc>") == 1


def test_links_and_pictures(gaps):
    start = page(gaps, "ja/tour/01-start/index.html")
    links = [link["href"] for link in start.soup.article.select("p a")]
    assert links[0] == "../02-middle/index.html#続き"
    picture = start.soup.article.img
    assert picture["src"] == "../../../assets/map.ja.svg" and (picture["width"], picture["height"]) == ("80", "30")
    assert "gone" in start.soup.select_one(".missing-image").get_text()
    french = page(gaps, "fr/tour/01-start/index.html").soup.article
    assert french.img["src"] == "../../../assets/map.svg"
    # An English anchor is looked for on the English page.
    assert french.select("p a")[0]["href"].startswith(("../../../guides/middle/", "../02-middle/"))


def test_headings_in_html_are_in_the_contents_and_the_search(stepwise, tmp_path):
    write_tree(tmp_path / "docs", {"a.md": "# A\n\n[[toc]]\n\n## One\n\nText.\n\n<h2 id=\"more\">More &amp; <i>better</i></h2>\n\nQuokka.\n\n"
                                           "<h3>Small</h3>\n\n<h2 id=\"step-1\">None</h2>\n\n<h2 id=\"one\">Twice</h2>\n"})
    stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    expected = [("One", "#one"), ("More & better", "#more"), ("Small", "#small")]
    article = page(tmp_path / "out", "en/a/index.html").soup.article
    assert [(link.get_text(), link["href"]) for link in article.select("nav.toc a")] == expected
    assert [article.select_one(target).get_text() for _, target in expected] == [text for text, _ in expected]
    topics = page(tmp_path / "out", "en/search.html").soup.select("#topics ul ul a")
    assert {("More & better", "more"), ("Small", "small")} <= {(link.get_text(), link["href"].split("#")[-1]) for link in topics}


@pytest.mark.parametrize("written, shown", [
    ('Text <img src="b.png" alt="a &lt;map&gt;"> more', 'Text <span class="missing-image">Image missing: <em>a &lt;map&gt;</em></span> more'),
    ('<img id="x" title="t" src="b.png" alt="">', '<span class="missing-image" id="x">Image missing</span>'),
    ("![a map](b.png)", '<span class="missing-image">Image missing: <em>a map</em></span>'),
    ('Text <video src="v.mp4" controls></video> after', 'Text <video controls=""></video> after'),
    ('<video><source src="v.mp4"><source src="there.mp4" type="video/mp4"></video>', '<video><source src="../../there.mp4" type="video/mp4"/></video>'),
])
def test_what_is_missing_is_named_and_breaks_nothing(stepwise, tmp_path, written, shown):
    write_tree(tmp_path / "docs", {"a.md": f"# A\n\n{written}\n", "there.mp4": "film"})
    result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert result.out.count("[missing-asset]") == 1 and (tmp_path / "out/there.mp4").exists() == ("there" in written), result
    one = page(tmp_path / "out", "en/a/index.html")
    assert shown in str(one.soup.article)
    text = one.path.read_text()
    assert text.count("<video") == text.count("</video>")


def test_fragments_are_written_as_the_page_has_them(stepwise, tmp_path):
    """GitHub finds them whatever their case; browsers do not."""
    write_tree(tmp_path / "docs", {
        "a.md": "# A\n\n[1](b.md#My-Heading) [2](b.md#foo) [3](b.md?x#OWN) [4](#Below-It) [5](#here) [6](#b%C3%A9) <a href='b.md#FOO'>7</a>\n"
                "[8](b.md#gone) [9](b.md#%E7%BD%B2%E5%90%8D) [10](b.md#Step-1) [11](b.md#step-2) [12](b.md#v-1-2)\n\n## Below it\n\n## BÉ\n\n"
                "<a id=Here></a>There.\n",
        "b.md": "# B\n\n## My heading\n\n<a id=\"Foo\"></a>\n\n## Named {#Own}\n\n## 署名\n\n## Step 1\n\n" + CODE.format("a")
                + "\n## Step 2\n\n## v1.2\n\n## Content\n"})
    result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert result.out.count("[broken-anchor]") == 1, result
    links = {link.get_text(): link["href"] for link in page(tmp_path / "out", "en/a/index.html").soup.article.select("p a[href]")}
    fragments = {number: address.split("#")[1] for number, address in links.items()}
    assert fragments == {"1": "my-heading", "2": "Foo", "3": "Own", "4": "below-it", "5": "Here", "6": "b%C3%A9", "7": "Foo", "8": "gone",
                         "9": "%E7%BD%B2%E5%90%8D", "10": "section-step-1", "11": "section-step-2", "12": "v12"}
    other = page(tmp_path / "out", "en/b/index.html")
    assert {"my-heading", "Foo", "Own", "署名", "step-1", "section-step-1", "section-step-2", "v12", "content", "section-content"} <= other.identifiers
    assert other.soup.select_one("[id=Own]").get_text() == "Named" and "{#" not in other.main_text
    assert {link["href"] for link in other.soup.select(".contents a")} <= {f"#{name}" for name in other.identifiers}
    for one in read_pages(tmp_path / "out"):
        names = [element["id"] for element in one.soup.select("[id]")]
        assert len(names) == len(set(names)), one.name


FOLDERS = {"a.md": "en/a.md", "a.ja.md": "ja/a.md", "b.md": "en/b.md", "b.ja.md": "ja/b.md"}
LINKED = {
    "a.md": "# A\n\n[1](b.md) [2](b.html) [3](b.md#b)\n",
    "a.ja.md": "# あ\n\n[1](b.md) [2](b.md#び) [3](b.md#b)\n",
    "b.md": "# B\n\nb\n", "b.ja.md": "# び\n\nb\n",
}


@pytest.mark.parametrize("isFolders, page_, links", [
    # Beside one another, `b.md` is the lesson in the reader's language, unless only the file itself has the heading.
    (False, "en/a/index.html", ["../b/index.html", "../b/index.html", "../b/index.html#b"]),
    (False, "ja/a/index.html", ["../b/index.html", "../b/index.html#び", "../../en/b/index.html#b"]),
    # Who names the folder of another language means it.
    (True, "ja/a/index.html", ["../b/index.html", "../b/index.html#び", "../../en/b/index.html#b", "../../en/a/index.html"]),
    (True, "en/a/index.html", ["../b/index.html", "../b/index.html", "../b/index.html#b", "../../ja/b/index.html#び"]),
])
def test_links_to_another_language(stepwise, tmp_path, isFolders, page_, links):
    files = {(FOLDERS[name] if isFolders else name): text for name, text in LINKED.items()}
    if isFolders:
        files["ja/a.md"] = "# あ\n\n[1](b.md) [2](b.md#び) [3](../en/b.md#b) [4](../en/a.md)\n"
        files["en/a.md"] += "\n[4](../ja/b.md#び)\n"
    write_tree(tmp_path / "docs", files)
    result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert "broken" not in result.text, result
    assert [link["href"] for link in page(tmp_path / "out", page_).soup.article.select("p a")] == links


def test_a_file_that_is_there_comes_before_a_page_called_like_it(stepwise, tmp_path):
    write_tree(tmp_path / "docs", {"a.md": "# A\n\n[1](c.html) [2](d.html)\n", "c.html": "<p>mine", "c.md": "# C\n", "d.md": "# D\n"})
    stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    links = [link["href"] for link in page(tmp_path / "out", "en/a/index.html").soup.article.select("p a")]
    assert links == ["../../c.html", "../d/index.html"] and (tmp_path / "out/c.html").read_text() == "<p>mine"


def test_check_and_build_find_the_same_addresses(stepwise, tmp_path):
    write_tree(tmp_path / "docs", {"a.md": "---\nevent: [1]\naliases: /x/\n---\n# A\n", "b.md": "---\nurl: /x/\n---\n# B\n"})
    check, build = (stepwise(verb, "docs", *more, cwd=tmp_path).out for verb, more in [("check", []), ("build", ["--output", "out"])])
    assert check.count("[duplicate-page]") == build.count("[duplicate-page]") == 1, check + build


def test_headings_in_one_another_and_half_tags_take_no_time(stepwise, tmp_path):
    write_tree(tmp_path / "docs", {"a.md": f"# A\n\n{'<h1>' * 8000}x{'</h1>' * 8000}\n", "b.md": f"# B\n\n[x](a.md#foo) [y](#foo)\n\n{'<h1 ' * 20000}\n"})
    begin = time.perf_counter()
    stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert time.perf_counter() - begin < 20


def test_each_home_leads_to_the_state_of_the_translations(gaps, stepwise, tmp_path):
    status = ["translations.html", "ja/translations.html", "fr/translations.html"]
    leading = {one.name for one in read_pages(gaps) for _, link in one.references() if link.endswith("translations.html")}
    assert leading == {"en/index.html", "ja/index.html", "fr/index.html", *status}
    # In the words of each language, with a switch between them; titles stay those of the originals.
    for name, language, title, word in zip(status, ["en", "ja", "fr"], ["State of the translations", "翻訳の状況", "État des traductions"],
                                           ["outdated", "原文が更新済み", "obsolète"]):
        one = page(gaps, name)
        assert one.language == language and one.soup.h1.get_text() == title and word in one.soup.table.get_text()
        assert [item.get_text() for item in one.soup.select(".languages > *")] == ["English", "日本語", "Français"]
        assert one.soup.select_one("tbody th").get("lang") == (None if language == "en" else "en")
        assert one.soup.select_one("tbody th").get_text() == "Start"
    assert page(gaps, "ja/index.html").soup.select_one("a[href$='translations.html']")["href"] == "translations.html"
    assert page(gaps, "ja/index.html").soup.select_one("a[href$='translations.html']").get_text() == "翻訳の状況"
    write_tree(tmp_path / "docs", {"README.md": "# Home\n", "README.ja.md": "# 家\n", "a.md": "# A\n"})
    stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert {one.name for one in read_pages(tmp_path / "out") if one.soup.select("main a[href$='translations.html']")} == {"en/index.html", "ja/index.html"}


def test_old_addresses_lead_on(gaps):
    old = page(gaps, "old/middle.html")
    assert old.soup.select_one("meta[http-equiv=refresh]")["content"] == "0; url=../guides/middle/index.html"
    assert old.soup.main.a.get_text() == "Middle" and old.soup.select_one("meta[name=robots]")


def test_not_found_pages(gaps):
    for name in ["404.html", "en/404.html", "ja/404.html", "fr/404.html"]:
        one = page(gaps, name)
        assert one.soup.select_one("header a.home")["href"] == f"/w/{name.split('/')[0] if '/' in name else 'en'}/index.html"
        for _, target in one.references():
            assert target.startswith(("/w/", "#", "https://")), f"{name}: {target} depends on where it is shown"
    assert [part["lang"] for part in page(gaps, "404.html").soup.select("section")] == ["en", "ja", "fr"]


def test_reading_order(gaps):
    end = page(gaps, "fr/tour/02-middle/index.html").soup
    assert [(link["rel"][0], link["href"]) for link in end.select(".sequence a")] == [
        ("prev", "../01-start/index.html"), ("next", "../03-end/index.html")]
    assert [title.get("lang") for title in end.select(".sequence b")] == [None, "en"]


def test_feeds(gaps):
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring((gaps / "ja/feed.xml").read_bytes())
    entries = feed.findall(atom + "entry")
    assert [entry.find(atom + "title").text for entry in entries] == ["はじめに", "中間"]
    for entry in entries:
        assert entry.find(atom + "link").get("href").startswith(BASE + "ja/")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.find(atom + "updated").text)


def test_twins_and_records(gaps):
    overview = (gaps / "llms.txt").read_text()
    for link in re.findall(r"\]\((\S+)\)", overview):
        assert (gaps / link.removeprefix(BASE)).is_file(), link
    twin = (gaps / "en/tour/01-start/index.md").read_text()
    assert "Step 1, twilio-node@5: completed" in twin and "HTTP/1.1 200" in twin
    record = json.loads((gaps / "en/tour/01-start/lesson.json").read_text())
    assert [step["runs"][0]["status"] for step in record["steps"]] == ["completed", "completed"]


@pytest.mark.parametrize("urls, paths", [
    ("style: html", ["en/tour/01-start.html", "en/tour/01-start/lesson.json", "ja/tour/03-end.html"]),
    ("prefix-source-locale: false", ["tour/01-start/index.html", "index.html", "ja/index.html"]),
    ("{prefix-source-locale: false, style: html}", ["tour/01-start.html", "ja/tour/01-start.html"]),
])
def test_addresses(stepwise, tmp_path, urls, paths):
    write_tree(tmp_path / "docs", FILES | {"stepwise.yml": "locales: [en, ja, fr]\nurls: " + (
        urls if urls.startswith("{") else "{" + urls + "}") + "\n"})
    stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    files = snapshot(tmp_path / "out")
    assert not [path for path in paths if path not in files], sorted(files)
    known = {one.path.resolve(): one for one in read_pages(tmp_path / "out")}
    for one in known.values():
        for element, link in one.references():
            target = one.target(link)
            assert target is None or target[0].is_file(), f"{one.name}: <{element}> {link}"


@pytest.mark.parametrize("fallback, isThere, isListed", [("show", True, True), ("link", False, True), ("omit", False, False)])
def test_fallback(stepwise, tmp_path, fallback, isThere, isListed):
    write_tree(tmp_path / "docs", FILES | {"stepwise.yml": f"locales: [en, ja, fr]\nfallback: {fallback}\n"})
    stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert (tmp_path / "out/fr/tour/03-end/index.html").is_file() == isThere
    links = page(tmp_path / "out", "fr/index.html").soup.select(".index a")
    assert ("End" in [link.get_text() for link in links]) == isListed
    assert all(link.get("lang") == "en" for link in links if link.get_text() == "End")


@pytest.mark.parametrize("files, locales", [
    ({"stepwise.yml": "locales: {en: docs, ja: docs-ja}", "docs/a.md": "# A\n", "docs-ja/a.md": "# あ\n"}, ["en", "ja"]),
    ({"a.md": "# A\n", "a.ja.md": "# あ\n"}, ["en", "ja"]), ({"en/a.md": "# A\n", "ja/a.md": "# あ\n"}, ["en", "ja"]),
])
def test_layouts(stepwise, tmp_path, files, locales):
    write_tree(tmp_path / "content", files)
    stepwise("build", "content", "--output", "out", cwd=tmp_path)
    for locale in locales:
        one = page(tmp_path / "out", f"{locale}/a/index.html")
        assert one.language == locale
        assert [link["hreflang"] for link in one.soup.select(".languages a")] == [other for other in locales if other != locale]


def test_a_new_language_is_a_folder_and_a_strings_file(stepwise, tmp_path):
    write_tree(tmp_path / "docs", {"en/a.md": "# A\n", "it/a.md": "# A\n", "theme/strings/it.yml": "language: Italiano\n"})
    result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert result.code == 2 and "theme/strings/it.yml" in result.err and "are missing" in result.err, result


def test_without_base_url(stepwise, tmp_path):
    write_tree(tmp_path / "docs", FILES)
    result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert result.err.count("base URL") == 1 and not (tmp_path / "out/sitemap.xml").exists()
    assert not [one.name for one in read_pages(tmp_path / "out") if one.soup.select("link[hreflang]")]
    assert stepwise("build", "docs", "--output", "out", "--base-url", "ftp:/x", cwd=tmp_path).code == 2


def test_content_shows_what_a_half_done_language_looks_like(site):
    """Japanese complete and up to date; French with a stand-in, a banner and both on the status page."""
    states = {(lesson["id"], one["locale"]): one["state"] for lesson in json.loads((site.output / "translations.json").read_text())["lessons"]
              for one in lesson["translations"]}
    assert {state for (_, locale), state in states.items() if locale == "ja"} == {"current"}, \
        "the English lessons changed: see to the Japanese ones, then `stepwise update --translations Content/ja`"
    assert {state for (_, locale), state in states.items() if locale == "fr"} == {"current", "outdated", "missing"}
    french = page(site.output, "fr/tokens/01-sync-token/index.html").soup
    link = french.select_one(".translation.outdated a")
    assert link["href"] == "#step-4" and link.get_text() == french.select_one("#step-4 .what > a").get_text() == "Étape 1-5"
    assert page(site.output, "fr/tokens/02-video-notes/index.html").soup.article["lang"] == "en"


def test_search_is_small_and_works_without_script(site):
    assert (site.output / "search.js").stat().st_size <= 10_000
    for locale in ["en", "ja", "fr"]:
        topics = page(site.output, f"{locale}/search.html").soup.select_one("#topics")
        assert "SyncGrant" in topics.get_text() and len(topics.select("li")) > 20


# -- What cannot be read.

@pytest.mark.parametrize("name", ["b", "README"])
@pytest.mark.parametrize("fault", ["not UTF-8", "a link to nothing"])
def test_a_lesson_that_cannot_be_read_is_nowhere_on_the_site(stepwise, tmp_path, name, fault):
    write_tree(tmp_path / "docs", {"stepwise.yml": "locales: [en, ja]\n", "ja/a.md": "# あ\n",
                                   **{f"en/{one}.md": f"# Lesson {one}\n\n[b](b.md)\n" for one in "abc"}})
    file = tmp_path / f"docs/en/{name}.md"
    if fault == "not UTF-8":
        file.write_bytes(b"# B\xff\n")
    else:
        file.unlink(missing_ok=True)
        file.symlink_to("gone.md")
    result = stepwise("build", "docs", "--output", "out", "--base-url", BASE, cwd=tmp_path)
    assert result.code == 1 and f"docs/en/{name}.md" in result.out, result
    out = tmp_path / "out"
    titles = ["Lesson a", "Lesson c"] if name == "b" else ["Lesson a", "Lesson b", "Lesson c"]
    assert [link.get_text() for link in page(out, "en/index.html").soup.select("ul.index a")] == titles
    last = page(out, "en/a/index.html").soup.select_one("a[rel=next]")
    assert last.b.get_text() == titles[1]
    for one in read_pages(out):
        for element, link in one.references():
            target = one.target(link)
            assert not target or link.startswith("/w/") or target[0].is_file(), (one.name, link)
    for feed in ["sitemap.xml", "en/feed.xml", "ja/feed.xml", "llms.txt", "en/search-index.js", "ja/search.html"]:
        assert name != "b" or "/b/" not in (out / feed).read_text(), feed


# -- The twin in Markdown.

def test_links_of_twins_lead_somewhere(stepwise, tmp_path):
    write_tree(tmp_path / "docs", {
        "stepwise.yml": "locales: [en, ja]\n", "en/t/a.md": "# A\n", "en/t/b.md": "# B\n", "en/t/pic.svg": PICTURE,
        "ja/t/a.md": "# あ\n\n[原文](b.md) と [一覧](../../ja/) と [x](gone.md \"t\") と [あ](a.md#あ) と ![図](../../en/t/pic.svg) と [![図](../../en/t/pic.svg)](b.md) "
                     "と [web](https://example.org/b.md)\n"})
    stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    twin = (tmp_path / "out/ja/t/a/index.md").read_text()
    assert twin == ("# あ\n\n[原文](../b/index.html) と [一覧](../../index.html) と x と [あ](index.md#あ) と ![図](../../../en/t/pic.svg) "
                    "と [![図](../../../en/t/pic.svg)](../b/index.html) と [web](https://example.org/b.md)\n")
    for link in re.findall(r"\]\(([^)#:]+)[#)]", twin):
        assert (tmp_path / "out/ja/t/a" / link).is_file(), link
