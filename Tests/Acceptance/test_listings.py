"""The Swift listing of every step compiles against the TokenEngine product and prints the step's tokens."""

import re
import shutil
import subprocess

import pytest

from program import ROOT

# Inside .build-listings (git-ignored) so that swift-crypto is compiled once, not at every test run.
SCRATCH = ROOT / ".build-listings"
PACKAGE = SCRATCH / "package"
SEPARATOR = "=== "

MANIFEST = """// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "listings", platforms: [.macOS(.v14)],
  dependencies: [.package(path: "../..")],
  targets: [
    .executableTarget(
      name: "listings",
      dependencies: [.product(name: "TokenEngine", package: "%s")])
  ])
"""

MAIN = """import TokenEngine

let listings: [(address: String, run: () throws -> Void)] = [
%s
]
for listing in listings {
  print("=== \\(listing.address)")
  do { try listing.run() } catch { print("threw \\(error)") }
}
"""


@pytest.fixture(scope="module")
def printed(sites) -> dict[str, list[str]]:
    """What each listing prints, by the address of its step; all of them in one program."""
    listings = {f"{name}/{step['address']}": step["swift"]
                for name, one in sites.items() for step in one.steps if step["swift"]}
    assert listings, "no step has a Swift listing"
    write_package(listings)
    built = subprocess.run(["swift", "run", "--package-path", PACKAGE, "--scratch-path", SCRATCH / "build",
                            "-j", "2", "-q", "listings"], capture_output=True, text=True)
    assert built.returncode == 0, f"the listings do not compile:\n{built.stdout}{built.stderr}"
    blocks = built.stdout.split(SEPARATOR)[1:]
    return {lines[0]: lines[1:] for lines in (block.splitlines() for block in blocks)}


def test_every_listing_prints_the_tokens_of_its_primary_run(sites, printed):
    for name, one in sites.items():
        for step in one.steps:
            tokens = [token["jwt"] for token in step["runs"][0]["tokens"]]
            lines = printed.get(f"{name}/{step['address']}")
            if lines is None:
                assert not tokens, f"{step['address']}: issues tokens and has no Swift listing"
            else:
                assert lines == tokens, f"{step['address']}: its Swift listing prints other tokens\n{step['swift']}"


def test_listings_import_only_the_product(sites):
    for one in sites.values():
        for step in one.steps:
            if step["swift"]:
                modules = re.findall(r"^import (\w+)$", step["swift"], re.MULTILINE)
                assert modules == ["TokenEngine"], f"{step['address']}: imports {modules}"


# --

def write_package(listings: dict[str, str]) -> None:
    sources = PACKAGE / "Sources/listings"
    shutil.rmtree(sources, ignore_errors=True)
    sources.mkdir(parents=True)
    (PACKAGE / "Package.swift").write_text(MANIFEST % ROOT.name.lower())
    # The versions that this repository was built with, so that nothing is resolved twice.
    if (ROOT / "Package.resolved").is_file():
        shutil.copy(ROOT / "Package.resolved", PACKAGE / "Package.resolved")
    table = []
    for number, (address, listing) in enumerate(listings.items(), 1):
        (sources / f"Listing{number}.swift").write_text(as_function(f"listing{number}", address, listing))
        quoted = address.replace("\\", "\\\\").replace('"', '\\"')
        table.append(f'  ("{quoted}", listing{number}),')
    (sources / "main.swift").write_text(MAIN % "\n".join(table))


def as_function(name: str, address: str, listing: str) -> str:
    """A script as a function: its imports stand above, the rest is the body."""
    lines = listing.splitlines()
    imports = [line for line in lines if line.startswith("import ")]
    body = ["  " + line if line else "" for line in lines if not line.startswith("import ")]
    return "\n".join([f"// {address}", *imports, "", f"func {name}() throws {{", *body, "}", ""])
