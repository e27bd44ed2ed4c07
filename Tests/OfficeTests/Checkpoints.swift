// Checkpoints kept outside show that the end of a chain was cut off or a whole chain was written anew.

import Basics
import Certificates
import Office
import Records
import SQL
import Testing

@Suite("Checkpoints")
struct Checkpoints {
  let venue: Venue
  let key: IssuerKey

  init() async throws {
    venue = try await Venue()
    key = try #require(IssuerKey(seed: [UInt8](repeating: 9, count: 32), name: "key-1", address: nil))
  }

  func checkpoint() async throws -> (name: String, bytes: [UInt8]) {
    let now = venue.clock.now
    let point = try await venue.engine.read { try Checkpoint(at: now, in: $0) }
    return (point.fileName, Array(try point.text(key: key).utf8))
  }

  func check(_ files: [(name: String, bytes: [UInt8])]) async throws -> AuditCheck {
    let trusted = [key.trusted]
    return try await venue.engine.read { try AuditCheck(checkpoints: files, trusted: trusted, in: $0) }
  }

  /// Makes every hash of the chain right again, as somebody with a program of his own could.
  func rewrite() async throws {
    try await venue.engine.write { transaction in
      var previous = Audit.origin
      for row in try transaction.run("SELECT * FROM audit_entry ORDER BY sequence") {
        var members: [(String, JSON)] = [
          ("act", .string(try row.text("act"))), ("actor", .string(try row.text("actor"))),
          ("at", .integer(try row.integer("at"))), ("chain", .string(try row.text("chain"))),
          ("new", .optional(try row.optionalText("new"))), ("old", .optional(try row.optionalText("old"))),
          ("reason", .optional(try row.optionalText("reason"))),
          ("sequence", .integer(try row.integer("sequence"))),
          ("subject", .string(try row.text("subject"))),
        ]
        if let touched = try row.optionalText("touched") { members.append(("touched", .string(touched))) }
        let hash = sha256Hex(Array((previous + "\n" + JSON.object(members).compact).utf8))
        try transaction.run(
          "UPDATE audit_entry SET previous = $2, hash = $3 WHERE sequence = $1",
          .integer(try row.integer("sequence")),
          .text(previous), .text(hash))
        previous = hash
      }
    }
  }

  @Test("A checkpoint of an untouched store agrees with it, later entries or not")
  func agree() async throws {
    let first = try await checkpoint()
    try await SetEventState(venue.ports)(event: "contest-2026", to: .closed, by: "system")
    let check = try await check([first])
    #expect(check.isSound)
    #expect(check.comparison.compared == 1)
    #expect(check.comparison.covered == check.report.entries - 1)
  }

  @Test("Newest entries that were cut off are found by the checkpoint alone, with the first one missing")
  func cut() async throws {
    try await SetEventState(venue.ports)(event: "contest-2026", to: .closed, by: "system")
    let file = try await checkpoint()
    let count = try await check([]).report.entries
    try await venue.engine.write { transaction in
      try transaction.run("DELETE FROM audit_entry WHERE sequence = (SELECT MAX(sequence) FROM audit_entry)")
      try transaction.run("UPDATE event SET state = 'open'")
    }
    #expect(try await check([]).isSound, "nothing inside the store tells")
    let faults = try await check([file]).faults
    #expect(faults.map(\.code) == ["audit-cut"])
    #expect(faults.first?.words.en.contains("from entry \(count) on") == true)
  }

  @Test("A chain that was written anew, hashes and all, is found by the checkpoint")
  func rewritten() async throws {
    let file = try await checkpoint()
    try await venue.engine.write {
      _ = try $0.run("UPDATE audit_entry SET actor = 'account:somebody' WHERE sequence = 12")
    }
    try await rewrite()
    #expect(try await check([]).report.breaks.isEmpty)
    #expect(try await check([file]).faults.map(\.code) == ["audit-rewritten"])
  }

  @Test("A checkpoint that was edited, that a stranger signed, or that is no checkpoint proves nothing")
  func unusable() async throws {
    let file = try await checkpoint()
    var edited = file
    edited.bytes = Array(
      String(decoding: file.bytes, as: UTF8.self).replacing("\"sequence\":", with: "\"sequence\":1").utf8)
    let stranger = try #require(
      IssuerKey(seed: [UInt8](repeating: 8, count: 32), name: "key-1", address: nil))
    let now = venue.clock.now
    let point = try await venue.engine.read { try Checkpoint(at: now, in: $0) }
    let foreign = (name: "b.json", bytes: Array(try point.text(key: stranger).utf8))
    let codes = try await check([file, edited, foreign, ("c.json", Array("{}".utf8))]).faults.map(\.code)
    #expect(codes == ["checkpoint-altered", "checkpoint-unknown-key", "checkpoint-unreadable"])
  }

  @Test("Checkpoints of another store are no proof for this one")
  func otherStore() async throws {
    let other = try await Venue(seed: "other")
    let now = venue.clock.now
    let point = try await other.engine.read { try Checkpoint(at: now, in: $0) }
    let file = (name: "a.json", bytes: Array(try point.text(key: key).utf8))
    #expect(try await check([file]).faults.map(\.code) == ["checkpoint-other-store"])
  }
}
