"""The pages in a real Chromium: accessibility, policy, keyboard, copying, and printing."""

import io
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from pages import read_pages
from report import Site

# How a page may be looked at: what the browser is told, and how wide it is.
MODES = {
    "light": {"color_scheme": "light", "viewport": {"width": 1680, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1100, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 320, "height": 700}},
    "forced colours": {"forced_colors": "active", "viewport": {"width": 1100, "height": 900}},
}


@pytest.fixture(scope="module")
def kinds(states: Site) -> dict[str, Path]:
    """A page of each kind: of lessons, and of what stands around them."""
    found: dict[str, Path] = {}
    for page in read_pages(states.output):
        kind = page.soup.body.get("class", ["?"])[0]
        kind += " stand-in" if page.soup.select(".translation") and not page.soup.select(".outdated") else ""
        kind = "with boxes" if page.soup.select("details.box") else kind
        if page.language in ("en", "fr") or kind == "hands-on":
            found.setdefault(f"{kind} {page.language}", page.path)
    wanted = {"hands-on en", "hands-on ja", "hands-on ar", "with boxes en", "notes en", "transcript en", "reference en",
              "transcript stand-in fr", "index en", "search en", "not-found en", "moved en", "translations en"}
    assert wanted <= found.keys(), wanted - found.keys()
    # A page that leads on at once cannot be looked at.
    moved = found["moved en"]
    still = moved.with_name("still.html")
    still.write_text(re.sub('<meta http-equiv="refresh"[^>]*>', "", moved.read_text()))
    kinds = {kind: found[kind] for kind in sorted(wanted)}
    return kinds | {"moved en": still, "workshop": states.output / "en/tokens/index.html"}


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_and_the_browser_says_nothing(visit, kinds, mode):
    complaints: list[str] = []
    for kind, path in kinds.items():
        page = visit(path, complaints, **MODES[mode])
        for violation in Axe().run(page).response["violations"]:
            places = [node["target"] for node in violation["nodes"]][:3]
            complaints.append(f"{kind}, {mode}: {violation['id']}: {violation['help']} {places}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > MODES[mode]["viewport"]["width"]:
            complaints.append(f"{kind}, {mode}: scrolls sideways ({width} pixels)")
        page.context.close()
    assert not complaints, "\n".join(complaints)


def test_text_is_the_same_without_javascript(visit, kinds):
    for kind, path in kinds.items():
        texts = []
        for enabled in (True, False):
            page = visit(path, [], java_script_enabled=enabled)
            texts.append(page.locator("main").text_content())
            page.context.close()
        assert texts[0] == texts[1], kind


def test_copied_code_is_executed_code(visit, site):
    for lesson in site.lessons:
        path = site.output / lesson["locale"] / lesson["id"] / "index.html"
        page = visit(path, [], viewport={"width": 1200, "height": 800})
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: {writeText: (text) => { window.copied = text }}})")
        for step in lesson["steps"]:
            panel = page.locator(f"#step-{step['number']}")
            for value in ("changes", "result", "whole", "swift"):
                choice = panel.locator(f"input[value={value}]")
                if choice.count():
                    choice.check()
                elif value != "whole" or panel.locator("input").count():
                    continue
                panel.locator(".copy:visible").click()
                expected = step["swift"] if value == "swift" else step["program"]
                assert page.evaluate("window.copied") == expected, f"{step['address']}, {value}"
            file = path.parent / f"steps/{step['number']}.js"
            assert file.read_text() == step["program"], f"{step['address']}: {file.name}"
        page.context.close()


def test_everything_is_reached_by_keyboard(visit, kinds):
    page = visit(kinds["hands-on en"], [], viewport={"width": 1200, "height": 800})
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = []
    for _ in range(300):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(
            "(() => { const e = document.activeElement; const s = getComputedStyle(e.closest('label') || e);"
            " return [e.tagName, e.className || e.value || '', e.getBoundingClientRect().top >= 0 || e.offsetHeight > innerHeight, s.outlineStyle]})()"))
        if seen[-1][0] == "BODY":
            break
    names = {f"{tag} {name}".strip() for tag, name, _, _ in seen}
    assert {"INPUT changes", "DIV lines", "BUTTON copy", "A raw", "SUMMARY"} <= names, names
    hidden = [entry for entry in seen if entry[0] != "BODY" and entry[3] == "none"]
    assert not hidden, f"without a visible focus: {hidden}"
    page.locator("#step-3 input[value=changes]").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#step-3 input[value=result]").is_checked()
    page.context.close()


def test_language_is_remembered_and_lines_have_addresses(visit, kinds):
    page = visit(kinds["hands-on en"], [], viewport={"width": 1200, "height": 800})
    page.locator("#step-4 input[value=swift]").check()
    assert page.locator("#step-5 input[value=swift]").is_checked()
    assert page.locator("#step-5 .swift").is_visible() and not page.locator("#step-5 .whole").is_visible()
    page.goto(page.url + "#step-5-L2-L4")
    page.reload()
    assert page.locator("#step-5 a.lit").count() == 3
    page.context.close()


def test_paper_holds_every_step(visit, site, kinds):
    for lesson in site.lessons:
        path = site.output / lesson["locale"] / lesson["id"] / "index.html"
        if not lesson["steps"]:
            continue
        page = visit(path, [])
        pdf = PdfReader(io.BytesIO(page.pdf(format="A4")))
        page.context.close()
        text = squeezed("".join(sheet.extract_text() for sheet in pdf.pages))
        for step in lesson["steps"]:
            for line in (step["program"] + (step["swift"] or "")).splitlines():
                if line.isascii():  # the text of Japanese fonts comes out of a PDF in other characters
                    assert squeezed(line) in text, f"{step['address']}: {line!r} is not on paper"


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad0-9+−-]+", "", text)
