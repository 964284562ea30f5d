"""The figures that CLDRTests.swift expects are those of CLDR, as Babel reads them.

`python Tests/Acceptance/test_cldr.py` writes them anew.
"""

import json
from datetime import datetime, timezone
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

FIGURES = Path(__file__).resolve().parents[1] / "LessonKitTests/Fixtures/cldr.json"
OURS = ["en", "ja", "es", "fr", "de", "pt-BR", "zh-Hans", "ko"]
PLURALS = OURS + ["it", "pt-PT", "ca", "nl", "ru", "uk", "pl", "cs", "sk", "ar", "he", "vi"]
COUNTS = [*range(0, 130), 199, 200, 211, 1000, 1001, 1_000_000, 2_000_000, 1_500_000]
NUMBERS = [0, 7, 999, 10_000, 123_456, 1_234_567]
TIMES = [0, 951_782_400, 1_767_603_600, 1_798_761_599]


def name(tag: str, locale: Locale) -> str:
    return locale.languages.get(tag.replace("-", "_")) or Locale.parse(tag, sep="-").get_display_name(locale)


def figures() -> dict:
    def locale(tag): return Locale.parse(tag, sep="-")
    return {
        "plurals": {tag: [[count, locale(tag).plural_form(count)] for count in COUNTS] for tag in PLURALS},
        "numbers": {tag: [[number, format_decimal(number, locale=locale(tag))] for number in NUMBERS] for tag in OURS},
        "names": {tag: [[index, name(other, locale(tag))] for index, other in enumerate(OURS)] for tag in OURS},
        "dates": {tag: [[time, format_date(datetime.fromtimestamp(time, timezone.utc), "long", locale(tag))]
                        for time in TIMES] for tag in OURS},
    }


def test_figures_are_those_of_cldr():
    assert json.loads(FIGURES.read_text()) == figures()


if __name__ == "__main__":
    FIGURES.write_text(json.dumps(figures(), ensure_ascii=False, indent=None, separators=(",", ":")).replace("]],", "]],\n") + "\n")
