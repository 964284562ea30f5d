"""Every public symbol of TokenEngine is documented: judged by the compiler's symbol graph."""

import json
import subprocess

import pytest

from program import ROOT

MODULES = ROOT / ".build/debug/Modules"


@pytest.fixture(scope="module")
def symbols(tmp_path_factory) -> list[dict]:
    assert (MODULES / "TokenEngine.swiftmodule").exists(), "run `swift build` first"
    target = json.loads(subprocess.check_output(["swift", "-print-target-info"]))["target"]["triple"]
    folder = tmp_path_factory.mktemp("symbols")
    # Members that implement a documented requirement inherit its comment; those of Equatable and the like
    # that the compiler makes are nobody's to document.
    subprocess.run(["swift", "symbolgraph-extract", "-module-name", "TokenEngine", "-I", MODULES,
                    "-target", target, "-minimum-access-level", "public", "-skip-synthesized-members",
                    "-output-dir", folder], check=True)
    return json.loads((folder / "TokenEngine.symbols.json").read_bytes())["symbols"]


def test_every_public_symbol_has_a_comment(symbols):
    # Overloads share a name, so symbols are not collected by it.
    names = [(".".join(symbol["pathComponents"]), symbol) for symbol in symbols]
    assert {"AccessToken", "AccessToken.addGrant(_:)", "DecodedToken"} <= {name for name, _ in names}
    bare = [name for name, symbol in names if not text(symbol).strip()]
    assert not bare, f"public symbols without a doc comment: {bare}"


# --

def text(symbol: dict) -> str:
    return "\n".join(line["text"] for line in symbol.get("docComment", {"lines": []})["lines"])
