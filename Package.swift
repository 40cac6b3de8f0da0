// swift-tools-version: 6.3
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let package = Package(
  name: "assay",
  products: [
    .executable(name: "assay", targets: ["assay"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.0"),
  ],
  targets: [
    // System libraries.
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    // Text in, text out: what both halves of the product stand on.
    .target(name: "Patterns", dependencies: ["CPCRE2"]),
    .target(name: "Jinja"),

    // A checkpoint file in, log-probabilities and tokens out. Knows nothing of evaluation.
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3"])]),
    .target(name: "Inference", dependencies: ["CKernels", "Jinja", "Patterns", crypto]),

    // A suite in, a verdict out. Knows no engine, no network and no database.
    .target(
      name: "Evaluation",
      dependencies: [
        "CZlib", "Jinja", "Patterns", crypto, .product(name: "Yams", package: "Yams"),
      ]),

    // The edges of an evaluation: what it asks, what it fetches before, what it writes.
    .target(name: "Models", dependencies: ["Evaluation", "Inference", crypto]),
    .target(name: "Fetching", dependencies: ["Evaluation", crypto]),
    .target(
      name: "Reports",
      dependencies: ["CLibXML2", "CZlib", "Evaluation", crypto],
      resources: [
        .embedInCode("HTML/Assets/report.css"), .embedInCode("HTML/Assets/report.js"),
      ]),

    // The way in.
    .executableTarget(
      name: "assay",
      dependencies: [
        "Evaluation", "Fetching", "Inference", "Models", "Reports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(name: "TestSupport", dependencies: ["Evaluation"], path: "Tests/TestSupport"),
    .testTarget(name: "PatternsTests", dependencies: ["Patterns"]),
    .testTarget(name: "JinjaTests", dependencies: ["Jinja"]),
    .testTarget(name: "CKernelsTests", dependencies: ["CKernels"]),
    .testTarget(name: "InferenceTests", dependencies: ["Inference", "Jinja", "TestSupport"]),
    .testTarget(name: "EvaluationTests", dependencies: ["Evaluation", "TestSupport"]),
    .testTarget(
      name: "FetchingTests", dependencies: ["Evaluation", "Fetching", "TestSupport"]),
    .testTarget(
      name: "ModelsTests", dependencies: ["Evaluation", "Inference", "Models", "TestSupport"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["CLibXML2", "CZlib", "Evaluation", "Reports", "TestSupport"]),
    .testTarget(name: "AssayTests", dependencies: ["assay", "Evaluation", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .plugin && target.type != .system {
  target.swiftSettings = swiftSettings
}
