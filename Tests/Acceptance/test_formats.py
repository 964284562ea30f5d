"""Every format of the same findings, read back by parsers that are not ours."""

import json
import re
from urllib.parse import unquote

import pytest
from junitparser import Failure, JUnitXml, Skipped
from sarif_pydantic import Sarif

from program import write_tree

LESSON = """# {title}

```js
exports.handler = function (context, event, callback) {{
  const AccessToken = Twilio.jwt.AccessToken;
}};
```

{prose}

```js
exports.handler = function (context, event, callback) {{
  // Added in this step
  const AccessToken = Twilio.jwt.AccessToken;
\t/* 😀 {title} */ callback(null, missing.value);
}};
```

<!-- stepwise: skip -- needs <a browser> & "more" -->
```js
exports.handler = (context, event, callback) => callback(null, 1);
```

<!-- stepwise: allow missing-alt -- it is decoration -->
![](a.png)

![](a.png)
"""
ENGLISH = LESSON.format(title="A token", prose="It gives:")
JAPANESE = LESSON.format(title="トークン", prose="これは`/token?identity=alice`です。")
FILES = {"repo/.git/HEAD": "ref: refs/heads/main\n", "repo/docs/en/a b/token.md": ENGLISH,
         "repo/docs/ja/a b/token.md": JAPANESE, "repo/docs/en/a b/a.png": b"", "repo/docs/ja/a b/a.png": b"",
         "repo/docs/stepwise.yml": "locales: [en, ja]\nmarks: [Added in this step]\n"}


@pytest.fixture(scope="module")
def reports(stepwise, tmp_path_factory):
    """The six reports of one run in `repo`, by name."""
    folder = write_tree(tmp_path_factory.mktemp("formats"), FILES) / "repo"
    names = ["json", "sarif", "junit", "github", "concise", "human"]
    words = [word for name in names for word in ("--format", f"{name}={name}.out")]
    result = stepwise("check", "docs", *words, cwd=folder)
    assert result.code == 1, result
    return {name: (folder / f"{name}.out").read_text() for name in names}


@pytest.fixture(scope="module")
def findings(reports):
    found = json.loads(reports["json"])["diagnostics"]
    assert {one["id"] for one in found} >= {"mark-on-unchanged-line", "uncaught-error", "missing-alt", "not-run"}
    return found


def test_sarif_is_valid_and_complete(reports, findings):
    log = json.loads(reports["sarif"])
    Sarif.model_validate(log)
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    assert len(run["results"]) == len(findings)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert {one["ruleId"] for one in run["results"]} == set(rules) and len(rules) == len(set(rules))
    prints = [one["partialFingerprints"]["stepwise/v1"] for one in run["results"]]
    assert len(set(prints)) == len(prints), "two findings look the same to code scanning"


def test_sarif_regions_are_utf16_columns_of_repository_paths(reports, findings):
    for result, finding in zip(json.loads(reports["sarif"])["runs"][0]["results"], findings):
        physical = result["locations"][0]["physicalLocation"]
        path = unquote(physical["artifactLocation"]["uri"])
        assert path == "docs/" + finding["path"] and " " not in physical["artifactLocation"]["uri"]
        region, span = physical["region"], finding["range"]
        text = FILES["repo/" + path]
        assert (region["startLine"], region["endLine"]) == (span["start"]["line"], span["end"]["line"])
        for edge, key in (("start", "startColumn"), ("end", "endColumn")):
            line = text.split("\n")[span[edge]["line"] - 1]
            before = line.encode()[:span[edge]["column"] - 1].decode()
            assert region[key] == len(before.encode("utf-16-le")) // 2 + 1


def test_sarif_says_what_is_allowed_and_why(reports):
    results = json.loads(reports["sarif"])["runs"][0]["results"]
    allowed = [one for one in results if one["suppressions"]]
    assert [one["ruleId"] for one in allowed] == ["missing-alt"] * 2
    assert allowed[0]["suppressions"] == [{"kind": "inSource", "justification": "it is decoration"}]


def test_fingerprints_survive_moved_lines(stepwise, tmp_path, reports):
    moved = {path: text.replace("# A token\n", "# A token\n\nMore words.\n\nAnd more.\n") if "/en/" in path and
             isinstance(text, str) else text for path, text in FILES.items()}
    folder = write_tree(tmp_path, moved) / "repo"
    log = json.loads(stepwise("check", "docs", "--format", "sarif", cwd=folder).out)
    def prints(log):
        return [one["partialFingerprints"] for one in log["runs"][0]["results"]]
    assert prints(log) == prints(json.loads(reports["sarif"]))


def test_junit_has_a_suite_for_each_profile_and_a_case_for_each_step(reports, findings, tmp_path):
    (tmp_path / "junit.xml").write_text(reports["junit"])
    xml = JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    lessons = json.loads(reports["json"])["lessons"]
    assert [suite.name for suite in xml] == [
        f"{lesson['id']}@{lesson['locale']} {run['sdk']}" for lesson in lessons for run in lesson["steps"][0]["runs"]]
    for suite in xml:
        cases = [case for case in suite if case.name != "text"]
        assert [case.name.split()[0] for case in cases] == ["#1", "#2", "#3"]
        kinds = [type(case.result[0]) if case.result else None for case in cases]
        assert kinds == [None, Failure, Skipped], kinds
        assert 'needs <a browser> & "more"' in cases[2].result[0].message
        assert suite.tests == len(list(suite)) and suite.failures == 1 and suite.skipped == 1
    failures = [case.result[0] for suite in xml for case in suite if case.result and type(case.result[0]) is Failure]
    assert "docs/en/a b/token.md:13:3: error:" in failures[0].text and "uncaught-error" in failures[0].text
    text = [case for suite in xml for case in suite if case.name == "text"]
    assert len(text) == 2 and "missing-alt" in text[0].system_out, "warnings pass, and are told"


def command(line: str):
    """A workflow command as the platform reads it: its name, properties and message."""
    name, properties, message = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line).groups()
    def plain(text):
        for code, character in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            text = text.replace(code, character)
        return text
    pairs = dict(pair.split("=", 1) for pair in properties.split(","))
    return name, {key: plain(value) for key, value in pairs.items()}, plain(message)


def test_github_annotates_errors_first_and_merges_locales(reports):
    commands = [command(line) for line in reports["github"].splitlines()]
    assert [name for name, *_ in commands] == ["error", "error", "warning"]
    assert [one["title"] for _, one, _ in commands] == ["mark-on-unchanged-line", "uncaught-error", "missing-alt"]
    assert all(one["file"] == "docs/en/a b/token.md" for _, one, _ in commands)
    assert "also in docs/ja/a b/token.md:13" in commands[0][2]
    assert commands[0][1]["line"] == "13" and commands[0][1]["col"] == "3"


def test_github_stays_inside_the_limits_of_the_platform(stepwise, tmp_path):
    throwing = "".join(f"## {number}\n\n```js\nexports.handler = (c, e, callback) => callback(null, x{number}.y);\n```\n\n"
                       for number in range(30))
    write_tree(tmp_path, {"docs/a.md": "# A\n\n" + throwing})
    lines = stepwise("check", "docs", "--format", "github", cwd=tmp_path).out.splitlines()
    assert len(lines) == 11 and lines[-1].startswith("::notice") and "20 more errors" in lines[-1], lines
    pictures = "".join(f"![](a.png) of {number} {'wide 😀' * 200}\n\n" for number in range(130))
    write_tree(tmp_path, {"docs/b.md": "# B\n\n" + pictures, "docs/a.png": b""})
    summary = tmp_path / "summary.md"
    out = stepwise("check", "docs", "--format", "github", cwd=tmp_path, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary)).out
    kinds = [line.split(" ")[0] for line in out.splitlines()]
    assert kinds == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] and "120 more warnings" in out, kinds
    text = summary.read_text()
    rows = [line for line in text.splitlines() if line.startswith(("| error", "| warning"))]
    assert len(rows) == 100 and rows[0].startswith("| error") and "and 60 more" in text and len(text.encode()) < 1 << 20


def test_github_actions_adds_annotations_and_a_summary(stepwise, tmp_path):
    folder = write_tree(tmp_path, FILES) / "repo"
    summary = folder / "summary.md"
    summary.write_text("from another step\n")
    run = dict(CI="true", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    human = stepwise("check", "docs", cwd=folder, **run)
    assert human.code == 1 and "::error file=docs/en/a b/token.md" in human.out and "executed" in human.out
    text = summary.read_text()
    assert text.startswith("from another step\n## Stepwise: errors found") and "uncaught-error" in text
    machine = stepwise("check", "docs", "--format", "json", cwd=folder, **run)
    assert json.loads(machine.out)["formatVersion"] == 1 and "::error file=" in machine.err
    given = stepwise("check", "docs", "--format", "github", cwd=folder, **run)
    assert "executed" not in given.out and given.out.count("::error") == 2, given


def test_formats_agree(reports, findings):
    loud = [one for one in findings if one["severity"] != "note" and not one["suppressed"]]
    lines = reports["concise"].splitlines()
    assert len(lines) == len(loud)
    for line, one in zip(lines, loud):
        start = one["range"]["start"]
        assert line.startswith(f"docs/{one['path']}:{start['line']}:{start['column']}: {one['severity']}: ")
        assert line.endswith(f"[{one['id']}]") and line in reports["human"]


def test_an_empty_run_is_a_valid_report_of_each(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/a.md": "Only prose.\n"})
    out = {name: stepwise("check", "docs", "--format", name, cwd=tmp_path).out for name in ("sarif", "junit", "github")}
    Sarif.model_validate(json.loads(out["sarif"]))
    assert JUnitXml.fromstring(out["junit"].encode()).failures == 0 and out["github"] == ""


def test_control_characters_reach_no_terminal_and_no_xml(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/a.md": "# A \x1b[31m\x07\n\n```js\nexports.handler = () => { throw new Error('\\x1b[2J\\u0000'); } /* \x1b[2J */\n```\n"})
    for name in ("human", "concise", "junit"):
        out = stepwise("check", "docs", "--format", name, cwd=tmp_path).out
        assert not re.search(r"[\x00-\x08\x0b-\x1f]", out), f"{name}: {out!r}"
        if name == "junit":
            JUnitXml.fromstring(out.encode())


# -- The caret.

CARETS = [
    ("plain", "  callback(null, missing.value);", "missing"),
    ("tabs", "\t\tcallback(null, missing.value);", "missing"),
    ("wide", "  /* 日本語 */ callback(null, missing.value);", "missing"),
    ("emoji", "  /* 😀👩‍👩‍👧🇯🇵 */ callback(null, missing.value);", "missing"),
    ("combining", "  /* e\u0301 ｶﾞ */ callback(null, missing.value);", "missing"),
]


@pytest.mark.parametrize("line, word", [pytest.param(*case[1:], id=case[0]) for case in CARETS])
def test_the_caret_stands_under_the_word(stepwise, tmp_path, line, word):
    write_tree(tmp_path, {"docs/a.md": f"# A\n\n```js\nexports.handler = (c, e, callback) => {{\n{line}\n}};\n```\n"})
    out = stepwise("check", "docs", cwd=tmp_path).out
    shown, under = re.search(r"^5 \| (.*)\n  \| (.*)$", out, re.MULTILINE).groups()
    assert shown == line
    before = line[:line.index(word)]
    assert under.index("^") == len(re.sub(r"\S", "", under.split("^")[0]))
    assert columns(under.split("^")[0]) == columns(before), (shown, under)


def columns(text: str) -> int:
    """Terminal columns, by Unicode's own tables; a cluster joined by ZWJ or of two flags counts once."""
    import unicodedata
    clusters = re.findall(r"(?:[\U0001F1E6-\U0001F1FF]{2}|\S(?:\u200d\S|\ufe0f)*|\s)", text)
    width = 0
    for cluster in clusters:
        first = cluster[0]
        if unicodedata.combining(first):
            continue
        flag = "\U0001F1E6" <= first <= "\U0001F1FF"
        width += 8 if first == "\t" else 2 if flag or unicodedata.east_asian_width(first) in "WF" else 1
    return width


#: What moves a cursor, ends a line for some, or turns the direction of text.
HOSTILE = "a\x1b[31m\x07\x08\x7f\x9b31m\u202e\u2028b"


@pytest.mark.parametrize("format", ["human", "concise", "github", "junit", "sarif"])
def test_control_characters_are_seen_and_do_nothing(stepwise, tmp_path, format):
    link = quote_of(HOSTILE)
    write_tree(tmp_path, {f"docs/x\x1b[2J.md": f"# A\n\n[a]({link}.md)\n\n![b]({link}.png)\n"})
    result = stepwise("check", "docs", "--format", format, cwd=tmp_path)
    raw = [character for character in result.text if character not in "\n" and (ord(character) < 0x20 or 0x7f <= ord(character) < 0xa0
                                                                               or character in "\u202e\u2028")]
    if format == "sarif":
        assert HOSTILE in json.loads(result.out)["runs"][0]["results"][0]["message"]["text"], "for a program, as it is"
        raw = [character for character in raw if ord(character) < 0x20]
    else:
        assert "a\ufffd[31m\ufffd\ufffd\ufffd\ufffd31m\ufffd\ufffdb.md" in result.text, result
    assert result.code == 1 and not raw, raw


def quote_of(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())
