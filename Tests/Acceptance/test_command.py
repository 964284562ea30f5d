"""The command line as tables: what is typed, on which files, and what comes back."""

import json
import os
import re
import subprocess
from dataclasses import dataclass, field

import pytest

from program import CONTENT, snapshot, write_tree

GOOD = """# A good lesson, with API_KEY and API_SECRET set

```js
exports.handler = function (context, event, callback) {
  const token = new Twilio.jwt.AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, { identity: 'a' });
  callback(null, { token: token.toJwt() });
};
```
"""
THROWING = """# A lesson that throws

```js
exports.handler = function (context, event, callback) {
  callback(null, missing.value);
};
```
"""


@dataclass(frozen=True)
class Case:
    """Run in a folder with `files`: exit code, and words (any case) that standard output or error must hold."""

    name: str
    arguments: str
    code: int
    says: list[str] = field(default_factory=list)
    files: dict = field(default_factory=lambda: {"docs/good.md": GOOD})

    def __str__(self) -> str:
        return self.name


CASES = [
    Case("good lesson", "check docs", 0),
    Case("good lesson, as a file", "check docs/good.md", 0),
    Case("throwing lesson", "check docs", 1, ["uncaught-error", "missing is not defined", "bad.md:5:18"],
         {"docs/bad.md": THROWING}),
    Case("the folder is missing", "check nowhere", 2, ["nowhere"]),
    Case("the folder to build is missing", "build nowhere --output out", 2, ["nowhere"]),
    Case("no Content here", "build", 2, ["Content", "there is Markdown in `docs`"]),
    Case("no Content here, lessons in languages", "check", 2, ["there is Markdown in `docs`, `guide`"],
         {"docs/good.md": GOOD, "guide/en/good.md": GOOD, "src/a.js": "", "node_modules/a/README.md": ""}),
    Case("path matches nothing", "check docs/god.md", 2, ["docs/god.md", "good.md"]),
    Case("unknown word", "chek", 2, ["did you mean", "check"]),
    Case("unknown word and a path", "biuld docs", 2, ["did you mean", "build"]),
    Case("unknown option", "check docs --formt json", 2, ["--formt"]),
    Case("unknown format", "check docs --format xml", 2, ["xml", "json"]),
    Case("unknown profile", "check docs --sdk twilio-ruby@1", 2, ["twilio-ruby@1"]),
    Case("unknown rule on the command line", "check docs --rule uncaught-eror", 2, ["uncaught-error"]),
    Case("option without its value", "check docs --format", 2, ["--format"]),
    Case("address of no lesson", "run god#1 --content docs", 2, ["god", "good"]),
    Case("path of no lesson", "run docs/god.md#1", 2, ["docs/god.md", "did you mean `docs/good.md`?"]),
    Case("address of no step", "run docs/good.md#7", 2, ["#7"]),
    Case("address without a step", "run docs/good.md", 2),
    Case("step runs", "run docs/good.md#1", 0, ["AccessToken", "import TokenEngine"]),
    Case("step throws", "run docs/bad.md#1", 1, ["missing is not defined"], {"docs/bad.md": THROWING}),
    Case("empty lesson", "check docs", 0, [], {"docs/empty.md": "", "docs/good.md": GOOD}),
    Case("empty folder", "check docs", 2, ["docs", "no Markdown"], {"docs/notes.txt": ""}),
    Case("only blank lines", "check docs", 0, [], {"docs/blank.md": "\n\n \n"}),
    Case("invalid UTF-8", "check docs", 1, ["bytes.md", "UTF-8"], {"docs/bytes.md": b"# Caf\xe9\n"}),
    Case("byte order mark", "check docs", 0, [], {"docs/bom.md": b"\xef\xbb\xbf" + GOOD.encode()}),
    Case("carriage returns", "check docs", 1, ["bad.md:5:18"], {"docs/bad.md": THROWING.replace("\n", "\r\n")}),
    Case("NUL bytes", "check docs", 1, ["docs/nul.md:1:4: error: this file is no text: byte 4 is NUL"], {"docs/nul.md": b"# A\0B\n\ntext\0\n"}),
    Case("front matter is no YAML", "check docs", 1, ["bad-front-matter", "yaml.md"],
         {"docs/yaml.md": "---\ntitle: [unclosed\n---\n# A\n"}),
    Case("front matter is a list", "check docs", 1, ["bad-front-matter"], {"docs/yaml.md": "---\n- a\n---\n# A\n"}),
    Case("front matter value of a wrong type", "check docs", 1, ["bad-front-matter", "sdk"],
         {"docs/yaml.md": "---\nsdk: {a: 1}\n---\n" + GOOD}),
    Case("YAML aliases that multiply", "check docs", 1, ["bad-front-matter"], {
        "docs/bomb.md": "---\na: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n"
            for before, name in zip("abcdefghi", "bcdefghij")) + "---\n" + GOOD}),
    Case("stepwise.yml is no YAML", "check docs", 2, ["stepwise.yml"],
         {"docs/stepwise.yml": "title: [\n", "docs/good.md": GOOD}),
    Case("stepwise.yml names an unknown rule", "check docs", 2, ["stepwise.yml:1", "silent-remval", "silent-removal"],
         {"docs/stepwise.yml": "rules: {silent-remval: off}\n", "docs/good.md": GOOD}),
    *(Case(f"stepwise.yml has {text.split()[-1]!r}", "check docs", 2, [f"docs/stepwise.yml:{line}: ", says],
           {"docs/stepwise.yml": f"title: T\n{text}\n", "docs/good.md": GOOD}) for text, line, says in [
        ("exlude: [x]", 2, "did you mean `exclude`?"), ("rule: {missing-alt: off}", 2, "did you mean `rules`?"),
        ("theme: dark", 2, "there is no setting `theme`"), ("function: /token", 2, "into its front matter"),
        ("rules:\n  missing-alt: warn", 3, "it may be error, warning, note or off"), ("rules:\n  nosuch: off", 3, "`stepwise rules` lists"),
        ("urls:\n  stile: html", 3, "did you mean `style`?"), ("csp:\n  frme-src: a.example", 3, "did you mean `frame-src`?"),
        ("fallback: shwo", 2, "show, link or omit"), ("samples: no", 2, "must be true or false"), ("locales: {en: ../x}", 2, "no folder of this content"),
    ]),
    Case("a rule is off", "check docs", 0, ["rules turned down in stepwise.yml: uncaught-error off"],
         {"docs/stepwise.yml": "rules: {uncaught-error: off, missing-alt: error}\n", "docs/bad.md": THROWING}),
    Case("a rule is off on the command line", "check docs --off uncaught-error", 0,
         ["rules turned down on the command line: uncaught-error off"], {"docs/bad.md": THROWING}),
    Case("a rule is lowered to a note", "check docs", 0, ["in stepwise.yml: uncaught-error note"],
         {"docs/stepwise.yml": "rules: {uncaught-error: note}\n", "docs/bad.md": THROWING}),
    Case("lessons are excluded", "check docs", 0, ["left out by include and exclude in stepwise.yml: docs/bad.md"],
         {"docs/stepwise.yml": "exclude: [bad.md]\n", "docs/bad.md": THROWING, "docs/good.md": GOOD}),
    *(Case(f"{what} is excluded", f"check {what}", 2, [f"of `{what}`, `include` and `exclude` in stepwise.yml leave nothing to read"],
           {"docs/stepwise.yml": "exclude: ['**/*']\n", "docs/a/bad.md": THROWING}) for what in ("docs", "docs/a", "docs/a/bad.md")),
    Case("many lessons are excluded", "check docs", 0, ["docs/b0.md, docs/b1.md, docs/b2.md and 7 more"],
         {"docs/stepwise.yml": "exclude: ['b*.md']\n", "docs/good.md": GOOD} | {f"docs/b{number}.md": THROWING for number in range(10)}),
    Case("part of a rule's name", "explain missing", 2, ["did you mean `expected-error-missing`", "`missing-asset`", "`missing-alt`"]),
    Case("rules in a list", "check docs --off missing-alt,wiki-link", 2, ["write --off once for each rule"]),
    Case("a report into no folder", "check docs --format json=out/report.json", 2, ["cannot be written: there is no folder `out`"]),
    Case("a report into no folder is told before anything runs", "check docs --format human --format json=docs", 2, ["it is a folder"]),
    Case("a baseline into no folder", "check docs --write-baseline out/known.json", 2, ["there is no folder `out`"]),
    Case("settings by another name", "check docs/en", 2, ["`docs/stepwise.yaml` is not read; call it `docs/stepwise.yml`"],
         {"docs/stepwise.yaml": "title: T\n", "docs/en/good.md": GOOD}),
    Case("lessons by another name", "check docs", 0, ["not read, since only .md and .markdown are: docs/a.mdx"],
         {"docs/a.mdx": THROWING, "docs/good.md": GOOD}),
    Case("watching and stopping", "check docs --watch --fail-fast", 2, ["which --fail-fast cannot know"]),
    Case("a misspelt level option", "check docs --error nosuch", 2, ["--error nosuch", "`stepwise rules` lists them"]),
    Case("a nearly right level option", "check docs --warn missing-atl", 2, ["--warn missing-atl", "did you mean `missing-alt`?"]),
    Case("what is beside a language makes the root", "check docs/en", 0, ["taken to be `docs`, where `expected/` and `ja/` stand too"],
         {"docs/en/good.md": GOOD, "docs/ja/good.md": GOOD, "docs/expected/x.json": '{"formatVersion": 1, "steps": []}'}),
    Case("what is beside a lesson makes the root", "check docs/w/good.md", 1, ["taken to be `docs`", "token-mismatch"],
         {"docs/w/good.md": GOOD, "docs/expected/w/good.json": '{"formatVersion": 1, "steps": [{"step": 1, "tokens": [{"payload": {"jti": "other"}}]}]}'}),
    Case("a missing image is named from here", "check docs", 1, ["no image `docs/en/gone.png`"],
         {"docs/en/good.md": GOOD + "\n![a](gone.png)\n"}),
    Case("a missing image above the root, too", "check docs", 1, ["no image `pictures/gone.png`"],
         {".git/HEAD": "ref: refs/heads/main\n", "docs/good.md": GOOD + "\n![a](../pictures/gone.png)\n"}),
    Case("file of 300 KiB", "check docs", 1, ["too-large", "big.md"], {"docs/big.md": "word " * 61440}),
    Case("folder named like a lesson", "check docs", 0, [], {"docs/x.md/good.md": GOOD}),
    Case("unknown directive", "check docs", 1, ["bad-directive"], {"docs/d.md": "<!-- stepwise: skp -- why -->\n" + GOOD}),
    Case("skip without a reason", "check docs", 1, ["reason-missing"], {"docs/d.md": "<!-- stepwise: skip -->\n" + GOOD}),
    Case("allow suppresses", "check docs", 0, [], {
        "docs/d.md": "<!-- stepwise: allow uncaught-error -- shown on purpose -->\n" + THROWING.split("\n\n", 1)[1]}),
    Case("too little was executed", "check docs --min-executed 2", 1, ["executed"]),
    Case("warnings pass", "check docs", 0, ["missing-alt"], {"docs/w.md": "# A\n\n![](a.png)\n", "docs/a.png": b""}),
    Case("strict warnings fail", "check docs --strict", 1, ["missing-alt"],
         {"docs/w.md": "# A\n\n![](a.png)\n", "docs/a.png": b""}),
    Case("endless loop", "check docs", 1, ["timed-out"], {"docs/loop.md": "# A\n\n```js\nfor (;;) {}\n```\n"}),
    Case("help", "--help", 0, ["build", "check", "update", "run"]),
    Case("help of a verb", "check --help", 0, ["--format", "--strict"]),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_exit_codes_and_messages(stepwise, tmp_path, case):
    write_tree(tmp_path, case.files)
    result = stepwise(*case.arguments.split(), cwd=tmp_path)
    assert result.code == case.code, f"expected exit {case.code}\n{result}"
    for words in case.says:
        assert words.lower() in result.text.lower(), f"does not say {words!r}\n{result}"
    assert "\x1b" not in result.text, f"colour in a pipe\n{result}"


def test_version(stepwise):
    result = stepwise("--version")
    assert result.code == 0 and re.search(r"\d+\.\d+", result.out), result


def test_unreadable_file(stepwise, tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may read every file")
    write_tree(tmp_path, {"docs/good.md": GOOD, "docs/secret.md": GOOD})
    (tmp_path / "docs/secret.md").chmod(0)
    result = stepwise("check", "docs", cwd=tmp_path)
    assert result.code == 1 and "secret.md" in result.text and "Permission denied" in result.text, result


def test_symbolic_links(stepwise, tmp_path):
    """One out of the root and one in a circle are not followed; one to nothing is a file that cannot be read."""
    write_tree(tmp_path, {"docs/good.md": GOOD, "outside.md": THROWING})
    (tmp_path / "docs/dangling.md").symlink_to("nothing.md")
    (tmp_path / "docs/outside.md").symlink_to("../outside.md")
    (tmp_path / "docs/circle").symlink_to(".")
    result, report = check(stepwise, tmp_path, "docs")
    assert [(one["path"], one["id"]) for one in report["diagnostics"]] == [("dangling.md", "unreadable")], result
    assert result.code == 1 and [lesson["path"] for lesson in report["lessons"]] == ["good.md"], result
    # What is not followed leaves a word, where it holds lessons.
    write_tree(tmp_path, {"away/more.md": GOOD, "pictures/a.png": b""})
    (tmp_path / "docs/away").symlink_to("../away")
    (tmp_path / "docs/pictures").symlink_to("../pictures")
    assert "links lead out of the content: docs/away, docs/outside.md\n" in stepwise("check", "docs", cwd=tmp_path).out


def test_links_among_the_publishers_files_leave_a_word(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/good.md": GOOD, "docs/pictures/a.png": b"", "docs/static/b.png": b"", "outside.png": b"", "srv/c.png": b""})
    links = {"out.png": "../../outside.png", "srv": "../../srv", "inside": "../pictures", "gone": "nothing", "a.png": "../pictures/a.png"}
    for name, target in links.items():
        (tmp_path / "docs/static" / name).symlink_to(target)
    result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert "links lead out of the content: docs/static/out.png, docs/static/srv\n" in result.out, result
    assert "links to folders or to nothing: docs/static/gone, docs/static/inside\n" in result.out, result
    assert {"a.png", "b.png"} <= snapshot(tmp_path / "out").keys()


def test_an_ordinary_run_leaves_nothing_out(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/en/good.md": GOOD, "docs/ja/good.md": GOOD, "docs/stepwise.yml": "rules: {missing-alt: error}\n",
                          "docs/node_modules/a/README.md": THROWING, "docs/.hidden/a.md": THROWING})
    stepwise("build", "docs", "--output", "docs/out", cwd=tmp_path)
    result = stepwise("check", "docs", cwd=tmp_path)
    assert result.code == 0 and result.out.splitlines()[1:] == ["executed 2 of 2 snippets"] and result.err == "", result


def test_what_would_never_end_is_not_read(stepwise, tmp_path):
    """Links to the folder they stand in, pipes and devices: in every folder that is read beside the lessons."""
    write_tree(tmp_path, {"docs/good.md": GOOD + "\n![A pipe](pipe.png)\n"})
    for folder in ("expected", "translations", "theme/strings", "static"):
        place = tmp_path / "docs" / folder
        place.mkdir(parents=True)
        for name in "abc":
            (place / name).symlink_to(".")
        for name in ("en.yml", "en.json", "en.txt"):
            (place / name).symlink_to("/dev/zero")
        os.mkfifo(place / "pipe.json")
    os.mkfifo(tmp_path / "docs/pipe.md")
    os.mkfifo(tmp_path / "docs/pipe.png")
    result = stepwise("build", "docs", "--output", "out", "--format", "concise", cwd=tmp_path)
    ids = [line.rsplit("[", 1)[-1] for line in result.out.splitlines() if line.endswith("]")]
    assert result.code == 1 and sorted(ids) == ["missing-asset]", "unreadable]"], result
    assert not [one for one in (tmp_path / "out").rglob("*") if one.is_symlink() or one.name in ("en.txt", "pipe.json")]


def test_settings_that_are_no_file(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/good.md": GOOD})
    (tmp_path / "docs/stepwise.yml").symlink_to("/dev/zero")
    result = stepwise("check", "docs", cwd=tmp_path)
    assert result.code == 2 and "stepwise.yml` cannot be read" in result.err, result


# -- Streams and formats.

CONCISE = re.compile(r"^(?P<path>[^:]+):\d+:\d+: (error|warning|note): .+ \[[a-z-]+\]$")


def test_concise(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/bad.md": THROWING})
    result = stepwise("check", "docs", "--format", "concise", cwd=tmp_path)
    lines = result.out.splitlines()
    assert lines and all(CONCISE.match(line) for line in lines), f"not path:line:column: error: message [id]\n{result}"
    assert lines[0].startswith("docs/bad.md:5:18: error: ") and lines[0].endswith("[uncaught-error]"), result


def test_findings_on_stdout_progress_on_stderr(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/bad.md": THROWING})
    for arguments in (["check", "docs"], ["build", "docs", "--output", "out"]):
        result = stepwise(*arguments, cwd=tmp_path)
        assert "uncaught-error" in result.out and "uncaught-error" not in result.err, result
        quiet = stepwise(*arguments, "--quiet", cwd=tmp_path)
        assert quiet.err == "", f"--quiet and still talking\n{quiet}"


def test_machine_formats(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/bad.md": THROWING, "docs/good.md": GOOD})
    def out(name: str) -> str:
        result = stepwise("check", "docs", "--format", name, cwd=tmp_path)
        assert result.code == 1, result
        return result.out
    assert json.loads(out("json"))["formatVersion"] == 1
    assert CONCISE.match(out("concise").splitlines()[0])


def test_formats_to_files(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/bad.md": THROWING})
    result = stepwise("check", "docs", "--format", "concise", "--format", "json=a.json",
                      "--format", "human=b.txt", cwd=tmp_path)
    assert result.code == 1 and CONCISE.match(result.out.splitlines()[0]), result
    assert json.loads((tmp_path / "a.json").read_text())["summary"]["errors"] == 1
    assert "^" in (tmp_path / "b.txt").read_text()


def test_notes_are_counts_until_asked_for(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/s.md": GOOD + "\n<!-- stepwise: skip -- needs a browser -->\n```js\nfetch('/')\n```\n"})
    assert "[not-run]" not in stepwise("check", "docs", "--format", "concise", cwd=tmp_path).out
    result = stepwise("check", "docs", "--notes", cwd=tmp_path)
    assert result.code == 0 and "needs a browser" in result.text, result


# -- build

def test_build_keeps_a_folder_it_did_not_make(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/good.md": GOOD, "out/diary.txt": "mine"})
    result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert result.code == 2 and "out" in result.text, result
    assert snapshot(tmp_path / "out") == {"diary.txt": b"mine"}


def test_build_deletes_only_what_it_made(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/good.md": GOOD, "docs/old.md": GOOD})
    assert stepwise("build", "docs", "--output", "out", cwd=tmp_path).code == 0
    old = [name for name in snapshot(tmp_path / "out") if "old/" in name]
    (tmp_path / "docs/old.md").unlink()
    write_tree(tmp_path, {"out/CNAME": "example.com"})
    assert stepwise("build", "docs", "--output", "out", cwd=tmp_path).code == 0
    left = snapshot(tmp_path / "out")
    assert old and not set(old) & set(left), f"pages of a deleted lesson stay: {sorted(left)}"
    assert left["CNAME"] == b"example.com", "a file of the user's was touched"


def test_build_writes_the_site_even_when_it_fails(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/bad.md": THROWING})
    result = stepwise("build", "docs", "--output", "out", cwd=tmp_path)
    assert result.code == 1, result
    page = (tmp_path / "out/en/bad/index.html").read_text()
    assert "missing is not defined" in page, "the page does not show what failed"


def test_build_and_check_find_the_same(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/bad.md": THROWING, "docs/w.md": "# A\n\n![](a.png)\n"})
    stepwise("build", "docs", "--output", "out", "--format", "json=built.json", cwd=tmp_path)
    _, checked = check(stepwise, tmp_path, "docs")
    assert json.loads((tmp_path / "built.json").read_text())["diagnostics"] == checked["diagnostics"]


def test_no_finding_holds_a_measured_time(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/loop.md": "# A\n\n```js\nfor (;;) {}\n```\n"})
    first, second = (check(stepwise, tmp_path, "docs")[1] for _ in range(2))
    assert first == second


# -- A stranger's tutorials: no configuration, hardly any Functions, nothing wrong with them.

STRANGER = {
    "docs/README.md": """# Chat workshop

1. [Set up](01-Setup/01-Install.md)
2. [The server](02-Server/01-Express.md)
3. [The token](02-Server/02-Token.md#try-it)

![Overview](assets/overview.png)
""",
    "docs/assets/overview.png": b"\x89PNG\r\n\x1a\n",
    "docs/01-Setup/01-Install.md": """# Install

```bash
npm install express twilio-chat
```

```json
{ "scripts": { "start": "node index.js" } }
```

![Overview](../assets/overview.png)

Next: [the server](../02-Server/01-Express.md)
""",
    "docs/02-Server/01-Express.md": """# An Express server

```js
const express = require('express');
const app = express();
app.get('/', (request, response) => response.send('Hello'));
app.listen(3000);
```

The page asks for a token:

```js
const button = document.querySelector('#join');
button.addEventListener('click', async () => {
  const response = await fetch('/token?identity=alice');
  const { token } = await response.json();
  const client = await Twilio.Conversations.Client.create(token);
});
```

```jsx
import { useState } from 'react';

export function Join({ onJoin }) {
  const [name, setName] = useState('');
  return <input value={name} onChange={(event) => setName(event.target.value)} />;
}
```

```ts
interface Room { sid: string; name?: string }
export const isOpen = (room: Room): boolean => room.name !== undefined;
```

```html
<button id="join">Join</button>
```
""",
    "docs/02-Server/02-Token.md": """# The token

```js
exports.handler = function (context, event, callback) {
  const AccessToken = Twilio.jwt.AccessToken;
  const grant = new AccessToken.ChatGrant({ serviceSid: context.CHAT_SERVICE_SID });
  const token = new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, { identity: event.identity });
  token.addGrant(grant);
  callback(null, { token: token.toJwt() });
};
```

Set `CHAT_SERVICE_SID`, `API_KEY` and `API_SECRET`.

## Try it

Open `/token?identity=alice`.
""",
}


def test_a_strangers_tutorials_give_no_errors(stepwise, tmp_path):
    write_tree(tmp_path, STRANGER)
    result, report = check(stepwise, tmp_path, "docs")
    loud = [one["message"] for one in report["diagnostics"] if one["severity"] == "error"]
    assert result.code == 0 and not loud, f"{loud}\n{result}"
    token = next(lesson for lesson in report["lessons"] if lesson["path"] == "02-Server/02-Token.md")
    assert [step["runs"][0]["status"] for step in token["steps"]] == ["completed"], token
    assert token["steps"][0]["runs"][0]["tokens"][0]["payload"]["grants"]["identity"] == "alice", "from the prose"
    express = next(lesson for lesson in report["lessons"] if lesson["path"] == "02-Server/01-Express.md")
    silent = [run for step in express["steps"] for run in step["runs"]
              if run["status"] == "not-run" and not run["reason"]]
    assert not silent and all(aside["reason"] for aside in express["asides"]), express
    assert len(express["steps"]) + len(express["asides"]) == 4, "a block of code was dropped silently"
    assert re.search(r"executed \d+ of \d+", result.text), f"the recap does not say what ran\n{result}"


def test_a_strangers_tutorials_become_a_site(stepwise, tmp_path):
    write_tree(tmp_path, STRANGER)
    before = snapshot(tmp_path / "docs")
    assert stepwise("build", "docs", "--output", "site", cwd=tmp_path).code == 0
    pages = [name for name in snapshot(tmp_path / "site") if name.endswith("index.html")]
    assert len(pages) >= 4, pages
    assert any(name.endswith("overview.png") for name in snapshot(tmp_path / "site")), "the image was not copied"
    assert snapshot(tmp_path / "docs") == before


# --

def check(stepwise, folder, *arguments):
    """The result of `check` in `folder`, and its report from outside of the content."""
    place = folder / "checked.json"
    result = stepwise("check", *arguments, "--format", f"json={place}", cwd=folder)
    assert place.is_file(), f"no report\n{result}"
    return result, json.loads(place.read_text())


def test_memory_stays_flat(stepwise, tmp_path):
    """A context that is done must not stay: 600 runs took 300 MiB when each left its own behind."""
    lesson = GOOD.split("```js\n")[1].split("```")[0]
    write_tree(tmp_path, {f"docs/{number}.md": f"# {number}\n\n" + "".join(
        f"## {step}\n\n```js file={step}.js\n{lesson}```\n\n" for step in range(30)) for number in range(20)})
    for option in "--jobs=2", "--in-process":
        code, mebibytes = stepwise.peak("check", "docs", "--quiet", option, cwd=tmp_path)
        assert code == 0
        assert mebibytes <= 160, option


def test_profiles_that_fail_differently_are_both_told(stepwise, tmp_path):
    """One mistake hides another: the reader of twilio-node 3 meets a different line."""
    write_tree(tmp_path, {"docs/a.md": GOOD.replace(", { identity: 'a' }", "").replace("token.toJwt()", "tokn.toJwt()")})
    result, report = check(stepwise, tmp_path, "docs")
    [finding] = [one for one in report["diagnostics"] if one["id"] == "uncaught-error"]
    assert "identity is required" in finding["message"] and finding["range"]["start"]["line"] == 5, result
    assert ["tokn is not defined" in note["message"] and note["range"]["start"]["line"] for note in finding["notes"]] == [6], result
    # The same failure on both is told once.
    write_tree(tmp_path, {"docs/a.md": THROWING})
    _, report = check(stepwise, tmp_path, "docs")
    assert [one["notes"] for one in report["diagnostics"]] == [[]]


@pytest.mark.parametrize("arguments, code, written", [
    ("check docs", 1, None), ("check docs --format json=report.json", 1, "report.json"), ("build docs --output out", 1, "out/index.html"),
])
def test_a_reader_that_leaves_changes_nothing(stepwise, tmp_path, arguments, code, written):
    """`| head`: what is done besides, and how it ends, stays as it is."""
    bad = "# A\n\n```js\nexports.handler = (context, event, callback) => callback(null, missing.value);\n```\n"
    write_tree(tmp_path, {f"docs/en/{number}.md": bad for number in range(40)})
    process = subprocess.Popen([stepwise.binary, *arguments.split()], cwd=tmp_path, env=stepwise.environment,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    process.stdout.close()
    assert process.wait(120) == code
    assert written is None or (tmp_path / written).is_file()


def test_a_baseline_is_not_written_where_it_would_turn_a_failure_green(stepwise, tmp_path):
    write_tree(tmp_path, {"docs/a.md": "# A\n\n![](a.png)\n"})
    for options, environment, words in [([], {"CI": "true"}, "does not run in CI"), (["--off", "missing-alt"], {}, "--off would drop")]:
        result = stepwise("check", "docs", "--write-baseline", "known.json", *options, cwd=tmp_path, **environment)
        assert result.code == 2 and words in result.err and not (tmp_path / "known.json").exists(), result
