"""What a CI job uses: shards, what changed, baselines."""

import json
import subprocess

import pytest

from program import write_tree

LESSON = """# {0}

```js file={0}.js
exports.handler = (context, event, callback) => callback(null, missing.v{0});
```

```js file={0}.js
exports.handler = (context, event, callback) => {{
  const name = 'x';
  callback(null, missing.v{0});
}};
```

![](a.png)
"""


@pytest.fixture
def content(tmp_path):
    """Eleven workshops of very different sizes in two locales, an expectation of nothing."""
    files = {f"docs/{locale}/w{number}/l{lesson}.md": LESSON.format(f"n{number}{lesson}") + "word " * 500 * number
             for locale in ("en", "ja") for number in range(11) for lesson in range(1 + number % 3)}
    pictures = {name.rsplit("/", 1)[0] + "/a.png": b"" for name in files}
    return write_tree(tmp_path, files | pictures | {"docs/expected/gone.json": '{"formatVersion": 1, "steps": []}'})


def report(stepwise, folder, *options, code=None, **environment):
    result = stepwise("check", "docs", "--format", "json", *options, cwd=folder, **environment)
    assert code is None or result.code == code, result
    return json.loads(result.out)


@pytest.mark.parametrize("count", range(1, 8))
def test_shards_are_complete_disjoint_and_balanced(stepwise, content, count):
    whole = report(stepwise, content)
    parts = [report(stepwise, content, "--shard", f"{number}/{count}") for number in range(1, count + 1)]
    def steps(one): return [step["address"] for lesson in one["lessons"] for step in lesson["steps"]]
    together = [address for part in parts for address in steps(part)]
    assert sorted(together) == sorted(steps(whole)) and len(set(together)) == len(together)
    findings = [json.dumps(one, sort_keys=True) for part in parts for one in part["diagnostics"]]
    assert sorted(findings) == sorted(json.dumps(one, sort_keys=True) for one in whole["diagnostics"])
    assert any(one["id"] == "expected-orphan" for one in whole["diagnostics"])
    for number in whole["summary"]:
        assert sum(part["summary"][number] for part in parts) == whole["summary"][number]
    sizes = [sum((content / "docs" / lesson["path"]).stat().st_size for lesson in part["lessons"]) for part in parts]
    assert max(sizes) <= 1.5 * sum(sizes) / count, sizes


def test_more_shards_than_workshops_leave_some_with_nothing(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/a.md": LESSON.format("a"), "docs/a.png": b""})
    empty = stepwise("check", "docs", "--shard", "2/2", cwd=tmp_path)
    assert empty.code == 0 and "no workshop falls to this shard" in empty.err and "0 lessons" in empty.out, empty
    assert stepwise("check", "docs", "--shard", "1/2", cwd=tmp_path).code == 1


@pytest.mark.parametrize("text", ["0/2", "3/2", "2", "a/b", "1/2/3", "-1/2", "1/0"])
def test_a_shard_that_is_none(stepwise, tmp_path, text):
    write_tree(tmp_path, {"docs/a.md": "# A\n"})
    result = stepwise("check", "docs", f"--shard={text}", cwd=tmp_path)
    assert result.code == 2 and "1/3" in result.err, result


# -- What changed.

def git(folder, *arguments):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main",
                    "-c", "protocol.file.allow=always", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(content):
    git(content, "init")
    git(content, "add", ".")
    git(content, "commit", "-m", "all")
    return content


def paths(one): return {lesson["path"].rsplit("/", 1)[0] for lesson in one["lessons"]}


@pytest.mark.parametrize("change, workshops", [
    ({}, set()),
    ({"docs/en/w3/l0.md": "# New\n"}, {"en/w3", "ja/w3"}),
    ({"docs/en/w3/more.md": "# New\n"}, {"en/w3", "ja/w3"}),
    ({"docs/ja/w5/b.png": b"1"}, {"en/w5", "ja/w5"}),
    ({"docs/expected/w7/l0.json": "{}"}, {"en/w7", "ja/w7"}),
    ({"README.md": "outside of the content"}, set()),
], ids=["nothing", "a lesson", "a new lesson", "an asset", "an expectation", "a file elsewhere"])
def test_changed_judges_the_workshops_that_changed(stepwise, repository, change, workshops):
    write_tree(repository, change)
    assert paths(report(stepwise, repository, "--changed")) == workshops
    git(repository, "checkout", "-b", "work")
    git(repository, "add", ".")
    git(repository, "commit", "--allow-empty", "-m", "work")
    assert paths(report(stepwise, repository, "--changed")) == set(), "it is committed"
    assert paths(report(stepwise, repository, "--changed=main")) == workshops
    git(repository, "update-ref", "refs/remotes/origin/main", "main")
    assert paths(report(stepwise, repository, "--changed", GITHUB_BASE_REF="main")) == workshops


@pytest.mark.parametrize("options", [(), ("--baseline", "known.json")], ids=["bare", "with a baseline"])
def test_the_first_commit_changes_everything(stepwise, content, options):
    """As the hook of the README has it, before there is any commit."""
    stepwise("check", "docs", "--write-baseline", "known.json", cwd=content)
    git(content, "init")
    result = stepwise("check", "docs", "--changed", *options, cwd=content)
    assert result.code == (0 if options else 1) and "22 lessons" not in result.err, result
    assert len(paths(report(stepwise, content, "--changed"))) == 22


def test_a_changed_baseline_changes_everything(stepwise, content):
    stepwise("check", "docs", "--write-baseline", "known.json", cwd=content)
    git(content, "init")
    git(content, "add", ".")
    git(content, "commit", "-m", "all")
    assert paths(report(stepwise, content, "--changed", "--baseline", "known.json")) == set()
    (content / "known.json").write_text('{"formatVersion": 1, "findings": []}')
    assert len(paths(report(stepwise, content, "--changed", "--baseline", "known.json", code=1))) == 22


@pytest.mark.parametrize("move, words", [
    (("docs/en/w3/l0.md", "docs/en/w3/new.md"), "gone since the last commit: docs/en/w3/l0.md\n"),
    (("docs/en/w3/l0.md", "docs/en/w3/l0.txt"), "gone since the last commit: docs/en/w3/l0.md\n"),
    (("docs/en/w3/a.png", "docs/en/w3/b.png"), None),
], ids=["renamed", "no lesson any more", "a picture"])
def test_a_lesson_that_is_gone_leaves_a_word(stepwise, repository, move, words):
    (repository / move[0]).rename(repository / move[1])
    out = stepwise("check", "docs", "--changed", cwd=repository).out
    assert words in out if words else "gone since" not in out, out


def test_what_git_ignores_leaves_a_word(stepwise, content):
    git(content, "init")
    write_tree(content, {".gitignore": "draft.md\nbuilt/\ndeep/\n", "docs/en/w0/draft.md": "# D\n", "docs/built/x.md": "# X\n",
                         "docs/deep/below/lib/x.md": "# X\n"})
    log = json.loads(stepwise("check", "docs", "--format", "sarif", "--format", "human=text", cwd=content).out)
    words = "ignored by git: docs/built, docs/en/w0/draft.md"
    assert words in (content / "text").read_text() and log["runs"][0]["properties"]["leftOut"] == [words]
    assert "git ignores what `docs/en/w0/draft.md` holds" in stepwise("check", "docs/en/w0/draft.md", cwd=content).err


@pytest.mark.parametrize("before, workshops", [("main", {"en/w3", "ja/w3"}), ("0" * 40, None)], ids=["a push", "a new branch"])
def test_changed_on_a_push_is_since_what_came_before(stepwise, repository, tmp_path_factory, before, workshops):
    write_tree(repository, {"docs/en/w3/l0.md": "# New\n"})
    git(repository, "checkout", "-b", "work")
    git(repository, "add", ".")
    git(repository, "commit", "-m", "work")
    event = tmp_path_factory.mktemp("event") / "event.json"
    commit = before
    if workshops:
        commit = subprocess.run(["git", "rev-parse", before], cwd=repository, check=True, capture_output=True, text=True).stdout.strip()
    event.write_text(json.dumps({"before": commit, "ref": "refs/heads/work"}))
    one = report(stepwise, repository, "--changed", GITHUB_EVENT_NAME="push", GITHUB_EVENT_PATH=str(event))
    assert paths(one) == (workshops or paths(report(stepwise, repository)))


@pytest.mark.parametrize("environment, event, words", [
    ({"CI": "true", "GITLAB_CI": "true"}, None, "everything is judged"),
    ({"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "schedule"}, {}, "everything is judged"),
    ({"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push"}, None, "everything is judged"),
    ({"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "merge_group"}, {"merge_group": {"base_sha": "main"}}, ""),
], ids=["another host", "a schedule", "no event", "a merge queue"])
def test_changed_in_a_job_that_says_nothing_judges_everything(stepwise, repository, tmp_path_factory, environment, event, words):
    write_tree(repository, {"docs/en/w3/l0.md": "# New\n"})
    for arguments in [("checkout", "-b", "work"), ("add", "."), ("commit", "-m", "work")]:
        git(repository, *arguments)
    path = tmp_path_factory.mktemp("event") / "event.json"
    if event is not None:
        path.write_text(json.dumps(event))
    result = stepwise("check", "docs", "--format", "json=report.json", "--changed", cwd=repository, GITHUB_EVENT_PATH=str(path), **environment)
    assert words in result.err
    judged = paths(json.loads((repository / "report.json").read_text()))
    assert judged == ({"en/w3", "ja/w3"} if not words else paths(report(stepwise, repository)))


REFERRING = {
    "docs/en/w0/l0.md": "# A\n\n<!-- stepwise: file a.js from ../../../samples/a.js -->\n```js file=a.js\nconst one = start;\n```\n",
    "docs/en/w1/l0.md": "# B\n\n![a picture](../../../pictures/a%20b.png)\n",
    "docs/en/w2/l0.md": "# C\n\nGo on with [five](../w5/l0.md#n50).\n",
    "docs/ja/w3/l0.md": "# D\n\n[there](<../../../samples/README.md>) and `index.js` in words only\n",
    "docs/en/w4/l0.md": "# E\n\n![from the top](/pictures/c.png)\n", "pictures/c.png": b"1",
    "samples/a.js": "const start = 1;\n", "samples/index.js": "1\n", "samples/README.md": "# S\n", "pictures/a b.png": b"1"}


@pytest.mark.parametrize("change, workshops", [
    ({"samples/a.js": "const start = 2;\n"}, {"w0"}),
    ({"samples/a.js": None}, {"w0"}),
    ({"pictures/a b.png": b"2"}, {"w1"}),
    ({"pictures/c.png": None}, {"w4"}),
    ({"docs/en/w5/l0.md": "# Another title\n"}, {"w2", "w5"}),
    ({"samples/README.md": "# T\n"}, {"w3"}),
    ({"samples/index.js": "2\n", "README.md": "More\n"}, set()),
], ids=["a download", "a download that is gone", "a picture", "a picture named from the top", "a page that is linked to", "a page outside", "what nothing refers to"])
def test_changed_sees_what_lessons_refer_to(stepwise, content, change, workshops):
    write_tree(content, REFERRING)
    git(content, "init")
    git(content, "add", ".")
    git(content, "commit", "-m", "all")
    for path, text in change.items():
        write_tree(content, {path: text}) if text is not None else (content / path).unlink()
    assert paths(report(stepwise, content, "--changed")) == {f"{locale}/{one}" for one in workshops for locale in ("en", "ja")}


def test_changed_settings_change_everything(stepwise, repository):
    write_tree(repository, {"docs/stepwise.yml": "rules: {missing-alt: off}\n"})
    assert len(paths(report(stepwise, repository, "--changed"))) == 22


def test_a_lesson_that_is_gone_changes_its_workshop(stepwise, repository):
    (repository / "docs/en/w4/l0.md").unlink()
    assert paths(report(stepwise, repository, "--changed")) == {"en/w4", "ja/w4"}


@pytest.mark.parametrize("reference", ["nowhere", "origin/main", "--output=x", "0123456789abcdef0123456789abcdef01234567"])
def test_a_reference_out_of_reach(stepwise, repository, reference):
    result = stepwise("check", "docs", f"--changed={reference}", cwd=repository)
    assert result.code == 2 and "fetch-depth: 0" in result.err and reference in result.err, result


def test_a_shallow_clone_has_no_history(stepwise, repository, tmp_path):
    git(repository, "commit", "--allow-empty", "-m", "more")
    git(tmp_path, "clone", "--depth", "1", f"file://{repository}", "shallow")
    result = stepwise("check", "docs", "--changed=HEAD~1", cwd=tmp_path / "shallow")
    assert result.code == 2 and "fetch-depth: 0" in result.err, result


def test_changed_without_a_repository(stepwise, content):
    result = stepwise("check", "docs", "--changed", cwd=content)
    assert result.code == 2 and "repository" in result.err, result


# -- Baselines.

def test_a_baseline_makes_an_old_workshop_green(stepwise, content):
    assert stepwise("check", "docs", cwd=content).code == 1
    written = stepwise("check", "docs", "--write-baseline", "known.json", "--quiet", cwd=content)
    assert written.code == 0, written
    first = (content / "known.json").read_bytes()
    stepwise("check", "docs", "--write-baseline", "known.json", "--quiet", cwd=content)
    assert (content / "known.json").read_bytes() == first, "the same findings give the same file"
    green = stepwise("check", "docs", "--baseline", "known.json", "--strict", cwd=content)
    assert green.code == 0 and "known or allowed" in green.out and "settled" not in green.err, green
    entries = json.loads(first)["findings"]
    lines = first.decode().splitlines()
    assert len(lines) == len(entries) + 5, "a line for each finding, to be reviewed"
    found = [one["path"] for one in entries]
    assert found == sorted(found) and all(path.startswith("docs/") for path in found)


def test_a_baseline_lets_new_findings_through_and_survives_moved_lines(stepwise, content):
    stepwise("check", "docs", "--write-baseline", "known.json", cwd=content)
    lesson = content / "docs/en/w0/l0.md"
    lesson.write_text(lesson.read_text().replace("# n00\n", "# n00\n\nMore.\n\nAnd more.\n") + "\n![](b.png)\n")
    (lesson.parent / "b.png").write_bytes(b"")
    found = report(stepwise, content, "--baseline", "known.json", code=0)["diagnostics"]
    assert [one["id"] for one in found if not one["suppressed"] and one["severity"] != "note"] == ["missing-alt"]
    assert "known.json" in next(one for one in found if one["suppressed"])["suppressed"]["reason"]
    log = json.loads(stepwise("check", "docs", "--baseline", "known.json", "--format", "sarif", cwd=content).out)
    kinds = {kind["kind"] for one in log["runs"][0]["results"] for kind in one["suppressions"]}
    assert kinds == {"external"}


def test_a_baseline_is_pruned_where_it_was_judged(stepwise, content):
    stepwise("check", "docs", "--write-baseline", "known.json", cwd=content)
    before = json.loads((content / "known.json").read_text())["findings"]
    (content / "docs/en/w0/l0.md").write_text("# Fixed\n")
    told = stepwise("check", "docs", "--baseline", "known.json", cwd=content)
    assert "settled" in told.err, told
    stepwise("check", "docs/en/w0", "--write-baseline", "known.json", cwd=content)
    after = json.loads((content / "known.json").read_text())["findings"]
    assert after == [one for one in before if one["path"] != "docs/en/w0/l0.md"] and len(after) < len(before)


@pytest.mark.parametrize("text", [None, "", "[]", "{", '{"formatVersion": 2, "findings": []}', '{"formatVersion": 1, "findings": [{}]}'])
def test_a_baseline_that_cannot_be_used(stepwise, tmp_path, text):
    write_tree(tmp_path, {"docs/a.md": "# A\n"} | ({} if text is None else {"known.json": text}))
    result = stepwise("check", "docs", "--baseline", "known.json", cwd=tmp_path)
    assert result.code == 2 and "known.json" in result.err, result


# -- What a pull request may take away.

ISSUING = """# Token

With `API_KEY` and `API_SECRET`.

```js
exports.handler = function (context, event, callback) {
  const token = new Twilio.jwt.AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, { identity: 'a' });
  callback(null, { token: token.toJwt() });
};
```
"""


@pytest.fixture
def recorded(stepwise, tmp_path):
    """A repository with a lesson whose token is recorded."""
    write_tree(tmp_path, {"docs/en/token.md": ISSUING, "docs/stepwise.yml": "title: Tokens\n"})
    assert stepwise("update", "docs", cwd=tmp_path).code == 0
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    return tmp_path


@pytest.mark.parametrize("becomes", [None, '{"formatVersion":1,"steps":[]}'])
def test_expectations_that_a_change_takes_away_are_missing(stepwise, recorded, becomes):
    [file] = (recorded / "docs/expected").rglob("*.json")
    assert stepwise("check", "docs", "--changed=HEAD", cwd=recorded).code == 0
    if becomes is None:
        file.unlink()
    else:
        file.write_text(becomes)
    result = stepwise("check", "docs", "--changed=HEAD", "--error", "expected-missing", "--format", "concise", cwd=recorded)
    assert result.code == 1 and "[expected-missing]" in result.out, result


def test_a_submodule_that_moved_is_judged(stepwise, recorded, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    write_tree(other, {"bad.md": LESSON.format("bad").replace("![](a.png)", "")})
    for arguments in [("init", "-q"), ("add", "-A"), ("commit", "-qm", "one")]:
        git(other, *arguments)
    git(recorded, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other), "docs/en/sub")
    result = stepwise("check", "docs", "--changed=HEAD", "--format", "concise", cwd=recorded)
    assert result.code == 1 and "docs/en/sub/bad.md" in result.out, result


def test_a_baseline_knows_what_failed(stepwise, tmp_path):
    text = "# A\n\n```js\nexports.handler = function (context, event, callback) {\n  const helper = 1;\n  callback(null, helper + other);\n};\n```\n"
    write_tree(tmp_path, {"a.md": text})
    assert stepwise("check", ".", "--write-baseline", "known.json", cwd=tmp_path).code == 0
    assert stepwise("check", ".", "--baseline", "known.json", cwd=tmp_path).code == 0
    (tmp_path / "a.md").write_text(text.replace("const helper", "const other"))
    result = stepwise("check", ".", "--baseline", "known.json", cwd=tmp_path)
    assert result.code == 1 and "helper is not defined" in result.out


@pytest.mark.parametrize("options, environment, words", [
    (["--write-baseline", "new.json"], {"CI": "1"}, "does not run in CI"),
    (["--write-baseline", "new.json"], {"CI": "", "GITHUB_ACTIONS": "true"}, "does not run in CI"),
    (["--write-baseline", "new.json", "--rule", "missing-alt"], {}, "leave --rule out"),
])
def test_a_baseline_is_not_written(stepwise, tmp_path, options, environment, words):
    write_tree(tmp_path, {"a.md": "# A\n\n![](a.png)\n"})
    result = stepwise("check", ".", *options, cwd=tmp_path, **environment)
    assert result.code == 2 and words in result.err and not (tmp_path / "new.json").exists(), result


@pytest.mark.parametrize("code", ["process.exit(1);", "function f() { return f() + 1; } f();"])
def test_what_no_value_causes_is_judged(stepwise, tmp_path, code):
    lesson = f"# A\n\nSet `SERVICE`.\n\n```js\nexports.handler = function (context, event, callback) {{\n  const {{ SERVICE }} = process.env; {code} callback(null, SERVICE);\n}};\n```\n"
    write_tree(tmp_path, {"a.md": lesson})
    assert "[uncaught-error]" in stepwise("check", ".", "--format", "concise", cwd=tmp_path).out
