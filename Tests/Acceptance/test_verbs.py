"""plan, diff and init, and the addresses that steps have."""

import json

import pytest

from program import CONTENT, snapshot, write_tree

HANDLER = "exports.handler = function (context, event, callback) {{\n{}}};\n"
LESSON = """# The token

## 2-1. Begin

```js
""" + HANDLER.format("  callback(null, {});\n") + """```

## 2-4. Go on

```js
""" + HANDLER.format("  const name = event.name;\n  callback(null, { name });\n") + """```

<!-- stepwise: skip -- it needs a browser -->
```js
document.title = 'x';
```

```jsx
<Join name={name} />
```
"""
FILES = {"docs/02-Token.md": LESSON}


def test_plan_says_what_would_run_and_why_not(stepwise, tmp_path):
    write_tree(tmp_path, FILES)
    before = snapshot(tmp_path)
    plan = json.loads(stepwise("plan", "docs", "--format", "json", cwd=tmp_path).out)
    [lesson] = plan["lessons"]
    assert [(one["address"], one["revision"], one["line"], one["reason"]) for one in lesson["steps"]][:2] == [
        ("02-Token#1@en", "complete", 5, None), ("02-Token#2@en", "complete", 13, None)]
    rest = [one["reason"] for one in lesson["steps"][2:] + lesson["asides"]]
    assert len(rest) == 2 and all(rest), rest
    human = stepwise("plan", "docs", cwd=tmp_path)
    assert human.code == 0 and "“2-4. Go on”" in human.out and "nothing was executed" in human.out
    assert all(reason in human.out for reason in rest)
    assert snapshot(tmp_path) == before


def test_plan_lists_the_steps_of_check(stepwise, tmp_path):
    plan = json.loads(stepwise("plan", CONTENT, "--format", "json").out)
    report = json.loads(stepwise("check", CONTENT, "--format", "json").out)
    assert [step["address"] for lesson in plan["lessons"] for step in lesson["steps"]] == [
        step["address"] for lesson in report["lessons"] for step in lesson["steps"]]


def test_plan_executes_nothing(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/a.md": "# A\n\n```js\nfor (;;) {}\n```\n"})
    assert stepwise("plan", "docs", cwd=tmp_path).code == 0
    assert "timed-out" not in stepwise("plan", "docs", cwd=tmp_path).text


ADDRESSES = ["02-Token#2 --content docs", "02-Token#2@en --content docs", "docs/02-Token.md#2", "02-Token.md#2 --content docs",
             "docs/02-Token.md#2-4", "02-Token#2-4 --content docs", "./docs/02-Token.md#2-4@en"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("verb", ["run", "diff"])
@pytest.mark.parametrize("configured", [False, True], ids=["bare", "configured"])
def test_every_address_of_a_step_finds_it(stepwise, tmp_path, verb, address, configured):
    write_tree(tmp_path, FILES | ({"docs/stepwise.yml": ""} if configured else {}))
    result = stepwise(verb, *address.split(), cwd=tmp_path)
    assert result.code == 0 and result.out.startswith("02-Token#2@en — 2-4. Go on\n"), result


MISSING = [("02-Tokn#2 --content docs", "02-Token"), ("02-Token#2@ja --content docs", "en"), ("02-Token#9 --content docs", "02-Token#1@en"),
           ("docs/02-Tokn.md#2 --content docs", "02-Token"), ("02-Token --content docs", "lesson#step")]


@pytest.mark.parametrize("address, near", MISSING)
@pytest.mark.parametrize("verb", ["run", "diff"])
def test_an_address_of_nothing_says_what_there_is(stepwise, tmp_path, verb, address, near):
    write_tree(tmp_path, FILES)
    result = stepwise(verb, *address.split(), cwd=tmp_path)
    assert result.code == 2 and near in result.err and result.out == "", result


def test_diff(stepwise, tmp_path):
    write_tree(tmp_path, FILES)
    assert stepwise("diff", "docs/02-Token.md#2", cwd=tmp_path).out == """02-Token#2@en — 2-4. Go on
lines 2 to 3 changed

--- program before
+++ program
@@ -1,3 +1,4 @@
 exports.handler = function (context, event, callback) {
-  callback(null, {});
+  const name = event.name;
+  callback(null, { name });
 };
"""
    assert "the program begins here" in stepwise("diff", "docs/02-Token.md#1", cwd=tmp_path).out


# -- init

def test_init_writes_what_it_detected(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/en/README.md": '# "Tokens": a \\ workshop\n', "docs/ja/README.md": "# トークン\n",
                          "package.json": '{"dependencies": {"twilio": "^3.56.0"}}', "docs/en/a.md": LESSON})
    result = stepwise("init", "docs", cwd=tmp_path)
    assert result.code == 0 and "1 lesson" not in result.err, result
    text = (tmp_path / "docs/stepwise.yml").read_text()
    assert 'title: "\\"Tokens\\": a \\\\ workshop"\n' in text and "locales: [en, ja]\n" in text and "sdk: twilio-node@3\n" in text
    assert stepwise("check", "docs", cwd=tmp_path).code == 0
    again = stepwise("init", "docs", cwd=tmp_path)
    assert again.code == 2 and "nothing was written" in again.err and (tmp_path / "docs/stepwise.yml").read_text() == text


def test_init_without_anything_to_read(stepwise, tmp_path):
    (tmp_path / "docs").mkdir()
    result = stepwise("init", "docs", cwd=tmp_path)
    assert result.code == 2 and snapshot(tmp_path) == {}, result


def test_a_lesson_in_a_configured_root_is_no_root(stepwise, tmp_path):
    write_tree(tmp_path, FILES | {"docs/stepwise.yml": "", "docs/part/a.md": "# A\n"})
    result = stepwise("init", "docs/part", cwd=tmp_path)
    assert result.code == 2 and "docs" in result.err


# -- Levels, steps and fail-fast.

THROWING = "# {}\n\n```js\nexports.handler = (context, event, callback) => callback(null, missing.value);\n```\n\n```js\nexports.handler = (context, event, callback) => callback(null, missing.other);\n```\n"


def errors(stepwise, folder, *options):
    result = stepwise("check", "docs", "--format", "json", *options, cwd=folder)
    return result.code, [one["address"] for one in json.loads(result.out)["diagnostics"] if one["severity"] == "error"]


@pytest.mark.parametrize("options, code, found", [
    ([], 1, ["a#1@en", "a#2@en", "b#1@en", "b#2@en"]),
    (["--off", "uncaught-error"], 0, []),
    (["--warn", "uncaught-error"], 0, []),
    (["--warn", "uncaught-error", "--strict"], 1, ["a#1@en", "a#2@en", "b#1@en", "b#2@en"]),
    (["--error", "empty-step"], 1, ["a#1@en", "a#2@en", "b#1@en", "b#2@en"]),
    (["--step", "2"], 1, ["a#2@en", "b#2@en"]),
    (["--step", "b#2@en"], 1, ["b#2@en"]),
    (["--step", "b.md#2"], 1, ["b#2@en"]),
    (["--step", "a#1", "--step", "b#2"], 1, ["a#1@en", "b#2@en"]),
    (["--fail-fast"], 1, ["a#1@en", "a#2@en"]),
], ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_levels_and_selection(stepwise, tmp_path, options, code, found):
    write_tree(tmp_path, {"docs/a.md": THROWING.format("A"), "docs/b.md": THROWING.format("B")})
    assert errors(stepwise, tmp_path, *options) == (code, found)


@pytest.mark.parametrize("options, says", [
    (["--error", "uncaught-eror"], "uncaught-error"), (["--off", "crashed", "--warn", "crashed"], "two levels"),
    (["--step", "c#1"], "a#1@en"), (["--step", "9"], "a#1@en"), (["--min-executed", "0"], "1 or more"),
    (["--format", "json="], "names no file"), (["--format", "json", "--format", "sarif"], "only one"),
], ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_wrong_options_are_exit_2_and_say_what_to_write(stepwise, tmp_path, options, says):
    write_tree(tmp_path, {"docs/a.md": THROWING.format("A")})
    result = stepwise("check", "docs", *options, cwd=tmp_path)
    assert result.code == 2 and says in result.err, result


def test_the_rerun_command_reruns_the_first_error(stepwise, tmp_path):
    for configuration in ({}, {"docs/stepwise.yml": ""}):
        write_tree(tmp_path, {"docs/a.md": THROWING.format("A"), "docs/b c.md": THROWING.format("B")} | configuration)
        for options in ([], ["docs/b c.md"]):
            first = stepwise("check", *(options or ["docs"]), cwd=tmp_path)
            command = first.out.split("rerun the first error: stepwise ")[1].strip()
            import shlex
            again = stepwise(*shlex.split(command), "--format", "concise", cwd=tmp_path)
            assert again.code == 1 and again.out.splitlines() == [first.out.splitlines()[0]], (command, again)
