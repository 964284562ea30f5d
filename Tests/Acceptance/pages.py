"""The published pages, parsed as a browser parses them (html5lib)."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

# Elements of which an attribute names another resource.
REFERENCES = [("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("source", "src"),
              ("video", "src"), ("audio", "src"), ("iframe", "src"), ("object", "data")]


@dataclass(frozen=True)
class Page:
    output: Path
    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(self.output))

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.path.read_bytes(), "html5lib", from_encoding="utf-8")

    @cached_property
    def identifiers(self) -> set[str]:
        return {element["id"] for element in self.soup.select("[id]")}

    @property
    def language(self) -> str | None:
        return self.soup.html.get("lang")

    @property
    def main_text(self) -> str:
        """The text of <main>, runs of white space as one space."""
        return " ".join(self.soup.main.get_text().split())

    def references(self) -> list[tuple[str, str]]:
        """(element, address) of everything the page points to, canonical and alternate URLs aside."""
        return [(element.name, element[attribute])
                for name, attribute in REFERENCES for element in self.soup.select(f"{name}[{attribute}]")
                if not {"canonical", "alternate"} & set(element.get("rel") or [])]

    def target(self, address: str) -> tuple[Path, str] | None:
        """The file and fragment that a relative address means; nothing if it leads out of the site."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return None
        place = self.path if not parts.path else self.path.parent / unquote(parts.path)
        if parts.path.endswith("/") or place.is_dir():
            place = place / "index.html"
        return place.resolve(), unquote(parts.fragment)


_pages: dict[Path, list[Page]] = {}


def read_pages(output: Path) -> list[Page]:
    """All pages below `output`, each parsed once."""
    if output not in _pages:
        _pages[output] = [Page(output, path) for path in sorted(output.rglob("*.html")) if path.is_file()]
    return _pages[output]


def page(output: Path, name: str) -> Page:
    found = [page for page in read_pages(output) if page.name == name]
    assert found, f"{name} was not written; there are {[page.name for page in read_pages(output)]}"
    return found[0]
