"""Writes the README's picture: the page of a lesson as headless Chromium shows it.

    python Tests/Acceptance/screenshot.py [PAGE [PICTURE]]
"""

import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = "Output/en/tokens/01-sync-token/index.html#step-5"
PICTURE = ".github/lesson.png"
SIZE = (980, 1560)


def main(page: str = PAGE, picture: str = PICTURE) -> None:
    path, _, fragment = page.partition("#")
    if not (ROOT / path).is_file():
        sys.exit(f"{path} is missing: run `make site` first")
    browser = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if not browser:
        sys.exit("no Chromium on this machine: `make test` installs it")
    target = ROOT / picture
    target.parent.mkdir(exist_ok=True)
    target.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        # Chromium photographs the top of a page; a frame shows the part that the fragment names.
        frame = Path(folder) / "frame.html"
        address = (ROOT / path).as_uri() + (f"#{fragment}" if fragment else "")
        frame.write_text(f'<body style="margin:0"><iframe src="{address}" '
                         f'style="border:0;width:{SIZE[0]}px;height:{SIZE[1]}px"></iframe>')
        subprocess.run(
            [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--force-device-scale-factor=1", "--virtual-time-budget=2000", f"--user-data-dir={folder}/profile",
             f"--window-size={SIZE[0]},{SIZE[1]}", f"--screenshot={target}", frame.as_uri()],
            check=True, capture_output=True, timeout=120)
    size = struct.unpack(">II", target.read_bytes()[16:24])
    print(f"{picture}: {size[0]} × {size[1]} pixels, {target.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main(*sys.argv[1:])
