"""Runs a composite action as a GitHub runner would: its steps in order, in the repository that uses it."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import yaml


@dataclass
class Runner:
    """A job in `workspace`; the action lies elsewhere, as a checkout of its own repository does."""

    workspace: Path
    action: Path
    home: Path
    #: What `actions/cache` keeps between jobs.
    cache: Path
    environment: dict = field(default_factory=dict)
    #: The names of the steps that ran, with their seconds.
    ran: list = field(default_factory=list)
    output: str = ""

    def value(self, text: str, inputs: dict, steps: dict) -> str:
        def known(match: re.Match) -> str:
            words = match[1].strip().split(".")
            if words[0] == "inputs":
                return inputs[words[1]]
            if words[0] == "steps":
                return steps.get(words[1], {}).get(words[3], "")
            return {"runner.os": "Linux", "runner.arch": "X64"}.get(match[1].strip(), "0123")
        return re.sub(r"\$\{\{(.*?)\}\}", known, text)

    def holds(self, condition: str, steps: dict) -> bool:
        left, right = re.fullmatch(r"steps\.(\w+\.outputs\.[\w-]+) != '(\w+)'", condition).groups()
        name, _, output = left.split(".")
        return steps.get(name, {}).get(output, "") != right

    def run(self, **given: str) -> int:
        """The exit code of the first step that fails, else 0."""
        definition = yaml.safe_load((self.action / "action.yml").read_text())
        assert definition["runs"]["using"] == "composite"
        inputs = {name: given.get(name, one.get("default", "")) for name, one in definition["inputs"].items()}
        assert set(given) <= set(inputs), "an input that the action does not know"
        steps = {}
        for step in definition["runs"]["steps"]:
            if "if" in step and not self.holds(step["if"], steps):
                continue
            if step.get("uses", "").startswith("actions/cache/"):
                place = Path(self.value(step["with"]["path"], inputs, steps).replace("~", str(self.home)))
                key = self.value(step["with"]["key"], inputs, steps)
                source, target = self.cache / key, place
                if "/save@" in step["uses"]:
                    source, target = target, source
                else:
                    steps[step["id"]] = {"cache-primary-key": key, "cache-hit": "true" if source.exists() else ""}
                if source.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(source, target)
                continue
            assert step["shell"] == "bash" and "uses" not in step
            environment = self.environment | {name: self.value(text, inputs, steps) for name, text in step.get("env", {}).items()} | {
                "HOME": str(self.home), "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": str(self.action),
                "GITHUB_WORKSPACE": str(self.workspace), "GITHUB_STEP_SUMMARY": str(self.workspace.parent / "summary.md")}
            # As the runner writes it: a file with the text of the step.
            done = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", self.value(step["run"], inputs, steps)],
                                  cwd=self.workspace, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            self.ran.append(step["name"])
            self.output += done.stdout
            if done.returncode:
                return done.returncode
        return 0


def checkout(repository: Path, place: Path) -> Path:
    """What git knows of a repository, as the runner downloads it for an action."""
    names = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=repository,
                           check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (repository / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(repository / name, place / name)
    return place


def plain_environment() -> dict:
    return {name: text for name, text in os.environ.items()
            if name not in ("CI", "NO_COLOR", "COLUMNS", "MAKEFLAGS", "MAKELEVEL") and not name.startswith(("XDG_", "GITHUB_"))}
