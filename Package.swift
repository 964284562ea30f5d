// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "stepwise",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "stepwise", targets: ["stepwise"]),
    .library(name: "TokenEngine", targets: ["TokenEngine"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CCmarkGFM", pkgConfig: "libcmark-gfm",
      providers: [
        .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"]),
      ]),
    .systemLibrary(
      name: "CJavaScriptCore", pkgConfig: "javascriptcoregtk-4.1",
      providers: [.apt(["libjavascriptcoregtk-4.1-dev"])]),

    .target(name: "Markdown", dependencies: ["CCmarkGFM"], swiftSettings: strict),
    .target(name: "JavaScript", dependencies: ["CJavaScriptCore"], swiftSettings: strict),
    .target(
      name: "TokenEngine",
      dependencies: [
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "Functions", dependencies: ["JavaScript", "TokenEngine"],
      resources: [.embedInCode("Prelude")], swiftSettings: strict),
    .target(
      name: "LessonKit",
      dependencies: [
        "Markdown", "JavaScript", "TokenEngine", "Functions",
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Yams", package: "Yams"),
      ],
      resources: [.embedInCode("Theme"), .embedInCode("Rules"), .embedInCode("Strings")],
      swiftSettings: strict),
    .executableTarget(
      name: "stepwise",
      dependencies: [
        "LessonKit", "Functions",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .testTarget(name: "MarkdownTests", dependencies: ["Markdown"], swiftSettings: strict),
    .testTarget(
      name: "JavaScriptTests", dependencies: ["JavaScript"], exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "TokenEngineTests",
      dependencies: ["TokenEngine", .product(name: "CryptoExtras", package: "swift-crypto")],
      resources: [.copy("Vectors")], swiftSettings: strict),
    .testTarget(
      name: "FunctionsTests",
      dependencies: [
        "Functions", "TokenEngine", .product(name: "CryptoExtras", package: "swift-crypto"),
      ], swiftSettings: strict),
    .testTarget(
      name: "LessonKitTests",
      dependencies: [
        "LessonKit", "Functions", "Markdown", "TokenEngine",
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ], exclude: ["Fixtures"], swiftSettings: strict),
  ]
)
