// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

// `JSONElement` and `Form` may not outlive the document that they read, and the compiler checks it:
// that needs `~Escapable` values as results, which Swift 6.3 still calls experimental.
let lifetimes: [SwiftSetting] = strict + [.enableExperimentalFeature("Lifetimes")]

/// A target at the default place, with the settings of the house.
func target(
  _ name: String, _ dependencies: [Target.Dependency], path: String? = nil,
  settings: [SwiftSetting] = strict
) -> Target {
  .target(name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}

/// Tests read their golden files where they lie, so that these are no resources.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, resources: resources,
    swiftSettings: lifetimes)
}

let package = Package(
  name: "Kite",
  products: [
    .executable(name: "kite", targets: ["kite"]),
    .executable(name: "kite-bench", targets: ["kite-bench"]),
    .executable(name: "kite-log-driver", targets: ["kite-log-driver"]),
    .library(name: "EventLog", targets: ["EventLog"]),
  ],
  targets: [
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    // Without pkg-config: its flags for simdjson hold one that SwiftPM refuses, with a warning at each build.
    .systemLibrary(name: "CSimdJSONLibrary", providers: [.apt(["libsimdjson-dev"])]),
    .target(
      name: "CSimdJSON", dependencies: ["CSimdJSONLibrary"],
      linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CEmbedded", exclude: ["Acts", "Bundle", "Template"]),

    target("JSON", ["CSimdJSON"], settings: lifetimes),
    target("Schemas", ["JSON"], settings: lifetimes),
    target("SQLite", ["CSQLite"], settings: lifetimes),
    .target(
      name: "EventLog", dependencies: ["JSON", "SQLite", "CCrypto"], path: "EventLog",
      exclude: ["check.py", "contents.py"], swiftSettings: lifetimes),
    target("Governance", ["Schemas", "JSON"], settings: lifetimes),
    target("History", ["Governance", "EventLog", "JSON"], settings: lifetimes),
    target("Recording", ["History", "Governance", "EventLog", "Schemas", "JSON"], settings: lifetimes),
    target(
      "Projections", ["History", "Governance", "EventLog", "SQLite", "JSON"], path: "Projections",
      settings: lifetimes),
    target(
      "Asking", ["Projections", "History", "Governance", "EventLog", "Schemas", "JSON"], settings: lifetimes),
    target(
      "Exports",
      [
        "Asking", "Projections", "History", "Governance", "EventLog", "Schemas", "JSON", "CXLSXWriter",
        "CEmbedded",
      ], settings: lifetimes),
    target("CommandLineKit", []),
    .executableTarget(
      name: "kite",
      dependencies: [
        "CommandLineKit", "Exports", "Asking", "Recording", "Projections", "History", "Governance",
        "EventLog",
        "Schemas",
        "JSON", "CEmbedded",
      ],
      swiftSettings: lifetimes),

    .executableTarget(
      name: "kite-bench",
      dependencies: ["Governance", "EventLog", "Schemas", "JSON", "CSQLite", "CCrypto"],
      exclude: ["peers.py"],
      swiftSettings: lifetimes),

    // Lets tests in any language race on one log, line by line.
    .executableTarget(name: "kite-log-driver", dependencies: ["EventLog", "JSON"], swiftSettings: strict),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests("JSONTests", ["JSON"]),
    tests("SchemasTests", ["Schemas", "JSON"]),
    tests("SQLiteTests", ["SQLite"]),
    // The driver is a dependency so that it is built: tests start it as a program.
    tests("EventLogTests", ["EventLog", "JSON", "SQLite", "kite-log-driver"], resources: [.copy("Vectors")]),
    tests("GovernanceTests", ["Governance", "Schemas", "JSON"]),
    tests("CommandLineKitTests", ["CommandLineKit"], exclude: ["Golden"]),
    tests(
      "ProjectionsTests",
      ["Projections", "Recording", "History", "Governance", "EventLog", "SQLite", "Schemas", "JSON"]),
    tests(
      "kiteTests",
      [
        "kite", "CommandLineKit", "Exports", "Asking", "Recording", "Projections", "History", "Governance",
        "EventLog",
        "Schemas",
        "JSON",
      ], exclude: ["Golden"]),
    tests(
      "ExportsTests",
      [
        "Exports", "Asking", "Projections", "Recording", "History", "Governance", "EventLog", "Schemas",
        "JSON",
        "kite",
      ]),
    tests("TidyTests", []),
  ],
  cxxLanguageStandard: .cxx17
)
