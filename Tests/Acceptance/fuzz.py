"""Random lessons against the command: it must not crash, must not hang, and must end with a report of every lesson.

`make fuzz` runs it for a minute: `fuzz.py [--seconds N] [--seed N]`. What brings the command down is reduced to one
lesson and kept in corpus/, from which every later run and `make test` begin.
"""

import argparse
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from program import CONTENT, CRASH_WORDS, LESSONS, ROOT

CORPUS = Path(__file__).parent / "corpus"
BATCH = 100

# What JavaScript and Markdown are made of, and what has brought readers of them down elsewhere.
JAVASCRIPT = r"""
{ } ( ) [ ] ; , . ... => = == + - * ** / // /* */ ` ${ ' " \ # @ ? ?. ?? : ! ~ & | ^ % < > <!-- --> 0 1 -1 1e309 0x 1n
NaN undefined null true this super new.target import.meta async await yield function function* class extends get set
static const let var if else for while do switch case default break continue return throw try catch finally delete
typeof in of instanceof with eval arguments exports module require globalThis Proxy Reflect Symbol.iterator Promise
exports.handler= context event callback Twilio.jwt.AccessToken new\ Twilio.jwt.AccessToken toJwt() addGrant( callback(null,
Twilio.Response setTimeout( process.env.X JSON.stringify( Object.prototype __proto__ constructor toString valueOf toJSON
/a+/g /[/ /(?<n>a)\k<n>/u \u0061 \u{1F600} \ud800 '\ud83d' import\ x\ from'twilio' export\ default ... //\ ...
""".split()
MARKDOWN = [
    "```js\n", "```\n", "````\n", "~~~\n", "```js file=a.js\n", "``` json expected=payload\n", "```diff\n", "- ", "1. ", "> ",
    "    ", "\t", "# ", "## 2-1. ", "\n\n", "\n", "---\n", "---\ntitle: [\n---\n", "| a | b |\n|---|---|\n", "<div>\n", "</div>\n",
    "<!-- stepwise: file a.js -->\n", "<!-- stepwise: skip -- why -->\n", "<!-- stepwise: place after \"x\" -->\n", "<!-- stepwise:",
    "<!-- stepwise: event {\"a\": 1} -->\n", "<!-- stepwise: allow timed-out -- x -->\n", "-->", "<!--", "[a](b.md)", "![](x.png)",
    "[[toc]]", "**あ**", "今回追加分", "// 今回追加分\n", "// Added in this step\n", "// ...\n", "/* … */\n", "&#0;", "&copy;", "\\", "`",
    "\0", "\ufeff", "\u2028", "\u202e", "\r", "\r\n", "é", "😀", "\ud7ff", "{{", "{{{x}}}", "%", "http://x", "ftp://", "#", "@",
]


def programs(seeds: random.Random) -> str:
    """A program of random words, or a seed's with some of them in it."""
    words = [seeds.choice(JAVASCRIPT) for _ in range(seeds.randint(1, 60))]
    return seeds.choice([" ", " ", "\n", ""]).join(words)


def lesson_of_programs(seeds: random.Random, code: list[str]) -> str:
    """Steps whose snippets grow from one another at random."""
    text, current = ["# Random\n"], seeds.choice(code)
    for step in range(seeds.randint(1, 4)):
        current = mutated(seeds, current, lambda: programs(seeds)) if seeds.random() < 0.8 else programs(seeds)
        fence = "`" * max([3] + [len(run) + 1 for run in re.findall("`+", current)])
        text.append(f"## Step {step}\n\n{fence}js{seeds.choice(['', ' file=a.js'])}\n{current}\n{fence}\n")
    return "\n".join(text)


def mutated(seeds: random.Random, text: str, piece) -> str:
    """A few edits anywhere: cut, doubled, moved, overwritten, or a piece put in."""
    for _ in range(seeds.randint(1, 6)):
        first, last = sorted(seeds.randint(0, len(text)) for _ in range(2))
        last = min(last, first + seeds.choice([1, 5, 80, 2000]))
        match seeds.randrange(5):
            case 0: text = text[:first] + text[last:]
            case 1: text = text[:last] + text[first:last] * seeds.choice([1, 1, 2, 50]) + text[last:]
            case 2: text = text[:first] + text[last:] + text[first:last]
            case 3: text = text[:first] + piece() + text[first:]
            case _: text = text[:first] + piece() + text[last:]
        text = text[:50_000]
    return text


def edited(seeds: random.Random, lessons: list[str]) -> str:
    """What an author's hand does to a lesson: lines deleted, fences cut, blocks shuffled, another lesson's half."""
    text = seeds.choice(lessons)
    for _ in range(seeds.randint(1, 4)):
        lines = text.split("\n")
        match seeds.randrange(6):
            case 0:
                for _ in range(min(seeds.randint(1, 8), len(lines) - 1)):
                    del lines[seeds.randrange(len(lines))]
            case 1:
                fences = [index for index, line in enumerate(lines) if line.lstrip().startswith("```")]
                if fences: del lines[seeds.choice(fences)]
            case 2:
                blocks = "\n".join(lines).split("\n\n")
                seeds.shuffle(blocks)
                lines = "\n\n".join(blocks).split("\n")
            case 3:
                other = seeds.choice(lessons).split("\n")
                lines = lines[:seeds.randint(0, len(lines))] + other[seeds.randint(0, len(other)):]
            case 4:
                first = seeds.randrange(len(lines))
                lines[first:first + seeds.randint(1, 12)] = [
                    seeds.choice(["  ", "> ", "- ", "\t", ""]) + line for line in lines[first:first + 12]]
            case _:
                first = seeds.randrange(len(lines))
                lines.insert(seeds.randrange(len(lines) + 1), lines[first])
        text = "\n".join(lines)
    return text


class Fuzzer:
    def __init__(self, binary: Path, seed: int):
        self.binary = binary
        self.seeds = random.Random(seed)
        self.environment = {name: value for name, value in os.environ.items() if name not in ("CI", "NO_COLOR")}
        folders = [CORPUS, CONTENT] + ([LESSONS] if LESSONS.is_dir() else [])
        self.lessons = [path.read_text(errors="replace") for folder in folders for path in sorted(folder.rglob("*.md"))]
        self.code = [match for text in self.lessons for match in re.findall(r"```js[^\n]*\n(.*?)```", text, re.S)]

    def edits(self, count: int) -> list[bytes]:
        return [edited(self.seeds, self.lessons).encode() for _ in range(count)]

    def random(self, count: int) -> list[bytes]:
        return [self.one() for _ in range(count)]

    def one(self) -> bytes:
        seeds = self.seeds
        if seeds.random() < 0.5:
            return lesson_of_programs(seeds, self.code).encode(errors="replace")
        text = mutated(seeds, seeds.choice(self.lessons), lambda: seeds.choice(MARKDOWN)).encode(errors="replace")
        if seeds.random() < 0.1:
            place = seeds.randint(0, len(text))
            text = text[:place] + seeds.randbytes(seeds.randint(1, 8)) + text[place:]
        return text

    def fault(self, lessons: list[bytes]) -> str | None:
        """What is wrong in how the command ends on these lessons, four to a workshop; None if nothing is."""
        with tempfile.TemporaryDirectory() as folder:
            for number, text in enumerate(lessons):
                place = Path(folder, "docs", f"w{number // 4}", f"{number}.md")
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(text)
            report = Path(folder, "report.json")
            # Each may take what a step may take, twice; what is above that hangs.
            seconds = 30 + 3 * len(lessons)
            try:
                done = subprocess.run(
                    [self.binary, "build", f"{folder}/docs", "--output", f"{folder}/out", "--time-limit", "0.3",
                     "--format", f"json={report}"], capture_output=True, timeout=seconds, env=self.environment)
            except subprocess.TimeoutExpired:
                return f"it hangs: no end after {seconds} seconds"
            text = (done.stdout + done.stderr).decode(errors="replace")
            if done.returncode not in (0, 1):
                return f"exit code {done.returncode}\n{text[-2000:]}"
            if crash := next((word for word in CRASH_WORDS if word in done.stderr.decode(errors="replace")), None):
                return f"{crash!r} reached the user\n{text[-2000:]}"
            judged = json.loads(report.read_text())
            named = {one["path"] for one in judged["lessons"]} | {one["path"] for one in judged["diagnostics"]}
            missing = [number for number in range(len(lessons)) if f"w{number // 4}/{number}.md" not in named]
            if missing:
                return f"{len(missing)} lessons are neither judged nor refused, the first is {missing[0]}"
            crashed = [run["reason"] for lesson in judged["lessons"] for step in lesson["steps"]
                       for run in step["runs"] if run["status"] == "crashed"]
            return f"a worker fell: {crashed[0]}" if crashed else None

    def smallest(self, lessons: list[bytes]) -> list[bytes]:
        """The fewest lessons, halved again and again, that still bring the command down."""
        while len(lessons) > 1:
            half = (len(lessons) + 3) // 8 * 4 or len(lessons) // 2
            if self.fault(lessons[:half]): lessons = lessons[:half]
            elif self.fault(lessons[half:]): lessons = lessons[half:]
            else: break
        return lessons


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seconds", type=int, default=60, help="how long (60)")
    words.add_argument("--edits", type=int, default=0, help="instead, so many edits of real lessons")
    words.add_argument("--seed", type=int, default=1, help="the same seed makes the same lessons (1)")
    words = words.parse_args()
    binary = Path(os.environ.get("STEPWISE", ROOT / ".build/debug/stepwise")).absolute()
    fuzzer = Fuzzer(binary, words.seed)
    end, count, faults = time.monotonic() + words.seconds, 0, 0
    while count < words.edits if words.edits else time.monotonic() < end:
        lessons = fuzzer.edits(BATCH) if words.edits or fuzzer.seeds.random() < 0.3 else fuzzer.random(BATCH)
        count += len(lessons)
        if fault := fuzzer.fault(lessons):
            faults += 1
            for text in fuzzer.smallest(lessons):
                place = CORPUS / f"found-{hashlib.sha256(text).hexdigest()[:12]}.md"
                place.write_bytes(text)
                print(f"{place}: {fault}", file=sys.stderr)
    print(f"{count} lessons, {faults} fault{'' if faults == 1 else 's'}, seed {words.seed}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
