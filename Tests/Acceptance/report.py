"""One build of a content folder: its pages on disk and its JSON report, with the few views tests need."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from program import Stepwise


@dataclass(frozen=True)
class Site:
    """`content` built into `output`; paths of the report are relative to `content`."""

    content: Path
    output: Path
    report: dict
    code: int

    @staticmethod
    def build(stepwise: Stepwise, content: Path, folder: Path) -> "Site":
        output, report = folder / "Output", folder / "report.json"
        result = stepwise("build", content, "--output", output, "--format", f"json={report}")
        assert result.code in (0, 1) and report.is_file(), f"no site was built\n{result}"
        site = Site(content, output, json.loads(report.read_bytes()), result.code)
        for lesson in site.lessons:
            declared = {}
            for step in lesson["steps"]:
                declared |= declarations(step)
            _DECLARED.update({step["address"]: declared for step in lesson["steps"]})
        return site

    @property
    def lessons(self) -> list[dict]:
        return self.report["lessons"]

    @property
    def steps(self) -> list[dict]:
        return [step for lesson in self.lessons for step in lesson["steps"]]

    @cached_property
    def runs(self) -> list[tuple[str, dict, dict]]:
        """(where, step, run) of every run."""
        return [(f"{step['address']} under {run['sdk']}", step, run)
                for step in self.steps for run in step["runs"]]

    @cached_property
    def tokens(self) -> list[tuple[str, dict, dict, dict]]:
        """(where, step, run, token) of every token of every run."""
        return [(f"{where}, token {number}", step, run, token)
                for where, step, run in self.runs
                for number, token in enumerate(run["tokens"], 1)]

    def lesson(self, name: str) -> dict:
        """The only lesson whose path contains `name`."""
        found = [lesson for lesson in self.lessons if name in lesson["path"]]
        assert len(found) == 1, f"{name}: expected one lesson, the report has {paths(self.lessons)}"
        return found[0]

    def time(self, step: dict) -> int:
        """The clock of the step in seconds: the `time` of its lesson, else of the site, else 2024."""
        lesson = next(lesson for lesson in self.lessons if step in lesson["steps"])
        settings = [self.content / lesson["path"], self.content / "stepwise.yml"]
        texts = [path.read_text() for path in settings if path.is_file()]
        given = [match[1] for text in texts if (match := re.search(r"^time: *['\"]?([-0-9T:+Z]+)", text, re.M))]
        return int(datetime.fromisoformat((given + ["2024-01-01T00:00:00Z"])[0]).timestamp())

    def errors(self) -> list[str]:
        return [describe(finding) for finding in self.report["diagnostics"]
                if finding["severity"] == "error" and not finding["suppressed"]]

    def source(self, path: str) -> "Source":
        return Source((self.content / path).read_bytes())


class Source:
    """Markdown by 1-based line and 1-based UTF-8 column."""

    def __init__(self, data: bytes):
        self.lines = re.split(rb"(?<=\n)|(?<=\r)(?!\n)", data)

    def slice(self, span: dict) -> str:
        first, last = span["start"], span["end"]
        lines = self.lines[first["line"] - 1:last["line"]]
        assert len(lines) == last["line"] - first["line"] + 1, f"{span} lies outside the file"
        lines[-1] = lines[-1][:last["column"] - 1]
        lines[0] = lines[0][first["column"] - 1:]
        return b"".join(lines).decode()

    def line(self, number: int) -> str:
        return self.lines[number - 1].decode().rstrip("\r\n")


def paths(lessons: list[dict]) -> list[str]:
    return [lesson["path"] for lesson in lessons]


def describe(finding: dict) -> str:
    place = ""
    if finding["range"]:
        start = finding["range"]["start"]
        place = f":{start['line']}:{start['column']}"
    return f"{finding['path']}{place}: {finding['severity']}: {finding['message']} [{finding['id']}]"


# -- The sample environment, as the Swift listing declares it.

_DECLARATION = re.compile(r"\blet environment(?:\s*:[^=]+)? = \[(.*?)\n?\]", re.DOTALL)
_STRING = r'"((?:[^"\\]|\\.)*)"'
_ENTRY = re.compile(_STRING + r"\s*:\s*" + _STRING)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


def swift_text(literal: str) -> str:
    """The value of a Swift string literal, given without its quotes."""
    def value(match: re.Match) -> str:
        if match[1]:
            return chr(int(match[1], 16))
        return _ESCAPES.get(match[2], match[2])
    return re.sub(r"\\(?:u\{([0-9A-Fa-f]+)\}|(.))", value, literal, flags=re.DOTALL)


# What the listings of a lesson declare together, by step address: a run that is not the primary one has none.
_DECLARED: dict[str, dict[str, str]] = {}


def environment(step: dict) -> dict[str, str]:
    """The environment values that the listings of the step's lesson declare."""
    return _DECLARED.get(step["address"], {})


def declarations(step: dict) -> dict[str, str]:
    """The environment values that the step's own Swift listing declares."""
    declared = _DECLARATION.search(step["swift"] or "")
    if not declared:
        return {}
    return {swift_text(name): swift_text(value) for name, value in _ENTRY.findall(declared[1])}


def resolved(argument, values: dict[str, str]):
    """A recorded argument with `environment["NAME"]` replaced by its value."""
    reference = isinstance(argument, str) and re.fullmatch(r'environment\["(.+)"\]', argument)
    return values.get(reference[1], argument) if reference else argument
