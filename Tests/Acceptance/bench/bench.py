"""`make bench`: tokens per second, all in one run on one machine, since only the ratios carry over.

Every row makes the same access token (HS256, one Sync grant, another identity each time). The contenders take
turns, round by round, and the best round counts: the others were disturbed.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import jwt

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
ROUNDS = 5
STEPS, TOKENS_A_STEP = 10, 100
SECRET = "an API secret of 32 characters.."
ACCOUNT, KEY, SERVICE = "AC" + "0" * 32, "SK" + "0" * 32, "IS" + "0" * 32
NOW = 1704067200

PROGRAM = """exports.handler = function (context, event, callback) {
  const { AccessToken } = Twilio.jwt;
  let jwt;
  for (let number = %d; number < %d; number += 1) {
    const token = new AccessToken('%s', '%s', '%s', { identity: `user${number}` });
    token.addGrant(new AccessToken.SyncGrant({ serviceSid: '%s' }));
    jwt = token.toJwt();
  }
  callback(null, jwt);
};
"""


def swift(what: str, count: int) -> tuple[str, float]:
    return measured([ROOT / ".build-bench/release/bench", what, count])


def node(what: str, count: int) -> tuple[str, float]:
    return measured(["node", HERE / "node.js", what, count])


def pyjwt(what: str, count: int) -> tuple[str, float]:
    token = pyjwt_token(0)
    begin = perf_counter()
    for number in range(count):
        if what == "sign":
            pyjwt_token(number)
        else:
            jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_exp": False})
    return token, perf_counter() - begin


def javascript(what: str, count: int) -> tuple[str, float]:
    """`stepwise check` of a lesson, less a check of one that issues a single token a step."""
    assert what == "sign" and count == STEPS * TOKENS_A_STEP
    return "", check(TOKENS_A_STEP) - check(1)


# What it is, how to run it, and how many tokens a round signs and verifies.
CONTENDERS = [
    ("TokenEngine, Swift", swift, {"sign": 50_000, "verify": 50_000}),
    ("Twilio.jwt in a lesson's step", javascript, {"sign": STEPS * TOKENS_A_STEP}),
    ("PyJWT", pyjwt, {"sign": 5_000, "verify": 5_000}),
    ("Node's crypto, no library", node, {"sign": 50_000, "verify": 50_000}),
]


def main() -> None:
    # The versions that this repository was built with, so that nothing is resolved twice.
    if (ROOT / "Package.resolved").is_file():
        shutil.copy(ROOT / "Package.resolved", HERE)
    # SwiftPM knows the package by the name of its folder, and a clone may have any.
    link = ROOT / ".build-bench/stepwise"
    link.parent.mkdir(exist_ok=True)
    if not link.is_symlink():
        link.symlink_to("..")
    subprocess.run(["swift", "build", "-j", "2", "-c", "release", "--package-path", HERE,
                    "--scratch-path", ROOT / ".build-bench"], check=True, stdout=sys.stderr)
    agree()
    for what in ("sign", "verify"):
        best: dict[str, float] = {}
        for _ in range(ROUNDS):
            for name, run, counts in CONTENDERS:
                if what in counts:
                    speed = counts[what] / run(what, counts[what])[1]
                    best[name] = max(best.get(name, 0), speed)
        print(f"\n{what:<32}{'tokens/s':>12}{'× PyJWT':>12}{'× Node':>12}")
        for name, speed in best.items():
            ratios = [speed / best[other] for other in ("PyJWT", "Node's crypto, no library")]
            print(f"  {name:<30}{speed:>12,.0f}" + "".join(f"{ratio:>12.2f}" for ratio in ratios))


def agree() -> None:
    """Whoever is compared makes the same token; PyJWT orders the header otherwise."""
    assert swift("sign", 1)[0] == node("sign", 1)[0], "Swift and Node make different tokens"
    claims = [jwt.decode(run("sign", 1)[0], SECRET, algorithms=["HS256"], options={"verify_exp": False})
              for run in (swift, pyjwt)]
    assert claims[0] == claims[1], "Swift and PyJWT make different claims"


def pyjwt_token(number: int) -> str:
    claims = {"jti": f"{KEY}-{NOW}", "grants": {"identity": f"user{number}", "data_sync": {"service_sid": SERVICE}},
              "iat": NOW, "exp": NOW + 3600, "iss": KEY, "sub": ACCOUNT}
    return jwt.encode(claims, SECRET, headers={"cty": "twilio-fpa;v=1"})


def check(tokens: int) -> float:
    """The seconds of `stepwise check` over a lesson of `STEPS` steps that issue so many tokens each."""
    with tempfile.TemporaryDirectory() as folder:
        programs = (PROGRAM % (number * tokens, (number + 1) * tokens, ACCOUNT, KEY, SECRET, SERVICE)
                    for number in range(STEPS))
        text = "---\nsdk: twilio-node@5\n---\n\n# Bench\n" + "".join(
            f"\n## Step {number}\n\n```js\n{program}```\n" for number, program in enumerate(programs, 1))
        (Path(folder) / "lesson.md").write_text(text)
        begin = perf_counter()
        done = subprocess.run([ROOT / ".build/release/stepwise", "check", folder, "--min-executed", str(STEPS)],
                              capture_output=True, text=True)
        seconds = perf_counter() - begin
        assert done.returncode in (0, 1) and f"executed {STEPS} of {STEPS}" in done.stdout, done.stdout + done.stderr
        return seconds


def measured(command: list) -> tuple[str, float]:
    token, seconds = subprocess.check_output([str(word) for word in command], text=True).split()
    return token, float(seconds)


if __name__ == "__main__":
    main()
