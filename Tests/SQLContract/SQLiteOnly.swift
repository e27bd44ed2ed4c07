// What only SQLite has to be held to: that a flush is a flush, and how a file is opened.

import Foundation
import SQL
import SQLiteEngine
import TestStores
import Testing

@Suite("SQLite")
struct SQLiteOnly {
  @Test("The writer has synchronous=FULL, WAL and foreign keys")
  func pragmas() throws {
    let store = try TestStore(.sqlite)
    #expect(try store.sqlite?.pragma("synchronous") == "2")
    #expect(try store.sqlite?.pragma("journal_mode") == "wal")
    #expect(try store.sqlite?.pragma("foreign_keys") == "1")
  }

  @Test("A store opened read-only reads and refuses writes")
  func readOnly() async throws {
    let store = try await ContractStore(.sqlite).withTable()
    let reader = try SQLiteEngine(path: store.store.path, access: .readOnly)
    let count = try await reader.read { try $0.first("SELECT count(*) AS n FROM pot")?.integer("n") }
    #expect(count == 0)
    await #expect(throws: SQLFailure.readOnly) {
      try await reader.write { _ = try $0.run("DELETE FROM pot") }
    }
    try reader.close()
  }

  @Test("A file that is no database is called damaged")
  func noDatabase() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "sizhou-\(UUID().uuidString).sqlite")
      .path
    try Data(repeating: 65, count: 8_192).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      _ = try SQLiteEngine(path: path)
      Issue.record("opened")
    } catch let failure as SQLFailure {
      guard case .damaged = failure else {
        Issue.record("\(failure)")
        return
      }
    }
  }

  @Test("A copy made while others write holds everything acknowledged before it began")
  func copy() async throws {
    let store = try await ContractStore(.sqlite).withTable()
    for number in 0..<10 {
      try await store.engine.write {
        _ = try $0.run("INSERT INTO pot (id, size) VALUES ($1, 1)", .text("p\(number)"))
      }
    }
    let path = store.store.path + ".copy"
    try store.store.sqlite?.copy(to: path)
    let copy = try SQLiteEngine(path: path, access: .readOnly)
    let count = try await copy.read { try $0.first("SELECT count(*) AS n FROM pot")?.integer("n") }
    #expect(count == 10)
    try copy.close()
  }
}
