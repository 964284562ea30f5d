"""Whole outputs, as files: the help of every verb, and one check in every format.

`RECORD=1 pytest Tests/Acceptance/test_golden.py` writes them anew and fails, so that nobody records by accident; read the diff before it is committed.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest

from program import write_tree
from test_daily import terminal

GOLDEN = Path(__file__).parent / "golden"
VERBS = ["", "build", "check", "update", "plan", "run", "diff", "init", "new", "explain", "rules", "doctor", "token", "token decode", "token verify"]
FORMATS = ["human", "concise", "json", "sarif", "junit", "github"]

LESSON = """# トークン

## Step 1. Begin

```js
exports.handler = function (context, event, callback) {
  const AccessToken = Twilio.jwt.AccessToken;
  callback(null, '😀');
};
```

## Step 3. Go on with `AccessToekn`

```js
exports.handler = function (context, event, callback) {
\t// New
  const AccessToken = Twilio.jwt.AccessToken;
  callback(null, '日本語' + missing.value);
};
```

![](gone.png)
"""
WITH_TOKEN = """
Set `API_KEY` and `API_SECRET`.

```js file=token.js
exports.handler = (context, event, callback) => {
  const token = new Twilio.jwt.AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, { identity: 'a' });
  callback(null, token.toJwt());
};
```

```js
document.title = 'browser';
```
"""


def compare(name: str, text: str) -> None:
    place = GOLDEN / name
    if os.environ.get("RECORD"):
        place.write_text(text)
        pytest.fail(f"recorded {name}; read the diff, then run without RECORD")
    assert text == place.read_text(), f"if this is meant: RECORD=1 pytest {Path(__file__).name}"


TOKEN = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJBQyIsImV4cCI6MTcwNDA3MDgwMH0.ybtHXdqSBMmzIPOdIlH1bMKgFyFXjXRzyAwR4PNJGWc"
#: What every verb says of a page with mistakes, by name; `check` has its own tests below.
SPOKEN = {
    "plan": "plan docs", "run": "run a#2 --content docs", "run-missing": "run a#9 --content docs", "diff": "diff a#2 --content docs",
    "init": "init docs", "new": "new docs Tokens", "new-untitled": "new docs", "explain": "explain unmarked-change", "rules": "rules",
    "update": "update docs", "update-diff": "update docs --diff", "build": "build docs --output out --format concise",
    "check-fix-diff": "check docs --unsafe-fixes --diff --rule step-number-gap", "check-baseline": "check docs --write-baseline known.json --format concise",
    "check-notes": "check docs --notes --rule not-run", "token-decode": f"token decode {TOKEN}", "token-verify": f"token verify {TOKEN} --secret-env KEY",
}


def plain(text: str) -> str:
    return re.sub(r'("(?:semanticV|v)ersion": ?)"[0-9.]+"', r'\1"VERSION"', text)


def uncoloured(text: str) -> str:
    """Without colours and the progress bar, which comes after a second, so on a slow machine only."""
    text = re.sub(r"\r\x1b\[K[^\r\n]*(?=\r)|\r(?:\x1b\[K)?", "", text)
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_the_verbs_are_all_there(stepwise):
    listed = re.findall(r"^  ([a-z]+)(?: \(default\))? {2,}", stepwise("--help").out.split("SUBCOMMANDS:")[1], re.MULTILINE)
    assert listed and set(listed) <= {verb.split(" ")[0] for verb in VERBS}


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb or "stepwise")
def test_help(stepwise, verb):
    shown = stepwise(*verb.split(), "--help", COLUMNS="80")
    assert shown.code == 0 and shown.err == "" and stepwise("help", *verb.split(), COLUMNS="80").out == shown.out
    compare(f"help-{verb.replace(' ', '-') or 'stepwise'}.txt", shown.out)


@pytest.mark.parametrize("format", FORMATS)
def test_check_on_a_pipe(stepwise, tmp_path, format):
    write_tree(tmp_path, {"docs/a.md": LESSON})
    result = stepwise("check", "docs", "--format", format, cwd=tmp_path)
    assert result.code == 1 and result.err == "" and str(tmp_path) not in result.out
    compare(f"check.{format}.txt", plain(result.out))


def test_check_on_a_terminal(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/a.md": LESSON})
    shown = terminal(stepwise, tmp_path, "check", "docs", "--jobs", "1")
    compare("check.terminal.txt", re.sub(r"\r[^\r\n]*(?=\r)|\r(?:\x1b\[K)?", "", shown))


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb or "stepwise")
def test_help_on_a_terminal(stepwise, tmp_path, verb):
    """The same words, in lines that fit."""
    shown = terminal(stepwise, tmp_path, *verb.split(), "--help").replace("\r\n", "\n")
    asked = (GOLDEN / f"help-{verb.replace(' ', '-') or 'stepwise'}.txt").read_text()
    assert shown.split() == asked.split() and "\x1b" not in shown
    # The parser breaks no usage line, and no name that is longer than a line.
    assert all(len(line) <= 60 or line.startswith("USAGE:") or len(line.split()) <= 2 for line in shown.splitlines()), shown


@pytest.mark.parametrize("name", SPOKEN)
def test_every_verb_on_a_pipe_and_on_a_terminal(stepwise, tmp_path, name):
    shown = {}
    for kind in ("pipe", "terminal"):
        folder = write_tree(tmp_path / kind, {"docs/a.md": LESSON + WITH_TOKEN})
        words = SPOKEN[name].split()
        if kind == "terminal":
            text = terminal(stepwise, folder, *words, KEY="secret")
        else:
            text = subprocess.run([stepwise.binary, *words], cwd=folder, env=stepwise.environment | {"KEY": "secret"}, text=True,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout
            assert "\x1b" not in text and "\r" not in text
        shown[kind] = uncoloured(text.replace("\r\n", "\n"))
    assert shown["terminal"] == shown["pipe"]
    compare(f"{name}.txt", plain(shown["pipe"]))


def test_doctor_on_a_pipe_and_on_a_terminal(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/a.md": LESSON})
    piped = stepwise("doctor", "docs", cwd=tmp_path)
    assert piped.code == 0 and uncoloured(terminal(stepwise, tmp_path, "doctor", "docs").replace("\r\n", "\n")) == piped.out + piped.err
    compare("doctor.txt", re.sub(r"\d+(\.(\d+|gfm))+", "VERSION", piped.out))
