"""Expected tokens: recorded by `update`, held by `check`, missed when they change."""

import json
import shutil
from pathlib import Path

import pytest

from program import CONTENT, Stepwise, snapshot


@pytest.fixture
def content(tmp_path) -> Path:
    """A copy of Content/ without its recordings."""
    copy = tmp_path / "Content"
    shutil.copytree(CONTENT, copy, ignore=shutil.ignore_patterns("expected"))
    return copy


@pytest.fixture
def recorded(stepwise, content) -> Path:
    result = stepwise("update", content)
    assert result.code == 0, f"update failed\n{result}"
    return content


def test_update_writes_only_expectations(stepwise, content):
    before = snapshot(content)
    result = stepwise("update", content)
    assert result.code == 0, f"update failed\n{result}"
    after = snapshot(content)
    new = sorted(set(after) - set(before))
    assert new and all(name.startswith("expected/") and name.endswith(".json") for name in new), new
    assert {name: after[name] for name in before} == before, "update changed a file that is not an expectation"


def test_recordings_are_shared_by_all_locales(recorded):
    lessons = {str(path.relative_to(recorded / "en").with_suffix(".json"))
               for path in (recorded / "en").rglob("*.md") if path.stem not in ("README", "index")}
    found = {str(path.relative_to(recorded / "expected")) for path in (recorded / "expected").rglob("*.json")}
    assert found == lessons


def test_recorded_content_is_green(stepwise, recorded):
    result, report = check(stepwise, recorded)
    assert result.code == 0, f"what update recorded does not satisfy check\n{result}"
    ids = {finding["id"] for finding in report["diagnostics"]}
    assert not ids & {"expected-missing", "expected-orphan", "token-mismatch", "response-mismatch"}, ids


def test_update_twice_writes_the_same_bytes(stepwise, recorded):
    before = snapshot(recorded)
    assert stepwise("update", recorded).code == 0
    assert snapshot(recorded) == before


def test_check_writes_nothing(stepwise, recorded):
    before = snapshot(recorded.parent)
    stepwise("check", recorded)
    assert snapshot(recorded.parent) == before


# A claim, and how to spoil it.
SPOILS = [
    ("identity", lambda value: "mallory"),
    ("exp", lambda value: value + 1),
    ("iss", lambda value: "SK" + "f" * 32),
]


@pytest.mark.parametrize("claim, spoil", SPOILS, ids=[claim for claim, _ in SPOILS])
def test_a_changed_token_is_found(stepwise, recorded, claim, spoil):
    place = recorded / "expected/tokens/01-sync-token.json"
    expected = json.loads(place.read_text())
    assert spoil_last(expected, claim, spoil), f"{place.name} records no claim {claim}"
    place.write_text(json.dumps(expected, ensure_ascii=False, indent=2))
    result, report = check(stepwise, recorded)
    found = [finding for finding in report["diagnostics"] if finding["id"] == "token-mismatch"]
    assert result.code == 1 and found, f"a spoiled {claim} went unnoticed\n{result}"
    for finding in found:
        assert finding["severity"] == "error"
        assert claim in finding["message"], f"the message does not name {claim}: {finding['message']}"
        assert finding["path"].endswith("01-sync-token.md"), finding


def test_inserting_a_step_disturbs_no_other(stepwise, recorded):
    lesson = recorded / "en/tokens/02-video-notes.md"
    text = lesson.read_text()
    fence = text.index("```js")
    lesson.write_text(text[:fence] + "```js\nconsole.log('a new first step');\n```\n\nNow the lesson.\n\n" + text[fence:])
    _, report = check(stepwise, recorded)
    wrong = [finding["message"] for finding in report["diagnostics"]
             if finding["id"] in ("token-mismatch", "response-mismatch", "expected-orphan")]
    assert not wrong, wrong


def test_orphans_are_reported(stepwise, recorded):
    for locale in ("en", "ja"):
        (recorded / locale / "tokens/03-voice-transcript.md").unlink()
    _, report = check(stepwise, recorded)
    assert "expected-orphan" in {finding["id"] for finding in report["diagnostics"]}


def test_ci_does_not_record(stepwise, content):
    before = snapshot(content)
    result = stepwise("update", content, CI="true")
    assert result.code == 2, f"update must refuse when CI=true\n{result}"
    assert "CI" in result.text, f"the refusal does not say why\n{result}"
    assert snapshot(content) == before, "update wrote although it refused"


# --

def check(stepwise: Stepwise, content: Path):
    """The result of `check`, and its report from beside the content."""
    place = content.parent / "report.json"
    result = stepwise("check", content, "--format", f"json={place}")
    return result, json.loads(place.read_text())


def spoil_last(value, name: str, spoil) -> bool:
    """Spoils the last member called `name`, wherever it stands."""
    if isinstance(value, dict):
        if name in value and not isinstance(value[name], (dict, list)):
            value[name] = spoil(value[name])
            return True
        return any(spoil_last(part, name, spoil) for part in reversed(value.values()))
    if isinstance(value, list):
        return any(spoil_last(part, name, spoil) for part in reversed(value))
    return False


ALIKE = """exports.handler = (context, event, callback) => {
  const token = new Twilio.jwt.AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, { identity: 'NAME' });
  callback(null, { token: token.toJwt() });
};
"""


def test_steps_below_headings_that_are_alike(stepwise, tmp_path):
    """The number tells them apart: a change of all programs moves no expectation, and one recorded step overwrites no other."""
    def write(name: str, extra: str = "") -> None:
        plain = "```js\nconsole.log(1);\n```\n"
        steps = [plain] + ["```js\n" + ALIKE.replace("NAME", one).replace("  callback", extra + "  callback", 1) + "```\n" for one in ("a", name)]
        (tmp_path / "docs/a.md").write_text("# A\n\nSet `ACCOUNT_SID`, `API_KEY` and `API_SECRET`.\n\n" + "".join(f"## Code\n\n{step}\n" for step in steps))

    (tmp_path / "docs").mkdir()
    write("b")
    assert stepwise("update", "docs", cwd=tmp_path).code == 0
    write("b", "  console.log(2);\n")
    assert "token-mismatch" not in stepwise("check", "docs", cwd=tmp_path).out
    write("c", "  console.log(2);\n")
    found = json.loads(stepwise("check", "docs", "--format", "json", cwd=tmp_path).out)["diagnostics"]
    assert [one["address"].split("@")[0] for one in found if one["id"] == "token-mismatch"] == ["a#3"]
    assert stepwise("update", "a#3", "--content", "docs", cwd=tmp_path).code == 0
    steps = json.loads((tmp_path / "docs/expected/a.json").read_text())["steps"]
    assert [step["step"] for step in steps] == [2, 3] and stepwise("check", "docs", cwd=tmp_path).code == 0
