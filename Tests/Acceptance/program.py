"""The stepwise binary as a user meets it: arguments in, two streams and an exit code out."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "Content"
LESSONS = ROOT.parent / "shared" / "lessons"

# Linux counts the parent's memory at the time of `exec` as the child's own, and pytest is large: so a small parent waits.
MEASURE = """import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)"""

# What only a crash or a leaked internal error prints.
CRASH_WORDS = ("Fatal error", "error: Error", "Swift/", "Swift runtime failure", "Stack dump")


@dataclass(frozen=True)
class Result:
    arguments: tuple[str, ...]
    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err

    def __str__(self) -> str:
        return (f"$ stepwise {' '.join(self.arguments)}\nexit {self.code}\n"
                f"--- stdout\n{self.out}--- stderr\n{self.err}")


class Stepwise:
    """Runs the binary with an environment of its own: no CI flag, no caches of the user."""

    def __init__(self, binary: Path, home: Path):
        self.binary = binary
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in ("CI", "NO_COLOR", "COLUMNS")
                            and not name.startswith(("XDG_", "GITHUB_"))}
        self.environment["HOME"] = str(home)

    def __call__(self, *arguments, cwd: Path = ROOT, stdin: bytes = b"",
                 **environment: str) -> Result:
        words = tuple(str(argument) for argument in arguments)
        done = subprocess.run([self.binary, *words], cwd=cwd, capture_output=True, timeout=300,
                              input=stdin, env=self.environment | environment)
        result = Result(words, done.returncode,
                        done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))
        assert result.code in (0, 1, 2), f"not an exit code of the contract\n{result}"
        for word in CRASH_WORDS:
            assert word not in result.text, f"{word!r} reached the user\n{result}"
        return result

    def peak(self, *arguments, cwd: Path = ROOT) -> tuple[int, float]:
        """Exit code, and the most memory (MiB) that the command or one of its workers took."""
        done = subprocess.run([sys.executable, "-c", MEASURE, self.binary, *arguments], cwd=cwd, env=self.environment,
                              stdout=subprocess.PIPE, text=True, check=True, timeout=300)
        code, kibibytes = map(int, done.stdout.split())
        return code, kibibytes / 1024


def write_tree(root: Path, files: dict[str, str | bytes]) -> Path:
    """Writes `files` (path → text or bytes) below `root`."""
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file below `root` with its bytes."""
    return {str(path.relative_to(root)): path.read_bytes()
            for path in sorted(root.rglob("*")) if path.is_file()}
