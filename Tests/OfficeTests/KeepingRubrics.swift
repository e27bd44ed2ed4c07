// Rubrics of an office: new ones stand beside the old, of two that want one name only one is kept, and all of it is on record.

import Basics
import Office
import Records
import Rubrics
import SQL
import Testing

@Suite("Keeping rubrics")
struct KeepingRubrics {
  private func kept(_ venue: Venue) async throws -> [KeptRubricRow] {
    try await venue.engine.read { try $0.keptRubrics() }
  }

  @Test("A rubric is kept under its digest with an entry that names what it was made from")
  func onRecord() async throws {
    let venue = try await Venue()
    let bytes = Array("20".utf8)
    let sha256 = try await KeepRubric(venue.ports, shipped: [])(bytes, basedOn: "abc", by: "account:1")
    #expect(sha256 == sha256Hex(bytes))
    #expect(try await kept(venue).map(\.id) == ["T-10", "T-20"])
    let entry = try #require(
      try await venue.engine.read { try Audit.entries(in: $0, act: "rubric.keep").first })
    #expect(entry.actor == "account:1")
    #expect(entry.old?.contains("abc") == true)
    #expect(try await venue.audit().faults.isEmpty)
  }

  @Test("Other content under an id and version that are taken is refused with the next free version")
  func taken() async throws {
    let venue = try await Venue()
    let refusal = await #expect(throws: Refusal.self) {
      try await KeepRubric(venue.ports, shipped: [])(Array("10.0".utf8), by: "account:1")
    }
    #expect(refusal?.faults.map(\.code) == ["rubric-taken"])
    #expect(refusal?.faults.first?.suggestion?.zh.contains("第 2 版") == true)
    #expect(try await kept(venue).count == 1)
  }

  @Test("Of two windows that save at once one is kept and one is told")
  func atOnce() async throws {
    let venue = try await Venue()
    let answers = await withTaskGroup(of: Bool.self) { group in
      for text in ["30", "30.0", "30.00"] {
        group.addTask {
          (try? await KeepRubric(venue.ports, shipped: [])(Array(text.utf8), by: "account:1")) != nil
        }
      }
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    #expect(answers.count { $0 } == 1)
    #expect(try await kept(venue).filter { $0.id == "T-30" }.count == 1)
  }

  @Test("Keeping the same bytes again changes nothing and writes no second entry")
  func again() async throws {
    let venue = try await Venue()
    for _ in 1...2 { try await KeepRubric(venue.ports, shipped: [])(Array("20".utf8), by: "account:1") }
    #expect(try await venue.engine.read { try Audit.entries(in: $0, act: "rubric.keep").count } == 1)
  }

  @Test("The version of a rubric that comes along is taken too")
  func shipped() async throws {
    let venue = try await Venue()
    let bytes = Array("40".utf8)
    let one = ShippedRubric(name: "forty.xml", rubric: try testRubric(bytes).get(), bytes: bytes)
    await #expect(throws: Refusal.self) {
      try await KeepRubric(venue.ports, shipped: [one])(Array("40.0".utf8), by: "account:1")
    }
    #expect(try await ShowRubrics(venue.ports, shipped: [one]).nextVersion(of: "T-40") == 2)
    #expect(try await ShowRubrics(venue.ports, shipped: [one])().map(\.isShipped) == [true, false])
  }

  @Test("A kept rubric can be given to a division, and where it is used is told")
  func used() async throws {
    let venue = try await Venue()
    let sha256 = try await KeepRubric(venue.ports, shipped: [])(Array("20".utf8), by: "account:1")
    let found = try #require(try await ShowRubrics(venue.ports, shipped: []).find(sha256))
    try await AddDivision(venue.ports)(
      id: "cold", event: "contest-2026", title: Words(zh: "冷拼", en: "Cold"), rubric: found.bytes,
      by: "account:1")
    let line = try #require(
      try await ShowRubrics(venue.ports, shipped: [])().first { $0.rubric.sha256 == sha256 })
    #expect(line.uses.map(\.division) == ["cold"])
  }

  @Test("A trial reads delivered sheets and leaves every record as it was")
  func trial() async throws {
    let venue = try await Venue()
    let sheet = try #require(try await venue.sheets("J1").first)
    _ = try await SubmitSheet(venue.ports)(
      token: venue.token("J1"), sheet: sheet, ifMatch: "\"r0\"", writeID: "w1", body: Venue.body())
    let before = try await venue.engine.read { try Audit.heads(in: $0).map(\.hash) }
    let divisions = try await SheetsForTrial(venue.ports).divisions(ofRubric: "T-10") { _ in true }
    #expect(divisions.map(\.id) == ["hot"])
    let sheets = try #require(try await SheetsForTrial(venue.ports)(division: "hot") { _ in true })
    #expect(sheets.sheets.rows.count == 3)
    #expect(try await SheetsForTrial(venue.ports)(division: "hot") { _ in false } == nil)
    #expect(try await venue.engine.read { try Audit.heads(in: $0).map(\.hash) } == before)
  }

  @Test("Whoever looks at the judges sees names by id and changes nothing")
  func looking() async throws {
    let venue = try await Venue()
    let before = try await venue.engine.read { try Audit.heads(in: $0).map(\.hash) }
    let view = try #require(try await ShowAgreement(venue.ports)(event: "contest-2026", division: nil))
    #expect(view.division.id == "hot")
    #expect(view.names["J1"] == "评委J1")
    #expect(view.panels.isEmpty)
    #expect(try await ShowAgreement(venue.ports)(event: "contest-2026", division: "none") == nil)
    #expect(try await venue.engine.read { try Audit.heads(in: $0).map(\.hash) } == before)
  }
}
