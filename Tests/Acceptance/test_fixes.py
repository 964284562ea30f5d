"""`check --fix`: what it changes, and that it changes nothing else."""

import json
import subprocess
from dataclasses import dataclass
from random import Random

import pytest

from program import snapshot, write_tree

HEAD = "# トークン 😀\n\n\tA tab,  two spaces,\u3000and no-break\u00a0ones.  \n\n```js\n{start}```\n\n次に\n\n```js\n{end}```\n\nThe end\u2028here"
START = """exports.handler = function (context, event, callback) {
  const AccessToken = Twilio.jwt.AccessToken;
  callback(null, 'one');
};
"""


@dataclass(frozen=True)
class Case:
    """`before` is fixed to `after`; `rule` finds nothing any more."""

    name: str
    rule: str
    before: str
    after: str
    options: tuple = ("--fix",)

    def __str__(self) -> str:
        return self.name


def program(*lines: str) -> str:
    return "exports.handler = function (context, event, callback) {\n" + "".join(f"{line}\n" for line in lines) + "};\n"


def lesson(*lines: str) -> str:
    return HEAD.format(start=START, end=program(*lines))


ACCESS = "  const AccessToken = Twilio.jwt.AccessToken;"
NEW = "  const name = 'アリス👩‍💻';"
DONE = "  callback(null, 'one');"
TOKEN = "  const token = new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET{});"
SEND = "  callback(null, token.toJwt());"
def names(text: str) -> str:
    return f"# トークン\n\n{text}\n\n```js\n" + program(
        "  const AccessToken = Twilio.jwt.AccessToken;", TOKEN.format(", { identity: 'a' }"),
        "  token.addGrant(new AccessToken.SyncGrant({ serviceSid: 'IS' }));", SEND) + "```\n"


TABLE = "次の`KEY`名で追加します。\u3000\n\n|  KEY  |  VALUEに設定する値😀  |{}\n| ---- | ---- |\n|  API_KEY  |  キー\t |\u3000\n"

CASES = [
    Case("a mark moves to what changed", "mark-on-unchanged-line",
         lesson("\t// 今回追加分", ACCESS, NEW, DONE), lesson(ACCESS, "  // 今回追加分", NEW, DONE)),
    Case("a mark at the end of a line moves", "mark-on-unchanged-line",
         lesson(ACCESS + " // new", NEW, DONE), lesson(ACCESS, NEW + " // new", DONE)),
    Case("a mark of nothing goes", "mark-on-unchanged-line",
         lesson("  // New", NEW, "  // New", ACCESS, DONE), lesson("  // New", NEW, ACCESS, DONE)),
    Case("a change gets the lesson's mark", "unmarked-change",
         lesson("  // New", NEW, ACCESS, "  const b = `", "  `;", DONE),
         lesson("  // New", NEW, ACCESS, "  // New", "  const b = `", "  `;", DONE)),
    Case("in a quote", "mark-on-unchanged-line",
         "\n".join("> " + line for line in lesson("  // New", ACCESS, NEW, DONE).split("\n")),
         "\n".join("> " + line for line in lesson(ACCESS, "  // New", NEW, DONE).split("\n"))),
    Case("an allow of nothing goes", "unused-allow",
         "# A\n\n<!-- stepwise: allow missing-alt -- reason -->\n\nText\n", "# A\n\nText\n"),
    Case("an allow of nothing beside its block", "unused-allow",
         "# A\n\nMore\n\n<!-- stepwise: allow missing-alt -- reason -->\n```text\nText\n```\n", "# A\n\nMore\n\n```text\nText\n```\n"),
    Case("step numbers", "step-number-gap",
         "# A\n\n## Step 1: a\n\n## Step 3: b\n\n## Step 4: c\n\n## Step 4: d\n",
         "# A\n\n## Step 1: a\n\n## Step 2: b\n\n## Step 3: c\n\n## Step 4: d\n", ("--unsafe-fixes",)),
    Case("step numbers stay unless asked for, since prose and other pages name them", "step-number-gap",
         "# A\n\n## Step 1: a\n\n## Step 3: b\n\nAs in step 3.\n", "# A\n\n## Step 1: a\n\n## Step 3: b\n\nAs in step 3.\n"),
    Case("a numbered heading that is linked stays", "step-number-gap",
         "# A\n\n## Step 1: a\n\n## Step 3: b\n\n[b](#step-3-b)\n", "# A\n\n## Step 1: a\n\n## Step 3: b\n\n[b](#step-3-b)\n", ("--unsafe-fixes",)),
    Case("the identity moves into the constructor", "sdk-incompatible",
         lesson(ACCESS, TOKEN.format(""), "  token.identity = 'アリス';", SEND),
         lesson(ACCESS, TOKEN.format(", { identity: 'アリス' }"), SEND), ("--fix", "--unsafe-fixes")),
    Case("an identity of the same name", "sdk-incompatible",
         lesson(ACCESS, "  const identity = event.user;", TOKEN.format(""), "  token.identity = identity;", SEND),
         lesson(ACCESS, "  const identity = event.user;", TOKEN.format(", { identity }"), SEND), ("--unsafe-fixes",)),
    Case("an identity declared in between stays", "sdk-incompatible",
         lesson(ACCESS, TOKEN.format(""), "  const identity = event.user;", "  token.identity = identity;", SEND),
         lesson(ACCESS, TOKEN.format(""), "  const identity = event.user;", "  token.identity = identity;", SEND),
         ("--fix", "--unsafe-fixes")),
    Case("a name nearly right in Japanese prose", "unknown-name",
         names("`identity`と`data_syc`（SID）、``grants.data_syc``です"), names("`identity`と`data_sync`（SID）、``grants.data_sync``です")),
    Case("a name in a list of a quote", "unknown-name",
         names("> 1. 😀\t`AccessToekn()`を"), names("> 1. 😀\t`AccessToken()`を")),
    Case("a table with an ideographic space after its header", "broken-table", TABLE.format("\u3000"), TABLE.format("")),
    Case("a table with a no-break space, in a quote", "broken-table", "> " + TABLE.format("\u00a0").replace("\n|", "\n> |"),
         "> " + TABLE.format("").replace("\n|", "\n> |")),
    Case("a table whose cells do not agree stays", "broken-table", "# A\n\n| 名 | 値 |\n| --- |\n| a | b |\n", "# A\n\n| 名 | 値 |\n| --- |\n| a | b |\n"),
    Case("what is unsafe stays without being asked for", "sdk-incompatible",
         lesson(ACCESS, TOKEN.format(""), "  token.identity = 'a';", SEND),
         lesson(ACCESS, TOKEN.format(""), "  token.identity = 'a';", SEND)),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fix_changes_what_it_says_and_no_other_byte(stepwise, tmp_path, case, ending):
    write_tree(tmp_path, {"docs/a.md": case.before.replace("\n", ending).encode()})
    options = [*case.options, "--rule", case.rule]
    found = findings(stepwise, tmp_path, case.rule)
    assert found, "nothing is found, so nothing is tested"
    result = stepwise("check", "docs", *options, cwd=tmp_path)
    after = (tmp_path / "docs/a.md").read_bytes().decode()
    assert after == case.after.replace("\n", ending), result
    if case.before != case.after:
        assert "applied" in result.err, result
        assert not findings(stepwise, tmp_path, case.rule), "the finding is still there"
    again = stepwise("check", "docs", *options, cwd=tmp_path)
    assert (tmp_path / "docs/a.md").read_bytes().decode() == after and "nothing to fix" in again.err, again


def findings(stepwise, folder, rule):
    report = json.loads(stepwise("check", "docs", "--rule", rule, "--format", "json", cwd=folder).out)
    return report["diagnostics"]


def test_a_diff_shows_the_same_and_writes_nothing(stepwise, tmp_path):
    for number, case in enumerate(CASES):
        write_tree(tmp_path, {f"docs/{number}.md": case.before})
    before = snapshot(tmp_path)
    shown = stepwise("check", "docs", "--diff", cwd=tmp_path)
    assert snapshot(tmp_path) == before and "nothing was written" in shown.err
    code = stepwise("check", "docs", cwd=tmp_path).code
    assert shown.code == code, "--diff exits as check does"
    stepwise("check", "docs", "--fix", cwd=tmp_path)
    fixed = snapshot(tmp_path)
    assert fixed != before
    write_tree(tmp_path, before)
    # An independent judge: `patch` makes the same of it.
    done = subprocess.run(["git", "apply", "--unsafe-paths", "-"], input=shown.out.encode(), cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stderr.decode() + shown.out
    assert snapshot(tmp_path) == fixed


def test_only_what_is_selected_is_fixed(stepwise, tmp_path):
    case = CASES[0]
    write_tree(tmp_path, {"docs/a.md": case.before, "docs/b.md": case.before})
    stepwise("check", "docs/a.md", "--fix", cwd=tmp_path)
    assert (tmp_path / "docs/b.md").read_text() == case.before
    assert (tmp_path / "docs/a.md").read_text() == case.after


def test_what_is_allowed_is_not_fixed(stepwise, tmp_path):
    text = CASES[0].before.replace("次に\n\n", "<!-- stepwise: allow mark-on-unchanged-line -- on purpose -->\n\n")
    write_tree(tmp_path, {"docs/a.md": text})
    result = stepwise("check", "docs", "--fix", cwd=tmp_path)
    assert result.code == 0 and (tmp_path / "docs/a.md").read_text() == text, result


def test_the_recap_says_what_can_be_fixed(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/a.md": CASES[0].before})
    result = stepwise("check", "docs", cwd=tmp_path)
    assert "fix: move the mark to line" in result.out
    assert "1 can be fixed for you: stepwise check docs --fix" in result.out


@pytest.mark.parametrize("options", ["--rule mark-on-unchanged-line", "--locale en", "--step a#2", "--rule mark-on-unchanged-line --strict"])
def test_the_recap_repeats_what_the_run_selected(stepwise, tmp_path, options):
    write_tree(tmp_path, {"docs/en/a.md": CASES[0].before, "docs/en/b.md": "# B\n\n<!-- stepwise: allow missing-alt -- reason -->\n\nText\n"})
    result = stepwise("check", "docs", *options.split(), cwd=tmp_path)
    assert f"can be fixed for you: stepwise check docs {options} --fix\n" in result.out, result
    told = int(result.out.split(" can be fixed")[0].splitlines()[-1])
    fixed = stepwise("check", "docs", *options.split(), "--fix", cwd=tmp_path)
    assert f"{told} fix" in fixed.err, fixed


def test_more_fixes_than_were_told_are_explained(stepwise, tmp_path):
    """A gap is told once, at its first heading; mended, it shows at the next."""
    write_tree(tmp_path, {"docs/a.md": "# A\n\n## Step 1: a\n\n## Step 3: b\n\n## Step 4: c\n\n## Step 5: d\n"})
    assert "1 can be fixed for you, if you read" in stepwise("check", "docs", cwd=tmp_path).out
    fixed = stepwise("check", "docs", "--unsafe-fixes", cwd=tmp_path)
    assert "3 fixes in 1 file applied (2 for what showed once the others were made)\n" == fixed.err, fixed


# -- Whatever the page: what is fixed is settled, and the rest is as it was.

GUARDS = ["A tab\there,  two spaces,\u3000and no-break\u00a0ones.  ", "😀👩‍👩‍👧🇯🇵 e\u0301 ｶﾞ \u200b", "文「最後」に\u2028、*x*\\", "- [ ] a list\n\n      with code of its own",
          "| a | b |\n| - | - |\n| 値 | 😀 |", "> 引用\n> \n> more", "&amp; &#x3042; <b title=\"`\">bold</b>"]


def page(random: Random) -> tuple[str, list[str]]:
    """A page of several mistakes, and the lines of it that nothing is wrong with."""
    guards = random.sample(GUARDS, 4)
    parts = [case.before.rstrip("\n") for case in random.sample(CASES, random.randint(1, 3))]
    text = guards[0] + "".join(f"\n\n{part}\n\n{guard}" for part, guard in zip(parts, guards[1:]))
    return text + random.choice(["", "\n", "\n\n"]), "\n".join(guards[:len(parts) + 1]).split("\n")


def endings(text: str, kind: str, random: Random) -> bytes:
    if kind == "mixed":
        return "".join(line + random.choice(["\n", "\r\n"]) for line in text.split("\n")).encode()
    return text.replace("\n", kind).encode()


@pytest.mark.parametrize("options", [("--fix",), ("--unsafe-fixes",)], ids=" ".join)
def test_any_page_is_settled_and_survives_to_the_byte(stepwise, tmp_path, options):
    random = Random(6)
    pages = [page(random) for _ in range(24)]
    for number, (text, _) in enumerate(pages):
        for name, kind in (("n", "\n"), ("r", "\r\n"), ("m", "mixed")):
            # A folder each: the pages are to know nothing of one another.
            write_tree(tmp_path, {f"docs/{number}{name}/a.md": endings(text, kind, random)})
    before = snapshot(tmp_path)
    done = stepwise("check", "docs", *options, cwd=tmp_path)
    after = snapshot(tmp_path)
    assert len([name for name in after if after[name] != before[name]]) >= 60, done.err
    again = stepwise("check", "docs", *options, "--format", "json", cwd=tmp_path)
    assert snapshot(tmp_path) == after and "nothing to fix" in again.err, "a second run changes nothing"
    wanted = ("safe",) if options == ("--fix",) else ("safe", "unsafe")
    left = [one for one in json.loads(again.out)["diagnostics"] if not one["suppressed"] and any(fix["safety"] in wanted for fix in one["fixes"])]
    assert not left, left
    for number, (text, guards) in enumerate(pages):
        lf, crlf, mixed = (after[f"docs/{number}{kind}/a.md"] for kind in "nrm")
        assert b"\r" not in lf and lf.replace(b"\n", b"\r\n") == crlf, f"page {number}: line endings decide what is fixed"
        assert mixed.replace(b"\r\n", b"\n").removesuffix(b"\n") == lf, f"page {number}"
        rest = after[f"docs/{number}m/a.md"].replace(b"\r\n", b"\n")
        for guard in guards:
            assert guard.encode() + b"\n" in rest + b"\n", f"page {number}: {guard!r} was touched"
            rest = (rest + b"\n").split(guard.encode() + b"\n", 1)[1]
        assert text.endswith("\n") == lf.endswith(b"\n"), f"page {number}: the end of the file"
