"""What is typed wrong: one line that names what was meant, and exit 2."""

import time

import pytest

from program import write_tree

LESSON = """# A

## 2-1. Begin

```js
exports.handler = (context, event, callback) => callback(null, 'one');
```
"""
FILES = {"docs/en/sync/01-token.md": LESSON, "docs/en/sync/02-send.md": LESSON, "docs/ja/sync/01-token.md": LESSON, "docs/stepwise.yml": ""}

#: What is typed, and what the answer names.
MISSPELT = [
    # Verbs.
    ("biuld", "`build`"), ("chekc", "`check`"), ("Check docs", "`check`"), ("updat", "`update`"), ("plna docs", "`plan`"), ("rnu", "`run`"),
    ("dif", "`diff`"), ("int docs", "`init`"), ("explian", "`explain`"), ("rule", "`rules`"), ("docter", "`doctor`"), ("tokn decode", "`token`"),
    ("halp", "`help`"), ("help chek", "`help check`"), ("token decod", "`token decode`"), ("token verfy a.b.c", "`token verify`"),
    ("frobnicate", "stepwise --help"), ("help frobnicate", "stepwise --help"),
    # Options and their values.
    ("--verison", "`--version`"), ("--hlep", "`--help`"), ("check docs --fromat json", "--format"), ("check docs --format jsn", "`json`"),
    ("check docs --rule uncaught-eror", "`uncaught-error`"), ("check docs --off missing-at", "`missing-alt`"), ("check docs --sdk twilio-node@9", "twilio-node@5"),
    ("check docs --locale jp", "`ja`"), ("check docs --shard 3/2", "1/3"),
    # Paths.
    ("dosc", "`docs`"), ("check dosc", "`docs`"), ("check docs/en/snyc", "`docs/en/sync`"), ("check docs/en/sync/01-tokn.md", "`docs/en/sync/01-token.md`"),
    ("plan docs/en/sync/01-token.mdx", "`docs/en/sync/01-token.md`"), ("build doc --output out", "`docs`"), ("check", "name the folder of the lessons"),
    ("run sync/01-token#1", "--content"),
    # Addresses and rules.
    ("run sync/01-tokn#1 --content docs", "`sync/01-token`"), ("diff sync/01-token#9 --content docs", "`sync/01-token#1@en`"),
    ("run sync/02-send#1@ja --content docs", "it is in en"), ("run docs/en/sync/01-token.md#7", "`sync/01-token#1@en`"), ("update sync/01-tokn#1 --content docs", "`sync/01-token"),
    ("check docs --step sync/01-token#4", "`sync/01-token#1@en`"), ("explain mising-alt", "`missing-alt`"), ("explain frobnicate", "`stepwise rules`"),
    # Words that are missing or too many.
    ("new docs", "stepwise help new"), ("explain", "stepwise help explain"), ("run", "stepwise help run"), ("rules docs", "stepwise help rules"),
]


@pytest.mark.parametrize("typed, meant", MISSPELT, ids=[typed for typed, _ in MISSPELT])
def test_a_slip_is_told_what_was_meant(stepwise, tmp_path, typed, meant):
    write_tree(tmp_path, FILES)
    result = stepwise(*typed.split(), cwd=tmp_path)
    assert result.code == 2 and result.out == "", result
    assert result.err.startswith("stepwise: error: ") and result.err.count("\n") == 1, result
    assert meant in result.err, result


def test_the_number_of_the_author_is_no_slip(stepwise, tmp_path):
    write_tree(tmp_path, FILES)
    assert stepwise("run", "sync/01-token#2-1", "--content", "docs", cwd=tmp_path).out.startswith("sync/01-token#1@en")
    assert stepwise("run", "en/sync/01-token.md#1", "--content", "docs", cwd=tmp_path).code == 0


def test_a_step_is_found_without_running_other_workshops(stepwise, tmp_path):
    write_tree(tmp_path, FILES | {"docs/en/other/a.md": "# A\n\n```js\nfor (;;) {}\n```\n"})
    begin = time.monotonic()
    result = stepwise("run", "sync/01-token#1", "--content", "docs", "--time-limit", "60", cwd=tmp_path)
    assert result.code == 0 and time.monotonic() - begin < 50, result


def test_the_site_shows_findings_only_if_asked(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/a.md": "# A\n\n![](a.png)\n", "docs/a.png": b""})
    for option, count in (((), 0), (("--show-findings",), 1)):
        assert stepwise("build", "docs", "--output", "out", *option, cwd=tmp_path).code == 0
        [page] = (tmp_path / "out").rglob("a/index.html")
        assert page.read_text().count("this image has no text") == count
