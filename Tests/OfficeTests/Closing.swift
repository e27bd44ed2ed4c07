// The closing check: no results before every expected sheet is signed or explained, and the statement says by whom and why.

import Basics
import Judging
import Office
import Records
import SQL
import Testing

@Suite("The closing check")
struct Closing {
  let venue: Venue
  let chief = "account:account-chief"

  init() async throws {
    venue = try await Venue(entrants: 2)
    _ = try await venue.staff("chief", .chief, name: "示例裁判长")
    // The site panel: one judge who has marked and signed everything.
    _ = try await KeepJudges(venue.ports).add(
      id: "S1", event: "contest-2026", name: "现场", unit: "县", pin: "1234", by: "system")
    let entries = try await venue.entries()
    try await AssignJudges(venue.ports)(
      entries.map { AssignmentRow(judge: "S1", panel: "site", entry: $0.id, round: "final") }, by: "system")
    try await CreateSheets(venue.ports)(division: "hot", by: "system")
    let site = try await venue.engine.read {
      try $0.sheetBook(ofJudge: "S1").map { SheetToSign(sheet: $0.sheet.id, revision: 1, hash: "") }
    }
    try await venue.engine.write { transaction in
      let marks = JSON.object([("clean", .string("10"))]).canonical
      for sheet in site {
        try transaction.revise(
          SheetWrite(
            sheet: sheet.sheet, writeID: "w-\(sheet.sheet)", marks: marks, hash: sha256Hex(Array(marks.utf8)),
            bodyHash: "b", device: "phone-S1", sequence: 1, savedWall: nil, by: "judge:S1"),
          to: 1, event: "contest-2026", at: Instant(milliseconds: 1_795_000_000_000))
      }
    }
    for sheet in site {
      try await ExcuseSheets(venue.ports)(
        sheet: sheet.sheet, kind: .counted, reason: "现场记录已签", by: chief)
    }
  }

  func statement() async throws -> ClosingStatement {
    guard let statement = try await CloseEvent(venue.ports).statement(event: "contest-2026") else {
      throw SQLFailure.missing("contest-2026")
    }
    return statement
  }

  func publish() async throws -> Int {
    try await PublishRanking(venue.ports)(event: "contest-2026", by: chief, noticeDays: 7, reason: nil)
  }

  /// The codes of what a publication is refused for.
  func refusals() async throws -> Set<String> {
    do {
      _ = try await publish()
      return []
    } catch let refusal as Refusal { return Set(refusal.faults.map(\.code)) }
  }

  /// Everybody delivers the same; `signing` judges sign.
  func deliver(signing: [String] = ["J1", "J2", "J3"]) async throws {
    for judge in ["J1", "J2", "J3"] {
      for place in 0..<2 { try await venue.deliver(judge, place, taste: place == 0 ? "8" : "9") }
      if signing.contains(judge) { try await venue.sign(judge, 0, 1) }
    }
  }

  @Test("Nothing is published before every expected sheet is there and signed")
  func waits() async throws {
    #expect(try await refusals().contains("sheet-undelivered"))
    try await deliver(signing: ["J1", "J2"])
    #expect(try await refusals() == ["sheet-unsigned"])
    #expect(try await statement().divisions[0].open.map(\.judge) == ["J3", "J3"])
    try await venue.sign("J3", 0, 1)
    #expect(try await statement().isComplete)
    #expect(try await publish() == 1)
  }

  @Test(
    "A judge who left is explained: delivered marks may count unsigned, and the statement says who said so and why"
  )
  func counted() async throws {
    try await deliver(signing: ["J1", "J2"])
    let count = try await ExcuseSheets(venue.ports).all(
      of: "J3", event: "contest-2026", countingDelivered: true, reason: "急事离场", by: chief)
    #expect(count == 2)
    let statement = try await statement()
    #expect(statement.isComplete)
    let lines = statement.divisions[0].explained.filter { $0.judge == "评委J3" }
    #expect(lines.map(\.kind) == [.sheet(.counted), .sheet(.counted)])
    #expect(lines.allSatisfy { $0.reason == "急事离场" && statement.name($0.by) == "示例裁判长" })
    #expect(try await publish() == 1)
    #expect(try await venue.audit().faults.isEmpty)
  }

  @Test("A sheet that is left out counts nothing, and the rest is computed without that judge")
  func leftOut() async throws {
    for judge in ["J1", "J2"] {
      for place in 0..<2 { try await venue.deliver(judge, place, taste: "8") }
      try await venue.sign(judge, 0, 1)
    }
    try await venue.deliver("J3", 0, taste: "10")
    try await venue.sign("J3", 0)
    try await ExcuseSheets(venue.ports)(
      sheet: try await venue.sheets("J3")[1], kind: .leftOut, reason: "回避", by: chief)
    #expect(try await refusals() == [])
    let results = try await ComputeResults(venue.ports)(event: "contest-2026")
    let totals = results[0].tally.standing.lines.map { results[0].tally.totalText($0.result) ?? "" }
    #expect(totals.count == 2 && !totals.contains(""))
  }

  @Test("A closed sheet sends what still comes for it to the chief judge, and a late sheet must be decided")
  func late() async throws {
    try await deliver(signing: ["J1", "J2"])
    try await ExcuseSheets(venue.ports).all(
      of: "J3", event: "contest-2026", countingDelivered: true, reason: "离场", by: chief)
    #expect(try await venue.deliver("J3", 0, taste: "7", on: 1) == .closed(.locked))
    #expect(try await refusals() == ["late-undecided"])
    try await DecideLateSheet(venue.ports)(
      writeID: "w-J3-0-1", admit: false, reason: "已离场", by: chief)
    let statement = try await statement()
    #expect(statement.isComplete && statement.divisions[0].lateRefused == 1)
  }

  @Test("A device with unsent changes of a signed-off sheet is no obstacle, one with unsigned changes is")
  func unsent() async throws {
    try await deliver(signing: ["J1", "J2"])
    venue.clock.turn(seconds: 5)
    let sheet = try await venue.sheets("J3")[0]
    try await HearDevice(venue.ports)(
      try await venue.caller("J3"),
      .object([
        ("device", .string("phone-J3")), ("unsent", .integer(1)), ("stuck", .integer(0)),
        ("sheets", .strings([sheet])),
      ]))
    #expect(try await refusals() == ["sheet-on-device", "sheet-unsigned"])
    try await LoseDevice(venue.ports)(
      device: "phone-J3", judge: "J3", event: "contest-2026", reason: "丢失", by: chief)
    #expect(try await refusals() == ["sheet-unsigned"])
  }

  @Test("Whoever stays away is explained by the entry's status and the reason given for it")
  func absent() async throws {
    let entry = try await venue.entries()[1]
    for judge in ["J1", "J2", "J3"] {
      try await venue.deliver(judge, 0, taste: "8")
      try await venue.sign(judge, 0)
    }
    #expect(try await refusals().contains("sheet-undelivered"))
    try await SetEntryStatus(venue.ports)(entry: entry.id, status: "absent", reason: "未到场", by: chief)
    let statement = try await statement()
    #expect(statement.isComplete)
    let line = try #require(statement.divisions[0].explained.first { $0.kind == .entry("absent") })
    #expect(line.reason == "未到场" && statement.name(line.by) == "示例裁判长")
  }

  @Test("A separation of duties not kept stands on the statement, with its reason once it is waived")
  func separation() async throws {
    try await deliver()
    _ = try await ShowCodes(venue.ports)(event: "contest-2026", by: chief)
    #expect(try await statement().unwaived == [.chiefKnowsCodes])
    try await SetVenueRules(venue.ports).waive(
      .chiefKnowsCodes, event: "contest-2026", reason: "人手不足", by: chief)
    let statement = try await statement()
    #expect(statement.isComplete && statement.rules.waivers.map(\.reason) == ["人手不足"])
    #expect(try await publish() == 1)
  }

  @Test("The same records give the same digest, and a reopened sheet another one")
  func digest() async throws {
    try await deliver()
    let first = try await statement().digest
    venue.clock.turn(seconds: 60)
    #expect(try await statement().digest == first)
    try await ReopenSheet(venue.ports)(
      sheet: try await venue.sheets("J1")[0], reason: "看错", by: chief)
    let again = try await statement()
    #expect(again.digest != first && !again.isComplete)
  }
}
