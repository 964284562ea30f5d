"""What pages weigh (specs/lesson-pages.md, §5): bytes as they are and zipped, and elements."""

import gzip
from pathlib import Path

import pytest

from pages import Page, read_pages
from program import ROOT, write_tree
from report import Site

PAGE = (120_000, 24_000, 1_800)
LONG_PAGE = (350_000, 40_000, 7_000)
ASSETS = {"stepwise.css": (16_384, 5_120), "stepwise.js": (12_288, 5_120)}
WORDS = ("account answers browser builds calls carries checks claim code comes each expires fetches field grant header "
         "holds identity issues joins key knows later lesson names opens page part payload reads region reply room secret "
         "server service signs step table token tells trusts user value waits works writes").split()


def lesson(steps: int, lines: int) -> str:
    """A handler that grows by as many lines a step, each step with prose of its own; the last three issue tokens."""
    text = ["# A long lesson\n"]
    body = ["const AccessToken = Twilio.jwt.AccessToken;",
            "const token = new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, { identity: event.user });"]
    for step in range(1, steps + 1):
        words = [WORDS[(step * 7 + place * place * 3 + place // 5) % len(WORDS)] for place in range(90)]
        body += ["// Added in this step", f"const {words[0]}{step} = context.{words[1].upper()}_{step};"]
        body += [f"// {' '.join(words[line:line + 9])}" for line in range(lines - 4)]
        grant = f"token.addGrant(new AccessToken.SyncGrant({{ serviceSid: {words[0]}{step} }}));"
        body += [grant if step % 3 == 0 else f"console.log({words[0]}{step});", ""]
        reply = "token.toJwt()" if step > steps - 3 else "token.identity"
        program = ["exports.handler = function (context, event, callback) {", *(f"  {line}".rstrip() for line in body),
                   f"  callback(null, {reply});", "};"]
        body.remove("// Added in this step")
        text.append(f"## {step}. {' '.join(words[:4])}\n\n{' '.join(words)}.\n\n```js\n" + "\n".join(program) + "\n```\n")
    return "\n".join(text)


@pytest.fixture(scope="module")
def long_site(stepwise, tmp_path_factory) -> Site:
    folder = tmp_path_factory.mktemp("weight")
    write_tree(folder / "Content", {"eight.md": lesson(8, 4), "twenty.md": lesson(20, 5)})
    return Site.build(stepwise, folder / "Content", folder)


def test_pages_of_the_site(states):
    for page in read_pages(states.output):
        within(page.path, *PAGE[:2])
        assert elements(page) <= PAGE[2], f"{page.name}: {elements(page)} elements"


@pytest.mark.parametrize("name, steps, most", [("eight", 8, PAGE), ("twenty", 20, LONG_PAGE)])
def test_pages_of_long_lessons(long_site, name, steps, most):
    assert [len(found["steps"]) for found in long_site.lessons if found["id"] == name] == [steps]
    page, = [page for page in read_pages(long_site.output) if f"/{name}/" in f"/{page.name}"]
    within(page.path, *most[:2])
    assert elements(page) <= most[2], f"{page.name}: {elements(page)} elements"


def test_style_and_script(states):
    for name, most in ASSETS.items():
        within(states.output / name, *most)


def elements(page: Page) -> int:
    return len(page.soup.find_all(True))


def within(path: Path, plain: int, zipped: int) -> None:
    data = path.read_bytes()
    assert len(data) <= plain, f"{path}: {len(data)} bytes, at most {plain}"
    assert len(gzip.compress(data)) <= zipped, f"{path}: {len(gzip.compress(data))} bytes zipped, at most {zipped}"


def test_every_context_begins_light():
    prelude = ROOT / "Sources/Functions/Prelude/prelude.js"
    assert prelude.stat().st_size < 4_096, "each run evaluates it: what some programs need belongs into a part"
