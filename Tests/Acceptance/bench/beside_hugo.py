"""`make bench`: lessons by the thousand, beside Hugo rendering the same Markdown with highlighting.

Stepwise parses, runs every step under both profiles, judges and renders; Hugo only renders. Both begin cold, with no
output and no cache. The contenders take turns, and the median of the ratios counts: the machine may be disturbed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import lessons

ROOT = Path(__file__).resolve().parents[3]
STEPWISE = ROOT / ".build/release/stepwise"
HUGO = Path(sys.executable).parent / "hugo"
STEPS = 6

# As much of a theme as a page needs; a lesson's address, its neighbours and its headings as ours have them.
THEME = {
    "hugo.toml": """baseURL = "https://example.org/"
title = "Bench"
disableKinds = ["taxonomy", "term"]
[markup.goldmark.renderer]
unsafe = true
[markup.highlight]
noClasses = false
lineNos = true
""",
    "layouts/_default/baseof.html": """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ .Title }} – {{ site.Title }}</title>
<link rel="stylesheet" href="{{ "style.css" | relURL }}">
</head>
<body>
<header><a href="{{ "" | relURL }}">{{ site.Title }}</a></header>
<main>{{ block "main" . }}{{ end }}</main>
</body>
</html>
""",
    "layouts/_default/single.html": """{{ define "main" }}
<article><h1>{{ .Title }}</h1>{{ .TableOfContents }}{{ .Content }}</article>
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
{{ end }}
""",
    "layouts/_default/list.html": """{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
{{ end }}
""",
    "static/style.css": "body { font: 1rem/1.5 sans-serif }\n",
}


@dataclass
class Cost:
    """Seconds of real time, seconds of computing, and MiB of the largest process."""
    wall: float
    cpu: float
    memory: float

    def __truediv__(self, other: "Cost") -> "Cost":
        return Cost(self.wall / other.wall, self.cpu / other.cpu, self.memory / other.memory)

    def __str__(self) -> str:
        return f"{self.wall:>10.2f}{self.cpu:>10.2f}{self.memory:>10.0f}"


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    many = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with tempfile.TemporaryDirectory(prefix="stepwise-bench-") as folder:
        home = Path(folder)
        compare(home, rounds)
        grow(home, many)


def compare(home: Path, rounds: int) -> None:
    """A thousand lessons, in turns."""
    source = home / "thousand"
    lessons.write(source, 1000)
    contenders = {
        "Hugo, with highlighting": lambda: hugo(source, home),
        "stepwise build": lambda: build(source, home, 1000),
        "stepwise check": lambda: check(source, 1000),
        "  without worker processes": lambda: check(source, 1000, "--in-process"),
    }
    costs: dict[str, list[Cost]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            costs[name].append(run())
    print(f"\n{'1,000 lessons of 6 steps':<30}{'s wall':>10}{'s CPU':>10}{'MiB':>10}{'× Hugo (wall)':>16}")
    for name, all_ in costs.items():
        ratio = median(one.wall / hugo.wall for one, hugo in zip(all_, costs["Hugo, with highlighting"]))
        print(f"  {name:<28}{middle(all_)}{ratio:>16.2f}")
    workers = median(
        one.wall / other.wall for one, other in zip(costs["stepwise check"], costs["  without worker processes"]))
    print(f"  worker processes cost {workers - 1:+.0%} of real time")


def grow(home: Path, many: int) -> None:
    """Ten times as many lessons should cost ten times as much, and no more memory."""
    small, large = home / "small", home / "large"
    lessons.write(small, many // 10)
    lessons.write(large, many)
    few, all_ = build(small, home, many // 10), build(large, home, many)
    print(f"\n{'stepwise build':<30}{'s wall':>10}{'s CPU':>10}{'MiB':>10}")
    print(f"  {f'{many // 10:,} lessons':<28}{few}\n  {f'{many:,} lessons':<28}{all_}")
    growth = all_ / few
    print(f"  {'ratio':<28}{growth.wall:>10.2f}{growth.cpu:>10.2f}{growth.memory:>10.2f}")


def middle(costs: list[Cost]) -> Cost:
    return Cost(*(median(getattr(one, part) for one in costs) for part in ("wall", "cpu", "memory")))


def build(source: Path, home: Path, count: int) -> Cost:
    output = home / "site"
    cost = measured(["build", source, "--output", output], count)
    pages = sum(1 for _ in output.glob("*/*/*/index.html"))
    assert pages >= count, f"{pages} pages of {count} lessons"
    shutil.rmtree(output)
    return cost


def check(source: Path, count: int, *options: str) -> Cost:
    return measured(["check", source, *options], count)


def measured(words: list, count: int) -> Cost:
    """What a run of ours costs, which must have executed every step."""
    cost, output = run([STEPWISE, *words])
    expected = f"executed {count * STEPS:,} of {count * STEPS:,}"
    assert expected in output or expected.replace(",", "") in output, output
    return cost


def hugo(source: Path, home: Path) -> Cost:
    """The same Markdown through Hugo, in a site of its own."""
    site = home / "hugo"
    for name, text in THEME.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    output = home / "hugo-site"
    cost, _ = run([HUGO, "--source", site, "--contentDir", source, "--destination", output, "--cacheDir",
                   home / "hugo-cache", "--quiet"])
    pages = len(list(output.glob("*/*/*/index.html")))
    assert pages == 1000 and 'class="chroma"' in next(output.glob("*/*/*/index.html")).read_text(), pages
    for folder in (site, output, home / "hugo-cache"):
        shutil.rmtree(folder, ignore_errors=True)
    return cost


def run(words: list) -> tuple[Cost, str]:
    begin = perf_counter()
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen([str(word) for word in words], stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - begin
        output.seek(0)
        text = output.read()
    assert os.waitstatus_to_exitcode(status) in (0, 1), text
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), text


if __name__ == "__main__":
    main()
