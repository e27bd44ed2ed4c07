// What every engine does with a statement: placeholders, values, order, constraints.

import SQL
import Testing

@Suite("Statements")
struct Statements {
  @Test("Placeholders are bound by their number, whatever their order, and may repeat")
  func placeholders() async throws {
    let store = try await ContractStore().withTable()
    let row = try await store.engine.read { try $0.first("SELECT $2 AS b, $1 AS a, $2 AS c", "one", "two") }
    #expect(try row?.text("a") == "one")
    #expect(try row?.text("b") == "two")
    #expect(try row?.text("c") == "two")
  }

  @Test("More than nine placeholders keep their numbers")
  func manyPlaceholders() async throws {
    let store = try await ContractStore().withTable()
    let row = try await store.engine.read { transaction in
      try transaction.run(
        "SELECT $11 AS k, $10 AS j, $1 AS a, $2 AS b, $3 AS c, $4 AS d, $5 AS e, $6 AS f, $7 AS g, $8 AS h, $9 AS i",
        (1...11).map { .integer($0) }
      ).first
    }
    #expect(try row?.integer("a") == 1)
    #expect(try row?.integer("j") == 10)
    #expect(try row?.integer("k") == 11)
  }

  @Test("A dollar sign inside a quoted text is no placeholder")
  func quotedDollar() async throws {
    let store = try await ContractStore().withTable()
    let row = try await store.engine.read { try $0.first("SELECT '$2' AS price, $1 AS a", "x") }
    #expect(try row?.text("price") == "$2")
  }

  @Test("Too few or too many values are refused", arguments: [[], ["a", "b"]] as [[SQLValue]])
  func wrongCount(values: [SQLValue]) async throws {
    let store = try await ContractStore().withTable()
    await #expect(throws: SQLFailure.self) {
      try await store.engine.read { try $0.run("SELECT $1 AS a", values) }
    }
  }

  @Test("Values come back as they went in")
  func roundTrip() async throws {
    let store = try await ContractStore().withTable()
    let name = "龙师傅's 𠮷 \" pot\n"
    let values: [SQLValue] = [.text(name), .integer(.max), .blob([0, 255, 1]), .null]
    try await store.engine.write {
      _ = try $0.run("INSERT INTO pot (id, size, lid, note) VALUES ($1, $2, $3, $4)", values)
    }
    let row = try await store.engine.read { try $0.first("SELECT id, size, lid, note FROM pot") }
    #expect(row?.values == values)
  }

  @Test("A text with U+0000 is refused, not cut short")
  func nul() async throws {
    let store = try await ContractStore().withTable()
    await #expect(throws: SQLFailure.self) {
      try await store.engine.read { try $0.run("SELECT $1 AS a", "a\0b") }
    }
  }

  @Test("Texts are ordered by their bytes")
  func byteOrder() async throws {
    let store = try await ContractStore().withTable()
    let ids = ["b", "a", "B", "A10", "A2", "鸭", "é", "Z"]
    try await store.engine.write { transaction in
      for id in ids { try transaction.run("INSERT INTO pot (id, size) VALUES ($1, 1)", .text(id)) }
    }
    #expect(try await store.ids() == ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test("A second row with the same key is a unique violation that names the column")
  func uniqueViolation() async throws {
    let store = try await ContractStore().withTable()
    let insert: @Sendable (any SQLTransaction) throws -> Void = { transaction in
      try transaction.run("INSERT INTO pot (id, size) VALUES ('wok', 1)")
    }
    try await store.engine.write(insert)
    await #expect(throws: SQLFailure.uniqueViolation(constraint: "pot.id")) {
      try await store.engine.write(insert)
    }
  }

  @Test(
    "CHECK, NOT NULL, foreign keys and types are enforced",
    arguments: [
      "INSERT INTO pot (id, size) VALUES ('a', -1)", "INSERT INTO pot (id) VALUES ('a')",
      "INSERT INTO soup (id, pot) VALUES ('a', 'none')", "INSERT INTO pot (id, size) VALUES ('a', 'big')",
    ])
  func constraints(sql: String) async throws {
    let store = try await ContractStore().withTable()
    do {
      try await store.engine.write { _ = try $0.run(sql) }
      Issue.record("accepted")
    } catch let failure as SQLFailure {
      guard case .constraintViolation = failure else {
        Issue.record("\(failure)")
        return
      }
    }
    #expect(try await store.ids().isEmpty)
  }

  @Test("A reader cannot write")
  func readOnly() async throws {
    let store = try await ContractStore().withTable()
    await #expect(throws: SQLFailure.readOnly) {
      try await store.engine.read { _ = try $0.run("INSERT INTO pot (id, size) VALUES ('a', 1)") }
    }
  }

  @Test("A failure never carries the values of a statement")
  func noValuesInFailures() async throws {
    let store = try await ContractStore().withTable()
    do {
      try await store.engine.write { transaction in
        for _ in 0..<2 {
          try transaction.run("INSERT INTO pot (id, size) VALUES ($1, 1)", "522699197903120119")
        }
      }
      Issue.record("accepted")
    } catch {
      #expect(!"\(error)".contains("522699"))
    }
  }
}
