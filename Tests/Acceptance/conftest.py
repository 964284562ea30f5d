import os
from pathlib import Path

import pytest

# Helpers assert too: pytest shows their values only when told before they are imported.
pytest.register_assert_rewrite("program", "report", "pages")

from program import CONTENT, LESSONS, ROOT, Stepwise
from report import Site


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
def sites(request, site) -> dict[str, Site]:
    """Content/, and the real lessons where this machine has them, for tests that judge all at once."""
    return {"content": site} | ({"real": request.getfixturevalue("real")} if LESSONS.is_dir() else {})


@pytest.fixture(scope="session", params=["site", "real"])
def any_site(request) -> Site:
    """Content/, then the real lessons."""
    return request.getfixturevalue(request.param)
