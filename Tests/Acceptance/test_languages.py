"""Every layout and every way to fill a gap, a language of the publisher's own, and what feeds must have."""

import re
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import yaml

from pages import page, read_pages
from program import ROOT, snapshot, write_tree
from test_addresses import broken

SOURCE = ROOT / "Sources/LessonKit/Strings/en.yml"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="30"></svg>'
EN = {"README": "# Tour\n\n[start](01-start.md)\n", "01-start": "# Start\n\n[end](02-end.md) [there](02-end.md#the-end) ![map](map.svg)\n",
      "02-end": "# End\n\n## The end\n\n[back](01-start.md)\n"}
JA = {"01-start": "# はじめに\n\n[終わり](02-end.md) ![地図](map.svg)\n"}
LAYOUTS = {
    "folders": ("locales: [en, ja]\n", "en/tour/{0}.md", "ja/tour/{0}.md", "en/tour/map.svg", "ja/tour/map.svg"),
    "map": ("locales: {en: docs-en, ja: docs}\n", "docs-en/tour/{0}.md", "docs/tour/{0}.md", "docs-en/tour/map.svg", "docs/tour/map.svg"),
    "suffixes": ("locales: [en, ja]\n", "tour/{0}.md", "tour/{0}.ja.md", "tour/map.svg", "tour/map.ja.svg"),
}


@pytest.mark.parametrize("fallback", ["show", "link", "omit"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_and_gaps(stepwise, tmp_path, layout, fallback):
    settings, en, ja, picture, japanese = LAYOUTS[layout]
    write_tree(tmp_path / "content", {"stepwise.yml": f"{settings}fallback: {fallback}\n", picture: PICTURE.format(40), japanese: PICTURE.format(80)}
               | {en.format(name): text for name, text in EN.items()} | {ja.format(name): text for name, text in JA.items()})
    result = stepwise("build", "content", "--output", "out", "--base-url", "https://example.org/", cwd=tmp_path)
    # A link to a lesson that Japanese lacks is none to a file that is missing, unless gaps are left out. Beside its
    # translation the original is that file.
    assert ("broken-link" in result.out) == (fallback == "omit" and layout != "suffixes"), result
    faults = [fault for fault in broken(tmp_path / "out") if "404.html" not in fault]
    assert not faults, faults
    lessons = {one.name for one in read_pages(tmp_path / "out") if "/tour/" in one.name}
    assert {f"en/tour/{name}index.html" for name in ["", "01-start/", "02-end/"]} | {"ja/tour/01-start/index.html"} \
        | ({"ja/tour/index.html", "ja/tour/02-end/index.html"} if fallback == "show" else set()) == lessons
    start = page(tmp_path / "out", "ja/tour/01-start/index.html").soup
    assert start.article.img["width"] == "80" and page(tmp_path / "out", "en/tour/01-start/index.html").soup.article.img["width"] == "40"
    assert start.article.select_one("p a")["href"] == {
        "show": "../02-end/index.html", "link": "../../../en/tour/02-end/index.html", "omit": "../../../en/tour/02-end/index.html"}[fallback]
    assert [link["hreflang"] for link in start.select(".languages a")] == ["en"]
    assert not page(tmp_path / "out", "en/tour/02-end/index.html").soup.select(".languages a[hreflang=ja]")
    listed = [link.get_text() for link in page(tmp_path / "out", "ja/index.html").soup.select("ul.index a")]
    assert listed == (["はじめに"] if fallback == "omit" else ["Tour", "はじめに", "End"])


def italian(**changes) -> str:
    """A strings file as a translator would leave it: every word another."""
    def translated(value):
        if isinstance(value, list):
            return [f"{item}o" for item in value]
        if isinstance(value, dict):
            return {key: translated(item) for key, item in value.items()} | ({"many": translated(value["other"])} if "other" in value else {})
        return f"{value} (it)"
    table = {key: translated(value) for key, value in yaml.safe_load(SOURCE.read_text()).items()}
    table |= {"language": "Italiano", "grouping": ".", "decimal": ","} | changes
    return yaml.safe_dump({key: value for key, value in table.items() if value is not None}, allow_unicode=True)


def test_a_language_without_words_ends_the_build(stepwise, tmp_path):
    write_tree(tmp_path / "docs", {"stepwise.yml": "locales: [en, it, eo, ja]\n", "en/a.md": "# A\n", "it/a.md": "# Ah\n",
                                   "eo/a.md": "# Ho\n", "ja/a.md": "# あ\n"})
    result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert result.code == 2 and not (tmp_path / "out").exists(), result
    for word in ["`it`, `eo`", "docs/theme/strings/it.yml", "docs/theme/strings/eo.yml", "stepwise init docs --strings it", "sameAsSource: all"]:
        assert word in result.err, result
    assert "`en`" not in result.err and "`ja`" not in result.err
    doctor = stepwise("doctor", "docs", cwd=tmp_path)
    assert doctor.code == 2 and "missing  words" in doctor.out and "docs/theme/strings/it.yml" in doctor.out, doctor
    # Judging needs no words.
    assert stepwise("check", "docs", cwd=tmp_path).code == 0


@pytest.mark.parametrize("tag, forms", [("it", ["one", "many", "other"]), ("ar", ["zero", "one", "two", "few", "many", "other"])])
def test_the_way_to_a_new_language(stepwise, tmp_path, tag, forms):
    """As the messages say: begin the file, translate what is named, and build."""
    write_tree(tmp_path / "docs", {"stepwise.yml": f"locales: [en, {tag}]\n", "en/a.md": "# A\n", f"{tag}/a.md": "# Ah\n"})
    begun = stepwise("init", "docs", "--strings", tag, cwd=tmp_path)
    file = tmp_path / f"docs/theme/strings/{tag}.yml"
    assert begun.code == 0 and f"docs/theme/strings/{tag}.yml" in begun.err and file.is_file(), begun
    assert stepwise("init", "docs", "--strings", tag, cwd=tmp_path).code == 2
    table = yaml.safe_load(file.read_text())
    assert list(table["stepCount"]) == forms
    unfinished = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert unfinished.code == 2 and "still English" in unfinished.err, unfinished
    source = yaml.safe_load(SOURCE.read_text())
    leaves = [f"{key}.{name}" for key, value in source.items() if isinstance(value, dict) for name in (forms if "other" in value else value)]
    for name in leaves + [key for key, value in source.items() if not isinstance(value, dict)]:
        assert f"`{name}`" in unfinished.err, name
    file.write_text(f"language: Nova\nsameAsSource: all\n")
    waived = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert waived.code == 0, waived
    assert page(tmp_path / "out", f"{tag}/a/index.html").soup.select_one(".languages [aria-current]").get_text() == "Nova"
    assert stepwise("doctor", "docs", cwd=tmp_path).code == 0


@pytest.mark.parametrize("settings", [None, "locales: [en]\n"])
def test_a_folder_of_translations_that_nobody_declared_is_told(stepwise, tmp_path, settings):
    write_tree(tmp_path / "docs", {"en/a.md": "# A\n", "he/a.md": "# שלום\n", "samples/a.md": "# S\n"}
               | ({"stepwise.yml": settings} if settings else {}))
    for verb in ["build", "check", "doctor"]:
        result = stepwise(verb, "docs", *(["--output", "out"] if verb == "build" else []), cwd=tmp_path)
        assert "`docs/he`" in result.err and "`locales: [en, he]`" in result.err and "samples" not in result.err, result
    write_tree(tmp_path / "docs", {"stepwise.yml": "locales: [en, he]\n"})
    assert "docs/he`" not in stepwise("check", "docs", cwd=tmp_path).err


def test_a_folder_named_as_a_language_beside_no_others_is_a_folder(stepwise, tmp_path):
    write_tree(tmp_path / "docs", {"is/a.md": "# A\n", "to/a.md": "# B\n"})
    assert "locales" not in stepwise("check", "docs", cwd=tmp_path).err


def test_a_whole_new_language_is_a_folder_and_a_strings_file(stepwise, tmp_path):
    write_tree(tmp_path / "docs", {"en/a.md": "# A\n", "en/b.md": "# B\n", "it/a.md": "# Ah\n", "theme/strings/it.yml": italian()})
    result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert result.code == 0, result
    one = page(tmp_path / "out", "it/a/index.html")
    assert one.language == "it" and one.soup.select_one(".skip").get_text() == "Skip to content (it)"
    assert page(tmp_path / "out", "en/a/index.html").soup.select_one(".languages a").get_text() == "Italiano"
    assert "English (it)" in page(tmp_path / "out", "it/b/index.html").soup.select_one(".translation").get_text()


@pytest.mark.parametrize("changes, message", [
    ({"search": None}, "`search` is missing"), ({"search": "Search", "claim": "Claim"}, "`claim`, `search` are still English"),
    ({"search": None, "claim": None}, "`claim`, `search` are missing"), ({"search": "Search"}, "`search` is still English"), ({"serch": "Cerca"}, "did you mean `search`?"),
    ({"step": "Passo"}, "{number}"), ({"months": ["gennaio"]}, "shape"),
    ({"claimMeanings": {"exp": "scade"}}, "`claimMeanings.alg`, `claimMeanings.cty`"), ({"sameAsSource": ["search"]}, "is not the same"),
])
def test_a_strings_file_that_is_not_finished(stepwise, tmp_path, changes, message):
    write_tree(tmp_path / "docs", {"en/a.md": "# A\n", "it/a.md": "# Ah\n", "theme/strings/it.yml": italian(**changes)})
    result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert result.code == 2 and message in result.err and "theme/strings/it.yml" in result.err, result
    assert not (tmp_path / "out").exists()
    doctor = stepwise("doctor", "docs", cwd=tmp_path)
    assert doctor.code == 2 and message in doctor.out, doctor
    # Who only judges lessons need not wait for the translator.
    assert stepwise("check", "docs", cwd=tmp_path).code == 0


def test_style_sheets_know_no_left_and_right():
    sheet = (ROOT / "Sources/LessonKit/Theme/stepwise.css").read_text()
    physical = r"(?:^|[;{\s])((?:margin|padding|border|inset|scroll-margin)-(?:left|right)\b|(?:left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right))"
    assert not re.findall(physical, sheet)
    # Of four values the second is the right side, the fourth the left.
    uneven = [sides for sides in re.findall(r"(?:margin|padding|inset|border-width): ([^\s;]+) ([^\s;]+) ([^\s;]+) ([^\s;]+);", sheet) if sides[1] != sides[3]]
    assert not uneven


# -- Feeds and the sitemap, by the rules of RFC 4287 and sitemaps.org.

BASE = "https://example.org/w/"


@pytest.fixture(scope="module")
def machines(stepwise, tmp_path_factory):
    root = tmp_path_factory.mktemp("machines")
    write_tree(root / "docs", {"stepwise.yml": "title: A & <b>\nlocales: [en, ja]\n", "en/a.md": "---\ndescription: x < y & z\nupdated: 2026-02-03\n---\n# A ]]> & B\n",
                               "en/b c.md": "# B\n", "ja/a.md": "# あ\n"})
    assert stepwise("build", "docs", "--output", "out", "--base-url", BASE, cwd=root).code == 0
    return root / "out"


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_feeds_are_valid_atom(machines, locale):
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring((machines / locale / "feed.xml").read_bytes())
    assert feed.tag == atom + "feed" and feed.get("{http://www.w3.org/XML/1998/namespace}lang") == locale
    assert feed.find(f"{atom}author/{atom}name").text == "A & <b>"
    assert feed.find(f"{atom}link[@rel='self']").get("href") == f"{BASE}{locale}/feed.xml" == feed.find(atom + "id").text
    ids = [feed.find(atom + "id").text]
    for element in [feed, *feed.findall(atom + "entry")]:
        for name in ["id", "title", "updated"]:
            assert len(element.findall(atom + name)) == 1, name
        datetime.strptime(element.find(atom + "updated").text, "%Y-%m-%dT%H:%M:%SZ")
    for entry in feed.findall(atom + "entry"):
        ids.append(entry.find(atom + "id").text)
        address = urlsplit(entry.find(f"{atom}link[@rel='alternate']").get("href"))
        assert address.geturl().startswith(BASE) and " " not in address.path
        summary = entry.find(atom + "summary")
        # A lesson without a description and a sentence has none.
        assert (summary.text if summary is not None else None) == ("x < y & z" if "en/a/" in ids[-1] else None)
    assert len(set(ids)) == len(ids) == (3 if locale == "en" else 2) and all(urlsplit(one).scheme == "https" for one in ids)
    assert max(entry.find(atom + "updated").text for entry in feed.findall(atom + "entry")) == feed.find(atom + "updated").text
    linked = page(machines, f"{locale}/a/index.html").soup.select_one("link[type='application/atom+xml']")["href"]
    assert (machines / locale / "a" / linked).resolve() == (machines / locale / "feed.xml").resolve()


def test_the_sitemap_is_one(machines):
    text = (machines / "sitemap.xml").read_bytes()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.fromstring(text)
    assert root.tag == space + "urlset" and {child.tag for child in root} == {space + "url"}
    places = [url.find(space + "loc").text for url in root]
    assert places == [f"{BASE}{path}" for path in ["", "en/", "en/a/", "en/b%20c/", "ja/", "ja/a/"]] and all(url[0].tag == space + "loc" for url in root)


@pytest.mark.parametrize("locale, missing, caption, valid, tabs", [
    ("en", "Image missing: map", ": ", " (valid for 24 hours)", "Step 1: "), ("ja", "画像がありません：map", "：", "（有効期間 24 時間）", "ステップ 1："),
    ("fr", "Image manquante\u00a0: map", "\u00a0: ", " (valable 24 heures)", "Étape 1\u00a0: "), ("zh-Hans", "缺少图片：map", "：", "（有效期 24 小时）", "第 1 步："),
    ("ko", "이미지 없음: map", ": ", "(유효 기간 24시간)", "1단계: "),
])
def test_punctuation_is_that_of_the_language(stepwise, tmp_path, locale, missing, caption, valid, tabs):
    token = ("const AccessToken = require('twilio').jwt.AccessToken;\n"
             "const token = new AccessToken('AC1', 'SK1', 'secret', {identity: 'a', ttl: 86400});\nconsole.log(token.toJwt());\n")
    write_tree(tmp_path / "docs", {f"{locale}/a.md": f"# A\n\n![map](gone.png)\n\n```js\n{token}```\n\n```js\nimport React from 'react';\nconst x = <b/>;\n```\n"})
    stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    soup = page(tmp_path / "out", f"{locale}/a/index.html").soup
    assert soup.select_one(".missing-image").get_text() == missing
    assert caption in soup.select_one("figcaption").get_text()
    [expires] = [row for row in soup.select(".claims tr") if row.th.get_text() == "exp"]
    assert expires.select("td")[1].get_text().endswith(valid) and caption in expires.select("td")[1].get_text()
    assert soup.select_one(".lines")["aria-label"].startswith(tabs)


def test_a_feed_says_what_its_author_dates(stepwise, tmp_path):
    """An entry is new when its author gives another date; the site knows no clock, and takes no edit for news."""
    atom = "{http://www.w3.org/2005/Atom}"
    lesson = "---\n{0}---\n# A\n\n![pic](p.svg)\n\nSay 1.5 words. Then more.\n"
    japanese = "# あ\n\n最初の文。次の文。\n"
    write_tree(tmp_path / "docs", {"stepwise.yml": "locales: [en, ja]\n", "en/p.svg": PICTURE.format(1), "en/a.md": lesson.format(""), "ja/a.md": japanese})

    def entry(locale="en"):
        assert stepwise("build", "docs", "--output", "out", "--base-url", BASE, cwd=tmp_path).code == 0
        [one] = ElementTree.fromstring((tmp_path / f"out/{locale}/feed.xml").read_bytes()).findall(atom + "entry")
        return [one.find(atom + name).text for name in ["id", "updated", "summary"]]

    assert entry("ja")[2] == "最初の文。"
    first = entry()
    assert first == [f"{BASE}en/a/", "2024-01-01T00:00:00Z", "Say 1.5 words."]
    write_tree(tmp_path / "docs", {"en/a.md": lesson.format("") + "\nAn edit.\n"})
    assert entry() == first
    write_tree(tmp_path / "docs", {"en/a.md": lesson.format("updated: 2026-02-03\n")})
    dated = entry()
    assert dated[0].startswith(first[0] + "#2026-02-03") and dated[1] == "2026-02-03T00:00:00Z"
    write_tree(tmp_path / "docs", {"en/a.md": lesson.format("updated: 2026-03-04\n")})
    assert entry()[0] not in (dated[0], first[0]) and entry()[1] > dated[1]


def test_open_graph_and_the_list_of_pages(machines):
    soup = page(machines, "en/a/index.html").soup
    graph = {meta["property"]: meta["content"] for meta in soup.select("meta[property]")}
    assert graph == {"og:url": f"{BASE}en/a/", "og:title": "A ]]> & B", "og:type": "article", "og:description": "x < y & z",
                     "og:site_name": "A & <b>", "og:locale": "en", "og:locale:alternate": "ja"}
    overview = (machines / "llms.txt").read_text().splitlines()
    assert overview[0].startswith("# ") and f"]({BASE}en/b%20c/index.md)" in "\n".join(overview)


# -- Writing only what changed.

def test_one_translation_changes_its_pages_and_the_indexes(stepwise, tmp_path):
    code = "```js\nexports.handler = (context, event, callback) => callback(null, '{0}');\n```\n"
    write_tree(tmp_path / "docs", {"stepwise.yml": "locales: [en, ja, fr]\n", "en/t/a.md": "# A\n\n" + code.format("a"), "en/t/b.md": "# B\n",
                                   "en/t/c.md": "# C\n", "ja/t/a.md": "# あ\n\n" + code.format("a"), "ja/t/b.md": "# い\n",
                                   "fr/t/a.md": "# Ah\n\n" + code.format("a")})

    def build():
        assert stepwise("build", "docs", "--output", "out", "--base-url", BASE, cwd=tmp_path).code == 0
        return {path: (tmp_path / "out" / path).stat().st_mtime_ns for path in snapshot(tmp_path / "out")}

    before = build()
    (tmp_path / "docs/en/t/c.md").write_text("# C\n\nMore words about nothing.\n")
    after = build()
    changed = {path for path in after if before.get(path) != after[path]} - {".stepwise-manifest"}
    assert changed == {f"{locale}/{rest}" for locale in ["en", "ja", "fr"] for rest in ["t/c/index.html", "search-index.js"]} | {
        "en/t/c/index.md", "en/feed.xml"}, changed
    (tmp_path / "docs/en/t/c.md").unlink()
    gone = build()
    assert not [path for path in gone if "/t/c" in path] and not (tmp_path / "out/fr/t/c").exists()
    assert {path for path in gone if gone[path] != after.get(path)} & {"en/t/a/index.html", "ja/t/a/index.html"} == set()
