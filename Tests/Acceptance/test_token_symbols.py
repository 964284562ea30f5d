"""The documentation of TokenEngine: judged by the compiler's symbol graph and by DocC."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from program import ROOT

MODULES = ROOT / ".build/debug/Modules"


@pytest.fixture(scope="module")
def graph(tmp_path_factory) -> Path:
    assert (MODULES / "TokenEngine.swiftmodule").exists(), "run `swift build` first"
    target = json.loads(subprocess.check_output(["swift", "-print-target-info"]))["target"]["triple"]
    folder = tmp_path_factory.mktemp("symbols")
    # Members that implement a documented requirement inherit its comment; those of Equatable and the like
    # that the compiler makes are nobody's to document.
    subprocess.run(["swift", "symbolgraph-extract", "-module-name", "TokenEngine", "-I", MODULES,
                    "-target", target, "-minimum-access-level", "public", "-skip-synthesized-members",
                    "-output-dir", folder], check=True)
    return folder


def test_every_public_symbol_has_a_comment(graph):
    symbols = json.loads((graph / "TokenEngine.symbols.json").read_bytes())["symbols"]
    # Overloads share a name, so symbols are not collected by it.
    names = [(".".join(symbol["pathComponents"]), symbol) for symbol in symbols]
    assert {"AccessToken", "AccessToken.addGrant(_:)", "DecodedToken"} <= {name for name, _ in names}
    bare = [name for name, symbol in names if not text(symbol).strip()]
    assert not bare, f"public symbols without a doc comment: {bare}"


def test_docc_has_nothing_to_say(graph, tmp_path):
    """Links lead to symbols, and where one parameter has a comment all have."""
    result = subprocess.run(
        ["docc", "convert", ROOT / "Sources/TokenEngine/TokenEngine.docc", "--additional-symbol-graph-dir", graph,
         "--output-dir", tmp_path / "out", "--fallback-bundle-identifier", "TokenEngine",
         "--fallback-display-name", "TokenEngine", "--warnings-as-errors"],
        env=os.environ | {"TMPDIR": str(tmp_path)}, capture_output=True, text=True)
    assert result.returncode == 0 and "warning" not in result.stderr + result.stdout, result.stdout + result.stderr
    assert (tmp_path / "out/documentation/tokenengine/accesstoken").is_dir()


# --

def text(symbol: dict) -> str:
    return "\n".join(line["text"] for line in symbol.get("docComment", {"lines": []})["lines"])
