// What every engine promises about writes: savepoints of their own, order, nothing lost, nothing half done.

import SQL
import TestStores
import Testing

@Suite("Writes")
struct Writes {
  struct Refused: Error {}

  @Test("A write that throws leaves nothing behind")
  func rollback() async throws {
    let store = try await ContractStore().withTable()
    await #expect(throws: Refused.self) {
      try await store.engine.write { transaction in
        try transaction.run("INSERT INTO pot (id, size) VALUES ('a', 1)")
        throw Refused()
      }
    }
    #expect(try await store.ids().isEmpty)
  }

  @Test("A failing write takes none of its companions in the same group with it")
  func savepoints() async throws {
    let store = try await ContractStore().withTable()
    let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
      for number in 0..<200 {
        group.addTask {
          do {
            try await store.engine.write { transaction in
              try transaction.run("INSERT INTO pot (id, size) VALUES ($1, 1)", .text("p\(number)"))
              if number % 3 == 0 { throw Refused() }
              if number % 7 == 0 {
                try transaction.run("INSERT INTO pot (id, size) VALUES ($1, 1)", .text("p\(number)"))
              }
            }
            return (number, true)
          } catch {
            return (number, false)
          }
        }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    let expected = Set((0..<200).filter { $0 % 3 != 0 && $0 % 7 != 0 })
    #expect(Set(outcomes.filter(\.value).keys) == expected)
    #expect(Set(try await store.ids()) == Set(expected.map { "p\($0)" }))
  }

  @Test("Every acknowledged write of 64 clients is there, once, and flushes are shared")
  func concurrent() async throws {
    let store = try await ContractStore().withTable()
    await withTaskGroup(of: Void.self) { group in
      for client in 0..<64 {
        group.addTask {
          for number in 0..<20 {
            try? await store.engine.write {
              _ = try $0.run(
                "INSERT INTO pot (id, size) VALUES ($1, $2)", .text("c\(client)-\(number)"), .integer(number))
            }
          }
        }
      }
    }
    #expect(try await store.ids().count == 64 * 20)
    #expect(store.groups < 64 * 20)
  }

  @Test("Writes that wait together are committed together")
  func oneGroup() async throws {
    let store = try await ContractStore().withTable()
    let before = store.groups
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await store.holdWriter(until: 10) }
      for number in 0..<10 {
        group.addTask {
          await store.writerIsHeld()
          try await store.engine.write {
            _ = try $0.run("INSERT INTO pot (id, size) VALUES ($1, 1)", .text("p\(number)"))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await store.ids().count == 10)
    #expect(store.groups - before == 2)
  }

  @Test(
    "When the commit of a group fails, every write of it is refused, none is kept, and the next group is well"
  )
  func failedCommit() async throws {
    let store = try await ContractStore().withTable()
    let refused = await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        try? await store.holdWriter(until: 6)
        return false
      }
      for number in 0..<6 {
        group.addTask {
          await store.writerIsHeld()
          do {
            try await store.engine.write { transaction in
              try transaction.run("INSERT INTO pot (id, size) VALUES ($1, 1)", .text("p\(number)"))
              // A promise that is not kept by the end of the transaction fails its commit.
              if number == 3 { try transaction.run("INSERT INTO promise (id, pot) VALUES ('x', 'none')") }
            }
            return false
          } catch {
            return true
          }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(refused == 6)
    #expect(try await store.ids().isEmpty)
    try await store.engine.write { _ = try $0.run("INSERT INTO pot (id, size) VALUES ('after', 1)") }
    #expect(try await store.ids() == ["after"])
  }

  @Test("A last statement runs once for all writes of a group that ask for it, and not for one that fails")
  func lastStatements() async throws {
    let store = try await ContractStore().withTable()
    try await store.engine.write {
      _ = try $0.run("INSERT INTO pot (id, size) VALUES ('count', 0), ('failed', 0)")
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await store.holdWriter(until: 6) }
      for number in 0..<6 {
        group.addTask {
          await store.writerIsHeld()
          try? await store.engine.write { transaction in
            try transaction.run("INSERT INTO pot (id, size) VALUES ($1, 1)", .text("p\(number)"))
            let counted = number == 3 ? "failed" : "count"
            try transaction.runLast("UPDATE pot SET size = size + 1 WHERE id = $1", [.text(counted)])
            if number == 3 { throw Refused() }
          }
        }
      }
    }
    let rows = try await store.engine.read {
      try $0.run("SELECT size FROM pot WHERE id IN ('count', 'failed') ORDER BY id")
    }
    #expect(try rows.map { try $0.integer("size") } == [1, 0])
    #expect(try await store.ids().count == 7)
  }

  @Test("Two processes on one store see each other's acknowledged writes, and nothing is lost between them")
  func twoProcesses() async throws {
    let store = try await ContractStore().withTable()
    let other = try store.store.again()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        group.addTask {
          let engine = number % 2 == 0 ? store.engine : other
          do {
            try await engine.write { transaction in
              let count = try transaction.first("SELECT COUNT(*) AS n FROM pot")?.integer("n") ?? -1
              try transaction.run(
                "INSERT INTO pot (id, size) VALUES ($1, $2)", .text("p\(number)"), .integer(count))
            }
          } catch {
            Issue.record("\(error)")
          }
        }
      }
    }
    let sizes = try await other.read {
      try $0.run("SELECT size FROM pot ORDER BY size").map { try $0.integer("size") }
    }
    // Each saw all before it: the numbers stand in one row, none twice.
    #expect(sizes == Array(0..<200))
  }

  @Test("The last to hold a store may be one of its own writes")
  func lastHolder() async throws {
    for _ in 0..<20 {
      let store = try ContractStore()
      try await store.engine.write { _ in _ = store.groups }
    }
  }

  @Test("Writes of one client take effect in their order, and each sees those before it")
  func order() async throws {
    let store = try await ContractStore().withTable()
    for number in 0..<50 {
      let before = try await store.engine.write { transaction -> Int in
        let count = try transaction.first("SELECT count(*) AS n FROM pot")?.integer("n") ?? -1
        try transaction.run("INSERT INTO pot (id, size) VALUES ($1, 1)", .text("p\(number)"))
        return count
      }
      #expect(before == number)
    }
  }

  @Test("An acknowledged write is seen by the next read")
  func readYourWrites() async throws {
    let store = try await ContractStore().withTable()
    for number in 1...20 {
      try await store.engine.write {
        _ = try $0.run("INSERT INTO pot (id, size) VALUES ($1, 1)", .text("p\(number)"))
      }
      #expect(try await store.ids().count == number)
    }
  }

  @Test("A queue that is full refuses with busy and stores what it took")
  func bounded() async throws {
    let store = try await ContractStore(waiting: 4).withTable()
    let stored = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<400 {
        group.addTask {
          do {
            try await store.engine.write {
              _ = try $0.run("INSERT INTO pot (id, size) VALUES ($1, 1)", .text("p\(number)"))
            }
            return true
          } catch SQLFailure.busy {
            return false
          } catch {
            Issue.record("\(error)")
            return false
          }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(try await store.ids().count == stored)
    #expect(stored > 0)
  }

  @Test("Whoever listens for changes hears of the newest one")
  func changes() async throws {
    let store = try await ContractStore().withTable()
    let before = store.engine.version
    let stream = store.engine.changes()
    try await store.engine.write { _ = try $0.run("INSERT INTO pot (id, size) VALUES ('a', 1)") }
    var heard: Int?
    for await version in stream {
      heard = version
      break
    }
    #expect(heard == store.engine.version)
    #expect(store.engine.version == before + 1)
  }
}
