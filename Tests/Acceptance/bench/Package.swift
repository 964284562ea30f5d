// swift-tools-version: 6.1
import PackageDescription

// A package in a folder is known by the folder's name, which a clone may choose; the bench's own
// folder may have the same. `bench.py` makes a link of a name that is known.
let package = Package(
  name: "bench",
  platforms: [.macOS(.v15)],
  dependencies: [.package(path: "../../../.build-bench/stepwise")],
  targets: [
    .executableTarget(
      name: "bench", dependencies: [.product(name: "TokenEngine", package: "stepwise")])
  ]
)
