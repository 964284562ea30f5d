"""Programs of strangers that mean harm: each comes to its own finding, and the honest lesson beside it completes."""

import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from program import write_tree

HONEST = """# An honest lesson

Set `API_KEY` and `API_SECRET`.

```js file=honest.js
exports.handler = (context, event, callback) => {
  const token = new Twilio.jwt.AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, { identity: 'a' });
  token.addGrant(new Twilio.jwt.AccessToken.SyncGrant({ serviceSid: 'IS1' }));
  callback(null, { token: token.toJwt(), list: [1, 2].map(String), text: `${{}}` });
};
```
"""


@dataclass(frozen=True)
class Case:
    """The body of a handler, what its run must come to, and the rule of the finding (None: there is none)."""

    name: str
    body: str
    status: str
    rule: str | None
    says: str = ""

    def __str__(self) -> str:
        return self.name


TIME, MEMORY = ("timed-out", "timed-out"), ("out-of-memory", "out-of-memory")
NOT_RUN = ("not-run", "not-run")
CASES = [
    Case("endless loop", "for (;;) {}", *TIME),
    Case("endless loop with output", "for (let i = 0; ; i++) console.log(i);", *TIME),
    Case("endless promise chain", "const again = () => Promise.resolve().then(again); again();", *TIME),
    Case("endless async loop", "(async () => { for (;;) await null; })();", *TIME),
    Case("endless nextTick", "const again = () => process.nextTick(again); again();", *TIME),
    Case("endless interval", "setInterval(() => {}, 1);", *TIME, says="clock"),
    Case("endless timer chain", "const again = () => setTimeout(again, 0); again();", *TIME),
    Case("endless getter in the reply", "callback(null, { get a() { for (;;) {} } });", *TIME),
    Case("endless toJSON in the reply", "callback(null, { toJSON() { for (;;) {} } });", *TIME),
    Case("endless proxy in the reply", "callback(null, new Proxy({}, { ownKeys() { for (;;) {} } }));", *TIME),
    Case("endless toString in console", "console.log('%s', { toString() { for (;;) {} } });", *TIME),
    Case("endless getter of an error", "throw { get message() { for (;;) {} } };", *TIME),
    Case("endless loop in a built-in", "[].indexOf.call({ length: 2 ** 53 - 1 }, 1);", *TIME),
    Case("endless sort", "[1, 2, 3].sort(() => { for (;;) {} });", *TIME),
    # JavaScriptCore itself gives up one hopeless match after half a second: hence match after match.
    Case("catastrophic regular expression", "for (;;) /^(\\w+\\s?)*$/.test('word '.repeat(12) + 'x'.repeat(60) + '!');", *TIME),
    Case("catastrophic replace", "for (;;) 'a'.repeat(5e4).replace(/(a+)+(?=b)/g, '');", *TIME),
    Case("arrays", "const a = []; for (;;) a.push(new Array(1000).fill(1));", *MEMORY),
    Case("maps", "const m = new Map(); for (let i = 0; ; i++) m.set({ i }, [i, i, i, i]);", *MEMORY),
    Case("strings", "const a = []; for (let i = 0; ; i++) a.push(`${i}`.repeat(1e5));", *MEMORY),
    Case("buffers", "const a = []; for (;;) a.push(new Uint8Array(1 << 20).fill(7));", *MEMORY),
    Case("one native fill", "new Uint8Array(3e9).fill(1);", *MEMORY),
    Case("deep recursion", "const f = (n) => f(n + 1) + 1; f(0);", "threw", "uncaught-error", "Maximum call stack"),
    Case("a stranger as require", "require('child_process').execSync('id');", *NOT_RUN, says="child_process"),
    Case("file", "require('fs').readFileSync('/etc/passwd');", *NOT_RUN, says="/etc/passwd"),
    Case("network", "fetch('http://localhost');", *NOT_RUN, says="http://localhost"),
    Case("sockets", "require('net').connect(80);", *NOT_RUN, says="net"),
    Case("process.exit", "process.exit(0);", "threw", "uncaught-error", "process.exit"),
]


def name(case: Case) -> str:
    return case.name.replace(" ", "-").replace(".", "-")


def lesson(body: str) -> str:
    return f"# A hostile lesson\n\n```js file=hostile.js\nexports.handler = (context, event, callback) => {{\n  {body}\n}};\n```\n"


def judge(stepwise, folder: Path, *options: str) -> dict:
    """The report of `check` on the folder; a hostile program may end neither the command nor its report."""
    place = folder / "report.json"
    result = stepwise("check", folder / "docs", "--format", f"json={place}", *options)
    assert result.code in (0, 1), result
    return json.loads(place.read_text())


@pytest.fixture(scope="module")
def hostile(stepwise, tmp_path_factory) -> dict:
    """Report of a folder for each case: the hostile lesson, then an honest one. Filling memory takes its time."""
    both = {}
    for kind, limit in (True, "10"), (False, "1"):
        folder = tmp_path_factory.mktemp("hostile")
        for case in CASES:
            if (case.status == MEMORY[0]) == kind:
                write_tree(folder, {f"docs/{name(case)}/1.md": lesson(case.body), f"docs/{name(case)}/2.md": HONEST})
        report = judge(stepwise, folder, "--time-limit", limit)
        for part in ("lessons", "diagnostics"):
            both.setdefault(part, []).extend(report[part])
    return both


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_has_its_own_finding(hostile, case):
    first = f"{name(case)}/1.md"
    step = next(one for one in hostile["lessons"] if one["path"] == first)["steps"][0]
    assert [run["status"] for run in step["runs"]] == [case.status] * 2, step["runs"]
    findings = [one for one in hostile["diagnostics"] if one["path"] == first]
    assert [one["id"] for one in findings] == [case.rule], findings
    assert case.says in findings[0]["message"]
    assert findings[0]["severity"] == ("note" if case.rule == "not-run" else "error")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_honest_lesson_beside_it_completes(hostile, case):
    step = next(one for one in hostile["lessons"] if one["path"] == f"{name(case)}/2.md")["steps"][0]
    assert [run["status"] for run in step["runs"]] == ["completed"] * 2, step["runs"]
    body = json.loads(step["runs"][0]["response"]["body"])
    assert body == {"token": step["runs"][0]["tokens"][0]["jwt"], "list": ["1", "2"], "text": "[object Object]"}


# -- Programs that end, having tried something.

# All but `Date.now`, which twilio-node itself asks for the time.
PATCHES = """
  const holders = [], { ownKeys } = Reflect, { concat } = Array.prototype, call = Function.prototype.call.bind(Function.prototype.call);
  for (const type of [Object, Array, String, Number, Function, Promise, Map, Set, WeakMap, Error, RegExp, Date, Proxy, Reflect, JSON, Math, Symbol]) {
    holders[holders.length] = type;
    if (type.prototype) holders[holders.length] = type.prototype;
  }
  holders[holders.length] = Object.getPrototypeOf([][Symbol.iterator]());
  for (let i = 0; i < holders.length; i++) {
    const names = ownKeys(holders[i]);
    for (let k = 0; k < names.length; k++) {
      if (names[k] === 'now') continue;
      try { holders[i][names[k]] = () => { throw new Error('patched'); }; } catch {}
    }
  }
  Object.prototype.get = Object.prototype.error = () => 'forged';
"""
ESCAPES = {
    "constructor of a function": "(function () {}).constructor('return process.mainModule')()",
    "constructor of the context": "context.constructor.constructor('return this.process.binding')()",
    "constructor of the SDK": "Twilio.jwt.AccessToken.constructor('return typeof host + typeof driver')()",
    "require of require": "typeof require.cache + typeof require.main + typeof module.parent",
    "globals of the engine": "['$vm', 'load', 'readFile', 'run', 'quit', 'WebAssembly', 'SharedArrayBuffer'].filter((name) => name in globalThis).join()",
    "the environment": "String(Object.keys(process.env)) + (process.env.PATH_TO_SECRET_HOME ?? '').includes('/')",
}


def test_patched_prototypes_reach_nobody_else(stepwise, tmp_path):
    """Neither the handler's own console, token and reply, nor the host, nor the next lesson."""
    body = """const SyncGrant = Twilio.jwt.AccessToken.SyncGrant, shown = { a: [1, { b: 'c' }], map: new Map([[1, 2]]) };
  %s
  console.log('before %%s', 'and after', shown);
  const token = new Twilio.jwt.AccessToken('AC1', 'SK1', 'secret', { identity: 'a' });
  token.addGrant(new SyncGrant({ serviceSid: 'IS1' }));
  callback(null, token.toJwt());"""
    write_tree(tmp_path, {"docs/1.md": lesson(body % PATCHES), "docs/2.md": lesson(body % ""), "docs/3.md": HONEST})
    report = judge(stepwise, tmp_path, "--jobs", "1")
    patched, plain, honest = (one["steps"][0]["runs"][0] for one in report["lessons"])
    assert patched["status"] == honest["status"] == "completed", patched
    for part in ("console", "tokens", "response"):
        assert patched[part] == plain[part], patched
    assert [call["arguments"] for call in patched["calls"]] == [call["arguments"] for call in plain["calls"]]
    assert len(patched["tokens"]) == 1 and len(patched["console"]) == 1


def test_memory_stays_at_the_limit(stepwise, tmp_path, capsys):
    """The largest process of all: the limit, and what the programs take between two looks of the watch."""
    fills = [case for case in CASES if case.status == MEMORY[0]]
    write_tree(tmp_path, {f"docs/{name(case)}.md": lesson(case.body) for case in fills})
    began = time.monotonic()
    code, peak = stepwise.peak("check", tmp_path / "docs", "--quiet", "--time-limit", "10", "--jobs", "2")
    with capsys.disabled():
        print(f" [largest process {peak:.0f} MiB, {len(fills)} programs in {time.monotonic() - began:.1f} s]", end="")
    assert code == 1
    assert 400 < peak < 900


@pytest.mark.parametrize("expression", ESCAPES.values(), ids=ESCAPES.keys())
def test_no_way_out(stepwise, tmp_path, expression):
    body = f"let found; try {{ found = {expression}; }} catch {{ }} callback(null, {{ found: String(found ?? '') }});"
    write_tree(tmp_path, {"docs/1.md": lesson(body)})
    run = judge(stepwise, tmp_path)["lessons"][0]["steps"][0]["runs"][0]
    assert run["status"] in ("completed", "not-run"), run
    found = json.loads(run["response"]["body"])["found"] if run["response"] else ""
    assert found in ("", "undefined", "undefinedundefined", "undefinedundefinedundefined", "false"), run


def test_large_replies_are_cut(stepwise, tmp_path):
    write_tree(tmp_path, {
        "docs/1.md": lesson("callback(null, 'x'.repeat(256 << 20));"),
        "docs/2.md": lesson("for (let i = 0; i < 40; i++) console.log('y'.repeat(4e4)); callback(null, 'ok');"),
        "docs/3.md": HONEST})
    report = judge(stepwise, tmp_path)
    body, console, honest = (one["steps"][0]["runs"][0] for one in report["lessons"])
    assert body["status"] == "completed" and body["truncated"] == ["body"], body["status"]
    assert len(body["response"]["body"]) == 1 << 20
    assert console["status"] == "completed" and console["truncated"] == ["console"]
    assert honest["status"] == "completed"


# What a program never asked for is made after it: the step's own outcome stands, and the next step finds a sound worker.
ENDLESS = {"a loop": "for (;;) {}", "a built-in": "[].indexOf.call({ length: 2 ** 53 - 1 }, 1);",
           "promises": "const again = () => Promise.resolve().then(again); again();",
           "memory": "const all = []; for (;;) all.push(new Array(1e6).fill(1));"}


@pytest.mark.parametrize("body", ENDLESS.values(), ids=ENDLESS.keys())
def test_a_token_never_issued_ends_nothing(stepwise, tmp_path, body):
    token = "const token = new Twilio.jwt.AccessToken('AC1', 'SK1', 'secret', { identity: 'a' });"
    grant = f"token.addGrant({{ key: 'k', toPayload() {{ {body} return {{}}; }} }});"
    write_tree(tmp_path, {"docs/1.md": lesson(f"{token} {grant} callback(null, 'done');"), "docs/2.md": HONEST})
    report = judge(stepwise, tmp_path, "--time-limit", "4" if "all" in body else "0.5", "--jobs", "1")
    ended, honest = (one["steps"][0]["runs"] for one in report["lessons"])
    assert [run["status"] for run in ended + honest] == ["completed"] * 4, ended
    assert [run["response"]["body"] for run in ended] == ["done"] * 2
    assert [(run["tokens"], run["truncated"]) for run in ended] == [([], ["tokens"])] * 2
    assert report["diagnostics"] == []


def test_a_deep_reply_ends_in_a_report(stepwise, tmp_path):
    # JavaScriptCore looks for circles at every depth, which alone takes two seconds of a busy machine.
    write_tree(tmp_path, {
        "docs/1.md": lesson("let deep = {}; for (let i = 0; i < 1e6; i++) deep = { deep }; callback(null, deep);"),
        "docs/2.md": HONEST})
    report = judge(stepwise, tmp_path, "--time-limit", "20")
    deep, honest = (one["steps"][0]["runs"][0] for one in report["lessons"])
    assert deep["error"]["name"] == "RangeError" and honest["status"] == "completed", deep


# -- Chains, workers and limits.

def test_later_steps_of_the_program_are_blocked(stepwise, tmp_path):
    loop = "```js file=a.js\nexports.handler = (c, e, callback) => {\n  for (;;) {}\n%s};\n```\n\n"
    other = "```js file=b.js\nexports.handler = (c, e, callback) => callback(null, 'b');\n```\n\n"
    write_tree(tmp_path, {
        "docs/1.md": "# A\n\n" + loop % "" + other + loop % "  callback(null, 'x');\n",
        "docs/2.md": "# B\n\n" + loop % "  callback(null, 'y');\n" + other})
    report = judge(stepwise, tmp_path, "--time-limit", "0.5")
    steps = [[run["status"] for run in step["runs"]] for one in report["lessons"] for step in one["steps"]]
    assert steps == [["timed-out"] * 2, ["completed"] * 2, ["blocked"] * 2, ["blocked"] * 2, ["completed"] * 2]
    assert [one["id"] for one in report["diagnostics"] if one["severity"] == "error"] == ["timed-out"]


def test_the_report_does_not_depend_on_the_jobs(stepwise, tmp_path):
    chains = {f"docs/w{number % 3}/{number}.md": HONEST.replace("'a'", f"'u{number}'") for number in range(12)}
    write_tree(tmp_path, chains | {
        "docs/w0/0-loop.md": lesson("console.log('a'); for (;;) {}"),
        "docs/w1/5-memory.md": lesson("const a = []; for (;;) a.push(new Array(1000).fill(1));")})
    reports = [judge(stepwise, tmp_path, "--time-limit", "4", "--jobs", jobs) for jobs in ("1", "2", "7")]
    assert reports[0] == reports[1] == reports[2]


def workers(parent: int) -> list[int]:
    """The processes that the command has started."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = place.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(words[1]) == parent and words[0] != "Z":
            found.append(int(place.parent.name))
    return found


def wait_for(what, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen")


@pytest.fixture
def started(stepwise, tmp_path):
    """A running `check` of a step that computes for long, and the worker it does so in."""
    write_tree(tmp_path, {
        "docs/1.md": lesson("for (;;) {}").replace("# A hostile lesson", "---\nsdk: twilio-node@5\n---\n# A"),
        "docs/2.md": HONEST})
    report = tmp_path / "report.json"
    command = subprocess.Popen(
        [stepwise.binary, "check", tmp_path / "docs", "--jobs", "1", "--time-limit", "20", "--format",
         f"json={report}"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=stepwise.environment)

    def computing():
        """The worker once it has computed for half a second: then it is in the loop."""
        return [one for one in workers(command.pid) if sum(
            map(int, Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()[11:13])) > 60]

    yield command, wait_for(computing)[0], report
    command.kill()
    command.wait()


def test_a_worker_killed_from_outside_is_one_finding(started):
    command, worker, report = started
    os.kill(worker, signal.SIGKILL)
    command.communicate(timeout=60)
    assert command.returncode == 1
    judged = json.loads(report.read_text())
    assert [one["id"] for one in judged["diagnostics"]] == ["crashed"]
    assert "signal 9" in judged["diagnostics"][0]["message"]
    assert [one["steps"][0]["runs"][0]["status"] for one in judged["lessons"]] == ["crashed", "completed"]


def test_workers_end_with_the_command(started):
    command, worker, _ = started
    command.kill()
    command.wait()
    wait_for(lambda: not Path(f"/proc/{worker}").exists() or b"Z" in Path(f"/proc/{worker}/stat").read_bytes()[:60])


def test_a_worker_has_nothing_to_lose(started):
    """No environment, no folder, no descriptors but its pipes and the engine's own, no way to new ones or rights."""
    _, worker, _ = started
    place = Path(f"/proc/{worker}")
    if os.geteuid() != 0:
        pytest.skip("a worker shows itself to root only")
    assert (place / "environ").read_bytes() == b""
    assert os.readlink(place / "cwd") == "/"
    open_files = {one: os.readlink(place / "fd" / one) for one in os.listdir(place / "fd")}
    assert open_files.pop("2") == "/dev/null" and all(open_files.pop(one).startswith("pipe:") for one in "01")
    engines = {"anon_inode:[eventfd]", "/dev/urandom", f"/proc/{worker}/statm"}
    assert set(open_files.values()) <= engines, open_files
    limits = (place / "limits").read_text()
    assert "Max open files            3 " in limits and "Max core file size        0 " in limits, limits
    assert "NoNewPrivs:\t1" in (place / "status").read_text()


def test_a_worker_that_waits_costs_nothing(stepwise):
    """The engine's own threads sleep when a time limit has passed between two programs."""
    worker = subprocess.Popen([stepwise.binary, "worker", "0.3", "512"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              env={})
    assert worker.stdout.read(4) == bytes(4)
    time.sleep(2)
    worker.stdin.close()
    _, _, usage = os.wait4(worker.pid, 0)
    assert usage.ru_utime + usage.ru_stime < 1


def test_a_worker_does_not_answer_for_the_memory_of_who_started_it(stepwise):
    """Linux lets a process begin with the peak of its parent: a large site must not be out of memory at every step."""
    def text(value: str) -> bytes:
        return bytes([len(value)]) + value.encode()

    ballast = b"x" * (300 << 20)
    worker = subprocess.Popen([stepwise.binary, "worker", "2", "128"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={})
    del ballast
    assert worker.stdout.read(4) == bytes(4)
    # One run: program, profile, environment, event, its samples, whether there are any, path, time, seed, files.
    run = b"\2" + text("let n = 0; while (n < 3e6) n++;") + text("twilio-node@5") + bytes(3) + b"\1" + text("/token") + bytes(3)
    worker.stdin.write(len(run).to_bytes(4, "little") + run)
    worker.stdin.flush()
    answer = worker.stdout.read(int.from_bytes(worker.stdout.read(4), "little"))
    worker.stdin.close()
    assert b"completed" in answer and answer[-1] == 0, (worker.wait(), answer)


@pytest.mark.parametrize("words", [["--jobs", "0"], ["--jobs", "x"], ["--time-limit", "0"], ["--memory-limit", "1"]])
def test_limits_make_sense(stepwise, tmp_path, words):
    write_tree(tmp_path, {"docs/1.md": HONEST})
    result = stepwise("check", "docs", *words, cwd=tmp_path)
    assert result.code == 2 and words[0] in result.err, result
