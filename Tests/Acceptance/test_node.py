"""Programs that print the same here and in Node: each file of `node/` is run by both."""

import os
import subprocess

import pytest

from program import ROOT, write_tree

PROGRAMS = sorted((ROOT / "Tests/Acceptance/node").glob("*.*js"))


def printed(stepwise, program: str, folder) -> str:
    """What `stepwise run` shows of a program's console."""
    write_tree(folder, {"lesson.md": f"# Lesson\n\n````js\n{program}````\n"})
    result = stepwise("run", f"{folder / 'lesson.md'}#1", "--sdk", "twilio-node@5", "--time-limit", "20")
    head, _, console = result.out.partition("\nconsole:\n")
    assert result.code == 0 and "twilio-node@5: completed" in head, result
    return "\n".join(line.removeprefix("  ") for line in console.rstrip("\n").split("\n"))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.name)
def test_prints_what_node_prints(stepwise, path, tmp_path):
    node = subprocess.run(["node", "--no-deprecation", path], capture_output=True, check=True, timeout=60,
                          env=os.environ | {"TZ": "UTC"})
    assert printed(stepwise, path.read_text(), tmp_path) == node.stdout.decode().rstrip("\n")
