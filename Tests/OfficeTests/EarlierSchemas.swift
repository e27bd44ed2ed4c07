// Stores of every earlier schema, with data in them, come forward whole; one that is interrupted stays what it was.

import Basics
import Office
import Records
import SQL
import TestStores
import Testing

@Suite("Stores of earlier schemas")
struct EarlierSchemas {
  /// A store as the program of that schema left it, with the contest of `Venue` in it.
  struct Earlier {
    let version: Int
    let store = try? TestStore()
    let venue: Venue

    init(version: Int) async throws {
      self.version = version
      venue = try await Venue()
      let sheet = try await venue.sheets("J1")[0]
      _ = try await SubmitSheet(venue.ports)(
        token: venue.token("J1"), sheet: sheet, ifMatch: "\"r0\"", writeID: "w1", body: Venue.body())
      let rows = try await self.rows(venue.engine)
      let (statements, lines) = (self.statements, try Self.chain())
      try await engine.write { transaction in
        let dialect = transaction.dialect
        try transaction.run(
          dialect.spelled(
            "CREATE TABLE schema_version (version {integer} PRIMARY KEY, name TEXT NOT NULL, applied {integer} NOT NULL){strict}"
          ))
        for statement in statements { try transaction.run(dialect.spelled(statement)) }
        for number in 1...version {
          try transaction.run(
            "INSERT INTO schema_version (version, name, applied) VALUES ($1, 'earlier', 0)", .integer(number))
        }
        for (table, rows) in rows {
          for row in rows { try Self.insert(row, into: table, transaction) }
        }
        for line in lines { try Self.insert(line, into: "audit_entry", transaction) }
      }
    }

    var engine: any SQLEngine {
      get throws { try #require(store).engine }
    }

    var statements: [String] { Schema.migrations.prefix(version).flatMap(\.statements) }

    /// The tables of that schema, in the order in which they refer to each other.
    var tables: [String] {
      statements.compactMap { statement in
        guard let start = statement.firstRange(of: "CREATE TABLE ") else { return nil }
        let name = String(statement[start.upperBound...].prefix { $0 != " " })
        // A table made anew takes the place and the name of the earlier one.
        return statements.contains { $0.hasPrefix("ALTER TABLE \(name) RENAME ") } ? nil : name
      }
    }

    /// Columns that came later, as `table.column`.
    var later: Set<String> {
      Set(
        Schema.migrations.dropFirst(version).flatMap(\.statements).compactMap { statement in
          let words = statement.split(separator: " ")
          return words.starts(with: ["ALTER", "TABLE"]) ? "\(words[2]).\(words[5])" : nil
        })
    }

    /// Every row of the tables that are neither evidence nor made anew, with the columns of that schema.
    func rows(_ engine: any SQLEngine) async throws -> [(table: String, rows: [SQLRow])] {
      let (tables, later) = (self.tables, self.later)
      return try await engine.read { transaction in
        try tables.filter { $0 != "audit_entry" && $0 != "store_fact" }.map { table in
          let rows = try transaction.run("SELECT * FROM \(table)").map { row in
            let kept = row.columns.indices.filter { !later.contains("\(table).\(row.columns[$0])") }
            return SQLRow(columns: kept.map { row.columns[$0] }, values: kept.map { row.values[$0] })
          }
          return (table, rows.sorted { "\($0.values)" < "\($1.values)" })
        }
      }
    }

    private static func insert(_ row: SQLRow, into table: String, _ transaction: any SQLTransaction) throws {
      let places = row.columns.indices.map { "$\($0 + 1)" }
      try transaction.run(
        "INSERT INTO \(table) (\(row.columns.joined(separator: ", "))) VALUES (\(places.joined(separator: ", ")))",
        row.values)
    }

    /// Three entries of the first schema, which knew no digests of rows.
    private static func chain() throws -> [SQLRow] {
      var previous = Audit.origin
      return (1...3).map { sequence in
        let sealed = JSON.object([
          ("act", .string("old.act")), ("actor", .string("system")), ("at", .integer(sequence)),
          ("chain", .string("main")), ("new", .null), ("old", .null), ("reason", .null),
          ("sequence", .integer(sequence)), ("subject", .string("store")),
        ]).compact
        let hash = sha256Hex(Array((previous + "\n" + sealed).utf8))
        defer { previous = hash }
        return SQLRow(
          columns: ["chain", "sequence", "at", "actor", "act", "subject", "previous", "hash"],
          values: [
            "main", .integer(sequence), .integer(sequence), "system", "old.act", "store", .text(previous),
            .text(hash),
          ])
      }
    }
  }

  static let versions = Array(1..<Schema.newest)

  @Test("Every row comes forward as it was, and the evidence still verifies", arguments: versions)
  func forward(version: Int) async throws {
    let earlier = try await Earlier(version: version)
    let before = try await earlier.rows(earlier.engine)
    #expect(before.contains { $0.table == "sheet_revision" && !$0.rows.isEmpty })
    #expect(try await Schema.migrate(earlier.engine, at: Instant(milliseconds: 9)) == version)
    try await Schema.check(earlier.engine)
    let after = try await earlier.rows(earlier.engine)
    #expect(before.map(\.rows) == after.map(\.rows))
    let report = try await earlier.engine.read { try Audit.verify(in: $0) }
    #expect(report.breaks.isEmpty)
    #expect(report.entries == 3)
  }

  @Test("A migration that fails on its way leaves the earlier schema and every row", arguments: versions)
  func interrupted(version: Int) async throws {
    let earlier = try await Earlier(version: version)
    // A late statement of the next migration, one that needs none before it, will find its work done by somebody else.
    let next = Schema.migrations[version]
    let done = try #require(next.statements.last { !$0.hasPrefix("CREATE INDEX") })
    try await earlier.engine.write { _ = try $0.run($0.dialect.spelled(done)) }
    let before = try await earlier.rows(earlier.engine)
    await #expect(throws: SQLFailure.self) {
      try await Schema.migrate(earlier.engine, at: Instant(milliseconds: 9))
    }
    #expect(try await earlier.engine.read { try Schema.version(in: $0) } == version)
    #expect(try await earlier.rows(earlier.engine).map(\.rows) == before.map(\.rows))
    let first = next.statements[0]
    await #expect(throws: Never.self, "the first statement of the migration was kept") {
      try await earlier.engine.write { _ = try $0.run($0.dialect.spelled(first)) }
    }
  }
}
