// The way from one schema to the next: forward only, one transaction each, a newer store is refused.

public import Basics
public import SQL

/// One step of the schema.
public struct Migration: Hashable, Sendable {
  /// From 1, without gaps.
  public let version: Int
  public let name: String
  public let statements: [String]
}

extension Schema {
  /// Every migration in order.
  ///
  /// Those that a release has carried are never edited.
  public static let migrations: [Migration] = [
    Migration(
      version: 1, name: "one true path",
      statements: accounts + people + events + rights + sheets + audit + results + certificates + exams
        + outcomes),
    Migration(
      version: 2, name: "evidence and accounts",
      statements: [
        "ALTER TABLE audit_entry ADD COLUMN touched TEXT",
        "ALTER TABLE account ADD COLUMN failures {integer} NOT NULL DEFAULT 0",
        "ALTER TABLE account ADD COLUMN barred_until {integer} NOT NULL DEFAULT 0",
      ]),
    Migration(
      version: 3, name: "imported sheets and joined records", statements: lateSheetsOfFiles + personMerges),
    Migration(version: 4, name: "the venue", statements: venue),
  ]

  /// The version that this program writes.
  public static var newest: Int { migrations.last?.version ?? 0 }

  /// Brings a store to the newest schema and returns the version that it had (0: it was empty).
  /// - Throws: `SQLFailure.newerSchema` where a newer program wrote it; an interrupted migration leaves the old schema.
  @discardableResult
  public static func migrate(_ engine: any SQLEngine, at now: Instant) async throws -> Int {
    try await engine.write { transaction in
      try transaction.run(
        transaction.dialect.spelled(
          """
          CREATE TABLE IF NOT EXISTS schema_version (
            version {integer} PRIMARY KEY CHECK (version > 0),
            name TEXT NOT NULL,
            applied {integer} NOT NULL
          ){strict}
          """))
      let found = try version(in: transaction)
      for migration in migrations where migration.version > found {
        for statement in migration.statements { try transaction.run(transaction.dialect.spelled(statement)) }
        try transaction.run(
          "INSERT INTO schema_version (version, name, applied) VALUES ($1, $2, $3)",
          .integer(migration.version), .text(migration.name), .integer(now.milliseconds))
      }
      return found
    }
  }

  /// Checks a store that is only read: neither older nor newer than this program knows.
  public static func check(_ engine: any SQLEngine) async throws {
    let found = try await engine.read { try known(in: $0) }
    guard found == newest else {
      throw SQLFailure.other("schema \(found) has to be brought to \(newest) first")
    }
  }

  /// The version of a file that ought to be a store.
  /// - Throws: `SQLFailure.damaged` where it is another program's database, `.newerSchema` for a newer one.
  public static func known(in transaction: any SQLTransaction) throws -> Int {
    do { return try version(in: transaction) } catch SQLFailure.other {
      throw SQLFailure.damaged("this is no database of Sizhou")
    }
  }

  /// The schema's version of a store; 0 where it is empty.
  /// - Throws: `SQLFailure.newerSchema` where a newer program wrote it.
  public static func version(in transaction: any SQLTransaction) throws -> Int {
    let row = try transaction.first("SELECT COALESCE(MAX(version), 0) AS version FROM schema_version")
    let found = try row?.integer("version") ?? 0
    guard found <= newest else { throw SQLFailure.newerSchema(found: found, known: newest) }
    return found
  }
}
