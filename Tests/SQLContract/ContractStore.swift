// The engines that the contract is held against, each with an empty store of its own.

import Foundation
import SQL
import SQLiteEngine
import Synchronization

/// A store in a temporary folder, removed when the test lets go of it.
final class ContractStore: Sendable {
  /// What the rules common to all engines see.
  var engine: any SQLEngine { sqlite }
  let sqlite: SQLiteEngine
  let path: String
  private let folder: URL
  private let held = Mutex(false)

  init(waiting: Int = 4_096) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "sizhou-contract-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appending(path: "store.sqlite").path
    sqlite = try SQLiteEngine(path: path, waiting: waiting)
  }

  deinit {
    try? sqlite.close()
    try? FileManager.default.removeItem(at: folder)
  }

  /// A table with a key and a number, which the rules below use.
  func withTable() async throws -> ContractStore {
    let dialect = engine.dialect
    try await engine.write { transaction in
      try transaction.run(
        dialect.spelled(
          """
          CREATE TABLE pot (id TEXT{bytes} PRIMARY KEY, size {integer} NOT NULL CHECK (size >= 0), lid {blob}, note TEXT){strict}
          """))
      try transaction.run(
        dialect.spelled(
          "CREATE TABLE soup (id TEXT PRIMARY KEY, pot TEXT NOT NULL REFERENCES pot (id)){strict}"))
      try transaction.run(
        dialect.spelled(
          """
          CREATE TABLE promise (
            id TEXT PRIMARY KEY, pot TEXT NOT NULL REFERENCES pot (id) DEFERRABLE INITIALLY DEFERRED){strict}
          """))
    }
    return self
  }

  /// Groups of writes committed so far.
  var groups: Int { sqlite.commits.groups }

  /// Writes that wait for the writer.
  var waiting: Int { sqlite.waiting }

  /// Holds the writer, alone in its group, until `count` writes wait behind it, so that those share one.
  func holdWriter(until count: Int) async throws {
    try await engine.write { [self] _ in
      held.withLock { $0 = true }
      // A second at most: a mistake in a test must not hang it.
      for _ in 0..<5_000 where waiting < count { usleep(200) }
    }
  }

  /// Returns once `holdWriter` has the writer.
  func writerIsHeld() async {
    while !held.withLock({ $0 }) { await Task.yield() }
  }

  func ids() async throws -> [String] {
    try await engine.read { try $0.run("SELECT id FROM pot ORDER BY id").map { try $0.text("id") } }
  }
}
