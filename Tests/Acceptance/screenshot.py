"""Pictures of the pages in their main states, as headless Chromium shows them; two of them are the README's.

    python Tests/Acceptance/screenshot.py [FOLDER]      all pictures into FOLDER (default: a folder for temporary files)

The content is that of states.py.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from program import ROOT, Stepwise
from states import content

README = {"lesson": ".github/lesson.png", "japanese": ".github/japanese.png"}
SYNC = "tokens/01-sync-token/index.html"
DESK, PHONE, WIDE = (1200, 1500), (320, 1400), (1680, 1200)

# name: page, size, what the browser is told
STATES = {
    "lesson": (f"en/{SYNC}#step-5", DESK, {}),
    "top": (f"en/{SYNC}", DESK, {}),
    "dark": (f"en/{SYNC}#step-5", DESK, {"color_scheme": "dark"}),
    "phone": (f"en/{SYNC}#step-3", PHONE, {}),
    "phone-top": (f"en/{SYNC}", PHONE, {"color_scheme": "dark"}),
    "print": (f"en/{SYNC}", (794, 2200), {"media": "print"}),
    "japanese": (f"ja/{SYNC}#step-4", DESK, {}),
    "failing": ("en/tokens/04-failing/index.html", DESK, {}),
    "transcript": ("en/tokens/03-voice-transcript/index.html", DESK, {}),
    "notes": ("en/tokens/02-video-notes/index.html", DESK, {}),
    "three-columns": (f"en/{SYNC}#step-3", WIDE, {}),
    "three-columns-top": (f"en/{SYNC}", WIDE, {}),
    "three-columns-dark": ("ja/tokens/02-video-notes/index.html#step-3", WIDE, {"color_scheme": "dark"}),
    "forced-colours": (f"en/{SYNC}#step-5", DESK, {"forced_colors": "active"}),
    "boxes": ("en/tokens/05-boxes/index.html", DESK, {}),
    "boxes-dark": ("en/tokens/05-boxes/index.html", DESK, {"color_scheme": "dark"}),
    "boxes-phone": ("en/tokens/05-boxes/index.html", PHONE, {}),
    "reference": ("en/tokens/06-reference/index.html", DESK, {}),
    "workshop": ("en/tokens/index.html", DESK, {}),
    "index": ("en/index.html", DESK, {}),
    "search": ("en/search.html?q=grant", DESK, {}),
    "search-ja": ("ja/search.html?q=署名", DESK, {}),
    "stand-in": ("fr/tokens/03-voice-transcript/index.html", DESK, {}),
    "outdated": (f"ja/{SYNC}", DESK, {}),
    "status": ("translations.html", DESK, {}),
    "not-found": ("404.html", DESK, {}),
    "right-to-left": (f"ar/{SYNC}#step-5", DESK, {}),
    "right-to-left-top": (f"ar/{SYNC}", DESK, {}),
    "right-to-left-phone": (f"ar/{SYNC}#step-5", PHONE, {}),
    "long": (f"sv/{SYNC}#step-5", DESK, {}),
    "long-phone": (f"sv/{SYNC}", PHONE, {}),
}

def photograph(browser: Browser, site: Path, picture: Path, page: str, size: tuple[int, int], told: dict) -> None:
    options = dict(told)
    media = options.pop("media", None)
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
    view = context.new_page()
    if media:
        view.emulate_media(media=media)
    address, _, query = page.partition("?")
    path, _, fragment = address.partition("#")
    view.goto((site / path).as_uri() + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else ""))
    view.wait_for_timeout(400)
    view.screenshot(path=picture)
    context.close()


def main(folder: str | None = None) -> None:
    built = [path for kind in ("release", "debug") if (path := ROOT / f".build/{kind}/stepwise").is_file()]
    newest = max(built, key=lambda path: path.stat().st_mtime, default=None)
    path = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
    if not path or not newest:
        sys.exit("no Chromium or no stepwise on this machine: `make screenshot` installs and builds them")
    target = Path(folder or tempfile.mkdtemp(prefix="stepwise-pictures-"))
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = Path(scratch) / "site"
        stepwise = Stepwise(newest, Path(scratch))
        done = stepwise("build", content(Path(scratch) / "content", stepwise), "--output", site)
        if done.code == 2:
            sys.exit(done.out + done.err)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, (page, size, told) in STATES.items():
            picture = target / f"{name}.png"
            photograph(browser, site, picture, page, size, told)
            print(f"{picture}: {picture.stat().st_size // 1024} KiB")
            if name in README:
                Image.open(picture).convert("RGB").quantize(128).save(ROOT / README[name], optimize=True)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
