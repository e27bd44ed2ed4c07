// The store that the contract is held against, empty and on the engine of this run, with tables for the rules below.

import Foundation
import SQL
import Synchronization
import TestStores

/// A store with the means to hold its writer.
final class ContractStore: Sendable {
  let store: TestStore
  var engine: any SQLEngine { store.engine }
  private let held = Mutex((isHeld: false, waiting: [CheckedContinuation<Void, Never>]()))

  init(_ kind: TestStore.Kind = .chosen, waiting: Int = 4_096) throws {
    store = try TestStore(kind, waiting: waiting)
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
  var groups: Int { store.groups }

  /// Holds the writer, alone in its group, until `count` writes wait behind it, so that those share one.
  func holdWriter(until count: Int) async throws {
    try await engine.write { [self] _ in
      let waiting = held.withLock { held in
        defer { held = (true, []) }
        return held.waiting
      }
      for waiter in waiting { waiter.resume() }
      // A minute at most: a mistake in a test must not hang it. On a busy machine the others come late.
      for _ in 0..<60_000 where store.waiting < count { usleep(1_000) }
    }
  }

  /// Returns once `holdWriter` has the writer.
  func writerIsHeld() async {
    await withCheckedContinuation { continuation in
      let isHeld = held.withLock { held in
        if !held.isHeld { held.waiting.append(continuation) }
        return held.isHeld
      }
      if isHeld { continuation.resume() }
    }
  }

  func ids() async throws -> [String] {
    try await engine.read { try $0.run("SELECT id FROM pot ORDER BY id").map { try $0.text("id") } }
  }
}
