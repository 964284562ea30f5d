import os
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, sync_playwright

# Helpers assert too: pytest shows their values only when told before they are imported.
pytest.register_assert_rewrite("program", "report", "pages")

from program import CONTENT, LESSONS, ROOT, Stepwise
from report import Site
from states import content


@pytest.fixture(scope="session")
def stepwise(tmp_path_factory) -> Stepwise:
    binary = Path(os.environ.get("STEPWISE", ROOT / ".build/debug/stepwise")).absolute()
    assert binary.is_file(), f"{binary} is missing: run `swift build` first, or set STEPWISE"
    return Stepwise(binary, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def site(stepwise, tmp_path_factory) -> Site:
    """The project's own Content/, built once."""
    return Site.build(stepwise, CONTENT, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def real(stepwise, tmp_path_factory) -> Site:
    """The three real lessons, which live beside the repository and not in it."""
    if not LESSONS.is_dir():
        pytest.skip("the real lessons (../shared/lessons) are not on this machine")
    return Site.build(stepwise, LESSONS, tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="session")
def states(stepwise, tmp_path_factory) -> Site:
    """A page of every kind in every state."""
    folder = tmp_path_factory.mktemp("states")
    return Site.build(stepwise, content(folder / "Content", stepwise), folder)


@pytest.fixture(scope="session")
def sites(request, site) -> dict[str, Site]:
    """Content/, and the real lessons where this machine has them, for tests that judge all at once."""
    return {"content": site} | ({"real": request.getfixturevalue("real")} if LESSONS.is_dir() else {})


@pytest.fixture(scope="session", params=["site", "real"])
def any_site(request) -> Site:
    """Content/, then the real lessons."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def browser():
    path = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
    assert path, "no Chromium on this machine: `make test` installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def visit(browser, tmp_path_factory):
    """Opens a page of any site over HTTP; whatever the browser says about it is a complaint."""
    folder = tmp_path_factory.getbasetemp()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}/"

    def visit(path: Path, complaints: list[str], query: str = "", **options) -> Page:
        page = browser.new_context(**options).new_page()
        page.on("console", lambda message: "favicon" in message.location.get("url", "")
                or complaints.append(f"{path.name}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{path.name}: {error}"))
        page.on("dialog", lambda dialog: (complaints.append(f"{path.name}: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: request.url.startswith((origin, "data:"))
                or complaints.append(f"{path.name}: asks {request.url}"))
        place = quote(path.relative_to(folder).as_posix()).removesuffix("index.html")
        page.goto(origin + place + query, wait_until="load")
        return page

    yield visit
    server.shutdown()
