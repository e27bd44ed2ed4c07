// The audit chain finds what was changed behind the program's back.

import Basics
import Office
import Records
import SQL
import Testing

@Suite("The chain of evidence")
struct Evidence {
  let venue: Venue

  init() async throws {
    venue = try await Venue()
    for (number, sheet) in try await venue.sheets("J1").enumerated() {
      _ = try await SubmitSheet(venue.ports)(
        token: venue.token("J1"), sheet: sheet, ifMatch: "\"r0\"", writeID: "w\(number)", body: Venue.body())
    }
  }

  @Test("Untouched, every chain and every sheet is sound")
  func sound() async throws {
    let report = try await venue.audit()
    #expect(report.isSound)
    #expect(report.entries > 20)
  }

  @Test(
    "An edit, a deletion and a change of order are found at the first bad entry",
    arguments: [
      ("UPDATE audit_entry SET actor = 'judge:J2' WHERE sequence = 7", 7),
      ("UPDATE audit_entry SET new = '{}' WHERE sequence = 9", 9),
      ("UPDATE audit_entry SET at = at + 1 WHERE sequence = 8", 8),
      ("DELETE FROM audit_entry WHERE sequence = 5", 5),
      ("UPDATE audit_entry SET sequence = 1000 WHERE sequence = 6", 6),
      ("UPDATE audit_entry SET previous = hash WHERE sequence = 4", 4),
    ])
  func broken(sql: String, sequence: Int) async throws {
    try await venue.engine.write { _ = try $0.run(sql) }
    let report = try await venue.audit()
    #expect(report.breaks.map(\.sequence) == [sequence])
  }

  @Test(
    "A sheet that differs from its last audited revision is found",
    arguments: [
      #"UPDATE sheet_revision SET marks = '{"taste":"10"}' WHERE write_id = 'w0'"#,
      "UPDATE sheet_revision SET hash = replace(hash, 'a', 'b') WHERE write_id = 'w0'",
      "UPDATE sheet SET revision = 0 WHERE id IN (SELECT sheet FROM sheet_revision WHERE write_id = 'w0')",
    ])
  func strays(sql: String) async throws {
    try await venue.engine.write { _ = try $0.run(sql) }
    let report = try await venue.audit()
    #expect(report.strays.map(\.subject) == ["sheet:" + (try await venue.sheets("J1")[0])])
  }
}
