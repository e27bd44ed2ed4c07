// Paper beside the devices: typed twice by two people, checked by a third, one sheet with the device's, never two.

import Basics
import Judging
import Office
import Records
import SQL
import Testing

@Suite("Sheets on paper")
struct OnPaper {
  let venue: Venue
  let sheet: String
  let first = "account:a"
  let second = "account:b"
  let checker = "account:c"

  init() async throws {
    venue = try await Venue()
    sheet = try await venue.sheets("J1")[0]
  }

  static let marks = ["taste": "8.5", "s1": "1", "s2": "0"]

  @discardableResult
  func typed(_ values: [String: String] = OnPaper.marks, by actor: String) async throws -> [Int] {
    let kept = try await TypePaper(venue.ports)(
      [TypedSheet(sheet: sheet, values: values)], event: "contest-2026", by: actor)
    return [kept.first, kept.second]
  }

  func settle(
    _ decided: [String: String] = [:], choice: PaperChoice? = nil, reason: String = "",
    by actor: String? = nil
  ) async throws {
    try await SettlePaper(venue.ports)(
      sheet: sheet, event: "contest-2026", decided: decided, choice: choice, reason: reason,
      by: actor ?? checker)
  }

  func codes(_ body: () async throws -> Void) async throws -> [String] {
    do {
      try await body()
      return []
    } catch let refusal as Refusal { return refusal.faults.map(\.code) }
  }

  @Test("Two equal typings and a checker make one revision that is closed and explained as signed on paper")
  func plain() async throws {
    #expect(try await typed(by: first) == [1, 0])
    #expect(try await venue.revisions(sheet).isEmpty)
    #expect(try await typed(by: second) == [0, 1])
    #expect(try await venue.revisions(sheet).isEmpty)
    try await settle()
    let revisions = try await venue.revisions(sheet)
    #expect(revisions.map(\.write.device) == ["paper"])
    #expect(revisions[0].write.hash == (try SheetBody(Venue.body()).hash))
    let excuse = try await venue.engine.read { [sheet] in try $0.excuse(ofSheet: sheet) }
    #expect(excuse?.kind == .paper && excuse?.by == checker)
    #expect(try await venue.sheet(sheet).isLocked)
    #expect(try await venue.audit().faults.isEmpty)
  }

  @Test("Whoever typed the first types over it, and is never her own second")
  func own() async throws {
    try await typed(by: first)
    #expect(try await typed(["taste": "9", "s1": "1", "s2": "0"], by: first) == [1, 0])
    #expect(try await codes { try await settle() } == ["paper-one-typing"])
  }

  @Test("Whoever typed does not check, unless that separation is waived")
  func checking() async throws {
    try await typed(by: first)
    try await typed(by: second)
    #expect(try await codes { try await settle(by: second) } == ["paper-checker"])
    try await SetVenueRules(venue.ports).waive(
      .oneClerk, event: "contest-2026", reason: "只有两人", by: checker)
    try await settle(by: second)
    #expect(try await venue.sheet(sheet).revision == 1)
  }

  @Test("Typings that differ name the item, and the checker decides it with a reason")
  func differ() async throws {
    try await typed(by: first)
    try await typed(["taste": "5.5", "s1": "1", "s2": "0"], by: second)
    let readings = try await venue.engine.read { [sheet] in try $0.readings(ofSheet: sheet) }
    let differences = SettlePaper.differences(first: readings[1], second: readings[2], device: nil)
    #expect(differences.map(\.item) == ["taste"])
    #expect(differences[0].first == "8.5" && differences[0].second == "5.5")
    #expect(try await codes { try await settle() } == ["paper-undecided"])
    #expect(try await codes { try await settle(["taste": "8.5"]) } == ["reason-missing"])
    #expect(try await codes { try await settle(["taste": "99"], reason: "x") } == ["sheet-illegal-value"])
    try await settle(["taste": "8.5"], reason: "对照纸面")
    #expect(try await venue.revisions(sheet)[0].write.marks.contains("8.5"))
  }

  @Test("A value that the item does not take and a gap are told with the entry's code, and nothing is kept")
  func illegal() async throws {
    let found = try await codes { try await typed(["taste": "8.3", "s1": "1"], by: first) }
    #expect(found == ["sheet-illegal-value", "paper-gap"])
    let readings = try await venue.engine.read { [sheet] in try $0.readings(ofSheet: sheet) }
    #expect(readings.isEmpty)
  }

  @Test("A device that delivered the same is one sheet with the paper; it needs no choice")
  func agrees() async throws {
    try await venue.deliver("J1", 0, taste: "8.5")
    try await typed(by: first)
    try await typed(by: second)
    try await settle()
    #expect(try await venue.revisions(sheet).count == 1)
    let excuse = try await venue.engine.read { [sheet] in try $0.excuse(ofSheet: sheet) }
    #expect(excuse?.kind == .paper)
  }

  @Test(
    "A device that delivered other marks asks for a choice; the paper's become a revision of the same sheet")
  func paperWins() async throws {
    try await venue.deliver("J1", 0, taste: "6")
    try await venue.sign("J1", 0)
    try await typed(by: first)
    try await typed(by: second)
    #expect(try await codes { try await settle() } == ["paper-conflict"])
    #expect(try await codes { try await settle(choice: .paper) } == ["reason-missing"])
    try await settle(choice: .paper, reason: "手机误触")
    let revisions = try await venue.revisions(sheet)
    #expect(revisions.last?.write.device == "paper" && revisions.first?.write.marks.contains("\"6\"") == true)
    #expect(try await venue.sheets("J1").count == 4)
    let old = try await venue.engine.read { [sheet] in try $0.signature(ofSheet: sheet, revision: 1) }
    #expect(old != nil)
    #expect(try await venue.audit().faults.isEmpty)
  }

  @Test("Where the device's marks stand, the typings end on record and the sheet stays signed")
  func deviceWins() async throws {
    try await venue.deliver("J1", 0, taste: "6")
    try await venue.sign("J1", 0)
    try await typed(by: first)
    try await typed(by: second)
    try await settle(choice: .device, reason: "纸面是草稿")
    #expect(try await venue.revisions(sheet).count == 1)
    #expect(try await venue.sheet(sheet).state == .signed)
    let readings = try await venue.engine.read { [sheet] in try $0.readings(ofSheet: sheet) }
    #expect(readings.isEmpty)
    #expect(try await venue.audit().faults.isEmpty)
  }

  @Test("A device that delivers after the paper was checked is late, and admitted it takes the paper's place")
  func lateDevice() async throws {
    try await typed(by: first)
    try await typed(by: second)
    try await settle()
    #expect(try await venue.deliver("J1", 0, taste: "7") == .closed(.locked))
    try await DecideLateSheet(venue.ports)(
      writeID: "w-J1-0-0", admit: true, reason: "手机先填的", by: checker)
    #expect(try await venue.revisions(sheet).last?.write.device == "phone-J1")
    let excuse = try await venue.engine.read { [sheet] in try $0.excuse(ofSheet: sheet) }
    #expect(excuse == nil)
    #expect(try await venue.audit().faults.isEmpty)
  }

  @Test("Reading back is for events that say so, and for somebody else")
  func readBack() async throws {
    try await typed(by: first)
    let back = TypePaper(venue.ports)
    #expect(
      try await codes { try await back.readBack([sheet], event: "contest-2026", by: second) }
        == ["paper-no-read-back"])
    try await SetVenueRules(venue.ports).check(.readBack, event: "contest-2026", by: checker)
    #expect(
      try await codes { try await back.readBack([sheet], event: "contest-2026", by: first) }
        == ["paper-own-typing"])
    try await back.readBack([sheet], event: "contest-2026", by: second)
    try await settle()
    #expect(try await venue.revisions(sheet)[0].write.reason?.contains("read-back") == true)
  }

  @Test("The second clerk's table shows nothing of the first typing")
  func blind() async throws {
    let clerk = try await venue.staff("clerk", .clerk)
    try await typed(by: first)
    let tables = try await ShowPaper(venue.ports)(event: "contest-2026", for: clerk)
    let row = try #require(tables.flatMap(\.rows).first { $0.sheet == sheet })
    #expect(row.stage == .first && row.typed.isEmpty && row.differences.isEmpty)
    #expect(tables[0].columns.map(\.item) == ["taste", "s1", "s2", "raw"])
  }

  @Test("Paper that is not checked keeps the result waiting")
  func waits() async throws {
    try await venue.deliver("J1", 0, taste: "8.5")
    try await venue.sign("J1", 0)
    try await typed(by: first)
    let results = try await ComputeResults(venue.ports)(event: "contest-2026")
    #expect(results[0].inputs.open.first { $0.sheet == sheet }?.why == .paper)
  }
}

@Suite("Clocks and re-adding")
struct ClocksAndSums {
  let venue: Venue

  init() async throws { venue = try await Venue() }

  func line(_ place: Int) async throws -> ClockBoard.Line {
    guard let board = try await ShowClocks(venue.ports)(event: "contest-2026") else {
      throw SQLFailure.missing("board")
    }
    return board.rounds[0].lines[place]
  }

  @Test("Two taps record start and finish by the server's clock, each once")
  func taps() async throws {
    let entry = try await line(0).entry
    let record = RecordTime(venue.ports)
    await #expect(throws: Refusal.self) {
      try await record.finish(entry: entry, round: "final", by: "account:t")
    }
    try await record.start(entry: entry, round: "final", by: "account:t")
    let start = venue.clock.now
    venue.clock.turn(seconds: 3_600)
    await #expect(throws: Refusal.self) {
      try await record.start(entry: entry, round: "final", by: "account:t")
    }
    try await record.finish(entry: entry, round: "final", by: "account:t")
    let done = try await line(0)
    #expect(done.start == start && done.finish == venue.clock.now)
    #expect(try await venue.audit().faults.isEmpty)
  }

  @Test("A correction takes the place of what was tapped, with a reason, and both stay on record")
  func correction() async throws {
    let entry = try await line(0).entry
    let record = RecordTime(venue.ports)
    try await record.start(entry: entry, round: "final", by: "account:t")
    let (now, before) = (venue.clock.now, venue.clock.now.adding(seconds: -60))
    await #expect(throws: Refusal.self) {
      try await record.correct(
        entry: entry, round: "final", start: now, finish: before, reason: "x", by: "account:t")
    }
    try await record.correct(
      entry: entry, round: "final", start: before, finish: nil, reason: "按晚了", by: "account:t")
    #expect(try await line(0).start == before)
    let rows = try await venue.engine.read { try $0.run("SELECT id FROM observation").count }
    #expect(rows == 2)
    #expect(try await venue.audit().faults.isEmpty)
  }

  @Test("The sum of a sheet adds points and steps, and leaves out what carries no marks")
  func sums() async throws {
    let plan = Plan(try testRubric(Venue.rubric).get())
    let check = try #require(SheetCheck(plan, panel: "product", round: "final"))
    let sum = SheetSum(check, values: [("taste", "8.5"), ("s1", "0.5"), ("s2", "1"), ("raw", "1")])
    #expect(sum.sum == Marks(units: 10_000))
    #expect(sum.lines.map(\.marks) == [Marks(units: 8_500), Marks(units: 500), Marks(units: 1_000), nil])
  }

  @Test("Nothing is drawn for re-adding while sheets are open")
  func open() async throws {
    await #expect(throws: Refusal.self) {
      try await Readding(venue.ports).draw(event: "contest-2026", by: "account:t")
    }
  }
}
