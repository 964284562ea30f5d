"""Addresses that lessons ask for, and the links of a folder nobody tidied up."""

import json

import pytest

from pages import page, read_pages
from program import snapshot, write_tree


def build(stepwise, root, files, *options):
    write_tree(root, {f"docs/{path}": text for path, text in files.items()})
    return stepwise("build", "docs", "--output", "out", "--quiet", "--format", "json", *options, cwd=root)


def findings(result, rule):
    return [finding for finding in json.loads(result.out)["diagnostics"] if finding["id"] == rule]


def broken(output) -> list[str]:
    """Links of all pages to files and fragments that are not there."""
    known = {one.path.resolve(): one for one in read_pages(output)}
    faults = []
    for one in known.values():
        for element, link in one.references():
            target = one.target(link)
            if not target or link.startswith("/w/"):
                continue
            path, fragment = target
            if not path.is_file() or fragment and path in known and fragment not in known[path].identifiers:
                faults.append(f"{one.name}: <{element}> {link}")
    return faults


# The second asks for the place of the first.
TAKEN = [
    ("/x/", "/x/"), ("/x/", "/X/"), ("/x/", "x"), ("/café/", "/caf%C3%A9/"), ("/x.html", "/x.html/more/"), ("/x/y/", "/x/y/index.html"),
    (None, "/en/a/"), (None, "/EN/A/index.html"),
]


@pytest.mark.parametrize("first, second", TAKEN)
def test_one_address_for_two_lessons_is_a_finding_with_both_places(stepwise, tmp_path, first, second):
    head = f"---\ntitle: A\nurl: {first}\n---\n" if first else "# A\n"
    result = build(stepwise, tmp_path, {"en/a.md": head, "en/b.md": f"---\ntitle: B\nurl: {second}\n---\n[a](a.md)\n"})
    [finding] = findings(result, "duplicate-page")
    assert result.code == 1 and finding["path"] == "en/b.md" and finding["range"]["start"]["line"] == 3
    [note] = finding["notes"]
    assert (note["path"], note["range"]["start"]["line"]) == ("en/a.md", 3 if first else 1)
    assert page(tmp_path / "out", "en/b/index.html").soup.h1.get_text() == "B" and not broken(tmp_path / "out")


def test_old_addresses_of_two_lessons(stepwise, tmp_path):
    result = build(stepwise, tmp_path, {
        "en/a.md": "---\ntitle: A\nurl: /new/\naliases: [/old/, /en/a/, /new/]\n---\n",
        "en/b.md": "---\ntitle: B\naliases: [/OLD/index.html, /new/]\n---\n"})
    assert [(one["path"], one["range"]["start"]["line"]) for one in findings(result, "duplicate-page")] == [("en/b.md", 3)] * 2
    # Its own former address may lead on to the new one.
    for name in ["old/index.html", "en/a/index.html"]:
        assert page(tmp_path / "out", name).soup.main.a.get_text() == "A"


@pytest.mark.parametrize("address", ["/search.js", "/index.html", "/404.html", "/en/", "/en/search.html", "/theme/x/", "/stepwise.css/a/"])
def test_addresses_of_the_site_itself(stepwise, tmp_path, address):
    result = build(stepwise, tmp_path, {"en/a.md": f"---\ntitle: A\nurl: {address}\n---\n"})
    assert "the site itself" in findings(result, "duplicate-page")[0]["message"]
    assert page(tmp_path / "out", "en/a/index.html").soup.h1.get_text() == "A"


@pytest.mark.parametrize("given, head, stays", [
    ("CNAME", "url: /CNAME\n", "en/a/index.html"), ("CNAME", "aliases: [/CNAME]\n", "en/a/index.html"),
    ("guide/index.html", "url: /guide/\n", "en/a/index.html"), ("en/a/index.html", "", "en/a/_index.html"), ("EN/A", "", "en/_a/index.html"),
])
def test_a_file_of_the_publisher_is_no_place_for_a_lesson(stepwise, tmp_path, given, head, stays):
    result = build(stepwise, tmp_path, {f"static/{given}": "mine", "en/a.md": f"---\ntitle: A\n{head}---\n", "en/b.md": "# B\n\n[a](a.md)\n"})
    [finding] = findings(result, "duplicate-page")
    assert result.code == 1 and finding["path"] == "en/a.md" and f"static/{given}" in finding["message"], finding
    assert (tmp_path / "out" / given).read_text() == "mine"
    assert page(tmp_path / "out", stays).soup.h1.get_text() == "A"
    assert page(tmp_path / "out", "en/b/index.html").soup.article.a["href"] and not [one for one in broken(tmp_path / "out") if given not in one]
    assert json.loads(stepwise("check", "docs", "--format", "json", cwd=tmp_path).out)["diagnostics"] == json.loads(result.out)["diagnostics"]


@pytest.mark.parametrize("address", [
    "/../etc/", "/%2e%2e/etc/", "//host/x", "https://host/x", "javascript:alert(1)", "/a\\b/", "/a%5Cb/", "/a%2Fb/", "/a?b", "/a#b", "/",
    "/.git/hooks/", "/a/.htaccess", "/a%00b/", "/a%0Ab/", "/" + "a" * 300, "/" + "b/" * 2100])
def test_addresses_that_are_none(stepwise, tmp_path, address):
    text = json.dumps(address)
    result = build(stepwise, tmp_path, {"en/a.md": f"---\ntitle: A\nurl: {text}\n---\n", "en/b.md": f"---\naliases: [{text}]\n---\n# B\n"})
    assert [(one["path"], one["range"]["start"]["line"]) for one in findings(result, "bad-front-matter")] == [("en/a.md", 3), ("en/b.md", 2)]
    names = [one.name for one in read_pages(tmp_path / "out")]
    assert sorted(names) == ["404.html", "en/404.html", "en/a/index.html", "en/b/index.html", "en/index.html", "en/search.html", "index.html"]
    assert not list(tmp_path.parent.glob("etc"))


def test_addresses_that_need_care_work(stepwise, tmp_path):
    addresses = {"a": "/日本/ページ.html", "f": "/old.htm", "b": "/with%20space/", "c": "/100%25/", "d": "/c#".replace("#", "%23") + "/", "e": "/q%3F/"}
    files = {f"en/{name}.md": f"---\ntitle: {name}\nurl: {url}\n---\n" + " ".join(f"[{other}]({other}.md)" for other in addresses)
             for name, url in addresses.items()}
    result = build(stepwise, tmp_path, files, "--base-url", "https://example.org/w/")
    assert result.code == 0 and not broken(tmp_path / "out"), result
    out = snapshot(tmp_path / "out")
    assert {"日本/ページ.html", "with space/index.html", "100%/index.html", "c#/index.html", "q?/index.html", "old.htm", "old.md", "old/lesson.json"} <= out.keys()
    sitemap = out["sitemap.xml"].decode()
    for address in ["%E6%97%A5%E6%9C%AC/%E3%83%9A%E3%83%BC%E3%82%B8.html", "with%20space/", "100%25/", "c%23/", "q%3F/"]:
        assert f"<loc>https://example.org/w/{address}</loc>" in sitemap


@pytest.mark.parametrize("options, count", [
    (["docs"], 1), (["docs/en/b"], 1), (["docs/en/b/1.md"], 1), (["docs/en/a"], 0), (["docs", "--shard", "1/2"], 0), (["docs", "--shard", "2/2"], 1)])
def test_an_address_of_a_lesson_that_is_not_judged(stepwise, tmp_path, options, count):
    head = "---\nurl: /x/\n---\n# A\n"
    write_tree(tmp_path, {"docs/stepwise.yml": "title: T\n", "docs/en/a/1.md": head, "docs/en/b/1.md": head})
    result = stepwise("check", *options, "--format", "json", cwd=tmp_path)
    assert [one["path"] for one in findings(result, "duplicate-page")] == ["en/b/1.md"] * count, result


def test_a_name_that_ends_like_an_index_is_no_folder(stepwise, tmp_path):
    code = "# A\n\n```js\nconsole.log(1);\n```\n"
    result = build(stepwise, tmp_path, {"en/reindex.md": code, "en/b.md": "---\nurl: /old/myindex.html\n---\n" + code,
                                        "stepwise.yml": "urls: {style: html}\nbaseURL: https://example.org/w/\n"})
    assert result.code == 0 and not broken(tmp_path / "out"), result
    out = snapshot(tmp_path / "out")
    for name in ["en/reindex", "old/myindex"]:
        assert {f"{name}.html", f"{name}/lesson.json", f"{name}/steps/1.js"} <= out.keys()
        assert f'rel="canonical" href="https://example.org/w/{name}.html"' in out[f"{name}.html"].decode()


MESS = {
    "docs/README.md": "# Welcome to the *mess*\n\n[a](<My First Lesson.md>) [b](<🚀 launch/01 入門.md>) [c](a/b/c/Deep.MD#über) [d](a/) [e](a/b) [f](.)\n"
    "[g](My%20First%20Lesson.md#caf%C3%A9--co) [h](C%23.md) [i](what%3F.md) [j](100%25.md) ![k](<img/my pic.svg>) ![l](img/写真.svg)\n",
    "docs/My First Lesson.md": "# My First Lesson\n\n## Café & Co.\n\n## What's new?\n\n## What's new?\n\n## 🚀 Launch 🚀\n\n## 日本語の見出し（テスト）：その1\n\n"
    "[a](#-launch-) [b](#日本語の見出しテストその1) [c](#%E6%97%A5%E6%9C%AC%E8%AA%9E%E3%81%AE%E8%A6%8B%E5%87%BA%E3%81%97%E3%83%86%E3%82%B9%E3%83%88%E3%81%9D%E3%81%AE1)"
    " [d](#whats-new-1) [e](../outside/file.txt) [f](../outside/other%20file.pdf) [g](README.md) [h](/docs/a/b/readme.markdown) [i](/a/b/readme.markdown) [j](/outside/file.txt)\n",
    "docs/🚀 launch/01 入門.md": "# 入門\n\n## 概要\n\n[次へ](<02 続き.MD>) [戻る](../README.md) [前](<../My First Lesson.md#caf%C3%A9--co>) [上](..) [ここ](./)\n",
    "docs/🚀 launch/02 続き.MD": "# 続き\n\n[前へ](01%20%E5%85%A5%E9%96%80.md#%E6%A6%82%E8%A6%81) [上](../) [深](../a/b/c/deep.md)\n",
    "docs/🚀 launch/readme.md": "# Launch\n\n[one](<01 入門.md>)\n",
    "docs/a/README.md": "# A\n\n[b](b/readme.markdown) [c](b/c/Deep.MD) [self](.) [up](..) [b2](b/)\n",
    "docs/a/b/readme.markdown": "# B\n\n[c2](c/Deep#über) [root](/)\n",
    "docs/a/b/c/Deep.MD": "# Deep\n\n## Über\n\n[home](../../../README.md) [me](Deep.MD#über) [folder](../)\n",
    "docs/a/b/c/Deep.png.md": "# A lesson that is called like a picture\n",
    "docs/C#.md": "# C sharp\n", "docs/what?.md": "# What\n", "docs/100%.md": "# Hundred\n", "docs/a&b <c>.md": "# A & B\n\n[r](README.md)\n",
    "docs/search.md": "# Search\n", "docs/search.html.md": "# Search again\n", "docs/404.md": "# Not found\n", "docs/assets.md": "# Assets\n",
    "docs/img/my pic.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>",
    "docs/img/写真.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>",
    "outside/file.txt": "text", "outside/other file.pdf": "pdf", ".git/HEAD": "ref: refs/heads/main\n",
}


@pytest.mark.parametrize("urls", ["{}", "{style: html}", "{prefix-source-locale: false}", "{prefix-source-locale: false, style: html}"])
def test_a_messy_folder(stepwise, tmp_path, urls):
    write_tree(tmp_path, MESS | {"docs/stepwise.yml": f"locales: ja\nurls: {urls}\n"})
    result = stepwise("build", "docs", "--output", "out", "--quiet", "--format", "json", cwd=tmp_path)
    assert result.code == 1, result
    # One link is right only where upper and lower case are the same; on the page it leads where it was meant to.
    # `search.html` is either the page of one lesson or the folder of another.
    expected = [("🚀 launch/02 続き.MD", "broken-link")] + [("search.md", "duplicate-page")] * ("style: html" in urls)
    assert sorted((one["path"], one["id"]) for one in json.loads(result.out)["diagnostics"] if one["severity"] != "note") == sorted(expected)
    assert not broken(tmp_path / "out")
    titles = [one.soup.h1.get_text() for one in read_pages(tmp_path / "out")]
    assert len([path for path in MESS if path.lower().endswith((".md", ".markdown"))]) == len(set(titles) & {
        "Welcome to the mess", "My First Lesson", "入門", "続き", "Launch", "A", "B", "Deep", "C sharp", "What", "Hundred", "A & B",
        "A lesson that is called like a picture", "Search", "Search again", "Not found", "Assets"}), titles


@pytest.mark.parametrize("wish", ["url: /ja/a/", "url: /JA/A/index.html", "aliases: [/ja/a/]", "url: /ja/a/lesson.json/"])
def test_an_address_where_another_lesson_stands_in(stepwise, tmp_path, wish):
    result = build(stepwise, tmp_path, {"en/a.md": "# A\n", "en/b.md": f"---\ntitle: B\n{wish}\n---\n", "ja/b.md": "# び\n\n[a](a.md)\n"})
    [finding] = findings(result, "duplicate-page")
    assert result.code == 0 and (finding["path"], finding["range"]["start"]["line"], finding["severity"]) == ("en/b.md", 3, "warning")
    assert "`/ja/a/` is where `en/a.md` is shown" in finding["message"] and finding["notes"][0]["path"] == "en/a.md"
    shown = page(tmp_path / "out", "ja/a/_index.html")
    assert shown.soup.h1.get_text() == "A" and shown.soup.select(".translation") and not broken(tmp_path / "out")
    assert "ja/a/_index.html" in {one.target(link)[0].relative_to((tmp_path / "out").resolve()).as_posix()
                                  for one in [page(tmp_path / "out", "ja/b/index.html"), page(tmp_path / "out", "ja/index.html")]
                                  for _, link in one.references() if one.target(link)}


@pytest.mark.parametrize("name, urls, place, moved", [
    ("en/feed.xml.md", "{}", "en/feed.xml", "en/_feed.xml/index.html"), ("en/feed.xml/a.md", "{}", "en/feed.xml", "en/_feed.xml/a/index.html"),
    ("ja/feed.xml.md", "{style: html}", "ja/feed.xml", "ja/_feed.xml.html"), ("en/sitemap.xml.md", "{prefix-source-locale: false}", "sitemap.xml", "_sitemap.xml/index.html"),
])
def test_what_programs_ask_for_stays_where_they_look(stepwise, tmp_path, name, urls, place, moved):
    result = build(stepwise, tmp_path, {"stepwise.yml": f"locales: [en, ja]\nurls: {urls}\n", "en/a.md": "# A\n", "ja/a.md": "# あ\n", name: "# X\n"},
                   "--base-url", "https://example.org/w/")
    assert [one["path"] for one in findings(result, "duplicate-page")] == [name] * (moved is not None)
    out = snapshot(tmp_path / "out")
    assert out[place].startswith(b"<?xml") and not [one for one in out if "_" in one and one.endswith(".xml")]
    assert (moved is None or moved in out) and not broken(tmp_path / "out")


def test_links_to_what_the_site_does_not_have(stepwise, tmp_path):
    """A host may make them, so they stay, and are notes; what the site has by any of its names is none."""
    write_tree(tmp_path, {
        "docs/stepwise.yml": "locales: [en, ja]\n", "docs/ja/a.md": "# あ\n\n[1](b) [2](b/) [3](c/)\n", "docs/static/en/mine.html": "mine", "docs/en/a.md":
        "# A\n\n[1](none/) [2](none2) [3](gone.html) <a href='gone.html'>4</a> [5](setpu.html)\n\n[6](setup) [7](setup.html) [8](tour/) [9](old.html)"
        " [10](../guide/) [11](mine.html) [12](search.html) [13](/none/) [14](../../none/) [15](../ja/setup) [16](#a) [17](https://x.org/none)\n",
        "docs/en/setup.md": "---\naliases: [/en/old.html]\n---\n# Setup\n", "docs/en/tour/x.md": "# X\n", "docs/en/b.md": "---\nurl: /guide/\n---\n# B\n"})
    result = stepwise("build", "docs", "--output", "out", "--format", "json", "--quiet", cwd=tmp_path)
    found = [(one["path"], one["range"]["start"]["line"], one["range"]["start"]["column"], one["severity"]) for one in findings(result, "unserved-link")]
    assert found == [("en/a.md", 3, column, "note") for column in (1, 12, 23, 38, 64)] + [("ja/a.md", 3, 16, "note")], result.out
    assert "did you mean `docs/en/setup.md`?" in findings(result, "unserved-link")[4]["message"] and result.code == 0


def test_a_folder_without_a_page_is_no_link(stepwise, tmp_path):
    write_tree(tmp_path, {
        ".git/HEAD": "ref: refs/heads/main\n", "lib/x.js": "", "docs/stepwise.yml": "title: T\n", "docs/en/a.md":
        "# A\n\n[1](samples/ \"all\") [2](/lib) <a href='samples'>3</a> [4](samples/x.js) [5](tour/) [6](none/) [7]()\n\n[8](javascript:x) [9](ftp:x)\n",
        "docs/en/samples/x.js": "", "docs/en/tour/b.md": "# B\n"})
    result = stepwise("build", "docs", "--output", "out", "--notes", cwd=tmp_path)
    assert result.out.count("[folder-link]") == 3 and "docs/en/a.md:3:1: note: `docs/en/samples` is a folder" in result.out, result
    links = {link.get_text(): link.get("href") for link in page(tmp_path / "out", "en/a/index.html").soup.article.select("a")}
    assert links == {"1": None, "2": None, "3": None, "4": "../samples/x.js", "5": "../index.html", "6": "../none/", "7": None, "8": None, "9": None}


@pytest.mark.parametrize("fallback, target", [("show", "../sub/index.html"), ("link", "../../en/sub/index.html"), ("omit", "../../en/sub/index.html")])
def test_a_link_to_a_folder_that_only_the_source_has(stepwise, tmp_path, fallback, target):
    result = build(stepwise, tmp_path, {"stepwise.yml": f"locales: [en, ja]\nfallback: {fallback}\n", "en/x.md": "# X\n", "en/sub/README.md": "# Sub\n",
                                        "ja/x.md": "# え\n\n[1](sub/) [2](sub)\n"})
    assert [link["href"] for link in page(tmp_path / "out", "ja/x/index.html").soup.article.select("a")] == [target] * 2
    assert not findings(result, "unserved-link") and not broken(tmp_path / "out")


def test_links_of_folders_lead_to_their_pages(stepwise, tmp_path):
    """`.`, `..` and `/` are seen from the lesson's file, which lies higher than its page."""
    write_tree(tmp_path, {
        ".git/HEAD": "ref: refs/heads/main\n", "docs/stepwise.yml": "locales: [en, ja]\n", "docs/ja/tour/a.md": "# あ\n",
        "docs/en/tour/README.md": "# Tour\n", "docs/en/tour/a.md": "# A\n\n[1](.) [2](..) [3](../..) [4](../) [5](/) [6](/docs/en/tour) [7](../other/)\n"})
    assert stepwise("build", "docs", "--output", "out", "--quiet", cwd=tmp_path).code == 0
    links = [link["href"] for link in page(tmp_path / "out", "en/tour/a/index.html").soup.article.select("p a")]
    assert links == ["../index.html", "../../index.html", "../../../index.html", "../../index.html", "../../../index.html", "../index.html",
                     "../../other/"]
