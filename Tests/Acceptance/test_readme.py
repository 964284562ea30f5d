"""The README shows what the program really says."""

import re
import subprocess
from pathlib import Path

from program import write_tree

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


def test_the_hook_lets_a_commit_through_or_not(stepwise, tmp_path):
    """From the first commit on, with and without a baseline."""
    hook = re.search(r"^```sh\n(#!.*?)^```$", README, re.DOTALL | re.MULTILINE)[1]
    environment = stepwise.environment | {"PATH": f"{stepwise.binary.parent}:{stepwise.environment['PATH']}", "GIT_CONFIG_GLOBAL": "/dev/null"}
    bad = "# A\n\n![a](gone.png)\n"

    def commits(folder, files) -> bool:
        write_tree(folder, files)
        subprocess.run(["git", "add", "."], cwd=folder, check=True)
        return subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-m", "x"], cwd=folder,
                              env=environment, capture_output=True).returncode == 0

    for name, script in (("with", hook), ("without", hook.replace(" --baseline known.json", ""))):
        folder = write_tree(tmp_path / name, {"docs/a.md": bad})
        subprocess.run(["git", "init"], cwd=folder, check=True, capture_output=True)
        place = write_tree(folder, {".git/hooks/pre-commit": script}) / ".git/hooks/pre-commit"
        place.chmod(0o755)
        if name == "with":
            assert stepwise("check", "docs", "--write-baseline", "known.json", cwd=folder).code == 0
        else:
            assert not commits(folder, {}), "the first commit is judged"
        assert commits(folder, {"docs/a.md": bad if name == "with" else "# A\n"})
        assert commits(folder, {"notes.txt": "elsewhere"})
        assert not commits(folder, {"docs/b.md": bad.replace("gone", "lost")})
