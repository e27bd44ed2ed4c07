// Copies: a backup says what it is, any change of it is found, and what comes back has an id of its own.

import Basics
import Certificates
import Foundation
import Office
import Records
import SQL
import SQLiteEngine
import TestStores
import Testing

@Suite("Copies of the store")
final class CopiesOfTheStore {
  let venue: Venue
  let folder: URL
  var copy: String { folder.appending(path: "copy.sqlite").path }

  init() async throws {
    venue = try await Venue(on: .sqlite)
    folder = FileManager.default.temporaryDirectory.appending(path: "sizhou-copies-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try SQLiteFile.copy(venue.path, to: copy)
    let now = venue.clock.now
    try SQLiteFile.change(copy) { transaction in
      let manifest = try CopyManifest(
        kind: .backup, store: try transaction.storeFact("id") ?? "", at: now, schema: Schema.newest,
        isSample: false,
        in: transaction)
      try CopyManifest.keep(manifest.json.canonical, in: transaction)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func checked(despiteAudit: Bool = false) throws -> ReturnedCopy {
    let damage = try SQLiteFile.damage(copy)
    return try SQLiteFile.read(copy) {
      try ReturnedCopy.checked(in: $0, damage: damage, despiteAudit: despiteAudit)
    }
  }

  func codes() -> [String] {
    do {
      _ = try checked()
      return []
    } catch let refusal as Refusal {
      return refusal.faults.map(\.code)
    } catch {
      return ["\(error)"]
    }
  }

  @Test("A copy is sound, names its store and counts its audit")
  func sound() async throws {
    let found = try checked()
    #expect(found.manifest.store == (try await OpenStore(venue.ports)()))
    #expect(found.entries == (try await venue.audit().entries))
    #expect(found.manifest.tables.contains { $0.name == "sheet" && $0.rows == 12 })
  }

  @Test("A copy opens from a folder that cannot be written")
  func readOnlyMedium() throws {
    let mode = try SQLiteFile.read(copy) { try $0.first("PRAGMA journal_mode")?.text("journal_mode") }
    #expect(mode == "delete")
  }

  @Test(
    "A changed value, a row more, a row less, a table more and another definition are found",
    arguments: [
      ("UPDATE judge SET unit = 'x' WHERE id = 'J1'", "copy-altered"),
      ("DELETE FROM event_version", "copy-altered"),
      ("INSERT INTO region (id, title_zh, title_en) VALUES ('x', 'x', 'x')", "copy-altered"),
      ("CREATE TABLE extra (id TEXT)", "copy-table"),
      ("DROP INDEX entry_of_division", "copy-statements"),
    ])
  func changed(sql: String, code: String) throws {
    try SQLiteFile.change(copy) { _ = try $0.run(sql) }
    #expect(codes().contains(code))
  }

  @Test("Any byte of the copy that is changed is found, or changes nothing that is kept")
  func bytes() throws {
    let whole = try Data(contentsOf: URL(filePath: copy))
    let original = try digests()
    // A spread of places over the whole file, header included.
    for at in stride(from: 20, to: whole.count, by: max(1, whole.count / 60)) {
      var broken = whole
      broken[at] ^= 0x41
      try broken.write(to: URL(filePath: copy))
      if codes().isEmpty { #expect(try digests() == original, "byte \(at)") }
    }
  }

  private func digests() throws -> [CopyManifest.Table] {
    try SQLiteFile.read(copy) {
      try CopyManifest(
        kind: .backup, store: "", at: Instant(milliseconds: 0), schema: 0, isSample: false, in: $0
      ).tables
    }
  }

  @Test("A copy of a newer schema is refused with both numbers")
  func newer() throws {
    try SQLiteFile.change(copy) { transaction in
      let text = try CopyManifest.text(in: transaction) ?? ""
      let later = text.replacing("\"schema\":\(Schema.newest)", with: "\"schema\":99")
      try transaction.run("UPDATE copy_manifest SET document = $1", .text(later))
    }
    #expect(codes() == ["schema-newer"])
  }

  @Test("A database without a manifest is no backup")
  func noManifest() throws {
    try SQLiteFile.change(copy) { try CopyManifest.remove(in: $0) }
    #expect(codes() == ["copy-none"])
  }

  @Test("A copy of a store whose audit is not sound is refused, unless somebody answers for it")
  func unsound() async throws {
    try SQLiteFile.change(copy) { transaction in
      try transaction.run("UPDATE audit_entry SET actor = 'x' WHERE sequence = 3")
      try CopyManifest.remove(in: transaction)
      let manifest = try CopyManifest(
        kind: .backup, store: "s", at: Instant(milliseconds: 0), schema: Schema.newest, isSample: false,
        in: transaction)
      try CopyManifest.keep(manifest.json.canonical, in: transaction)
    }
    #expect(codes() == ["audit-broken"])
    _ = try checked(despiteAudit: true)
  }

  @Test(
    "What comes back has a new id, an entry that says so, and a sound audit; checkpoints of before still agree"
  )
  func back() async throws {
    let key = try #require(IssuerKey(seed: [UInt8](repeating: 9, count: 32), name: "key-1", address: nil))
    let now = venue.clock.now
    let before = try await venue.engine.read { try Checkpoint(at: now, in: $0) }
    try await SetEventState(venue.ports)(event: "contest-2026", to: .closed, by: "system")
    let after = try await venue.engine.read { try Checkpoint(at: now.adding(seconds: 1), in: $0) }
    let files = try [before, after].map { (name: $0.fileName, bytes: Array(try $0.text(key: key).utf8)) }
    let found = try checked()
    try SQLiteFile.change(copy) { try found.adopt(as: "store-new", at: now, despiteAudit: false, in: $0) }
    let check = try SQLiteFile.read(copy) {
      try AuditCheck(checkpoints: files, trusted: [key.trusted], in: $0)
    }
    #expect(check.faults.isEmpty)
    #expect(check.store == "store-new")
    #expect(check.comparison.compared == 2)
    #expect(check.comparison.notes.map(\.code) == ["checkpoint-before-restore"])
    let manifest = try SQLiteFile.read(copy) { try CopyManifest.text(in: $0) }
    #expect(manifest == nil)
  }

  @Test("Of automatic copies the newest of 24 hours and of 14 days are kept, and strangers are left alone")
  func rotation() throws {
    let store = "store-0123456789abcdef"
    let start = try #require(Instant("2026-11-01T00:10:00Z"))
    // Twenty days, a copy every half hour.
    let names = (0..<960).map { AutomaticCopies.name(store: store, at: start.adding(seconds: $0 * 1_800)) }
    let others = [
      "notes.txt", AutomaticCopies.name(store: "store-another0", at: start), "sizhou-89abcdef-x.backup",
    ]
    let outdated = Set(AutomaticCopies.outdated(names + others, store: store))
    #expect(outdated.isDisjoint(with: others))
    let kept = names.filter { !outdated.contains($0) }
    // The last day is among the days and among the hours.
    #expect(kept.count == 24 + 14 - 2 || kept.count == 24 + 14 - 1)
    #expect(kept.last == names.last)
    #expect(AutomaticCopies.moment(of: names[7], store: store) == start.adding(seconds: 7 * 1_800))
  }

  @Test("Backups are noted, and an old one with changes since is told")
  func standing() async throws {
    let backups = Backups(venue.ports)
    #expect(try await backups.standing().last == nil)
    let entries = try await venue.audit().entries
    try await backups.note(file: "a.backup", sha256: "0", entries: entries, at: venue.clock.now, by: "system")
    #expect(try await backups.standing().last == venue.clock.now)
    #expect(try await backups.standing().changes == 0)
    #expect(try await backups.standing().warning(isAutomatic: true, now: venue.clock.now) == nil)
    venue.clock.turn(seconds: 27 * 3_600)
    #expect(
      try await backups.standing().warning(isAutomatic: true, now: venue.clock.now) == nil,
      "nothing has changed")
    try await SetEventState(venue.ports)(event: "contest-2026", to: .closed, by: "system")
    try await SetEventState(venue.ports)(event: "contest-2026", to: .open, by: "system")
    #expect(try await backups.standing().warning(isAutomatic: true, now: venue.clock.now) != nil)
  }
}
