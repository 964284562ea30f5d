"""Whole outputs, as files: the help of every verb, and one check in every format.

`RECORD=1 pytest Tests/Acceptance/test_golden.py` writes them anew and fails, so that nobody records by accident; read the diff before it is committed.
"""

import os
import re
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


def compare(name: str, text: str) -> None:
    place = GOLDEN / name
    if os.environ.get("RECORD"):
        place.write_text(text)
        pytest.fail(f"recorded {name}; read the diff, then run without RECORD")
    assert text == place.read_text(), f"if this is meant: RECORD=1 pytest {Path(__file__).name}"


def plain(text: str) -> str:
    return re.sub(r'("version": ?)"[0-9.]+"', r'\1"VERSION"', text)


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
    # The progress bar comes after a second, so on a slow machine only.
    compare("check.terminal.txt", re.sub(r"\r[^\r\n]*(?=\r)|\r(?:\x1b\[K)?", "", shown))
