"""A publisher's own look: the example in theme/, file by file over the built-in one, and hosts that `csp` adds."""

import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from pages import page, read_pages
from program import CONTENT, snapshot
from report import Site

EXAMPLE = Path(__file__).parent / "theme"


@pytest.fixture(scope="module")
def themed(stepwise, tmp_path_factory) -> Site:
    folder = tmp_path_factory.mktemp("themed")
    shutil.copytree(CONTENT, folder / "Content")
    shutil.copytree(EXAMPLE, folder / "Content/theme")
    with (folder / "Content/stepwise.yml").open("a") as settings:
        settings.write("csp:\n  frame-src: https://video.example.com\n  script-src: [https://stats.example.com]\n")
    return Site.build(stepwise, folder / "Content", folder)


def test_the_page_has_all_parts_of_the_theme(themed, visit):
    complaints: list[str] = []
    view = visit(themed.output / "en/tokens/01-sync-token/index.html", complaints)
    assert view.locator("footer.imprint").inner_text() == "Sync: grow an access token step by step · Twilio access tokens, step by step"
    assert view.locator("header a.home img").evaluate("(image) => image.naturalWidth > 0")
    assert view.locator("header form").count() == 0  # our header left the search out
    assert view.locator("meta[name=theme-color]").get_attribute("content") == "#7a1f3d"
    assert view.evaluate("document.documentElement.dataset.theme") == "ours"
    assert view.locator("article a").first.evaluate("(link) => getComputedStyle(link).color") == "rgb(122, 31, 61)"
    assert view.locator(".step .lines").first.evaluate("(lines) => getComputedStyle(lines).overflowX") == "auto"  # still our sheet
    assert Axe().run(view).response["violations"] == []
    view.locator("footer a").click()
    assert view.url.rstrip("/").endswith("/Output")
    view.context.close()
    assert not complaints, complaints


def test_files_and_hosts(themed, site):
    plain, own = snapshot(site.output), snapshot(themed.output)
    assert own.keys() - plain.keys() == {f"theme/{path.name}" for path in EXAMPLE.iterdir() if path.suffix != ".mustache"}
    assert own["stepwise.css"] == plain["stepwise.css"]
    policies = {page.soup.select_one("[http-equiv=Content-Security-Policy]")["content"] for page in read_pages(themed.output)}
    policy, = policies
    assert "script-src 'self' https://stats.example.com;" in policy and "frame-src 'self' https://video.example.com" in policy


def test_one_file_replaces_one_file(stepwise, tmp_path):
    shutil.copytree(CONTENT, tmp_path / "Content")
    (tmp_path / "Content/theme").mkdir()
    (tmp_path / "Content/theme/stepwise.css").write_text("body { color: black }\n")
    own = Site.build(stepwise, tmp_path / "Content", tmp_path)
    assert (own.output / "stepwise.css").read_text() == "body { color: black }\n"
    assert page(own.output, "en/index.html").soup.select("header .find")
