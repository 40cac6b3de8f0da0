// swift-tools-version: 6.3
import PackageDescription

// The engine's sources stand here as symbolic links, because `package` access ends at a package's
// border: what is measured is the engine as it is, with the settings of ../Package.swift.
let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let benchmark = Target.Dependency.product(name: "Benchmark", package: "benchmark")
let plugin = Target.PluginUsage.plugin(name: "BenchmarkPlugin", package: "benchmark")

let package = Package(
  name: "assay-benchmarks",
  dependencies: [
    // Without traits, neither allocations nor reference counts are intercepted: what is timed runs
    // as it does in the product.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CPCRE2", path: "Engine/CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(
      name: "CLibXML2", path: "Engine/CLibXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CZlib", path: "Engine/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "Patterns", dependencies: ["CPCRE2"], path: "Engine/Patterns"),
    .target(name: "Jinja", path: "Engine/Jinja"),
    .target(name: "CKernels", path: "Engine/CKernels", cSettings: [.unsafeFlags(["-O3"])]),
    .target(
      name: "Inference",
      dependencies: [
        "CKernels", "Jinja", "Patterns", .product(name: "Crypto", package: "swift-crypto"),
      ],
      path: "Engine/Inference"),
    .target(
      name: "Evaluation",
      dependencies: [
        "CZlib", "Jinja", "Patterns", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      path: "Engine/Evaluation"),
    .target(
      name: "Reports",
      dependencies: [
        "CLibXML2", "CZlib", "Evaluation", .product(name: "Crypto", package: "swift-crypto"),
      ],
      path: "Engine/Reports",
      resources: [
        .embedInCode("HTML/Assets/report.css"), .embedInCode("HTML/Assets/report.js"),
      ]),

    // What an evaluation costs beside the model, which is scripted: run once, no benchmark library.
    .executableTarget(
      name: "Harness", dependencies: ["Evaluation", "Reports"], path: "Benchmarks/Harness"),
    // The functions of CKernels, one instruction set at a time, on one thread.
    .executableTarget(
      name: "Kernels", dependencies: ["CKernels", benchmark], path: "Benchmarks/Kernels",
      plugins: [plugin]),
    // The steps of an evaluation inside the engine, on a real checkpoint, on all processors.
    .executableTarget(
      name: "Stages", dependencies: ["Inference", benchmark], path: "Benchmarks/Stages",
      plugins: [plugin]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = swiftSettings
}
