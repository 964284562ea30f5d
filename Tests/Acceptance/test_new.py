"""`new` and `doctor`: how a lesson begins, and whether everything is there."""

import json
import os

import pytest

from program import CONTENT, LESSONS, snapshot, write_tree

HANDLER = "exports.handler = (context, event, callback) => {{\n{}  callback(null, 'a');\n}};\n"


def lesson(*headings: str, mark: str = "// Added in this step", front: str = "") -> str:
    text, body = front or "# A\n", ""
    for number, heading in enumerate(headings):
        body += f"  {mark}\n  const a{number} = '{number}';\n" if number else ""
        text += f"\n## {heading}\n\n```js\n{HANDLER.format(body)}```\n"
        body = body.replace(f"  {mark}\n", "")
    return text


# name: (files, arguments, the new file, what it holds, what it does not hold)
CASES = {
    "the first of a workshop": ({"docs/stepwise.yml": ""}, ("docs/en/one", "My First: \"it\""), "docs/en/one/01-my-first-it.md",
                                ['title: "My First: \\"it\\""', "## Begin", "// Added in this step"], ["\n# "]),
    "the next number, as wide": ({"docs/009_a.md": "# A\n"}, ("docs", "B"), "docs/010_b.md", ["# B\n"], ["---"]),
    "no numbers where there are none": ({"docs/a.md": "# A\n"}, ("docs/", "Go on"), "docs/go-on.md", [], []),
    "chapters and marks": ({"docs/01-a.md": lesson("2-1: a", "2-2: b", mark="// New"), "docs/02-b.md": "# B\n"}, ("docs", "C"), "docs/03-c.md",
                           ["## 4-1: Begin", "## 4-2: Add", "// New\n"], ["Added in"]),
    "steps by word": ({"docs/a.md": lesson("Step 1. a", "Step 2. b")}, ("docs", "C"), "docs/c.md", ["## Step 1. Begin", "## Step 2. Add"], []),
    "Japanese": ({"docs/ja/1-a.md": lesson("手順1：あ", "手順2：い", mark="// 今回変更分")}, ("docs/ja", "次へ"), "docs/ja/2-次へ.md",
                 ["# 次へ\n", "## 手順1：トークン", "// 今回変更分", "file lesson-2.js"], ["Begin"]),
    "another language": ({"docs/de/1-a.md": "# A\n"}, ("docs/de", "Los"), "docs/de/2-los.md", ["// In diesem Schritt hinzugefügt"], []),
    "languages as suffixes": ({"docs/1-a.ja.md": "# あ\n", "docs/1-a.md": "# A\n", "docs/stepwise.yml": "locales: [ja, en]\n"},
                              ("docs", "B"), "docs/2-b.ja.md", ["トークン"], []),
    "a mark of one's own": ({"docs/a.md": "# A\n", "docs/stepwise.yml": "marks: [Fresh]\n"}, ("docs", "B"), "docs/b.md", ["// Fresh"], []),
    "a file by name": ({"docs/a.md": "# A\n"}, ("docs/x/Own.md", "B"), "docs/x/Own.md", ['title: "B"'], []),
}


@pytest.mark.parametrize("name", CASES)
def test_a_new_lesson_is_like_the_others_and_checks_clean(stepwise, tmp_path, name):
    files, arguments, path, held, lacking = CASES[name]
    write_tree(tmp_path, files)
    before = snapshot(tmp_path)
    result = stepwise("new", *arguments, cwd=tmp_path)
    assert result.code == 0 and result.out == path + "\n", result
    after = snapshot(tmp_path)
    assert {one for one in after if before.get(one) != after[one]} == {path}
    text = after[path].decode()
    assert all(piece in text for piece in held) and not any(piece in text for piece in lacking), text
    report = json.loads(stepwise("check", "docs", "--strict", "--format", "json", cwd=tmp_path).out)
    [own] = [one for one in report["lessons"] if "docs/" + one["path"] == path]
    assert [step["runs"][0]["status"] for step in own["steps"]] == ["completed"] * 2
    assert [one for one in report["diagnostics"] if one["severity"] != "note"] == []
    again = stepwise("new", *arguments, cwd=tmp_path)
    assert again.code == 2 and "already; nothing was written" in again.err and snapshot(tmp_path) == after, again


@pytest.mark.parametrize("workshop", ["en", "ja"])
def test_a_new_lesson_in_a_real_workshop_brings_no_findings(stepwise, tmp_path, workshop):
    if not LESSONS.is_dir():
        pytest.skip("the real lessons (../shared/lessons) are not on this machine")
    write_tree(tmp_path, snapshot(LESSONS))
    path = stepwise("new", workshop, "More", cwd=tmp_path).out.strip()
    report = json.loads(stepwise("check", path, "--format", "json", cwd=tmp_path).out)
    assert [one["id"] for one in report["diagnostics"] if one["path"] == path and one["severity"] != "note"] == []


def test_new_needs_a_title(stepwise, tmp_path):
    assert stepwise("new", "docs", " ", cwd=tmp_path).code == 2
    assert snapshot(tmp_path) == {}


# -- doctor

def test_everything_is_there(stepwise):
    result = stepwise("doctor", CONTENT)
    assert result.code == 0 and {line.split()[0] for line in result.out.splitlines()} == {"ok"}, result
    assert "(en, ja, fr), with a stepwise.yml" in result.out


def missing(result) -> list[str]:
    assert result.code == 2, result
    lines = result.out.splitlines()
    assert all(below.startswith("     ") for line, below in zip(lines, lines[1:]) if line.startswith("missing")), result
    return [line.split()[1] for line in lines if line.startswith("missing")]


def test_what_is_missing_is_named_with_how_to_mend_it(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/a.md": "# A\n", "full/own.txt": "mine", "file": ""})
    before = snapshot(tmp_path)
    assert missing(stepwise("doctor", "dcs", cwd=tmp_path)) == ["content"]
    assert missing(stepwise("doctor", "docs", "--output", "full", cwd=tmp_path)) == ["output"]
    assert missing(stepwise("doctor", "docs", "--output", "file", cwd=tmp_path)) == ["output"]
    assert missing(stepwise("doctor", "docs", cwd=tmp_path, PATH=os.fspath(tmp_path))) == ["git"]
    assert missing(stepwise("doctor", "docs", "--time-limit", "0.000001", cwd=tmp_path)) == ["workers"]
    assert snapshot(tmp_path) == before
