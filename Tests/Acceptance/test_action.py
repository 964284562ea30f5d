"""The action, used from another repository: its own steps, run as a GitHub runner runs them."""

import json
import shutil
import subprocess

import pytest

from action import Runner, checkout, plain_environment
from program import ROOT, write_tree

LESSON = """# A token, with API_KEY and API_SECRET set

```js
exports.handler = function (context, event, callback) {{
  const token = new Twilio.jwt.AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, {{ identity: 'a' }});
  callback(null, {body});
}};
```
"""


def git(folder, *words):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main", *words],
                   cwd=folder, check=True, capture_output=True)


@pytest.fixture
def job(stepwise, tmp_path):
    """A job of a small repository of somebody's, with the built command in the cache."""
    workspace = write_tree(tmp_path / "work/lessons", {
        "docs/en/token.md": LESSON.format(body="{ token: token.toJwt() }"), "docs/en/other.md": LESSON.format(body="'text'"),
        "README.md": "# Ours\n"})
    git(workspace, "init")
    git(workspace, "add", ".")
    git(workspace, "commit", "-m", "lessons")
    clone = checkout(ROOT, tmp_path / "work/_actions/owner/stepwise/main")
    (tmp_path / "home").mkdir()
    (tmp_path / "cache").mkdir()
    shutil.copy2(stepwise.binary, tmp_path / "cache/stepwise-Linux-X64-0123")
    return Runner(workspace, clone / ".github/actions/stepwise", tmp_path / "home", tmp_path / "cache", plain_environment())


def test_a_green_job(job):
    assert job.run(paths="docs", reports="reports") == 0, job.output
    assert job.ran == ["Install the libraries", "Check"], "what is in the cache is not built again"
    assert "executed 2 of 2 snippets" in job.output and "::error" not in job.output
    assert json.loads((job.workspace / "reports/stepwise.json").read_text())["summary"]["executed"] == 2
    assert "Stepwise" in (job.workspace.parent / "summary.md").read_text()


def test_a_red_job(job):
    place = job.workspace / "docs/en/token.md"
    place.write_text(place.read_text().replace("token.toJwt()", "tokn.toJwt()"))
    assert job.run(paths="docs", options="--changed\n--notes\n", reports="reports") == 1, job.output
    assert "::error file=docs/en/token.md,line=6,col=27" in job.output
    assert (job.workspace / "reports/stepwise.sarif").is_file(), "reports are written when it fails, too"


def test_what_an_input_holds_is_not_run_by_the_shell(job):
    assert job.run(paths='docs\n$(touch "owned")\n`touch owned`; touch owned') == 2, job.output
    assert not list(job.workspace.glob("owned*"))


def test_nothing_in_the_cache_is_built(job, tmp_path):
    """The step that builds, with a `make` that notes how it is called: the build itself takes minutes."""
    (tmp_path / "cache/stepwise-Linux-X64-0123").unlink()
    tools = write_tree(tmp_path / "tools", {"make": f"""#!/bin/bash
echo "make $*" >> "{tmp_path}/made"
for word; do case $word in PREFIX=*) install -D "{tmp_path}/built" "${{word#PREFIX=}}/bin/stepwise";; esac; done
"""})
    (tools / "make").chmod(0o755)
    shutil.copy2(ROOT / ".build/debug/stepwise", tmp_path / "built")
    job.environment["PATH"] = f"{tools}:{job.environment['PATH']}"
    write_tree(job.workspace, {"docs/en/red.md": "# Red\n\n[gone](gone.md)\n"})
    assert job.run(paths="docs") == 1, job.output
    assert job.ran == ["Install the libraries", "Build the command", "Check"]
    root = job.action / "../../.."
    assert (tmp_path / "made").read_text() == f"make -C {root} libraries\nmake -C {root} install PREFIX={job.home}/.local\n"
    assert job.run(paths="docs") == 1 and job.ran[3:] == ["Install the libraries", "Check"], "the next job has it, though this one was red"
