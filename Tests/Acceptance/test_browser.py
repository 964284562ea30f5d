"""The pages in a real Chromium: accessibility, policy, keyboard, copying, printing, and weight."""

import gzip
import io
import re
import shutil
import threading
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright
from pypdf import PdfReader

from pages import read_pages
from program import CONTENT, ROOT
from report import Site

# How a page may be looked at: what the browser is told, and how wide it is.
MODES = {
    "light": {"color_scheme": "light", "viewport": {"width": 1440, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1100, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 320, "height": 700}},
    "forced colours": {"forced_colors": "active", "viewport": {"width": 1100, "height": 900}},
}
# Bytes, as they are and zipped (specs/lesson-pages.md, §5).
BUDGETS = {"index.html": (120_000, 24_000), "stepwise.css": (16_384, 5_120), "stepwise.js": (12_288, 5_120)}
MOST_ELEMENTS = 1_800


@pytest.fixture(scope="module")
def browser():
    path = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
    assert path, "no Chromium on this machine: `make test` installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def visit(browser, site):
    """Opens a page of the site over HTTP; whatever the browser says about it is a complaint."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site.output))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}/"

    def visit(path: Path, complaints: list[str], **options) -> Page:
        page = browser.new_context(**options).new_page()
        page.on("console", lambda message: "favicon" in message.location.get("url", "") or complaints.append(f"{path}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{path}: {error}"))
        page.on("request", lambda request: request.url.startswith((origin, "data:"))
                or complaints.append(f"{path}: asks {request.url}"))
        page.goto(origin + path.relative_to(site.output).as_posix().removesuffix("index.html"))
        return page

    yield visit
    server.shutdown()


@pytest.fixture(scope="module")
def kinds(site: Site) -> dict[str, Path]:
    """A page of each kind."""
    found = {page.soup.body.get("class", ["?"])[0] + " " + page.language: page.path for page in read_pages(site.output)}
    assert {"hands-on en", "hands-on ja", "notes en", "transcript en", "index en"} <= found.keys(), found
    return found


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


def test_weight(site):
    for page in read_pages(site.output):
        within(page.path, *BUDGETS["index.html"])
        count = len(page.soup.find_all(True))
        assert count <= MOST_ELEMENTS, f"{page.name}: {count} elements"
    for name in ("stepwise.css", "stepwise.js"):
        within(site.output / name, *BUDGETS[name])


def within(path: Path, plain: int, zipped: int) -> None:
    data = path.read_bytes()
    assert len(data) <= plain, f"{path.name}: {len(data)} bytes, at most {plain}"
    assert len(gzip.compress(data)) <= zipped, f"{path.name}: {len(gzip.compress(data))} bytes zipped"


# --- Colours, as the style sheet has them

CLASSES = ["keyword", "string", "number", "comment", "type", "function", "regexp", "property", "text"]
GROUNDS = ["code", "add", "del", "add-part", "del-part"]


@cache
def colours(scheme: int) -> dict[str, str]:
    sheet = (ROOT / "Sources/LessonKit/Theme/stepwise.css").read_text()
    return {name: values[scheme].strip() for name, *values in
            re.findall(r"--([a-z-]+): light-dark\((#\w+), (#\w+)\)", sheet)}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_code_can_be_read_on_every_ground(scheme):
    known = colours(scheme)
    pairs = [(ink, ground) for ink in CLASSES for ground in GROUNDS]
    pairs += [(ink, "page") for ink in ("text", "quiet", "link", "header", "payload", "signature", "add-edge", "del-edge")]
    weak = [f"{ink} on {ground}: {ratio:.2f}" for ink, ground in pairs
            if (ratio := contrast(known[ink], known[ground])) < 5.5]
    assert not weak, weak


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[index:index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
