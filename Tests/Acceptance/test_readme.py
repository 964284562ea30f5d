"""The README shows what the program really says."""

import re
from pathlib import Path

README = (Path(__file__).resolve().parents[2] / "README.md").read_text()


def test_the_finding_is_what_the_program_prints(stepwise, tmp_path):
    lesson = re.search(r"^````markdown\n(.*?)^````$", README, re.DOTALL | re.MULTILINE)[1]
    shown = re.search(r"^```text\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)[1]
    (tmp_path / "lesson.md").write_text(lesson)
    result = stepwise("check", "lesson.md", cwd=tmp_path)
    assert result.code == 1, result
    assert result.out == shown


def test_the_verbs_and_options_it_names_exist(stepwise):
    known = stepwise("help", "token", "verify").out
    for verb in set(re.findall(r"`stepwise (\w+)", README)):
        shown = stepwise("help", verb)
        assert shown.code == 0, verb
        known += shown.out
    for option in set(re.findall(r"`(--[a-z-]+)", README)):
        assert option in known, f"{option} is in the README, not in the help"


def test_its_picture_is_there():
    for path in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README.split("## What it finds")[0]):
        assert (Path(__file__).resolve().parents[2] / path).stat().st_size > 10_000, path
