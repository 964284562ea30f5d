"""The colours of code: which word gets which, as tables and as Prism has it, and whether all of them can be read."""

import json
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from pages import read_pages
from program import ROOT, write_tree
from report import Site

# Code, and its pieces that have a colour: the class and the text.
ROWS = [
    ("js", "const a = 'b'; // c", "k const|s 'b'|c // c"),
    ("js", "let n = 0x1F + 1_000n / 2;", "k let|n 0x1F|n 1_000n|n 2"),
    ("js", "x = /a[/]b/g.test(y) / 2", "r /a[/]b/g|f test|n 2"),
    ("js", "`a ${b + `c`} d`", "s `a ${|s `c`|s } d`"),
    ("js", "new AccessToken.VideoGrant({ room })", "k new|t AccessToken|t VideoGrant"),
    ("js", "callback(null, API_KEY, undefined)", "f callback|n null|n undefined"),
    ("js", "class A { #b = 1; async c() { await this.#b } }", "k class|p #b|n 1|k async|f c|k await|k this|p #b"),
    ("js", "a.of = b.let; let = 1", "n 1"),
    ("js", "/* a\n b */ return 'c\\'d'", "c /* a\n b */|k return|s 'c\\'d'"),
    ("js", "'unclosed\nif (a) b", "s 'unclosed|k if"),
    ("swift", "import TokenEngine", "k import|t TokenEngine"),
    ("swift", "let a: [String: Int] = [:] // b", "k let|t String|t Int|c // b"),
    ("swift", "/* a /* b */ c */ nil", "c /* a /* b */ c */|n nil"),
    ("swift", '"a\\(b("c"))d" + #"e\\(f)"#', 's "a\\(b("c"))d"|s #"e\\(f)"#'),
    ("swift", '"""\n  a "b"\n  """', 's """\n  a "b"\n  """'),
    ("swift", "try token.jwt(issuedAt: 1_767.5)", "k try|f jwt|n 1_767.5"),
    ("swift", "f(in: x.self, default: 0..<3)", "f f|n 0|n 3"),
    ("swift", "@main #if DEBUG", "k @main|k #if"),
    ("json", '{"a": "b", "c": [1.5e3, -2, true, null]}', 'p "a"|s "b"|p "c"|n 1.5e3|n -2|n true|n null'),
    ("json", '{"a\\"b" : "…"} // c', 'p "a\\"b"|s "…"'),
    ("json", '"unclosed\n1', 's "unclosed\n|n 1'),
    ("http", "HTTP/1.1 200 OK\nContent-Type: text/html\n\n<b>1</b>", "k HTTP/1.1|n 200|p Content-Type"),
    ("http", 'POST /a HTTP/1.1\nA: b: c\n\n{"d": 1}', 'k POST|p A|p "d"|n 1'),
    ("python", "def a(): return 'b'", ""),
]
CLASSES = ["keyword", "string", "number", "comment", "type", "function", "regexp", "property", "text"]
GROUNDS = ["code", "add", "del", "add-part", "del-part", "page", "bar"]


@pytest.fixture(scope="module")
def samples(stepwise, tmp_path_factory) -> Site:
    folder = tmp_path_factory.mktemp("colours")
    fences = [f"<!-- stepwise: aside -->\n```{language}\n{code}\n```\n" for language, code, _ in ROWS]
    write_tree(folder / "Content", {"a.md": "# Code\n\n" + "\n".join(fences)})
    return Site.build(stepwise, folder / "Content", folder)


def test_pieces(samples):
    page, = [page for page in read_pages(samples.output) if page.name.endswith("a/index.html")]
    shown = page.soup.select("article pre > code")
    assert len(shown) == len(ROWS)
    for (language, code, expected), element in zip(ROWS, shown):
        assert element.get_text() == code + "\n"
        found = "|".join(f"{piece['class'][0]} {piece.get_text()}" for piece in element.select("span"))
        assert found == expected, f"{language}: {code}"


# What Prism calls what we have a colour for. Of names (functions, types, members) it has other ideas.
PRISM = {"keyword": "k", "boolean": "n", "nil": "n", "number": "n", "string": "s", "string-literal": "s", "string-property": "s",
         "template-punctuation": "s", "interpolation-punctuation": "s", "comment": "c", "regex-source": "r", "regex-delimiter": "r",
         "regex-flags": "r"}
ASK_PRISM = """
const Prism = require('/usr/share/nodejs/prismjs/prism.js');
require('/usr/share/nodejs/prismjs/components/prism-swift.js');
const flat = (token, kind) => typeof token === 'string' ? [[kind, token]]
  : Array.isArray(token) ? token.flatMap((inner) => flat(inner, kind))
  : flat(token.content, token.type);
const asked = JSON.parse(require('fs').readFileSync(0));
console.log(JSON.stringify(asked.map(([language, code]) => flat(Prism.tokenize(code, Prism.languages[language]), null))));
"""


def test_prism_sees_the_same(states):
    if not Path("/usr/share/nodejs/prismjs/components/prism-swift.js").is_file():
        pytest.skip("Debian's node-prismjs is not on this machine")
    asked, ours = [], []
    for page in read_pages(states.output):
        for view in page.soup.select(".step > .view"):
            lines = [line for line in view.select("code") if not line.find_parent("del")]
            ours.append([(colour(piece), str(piece)) for line in lines for piece in line.find_all(string=True)])
            asked.append(("swift" if "swift" in view["class"] else "javascript", "".join(text for _, text in ours[-1])))
    assert len(asked) > 20
    done = subprocess.run(["node", "-e", ASK_PRISM], input=json.dumps(asked), capture_output=True, text=True, check=True)
    for (language, code), mine, theirs in zip(asked, ours, json.loads(done.stdout)):
        theirs = [letter for kind, text in theirs for letter in [PRISM.get(kind)] * len(text)]
        mine = [letter for kind, text in mine for letter in [kind] * len(text)]
        assert len(mine) == len(theirs) == len(code)
        for place, (one, other) in enumerate(zip(mine, theirs)):
            # Names have other colours there, and `null` is a value here, like `true`.
            if code[place].isspace() or {one, other} <= {"t", "f", "p", None} or {one, other} == {"n", "k"}:
                continue
            assert one == other, f"{language}: {code[max(0, place - 30):place]}▶{code[place:place + 30]} is {one}, for Prism {other}"


def colour(text) -> str | None:
    names = [name for element in text.parents for name in element.get("class", []) if element.name == "span" and name != "x"]
    return names[0] if names else None


# --- Contrast, as the style sheet has its colours

@cache
def colours(scheme: int) -> dict[str, str]:
    sheet = (ROOT / "Sources/LessonKit/Theme/stepwise.css").read_text()
    return {name: values[scheme].strip() for name, *values in
            re.findall(r"--([a-z-]+): light-dark\((#\w+), (#\w+)\)", sheet)}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_code_can_be_read_on_every_ground(scheme):
    known = colours(scheme)
    pairs = [(ink, ground) for ink in CLASSES for ground in GROUNDS]
    pairs += [(ink, ground) for ink in ("quiet", "link") for ground in ("page", "code", "bar")]
    pairs += [(ink, "page") for ink in ("header", "payload", "signature", "add-edge", "del-edge", "warn-edge")]
    pairs += [("add-edge", "add"), ("del-edge", "del"), ("text", "mark"), ("page", "text"), ("quiet", "add")]
    weak = [f"{ink} on {ground}: {ratio:.2f}" for ink, ground in pairs
            if (ratio := contrast(known[ink], known[ground])) < 5.5]
    assert not weak, weak


def test_every_class_of_code_has_its_colour():
    sheet = (ROOT / "Sources/LessonKit/Theme/stepwise.css").read_text()
    named = dict(re.findall(r"\.([kscntfrp]) \{ color: var\(--([a-z]+)\)", sheet))
    assert sorted(named.values()) == sorted(set(CLASSES) - {"text"})


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[index:index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
