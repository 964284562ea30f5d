"""What a maintainer does all day: record, allow, watch; and the action that does it in CI."""

import json
import os
import pty
import select
import subprocess
import time

import pytest

from program import ROOT, snapshot, write_tree

PROGRAM = """exports.handler = function (context, event, callback) {{
  const token = new Twilio.jwt.AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, {{ identity: '{}' }});
  callback(null, token.toJwt());
}};
"""


def lesson(*names: str, title: str = "A") -> str:
    return f"# {title}\n" + "".join(f"\n## {n}\n\n```js file=f{n}.js\n{PROGRAM.format(name)}```\n" for n, name in enumerate(names, 1))


# -- update

@pytest.fixture
def recorded(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/en/a.md": lesson("x", "y"), "docs/en/b.md": lesson("z"), "docs/ja/a.md": lesson("x", "y", title="あ")})
    assert stepwise("update", "docs", cwd=tmp_path).code == 0
    write_tree(tmp_path, {"docs/en/a.md": lesson("x2", "y2"), "docs/en/b.md": lesson("z2"), "docs/ja/a.md": lesson("x2", "y2", title="あ")})
    return tmp_path


def expected(folder, name="a"):
    steps = json.loads((folder / f"docs/expected/{name}.json").read_text())["steps"]
    return [step["tokens"][0]["payload"]["grants"]["identity"] for step in steps]


def test_update_shows_what_changes(stepwise, recorded):
    shown = stepwise("update", "docs", "--diff", cwd=recorded)
    lines = [text.replace(" ", "") for text in shown.out.splitlines()]
    assert '-"identity":"x"' in lines and '+"identity":"x2"' in lines, shown
    assert "nothing was written" in shown.err and expected(recorded) == ["x", "y"]
    written = stepwise("update", "docs", cwd=recorded)
    assert written.out.startswith(shown.out.split("---")[0] + "---") and expected(recorded) == ["x2", "y2"]


@pytest.mark.parametrize("address", ["a#2 --content docs", "a#2@ja --content docs", "docs/en/a.md#2"])
@pytest.mark.parametrize("configured", [False, True], ids=["bare", "configured"])
def test_update_of_one_step_leaves_the_others(stepwise, recorded, address, configured):
    if configured:
        write_tree(recorded, {"docs/stepwise.yml": "locales: [en, ja]\n"})
    before = snapshot(recorded)
    result = stepwise("update", *address.split(), cwd=recorded)
    assert result.code == 0 and expected(recorded) == ["x", "y2"], result
    after = snapshot(recorded)
    assert [name for name in after if after[name] != before[name]] == ["docs/expected/a.json"]


def test_update_of_a_step_that_is_none(stepwise, recorded):
    result = stepwise("update", "a#3", "--content", "docs", cwd=recorded)
    assert result.code == 2 and "did you mean `a#" in result.err, result


def test_a_failing_expectation_names_the_command_that_settles_it(stepwise, recorded):
    result = stepwise("check", "docs", cwd=recorded, CI="true")
    assert result.code == 1 and "stepwise update docs" in result.out, result
    refused = stepwise("update", "docs", cwd=recorded, CI="true")
    assert refused.code == 2 and expected(recorded) == ["x", "y"], refused


# -- allow, in translations

PICTURES = "# {0}\n\n{1}![](a.png)\n\n{2}\n\n![](a.png)\n"


@pytest.mark.parametrize("more, allowed", [("", True), ("\n\nMore words.", False)], ids=["same blocks", "another block"])
def test_a_translation_inherits_what_its_original_allows(stepwise, tmp_path, more, allowed):
    allow = "<!-- stepwise: allow missing-alt -- it is decoration -->\n\n"
    write_tree(tmp_path, {"docs/en/a.md": PICTURES.format("A", allow, "Text"), "docs/ja/a.md": PICTURES.format("あ", "", "文" + more),
                          "docs/en/a.png": b"", "docs/ja/a.png": b""})
    for selection in ("docs", "docs/ja/a.md"):
        write_tree(tmp_path, {"docs/stepwise.yml": "locales: [en, ja]\n"})
        report = json.loads(stepwise("check", selection, "--format", "json", cwd=tmp_path).out)
        found = [one["suppressed"] for one in report["diagnostics"] if one["path"] == "ja/a.md"]
        assert found == [{"reason": "it is decoration"} if allowed else None, None]


# An allow covers what the original has, and nothing that only the translation points to.
OWN = "# {0}\n\n{1}![a]({2})\n"


@pytest.mark.parametrize("directive", ["allow", "allow-file"])
@pytest.mark.parametrize("picture, allowed", [("gone.png", True), ("../ja/gone.png", True), ("own.png", False)])
def test_an_inherited_allow_covers_only_what_the_original_has(stepwise, tmp_path, directive, picture, allowed):
    allow = f"<!-- stepwise: {directive} missing-asset -- drawn later -->\n\n"
    write_tree(tmp_path, {"docs/en/a.md": OWN.format("A", allow, "gone.png"), "docs/ja/a.md": OWN.format("あ", "", picture)})
    found = json.loads(stepwise("check", "docs", "--format", "json", cwd=tmp_path).out)["diagnostics"]
    assert [bool(one["suppressed"]) for one in found if one["id"] == "missing-asset"] == [True, allowed], found


# -- watch

def test_watch_judges_again_and_runs_only_what_changed(stepwise, tmp_path):
    lessons = {f"docs/w{number % 10}/l{number}.md": lesson("a", f"b{number}", title=f"L{number}") for number in range(100)}
    write_tree(tmp_path, lessons)
    process = subprocess.Popen([stepwise.binary, "check", "docs", "--watch"], cwd=tmp_path, env=stepwise.environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        assert "programs run" in line(process)
        place = tmp_path / "docs/w3/l3.md"
        place.write_text(place.read_text() + "\nMore prose.\n")
        prose = line(process)
        assert " 0 programs run" in prose, prose
        place.write_text(place.read_text().replace("'b3'", "'other'"))
        code = line(process)
        assert " 1 programs run" in code or " 2 programs run" in code, code
        (tmp_path / "docs/stepwise.yml").write_text("title: [\n")
        assert "stepwise.yml" in line(process)
        assert process.poll() is None, "half a configuration ended it"
    finally:
        process.terminate()
        process.wait()


@pytest.mark.parametrize("format, begins", [("human", "docs/"), ("concise", "docs/"), ("json", "{")])
def test_watch_tells_only_what_changed(stepwise, tmp_path, format, begins):
    write_tree(tmp_path, {"docs/a.md": "# A\n\n![a](one.png)\n\n![b](two.png)\n", "docs/b.md": "# B\n\n![](b.png)\n", "docs/b.png": b""})
    with open(tmp_path / "told.txt", "w") as out:
        process = subprocess.Popen([stepwise.binary, "check", "docs", "--watch", "--format", format], cwd=tmp_path, env=stepwise.environment,
                                   stdout=out, stderr=subprocess.PIPE)
    rounds, told = [], 0
    try:
        for text in (None, "# A\n\nMore.\n\n![a](one.png)\n\n![c](three.png)\n", "# A\n\nMore words.\n\n![a](one.png)\n\n![c](three.png)\n"):
            if text:
                write_tree(tmp_path, {"docs/a.md": text})
            line(process)
            whole = (tmp_path / "told.txt").read_text()
            rounds, told = rounds + [whole[told:]], len(whole)
    finally:
        process.terminate()
        process.wait()
    first, second, third = rounds
    assert first.startswith(begins) and all(name in first for name in ("one.png", "two.png", "missing-alt"))
    if format == "json":
        assert [len(json.loads(one)["diagnostics"]) for one in rounds] == [4, 4, 4], "a report for a program is whole"
        return
    findings = [text for text in second.splitlines() if text.endswith("[missing-asset]") or text.endswith("[missing-alt]")]
    assert ["three.png" in findings[0], findings[1].startswith("gone: docs/a.md:5:1: error: ")] == [True, True], second
    assert len(findings) == 2 and second.endswith("1 new, 1 gone; now 2 errors, 1 warning, 1 note in 2 lessons with 0 steps\n"), second
    assert third == "0 new, 0 gone; now 2 errors, 1 warning, 1 note in 2 lessons with 0 steps\n", "prose only"


def line(process) -> str:
    """The next line on standard error that says something, within 60 s."""
    while select.select([process.stderr], [], [], 60)[0]:
        text = process.stderr.readline().decode()
        if "judged" in text or "error" in text:
            return text
    raise AssertionError("nothing was said")


def test_watch_is_not_for_ci(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/a.md": "# A\n"})
    assert stepwise("check", "docs", "--watch", cwd=tmp_path, CI="true").code == 2


# -- A terminal.

def terminal(stepwise, folder, *arguments, **environment) -> str:
    """What the command writes to a terminal of 60 columns."""
    try:
        main, other = pty.openpty()
    except OSError as reason:
        pytest.skip(f"this machine has no pseudo terminals: {reason}")
    import fcntl, struct, termios
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    process = subprocess.Popen([stepwise.binary, *arguments], cwd=folder, stdout=other, stderr=other, stdin=other,
                               env=stepwise.environment | {"TERM": "xterm"} | environment)
    os.close(other)
    out = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:
            break
        if not piece:
            break
        out += piece
    process.wait()
    os.close(main)
    return out.decode()


BAD = "# A\n\n```js\nexports.handler = (context, event, callback) => { /* a long comment that goes on and on and on */ callback(null, missing.value); };\n```\n"


@pytest.mark.parametrize("environment, coloured", [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"CI": "true"}, False)],
                         ids=str)
def test_colour_by_capability(stepwise, tmp_path, environment, coloured):
    write_tree(tmp_path, {"docs/a.md": BAD})
    out = terminal(stepwise, tmp_path, "check", "docs", **environment)
    assert ("\x1b[" in out) == coloured and "uncaught-error" in out
    excerpt = next(text for text in out.splitlines() if text.startswith("4 | "))
    assert len(excerpt.rstrip()) <= 60 and "missing" in excerpt and "…" in excerpt, excerpt


def test_progress_on_a_terminal_after_a_second(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/a.md": "# A\n\n```js\nfor (;;) {}\n```\n", "docs/b.md": "# B\n"})
    out = terminal(stepwise, tmp_path, "check", "docs")
    assert "2 of 2" in out and out.rstrip().splitlines()[-1].startswith(("executed", "rerun"))
    assert " of 2" not in terminal(stepwise, tmp_path, "check", "docs", CI="true")
    assert " of 2 " not in terminal(stepwise, tmp_path, "check", "docs", "--quiet")


# -- The action

def test_the_action_runs_check_with_its_inputs(stepwise, tmp_path):
    write_tree(tmp_path, {"a b/a.md": lesson("x"), "a b/expected/gone.json": '{"formatVersion": 1, "steps": []}'})
    script = ROOT / ".github/actions/stepwise/check.sh"
    done = subprocess.run(["bash", script], cwd=tmp_path, capture_output=True, text=True, env=stepwise.environment | {
        "STEPWISE": str(stepwise.binary), "STEPWISE_PATHS": "a b\n", "STEPWISE_OPTIONS": "--locale\nen\n--notes\n",
        "STEPWISE_REPORTS": "out", "GITHUB_ACTIONS": "true", "CI": "true"})
    assert done.returncode == 1 and "::error" in done.stdout and "expected-orphan" in done.stdout, done
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["stepwise.json", "stepwise.sarif", "stepwise.xml"]
    assert "stepwise update" in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions(stepwise, shell):
    out = stepwise("--generate-completion-script", shell).out
    assert "check" in out and "baseline" in out
    assert out.count("mark-on-unchanged-line") >= 5, "--rule, --error, --warn, --off and explain"
    if shell == "bash":
        assert subprocess.run(["bash", "-n"], input=out.encode()).returncode == 0


# Bash itself, as at a prompt: the line as it is typed, and the word of it that Tab completes.
TAB = """source <("$STEPWISE" --generate-completion-script bash)
COMP_LINE="$LINE"; COMP_WORDS=($LINE); [[ "$LINE" != *" " ]] || COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_POINT=${#COMP_LINE}
_stepwise stepwise "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize("typed, offered", [
    ("explain broken", ["broken-link", "broken-anchor", "broken-table"]), ("check docs --off missing-a", ["missing-asset", "missing-alt"]),
    ("check --format j", ["json", "junit"]), ("check do", ["docs"]), ("plan docs/e", ["docs/en"]), ("build d", ["docs"]),
    ("run --content docs ", ["a#1", "a#2", "docs"]), ("diff --content docs a", ["a#1", "a#2"]), ("check docs --step a", ["a#1", "a#2"]),
    ("run docs/en/", ["docs/en/a.md"]), ("run docs/en/a.md", ["docs/en/a.md#1", "docs/en/a.md#2"]), ("update docs/e", ["docs/en"]),
], ids=str)
def test_tab_completes(stepwise, tmp_path, typed, offered):
    write_tree(tmp_path, {"docs/en/a.md": lesson("x", "y"), "docs/ja/a.md": lesson("x", "y")})
    environment = stepwise.environment | {"STEPWISE": str(stepwise.binary), "LINE": f"stepwise {typed}",
                                          "PATH": f"{stepwise.binary.parent}:{stepwise.environment['PATH']}"}
    done = subprocess.run(["bash", "-c", TAB], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.stdout.split() == offered and done.stderr == "", done
