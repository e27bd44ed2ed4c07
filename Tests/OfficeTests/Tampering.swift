// Rows changed with a plain SQL shell are found, each by name, and what the program itself does never looks like that.

import Basics
import Office
import Records
import SQL
import Testing

@Suite("Rows changed behind the program's back")
struct Tampering {
  let venue: Venue

  init() async throws {
    venue = try await Venue()
    for (number, sheet) in try await venue.sheets("J1").enumerated() {
      _ = try await SubmitSheet(venue.ports)(
        token: venue.token("J1"), sheet: sheet, ifMatch: "\"r0\"", writeID: "w\(number)", body: Venue.body())
    }
    try await KeepAccounts(venue.ports).add(
      login: "wu", name: "吴", password: "correct horse",
      grants: [RoleGrant(role: .organizer, region: "522626")],
      mustChange: false, id: "account-wu", by: "system")
    let entry = try await venue.entries()[0].id
    try await SetEntryStatus(venue.ports)(
      entry: entry, status: "withdrawn", reason: "生病", by: "account:account-wu")
    try await SetEntryStatus(venue.ports)(entry: entry, status: "ok", reason: "误报", by: "account:account-wu")
  }

  /// The subjects of what is found after a statement of a shell; the audit's own rows are left alone.
  func found(_ statements: String...) async throws -> [String] {
    try await venue.engine.write { transaction in
      for statement in statements { try transaction.run(statement) }
    }
    let report = try await venue.audit()
    #expect(report.breaks.isEmpty)
    return report.strays.map(\.subject)
  }

  @Test("Nothing is found where only the program was at work")
  func clean() async throws {
    let report = try await venue.audit()
    #expect(report.faults.isEmpty)
  }

  @Test("Another password in an account is found")
  func password() async throws {
    #expect(try await found("UPDATE account SET password = 'scrypt$4$00$00'") == ["account:account-wu"])
  }

  @Test("A role that nobody gave is found")
  func role() async throws {
    let subjects = try await found(
      "INSERT INTO role_grant (id, account, role, region) VALUES ('g-x', 'account-wu', 'administrator', '522626')"
    )
    #expect(subjects == ["role_grant:g-x"])
  }

  @Test("Two blind codes that changed places are found")
  func codes() async throws {
    let entries = try await venue.entries()
    let subjects = try await found(
      "UPDATE entry SET code = 'tmp' WHERE id = '\(entries[0].id)'",
      "UPDATE entry SET code = '\(entries[0].code ?? "")' WHERE id = '\(entries[1].id)'",
      "UPDATE entry SET code = '\(entries[1].code ?? "")' WHERE id = '\(entries[0].id)'")
    #expect(Set(subjects) == ["entry:\(entries[0].id)", "entry:\(entries[1].id)"])
  }

  @Test("A sheet given to another judge is found")
  func sheetOwner() async throws {
    let sheet = try await venue.sheets("J2")[0]
    let subjects = try await found("UPDATE sheet SET judge = 'J3', run = 2 WHERE id = '\(sheet)'")
    #expect(subjects == ["division:hot"])
  }

  @Test("A deleted revision, an invented one and an older one put forward are found")
  func revisions() async throws {
    let sheets = try await venue.sheets("J1")
    #expect(
      try await found("DELETE FROM sheet_revision WHERE write_id = 'w0'") == ["sheet:\(sheets[0])"])
    let hash = sha256Hex(Array("{}".utf8))
    #expect(
      try await found(
        """
        INSERT INTO sheet_revision (sheet, revision, marks, hash, write_id, body_hash, device, sequence, received, written_by)
        VALUES ('\(sheets[1])', 2, '{}', '\(hash)', 'w-x', 'x', 'd', 1, 1, 'judge:J1')
        """, "UPDATE sheet SET revision = 2 WHERE id = '\(sheets[1])'"
      ).contains("sheet:\(sheets[1])"))
  }

  @Test("A signature that nobody gave is found, and so is a signed sheet that was opened")
  func signatures() async throws {
    let sheet = try await venue.sheets("J1")[0]
    #expect(try await found("UPDATE sheet SET state = 'signed' WHERE id = '\(sheet)'") == ["sheet:\(sheet)"])
  }

  @Test("A sign-in that nobody made is found")
  func signIn() async throws {
    let subjects = try await found(
      """
      INSERT INTO sign_in (token_hash, account, device, csrf, created, seen, expires)
      VALUES ('0123456789abcdef', 'account-wu', 'x', 'x', 0, 0, 9999999999999)
      """)
    #expect(subjects == ["sign_in:0123456789ab"])
  }

  @Test("A person's name, a deleted judge's card and an event's day are found")
  func others() async throws {
    let person = try await venue.engine.read { try $0.people(region: "522626")[0].id }
    #expect(try await found("UPDATE person SET name = '别人' WHERE id = '\(person)'") == ["person:\(person)"])
    let more = try await found(
      "UPDATE judge SET pin_hash = 'x' WHERE id = 'J2'", "UPDATE event SET day = '2026-11-29'")
    #expect(Set(more) == ["person:\(person)", "judge:J2", "event:contest-2026"])
  }

  @Test("Another store id and another salt are found")
  func identity() async throws {
    #expect(try await found("UPDATE store_fact SET value = 'store-x' WHERE name = 'id'") == ["store_fact:id"])
  }

  @Test("A rubric with other bytes is found")
  func rubric() async throws {
    try await venue.engine.write { _ = try $0.run("UPDATE rubric SET bytes = $1", .blob(Array("10 ".utf8))) }
    let subjects = try await found()
    #expect(subjects == ["rubric:\(sha256Hex(Venue.rubric).prefix(12))"])
  }

  @Test("Entries come before rows, and the row recorded first comes first")
  func order() async throws {
    try await venue.engine.write { transaction in
      try transaction.run("UPDATE account SET name = 'x'")
      try transaction.run("UPDATE event SET title_zh = 'x'")
      try transaction.run("UPDATE audit_entry SET actor = 'x' WHERE sequence = 7")
    }
    let report = try await venue.audit()
    #expect(report.faults.map(\.code) == ["audit-broken", "audit-stray", "audit-stray"])
    #expect(report.strays.map(\.subject) == ["event:contest-2026", "account:account-wu"])
    #expect(report.strays[0].said != nil)
  }

  @Test("What earlier programs left is taken as it stands, and from then on vouched for")
  func earlier() async throws {
    try await venue.engine.write { transaction in
      try transaction.run("UPDATE audit_entry SET touched = NULL")
      try transaction.run("DELETE FROM audit_entry")
      try transaction.run("DELETE FROM store_fact WHERE name = 'salt'")
    }
    try await OpenStore(venue.ports)()
    let strays = try await venue.audit().strays.filter { !$0.subject.hasPrefix("sheet:") }
    #expect(strays.isEmpty)
    #expect(try await found("UPDATE account SET name = 'x'").contains("account:account-wu"))
  }
}
