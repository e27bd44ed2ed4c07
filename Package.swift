// swift-tools-version: 6.2
// The house: one target a room, imports only downwards (see README.md, "Where the code is").

import Foundation
import PackageDescription

let strict = ProcessInfo.processInfo.environment["SIZHOU_STRICT"] == "1"

/// The engine for PostgreSQL joins only where pkg-config knows libpq; everything else is the same without it.
let hasLibPQ: Bool = {
  let look = Process()
  look.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  look.arguments = ["pkg-config", "--exists", "libpq"]
  look.standardError = FileHandle.nullDevice
  guard (try? look.run()) != nil else { return false }
  look.waitUntilExit()
  return look.terminationStatus == 0
}()
let engines: [Target.Dependency] = hasLibPQ ? ["SQLiteEngine", "PostgresEngine"] : ["SQLiteEngine"]

let package = Package(
  name: "sizhou",
  products: [.executable(name: "sizhou", targets: ["sizhou"])],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
  ],
  targets: [
    // The tower: pure rules, each room importing only those above it in this list.
    .target(name: "Basics", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
    .target(name: "Rubrics", dependencies: ["Basics"]),
    .target(name: "Judging", dependencies: ["Basics", "Rubrics"]),
    .target(name: "Exams", dependencies: ["Basics", "Rubrics"]),
    .target(
      name: "Certificates", dependencies: ["Basics", .product(name: "Crypto", package: "swift-crypto")]),
    .target(name: "Outcomes", dependencies: ["Basics"]),

    // The records, the office, and what they look like.
    .target(name: "SQL"),
    .target(
      name: "Records", dependencies: ["Basics", "Rubrics", "Exams", "Certificates", "Outcomes", "SQL"]),
    .target(
      name: "Office",
      dependencies: [
        "Basics", "Rubrics", "Judging", "Exams", "Certificates", "Outcomes", "SQL", "Records",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ]),
    .target(
      name: "Pages", dependencies: ["Basics", "Rubrics", "Judging", "Exams", "Certificates", "Outcomes"]),

    // The doors: they never meet except through the office.
    .target(
      name: "SQLiteEngine",
      dependencies: [
        "SQL", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(name: "RubricFiles", dependencies: ["Basics", "Rubrics", "CLibXML2"]),
    .target(name: "Tables", dependencies: ["Basics", "CLibXML2", "CZlib"]),
    .target(name: "Papers", dependencies: ["Basics", "Pages", "CPangoCairo", "CQREncode"]),
    .target(
      name: "Website",
      dependencies: [
        "Basics", "Rubrics", "Judging", "Exams", "Certificates", "Outcomes", "SQL", "Records", "Office",
        "Pages",
        "CWebAssets",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .executableTarget(
      name: "sizhou",
      dependencies: [
        "Basics", "Rubrics", "Judging", "Exams", "Certificates", "Outcomes", "SQL", "Records", "Office",
        "Pages",
        "RubricFiles", "Tables", "Papers", "Website", "CWebAssets",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ] + engines),

    // C shims.
    .target(name: "CWebAssets"),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CPangoCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev", "libcairo2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),

    // The store that a test gets, on either engine.
    .target(name: "TestStores", dependencies: ["SQL"] + engines, path: "Tests/TestStores"),

    .testTarget(name: "BasicsTests", dependencies: ["Basics"]),
    .testTarget(name: "RubricsTests", dependencies: ["Basics", "Rubrics"]),
    .testTarget(name: "RubricFilesTests", dependencies: ["Basics", "Rubrics", "RubricFiles"]),
    .testTarget(name: "JudgingTests", dependencies: ["Basics", "Rubrics", "Judging"]),
    .testTarget(name: "TablesTests", dependencies: ["Basics", "Tables"]),
    .testTarget(name: "ExamsTests", dependencies: ["Basics", "Rubrics", "Exams"]),
    .testTarget(name: "OutcomesTests", dependencies: ["Basics", "Outcomes"]),
    .testTarget(
      name: "CertificatesTests",
      dependencies: ["Basics", "Certificates", "SQL", "Records", "Office", "TestStores"]),
    .testTarget(
      name: "SQLContract", dependencies: ["Basics", "SQL", "TestStores"] + engines, path: "Tests/SQLContract"),
    .testTarget(
      name: "OfficeTests",
      dependencies: [
        "Basics", "Rubrics", "Judging", "Certificates", "SQL", "Records", "Office", "SQLiteEngine",
        "TestStores",
      ]),
    .testTarget(
      name: "WebsiteTests",
      dependencies: ["Basics", "Exams", "Rubrics", "SQL", "Office", "SQLiteEngine", "Website"]),
    .testTarget(name: "PagesTests", dependencies: ["Basics", "Pages"]),
    .testTarget(name: "PapersTests", dependencies: ["Basics", "Rubrics", "Pages", "Papers"]),
    .testTarget(
      name: "SampleTests",
      dependencies: [
        "Basics", "Rubrics", "Judging", "Exams", "Outcomes", "SQL", "Records", "Office", "RubricFiles",
        "TestStores",
      ]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)

if hasLibPQ {
  package.targets += [
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .target(name: "PostgresEngine", dependencies: ["SQL", "CLibPQ"]),
  ]
}

for target in package.targets where target.type != .system && target.name != "CWebAssets" {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]
  if hasLibPQ { target.swiftSettings?.append(.define("POSTGRESQL")) }
  if strict { target.swiftSettings?.append(.treatAllWarnings(as: .error)) }
}
