// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "bench",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "stepwise", path: "../../..")],
  targets: [
    .executableTarget(
      name: "bench", dependencies: [.product(name: "TokenEngine", package: "stepwise")])
  ]
)
