"""Pictures of the pages in their main states, as headless Chromium shows them; two of them are the README's.

    python Tests/Acceptance/screenshot.py [FOLDER]      all pictures into FOLDER (default: a folder for temporary files)

The content is the project's own, with what it lacks on purpose: a lesson that fails, one that is not translated,
a translation that is outdated, a right-to-left language and one whose words are 40 % longer.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
README = {"lesson": ".github/lesson.png", "japanese": ".github/japanese.png"}
SYNC = "tokens/01-sync-token/index.html"
DESK, PHONE = (1200, 1500), (320, 1400)

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

FAILING = """---
sdk: twilio-node@5
---
# A step that fails

The identity comes too late here.

```js
const AccessToken = Twilio.jwt.AccessToken;
exports.handler = function (context, event, callback) {
  console.log('making a token');
  const token = new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET);
  token.identity = event.user;
  console.warn('identity is', token.identity);
  callback(null, token.toJwt());
};
```

> [!WARNING]
> The newer library wants it in the constructor.
"""


def content(folder: Path, stepwise: Path) -> Path:
    """The project's lessons in five languages, with their gaps."""
    shutil.copytree(ROOT / "Content", folder)
    settings = (folder / "stepwise.yml").read_text()
    (folder / "stepwise.yml").write_text(settings.replace("locales: [en, ja, fr]", "locales: [en, ja, fr, ar, sv]"))
    lessons = folder / "en/tokens"
    (lessons / "04-failing.md").write_text(FAILING)
    for locale in ("ar", "sv"):
        (folder / locale / "tokens").mkdir(parents=True)
        shutil.copy(lessons / "01-sync-token.md", folder / locale / "tokens")
    words = folder / "theme/strings"
    words.mkdir(parents=True)
    source = yaml.safe_load((ROOT / "Sources/LessonKit/Strings/en.yml").read_text())
    for locale, name, changed, plurals in (
            ("ar", "العربية", arabic, ["zero", "one", "two", "few", "many", "other"]), ("sv", "Långa ord", longer, ["one", "other"])):
        table = {key: translated(value, changed, plurals) for key, value in source.items()} | {"language": name}
        same = [key for key in ("grouping", "decimal", "date", "dateTime", "listSeparator") if table[key] == source[key]]
        (words / f"{locale}.yml").write_text(yaml.safe_dump(table | {"sameAsSource": same}, allow_unicode=True))
    subprocess.run([stepwise, "update", folder, "--translations"], check=True, capture_output=True)
    first = lessons / "01-sync-token.md"
    first.write_text(first.read_text().replace("The token is signed", "The token is now signed")
                     .replace("Twilio calls the handler", "Now Twilio calls the handler"))
    return folder


def translated(value, changed, plurals):
    if isinstance(value, list):
        return [changed(item) for item in value]
    if isinstance(value, dict):
        if "other" in value:
            return {form: changed(value["other"]) for form in plurals}
        return {key: translated(item, changed, plurals) for key, item in value.items()}
    return changed(str(value)) if re.search("[a-z]{2}", re.sub(r"{\w+}", "", str(value))) else str(value)


def outside_places(text: str, changed) -> str:
    return "".join(part if part.startswith("{") else changed(part) for part in re.split(r"({\w+})", text))


def arabic(text: str) -> str:
    letters = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابجدهفغحيزكلمنوپقرسطعثشصذض")
    return outside_places(text, lambda part: part.lower().translate(letters))


def longer(text: str) -> str:
    return outside_places(text, lambda part: re.sub(
        r"[A-Za-z’]{2,}", lambda word: word[0] + "åäöéü"[:max(1, len(word[0]) * 2 // 5)], part))


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
    stepwise = max(built, key=lambda path: path.stat().st_mtime, default=None)
    path = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
    if not path or not stepwise:
        sys.exit("no Chromium or no stepwise on this machine: `make screenshot` installs and builds them")
    target = Path(folder or tempfile.mkdtemp(prefix="stepwise-pictures-"))
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = Path(scratch) / "site"
        done = subprocess.run([stepwise, "build", content(Path(scratch) / "content", stepwise), "--output", site],
                              capture_output=True, text=True)
        if done.returncode == 2:
            sys.exit(done.stdout + done.stderr)
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
