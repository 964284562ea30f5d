"""The JSON report (formatVersion 1) against its contract, and against the Markdown it speaks about."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from report import Source, describe

SCHEMA = json.loads((Path(__file__).parent / "report.schema.json").read_text())
PROFILES = ["twilio-node@5", "twilio-node@3"]
IDENTITY_REQUIRED = "identity is required to be specified in options"


def test_schema(any_site):
    found = sorted(Draft202012Validator(SCHEMA).iter_errors(any_site.report), key=lambda error: error.json_path)
    assert not found, "\n".join(f"{error.json_path}: {error.message}"[:300] for error in found[:20])


def test_summary_counts_what_the_report_lists(any_site):
    summary, findings = any_site.report["summary"], any_site.report["diagnostics"]
    assert summary["lessons"] == len(any_site.lessons)
    assert summary["steps"] == len(any_site.steps)
    for severity in ("error", "warning", "note"):
        counted = [describe(one) for one in findings if one["severity"] == severity and not one["suppressed"]]
        assert summary[severity + "s"] == len(counted), f"{severity}s: {counted}"
    ran = [step for step in any_site.steps
           if any(run["status"] not in ("not-run", "blocked") for run in step["runs"])]
    assert summary["executed"] == len(ran)


def test_exit_code_follows_the_errors(any_site):
    assert any_site.code == (1 if any_site.errors() else 0), any_site.errors()


def test_content_has_no_findings_to_fix(site):
    loud = [describe(one) for one in site.report["diagnostics"]
            if one["severity"] != "note" and not one["suppressed"]]
    assert not loud, "\n".join(loud)


def test_addresses(any_site):
    for lesson in any_site.lessons:
        numbers = [step["number"] for step in lesson["steps"]]
        assert numbers == list(range(1, len(numbers) + 1)), f"{lesson['path']}: steps {numbers}"
        for step in lesson["steps"]:
            assert step["address"] == f"{lesson['id']}#{step['number']}@{lesson['locale']}", lesson["path"]


def test_step_ranges_are_fences(any_site):
    for lesson in any_site.lessons:
        source = any_site.source(lesson["path"])
        for step in lesson["steps"]:
            where = f"{step['address']} at {lesson['path']}:{step['range']['start']['line']}"
            lines = source.slice(step["range"]).splitlines()
            fence = re.match(r"(`{3,}|~{3,})", lines[0])
            assert fence, f"{where}: the range starts with {lines[0]!r}"
            closing = lines[-1].strip(" \t>")
            assert set(closing) == {fence[1][0]} and len(closing) >= len(fence[1]), \
                f"{where}: the range ends with {lines[-1]!r}"
            assert source.line(step["range"]["end"]["line"]).rstrip() == \
                source.line(step["range"]["end"]["line"])[:step["range"]["end"]["column"] - 1].rstrip(), \
                f"{where}: text follows the range on its last line"
            if step["revision"] in ("complete", "repeat"):
                assert bare(lines[1:-1]) == bare(step["program"].splitlines()), f"{where}: is not the program"
            if step["revision"] == "fragment":
                missing = [line for line in bare(lines[1:-1]) if line not in bare(step["program"].splitlines())]
                assert not missing, f"{where}: lines of the fragment that the program lacks: {missing}"


def test_changes_tell_two_programs_apart(any_site):
    """Without the lines that `changes` names, a program equals its predecessor (as §5 of the design compares)."""
    for lesson in any_site.lessons:
        latest: dict = {}
        for step in lesson["steps"]:
            after = step["program"].splitlines()
            before = latest.get(step["file"], step["program"]).splitlines()
            is_first = step["file"] not in latest
            latest[step["file"]] = step["program"]
            assert not (is_first and step["changes"]), f"{step['address']}: nothing stands before it to differ from"
            for change in step["changes"]:
                where, kind = f"{step['address']}: {change}", change["kind"]
                assert (change["lines"] is None) == (kind == "removed"), where
                assert (change["previousLines"] is None) == (kind == "added"), where
                for span, lines in [(change["lines"], after), (change["previousLines"], before)]:
                    assert span is None or 1 <= span[0] <= span[1] <= len(lines), f"{where} of {len(lines)} lines"
            kept = unnamed(before, [change["previousLines"] for change in step["changes"]])
            now = unnamed(after, [change["lines"] for change in step["changes"]])
            assert code(kept) == code(now), f"{step['address']}: lines differ that no change names"


def test_runs_are_ordered_and_complete(any_site):
    for step in any_site.steps:
        names = [run["sdk"] for run in step["runs"]]
        assert sorted(names) == sorted(set(names)) and set(names) <= set(PROFILES), f"{step['address']}: {names}"
    for where, _, run in any_site.runs:
        assert (run["error"] is not None) or run["status"] != "threw", f"{where}: threw without an error"
        assert run["reason"] or run["status"] not in ("not-run", "blocked"), f"{where}: not run for no reason"
        if run["status"] == "threw":
            assert run["response"]["status"] == 500, f"{where}: {run['response']}"


def test_primary_run_is_the_first_that_completes_the_lesson(any_site):
    for lesson in any_site.lessons:
        if not lesson["steps"]:
            continue
        last = lesson["steps"][-1]["runs"]
        completed = [run["sdk"] for run in last if run["status"] == "completed"]
        if completed:
            for step in lesson["steps"]:
                assert step["runs"][0]["sdk"] in completed, \
                    f"{step['address']}: primary is {step['runs'][0]['sdk']}, the lesson completes on {completed}"


def test_call_sites_stand_where_the_code_is(any_site):
    for lesson in any_site.lessons:
        source = any_site.source(lesson["path"])
        for step in lesson["steps"]:
            for run in step["runs"]:
                for call in run["calls"]:
                    where = f"{step['address']}: {call['call']} at {call['line']}:{call['column']}"
                    text = source.line(call["line"])
                    if call["column"] is None:
                        continue
                    rest = text.encode()[call["column"] - 1:].decode()
                    kind, method = call["call"].split(".")
                    expected = {"init": "new ", "set": ""}.get(method, method)
                    assert rest.startswith(expected), f"{where} stands on {rest!r}"


# -- The three real lessons.

LESSONS = [("000_", ["complete"] * 4), ("001_", ["complete"] * 3 + ["fragment", "complete"]),
           ("002_", ["complete"] * 3)]


@pytest.mark.parametrize("name, revisions", LESSONS, ids=[name for name, _ in LESSONS])
def test_real_steps(real, name, revisions):
    assert [step["revision"] for step in real.lesson(name)["steps"]] == revisions


def test_lesson_000_works_on_twilio_node_3(real):
    last = real.lesson("000_")["steps"][-1]
    run = under(last, "twilio-node@3")
    assert run["status"] == "completed", f"{last['address']}: {run['status']} {run['error']}"
    token, = [token for token in run["tokens"] if not token["implicit"]]
    grants = token["payload"]["grants"]
    assert grants["identity"] == "test", "the prose says ?user=test"
    assert list(grants["data_sync"]) == ["service_sid"], grants
    assert json.loads(run["response"]["body"]) == {"token": token["jwt"]}
    assert ["Access-Control-Allow-Methods", "GET"] in run["response"]["headers"]


@pytest.mark.parametrize("name", [name for name, _ in LESSONS])
def test_real_lessons_throw_on_twilio_node_5(real, name):
    """At every step that constructs a token; the place is read from the Markdown itself."""
    lesson = real.lesson(name)
    source = real.source(lesson["path"])
    constructing = [step for step in lesson["steps"] if "new AccessToken(" in step["program"]]
    assert constructing and lesson["steps"][-1] in constructing
    for step in constructing:
        run = under(step, "twilio-node@5")
        assert run["status"] == "threw", f"{step['address']}: {run['status']}"
        error = run["error"]
        assert (error["name"], error["message"]) == ("Error", IDENTITY_REQUIRED), step["address"]
        text = source.line(error["line"])
        column = len(text.split("new AccessToken(")[0].encode()) + 1
        assert "new AccessToken(" in text, f"{step['address']}: {error} points at {text!r}"
        assert error["column"] == column, f"{step['address']}: {error}, `new` stands in column {column}"
        if step["revision"] == "complete":
            inside = range(step["range"]["start"]["line"], step["range"]["end"]["line"])
            assert error["line"] in inside, f"{step['address']}: line {error['line']} is not in {inside}"


# --

def under(step: dict, sdk: str) -> dict:
    found = [run for run in step["runs"] if run["sdk"] == sdk]
    assert found, f"{step['address']}: no run under {sdk}"
    return found[0]


def bare(lines: list[str]) -> list[str]:
    """Lines without indentation, list and quote markers, and blank ones."""
    return [text for line in lines if (text := line.strip(" \t>"))]


def unnamed(lines: list[str], spans: list) -> list[str]:
    named = {number for span in spans if span for number in range(span[0], span[1] + 1)}
    return [line for number, line in enumerate(lines, 1) if number not in named]


def code(lines: list[str]) -> str:
    """Code without what never counts as a change: white space, comments, final commas and semicolons."""
    text = "\n".join(lines)
    text = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", text, flags=re.DOTALL)
    text = re.sub(r"[,;]+(?=\s*(?:$|[\]})]))", "", text, flags=re.MULTILINE)
    return re.sub(r"\s+", "", text)
