"""Our `Lexer` against esprima, an independent parser, on every JavaScript snippet at hand and on many made of them."""

import json
import os
import random
import shutil
import subprocess

import esprima
import pytest

from esprima_tokens import fences, lexemes
from program import CONTENT, LESSONS, ROOT

GENERATED = 400
BETWEEN = [
    "\n", "\r\n", " ", "\n\n\t", " // a / b\n", " /* ` ${ */ ", "\n/re[/]x/g.test(a / b / c);\n", "\n`a${ `b${c}` }d`;\n",
    "\nif (x) /y/.exec(z)\n", "\nx = y++ / z / 2;\n", " <!-- as in a page\n",
]


def snippets():
    folders = [CONTENT, ROOT / "Sources", ROOT / "Tests"] + ([LESSONS] if LESSONS.is_dir() else [])
    for path in sorted(path for folder in folders for path in folder.rglob("*.md")):
        for place, source in fences(path):
            yield str(place).removeprefix(f"{ROOT}/"), source


def parsed(programs):
    """Those that esprima can parse; it knows nothing newer than ES2017."""
    for name, source in programs:
        try:
            yield {"name": name, "source": source, "lexemes": lexemes(source)}
        except esprima.Error:
            pass


def statements(sources: list[str]):
    for source in sources:
        try:
            body = esprima.parseScript(source, {"range": True}).body
        except esprima.Error:
            continue
        yield from (source[slice(*statement.range)] for statement in body)


def generated(sources: list[str], seeds: random.Random):
    """Statements of the snippets in other company, in blocks, so that none declares what another does."""
    known = list(statements(sources))
    for number in range(GENERATED):
        parts = ["{" + seeds.choice(known) + "}" + seeds.choice(BETWEEN) for _ in range(seeds.randint(2, 6))]
        yield f"generated {number}", "".join(parts)


def test_esprima_finds_the_same_lexemes(tmp_path):
    swift = shutil.which("swift")
    if not swift or not list((ROOT / ".build/debug").glob("*.xctest")):
        pytest.skip("the Swift tests are not built: `make unit`")
    written = list(parsed(snippets()))
    made = list(parsed(generated([program["source"] for program in written], random.Random(20240101))))
    assert len(written) > 250 and len(made) > GENERATED * 0.9, f"only {len(written)} and {len(made)} programs"
    live = tmp_path / "programs.json"
    live.write_text(json.dumps(written + made, ensure_ascii=False), encoding="utf-8")
    done = subprocess.run(
        [swift, "test", "--skip-build", "--filter", "agreesOnLiveFile"], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "ESPRIMA_TOKENS": str(live)})
    assert done.returncode == 0 and "passed" in done.stdout + done.stderr, (done.stdout + done.stderr)[-4000:]
