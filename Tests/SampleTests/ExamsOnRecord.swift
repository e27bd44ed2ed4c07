// An exam through the office: identity, theory marks, decision, retake, pass list; all on record.

import Basics
import Exams
import Office
import Records
import SQL
import Testing

private let event = "exam-2026-04"
private let first = "exam-2026-04-001"
private let fourth = "exam-2026-04-004"
private let again = "exam-2026-06-001"

@Suite("Exams on record")
struct ExamsOnRecord {
  @Test("A match lets the candidate in; a mismatch takes it back until it is resolved with a note")
  func identity() async throws {
    let desk = try await Desk()
    let check = CheckIdentity(desk.ports)
    func isIn() async throws -> Bool {
      try await desk.ports.engine.read { try $0.participation(first)?.identityChecked != nil }
    }
    try await check(participation: first, result: .matched, document: .card, by: "account:clerk1")
    #expect(try await isIn())
    try await check(
      participation: first, result: .mismatch, document: .card, note: "号码不符", by: "account:clerk1")
    #expect(try await !isIn())
    #expect(
      try await refusal {
        try await check(participation: first, result: .matched, document: .card, by: "account:clerk1")
      } == ["identity-resolution"])
    try await check(
      participation: first, result: .matched, document: .policeProof, note: "已核实", by: "account:clerk1")
    #expect(try await isIn())
    #expect(try await desk.audited("identity.check") == 3)
    #expect(
      try await refusal {
        try await check(participation: "nobody", result: .matched, document: .card, by: "account:clerk1")
      } == ["participation-unknown"])
  }

  @Test("A theory mark is a sheet of the machine panel; a correction is a revision with a reason")
  func theory() async throws {
    let desk = try await Desk()
    let record = RecordTheoryMark(desk.ports)
    try await record(event: event, number: "K004", mark: "59.5", by: "account:clerk1")
    try await record(event: event, number: "K004", mark: "59.5", by: "account:clerk1")
    #expect(
      try await refusal { try await record(event: event, number: "K004", mark: "60", by: "account:clerk1") }
        == ["theory-reason"])
    try await record(event: event, number: "K004", mark: "58", reason: "答题卡复核", by: "account:clerk1")
    let sheets = try await desk.ports.engine.read { transaction in
      try transaction.sheetBook(ofDivision: "exam-mother-baby")
    }
    #expect(sheets.map(\.sheet.revision) == [2])
    #expect(sheets.first?.values.map(\.text) == ["58"])
    #expect(try await desk.audited("sheet.revise") == 2)
  }

  @Test("An import keeps all marks or none, and tells every fault with its row")
  func importing() async throws {
    let desk = try await Desk()
    let act = ImportTheoryMarks(desk.ports)
    let wrong = Table(
      header: ["number", "mark"],
      rows: [["K001", "70"], ["K999", "70"], ["K002", "70.3"], ["K001", "71"], ["K003", ""]])
    #expect(
      try await refusal { try await act(event: event, table: wrong, by: "account:clerk1") }
        == ["theory-number-unknown", "theory-step", "theory-twice", "theory-empty"])
    let right = Table(header: ["number", "mark"], rows: [["K001", "70"], ["K002", "缺考"]])
    #expect(try await act(event: event, table: right, dryRun: true, by: "account:clerk1").recorded == 1)
    #expect(try await desk.audited("sheet.revise") == 0)
    let summary = try await act(event: event, table: right, by: "account:clerk1")
    #expect(summary.recorded == 1 && summary.absent == 1)
    #expect(try await act(event: event, table: right, by: "account:clerk1").unchanged == 1)
  }

  @Test("Theory 59.5 fails, sits theory alone again, and passes with the practice carried over")
  func retake() async throws {
    let desk = try await Desk()
    let gates = Gate.theoryAndPractice
    var values: [String: [String: GateValue]] = [:]
    for one in desk.data.participations where one.event == event {
      values[one.id] = ["theory": .marks(Rational(80)), "practice": .marks(Rational(75))]
    }
    values[fourth]?["theory"] = .marks(Rational(119) / 2)
    let period = SampleData.retakePeriod

    desk.goTo("2026-04-18")
    var incomplete = values
    incomplete[first] = ["theory": .marks(Rational(80))]
    #expect(
      try await refusal {
        try await DecideExam(desk.ports)(
          event: event, gates: gates, values: incomplete, period: period, by: "account:chief")
      } == ["exam-pending"])
    let list = try await DecideExam(desk.ports)(
      event: event, gates: gates, values: values, period: period, by: "account:chief")
    #expect(list.count(.passed) == 38)
    #expect(list.count(.failed) == 1)
    #expect(list.count(.absent) == 1)

    let register = RegisterRetake(desk.ports)
    #expect(
      try await refusal {
        try await register(
          participation: first, gate: "theory", satAs: again, period: period, by: "account:clerk1")
      } == ["retake-passed"])
    #expect(
      try await refusal {
        try await register(
          participation: fourth, gate: "practice", satAs: again, period: period, by: "account:clerk1")
      } == ["retake-gate"])
    #expect(
      try await refusal {
        try await register(
          participation: fourth, gate: "theory", satAs: again, period: .days(30), by: "account:clerk1")
      } == ["retake-late"])
    try await register(
      participation: fourth, gate: "theory", satAs: again, period: period, by: "account:clerk1")
    #expect(
      try await refusal {
        try await register(
          participation: fourth, gate: "theory", satAs: again, period: period, by: "account:clerk1")
      } == ["retake-twice"])

    desk.goTo("2026-06-13")
    let second = try await DecideExam(desk.ports)(
      event: "exam-2026-06", gates: gates,
      values: [again: ["theory": .marks(Rational(143) / 2), "practice": .marks(Rational(1))]], period: period,
      by: "account:chief")
    #expect(second.passed.map(\.candidate) == [again])
    #expect(second.lines[0].outcome.gates[1].carriedFrom == fourth)
    #expect(second.lines[0].outcome.gates[1].marksText == "75")

    let stored = try #require(try await PassListOf(desk.ports)(event: "exam-2026-06", period: period))
    #expect(stored.lines.map(\.number) == ["B001"])
    #expect(stored.lines[0].outcome == second.lines[0].outcome)
    #expect(stored.table(.zh).rows[0].contains("75（保留）"))
    let old = try #require(try await PassListOf(desk.ports)(event: event, period: period))
    #expect(old.lines.first { $0.number == "K004" }?.outcome.gates[0].marksText == "59.5")
    let report = try #require(
      try await PassListOf(desk.ports).scoreReport(participation: fourth, period: period))
    #expect(report.retakeUntil?.text == "2027-04-18")
  }

  @Test("Deciding anew makes a new revision only where something changed")
  func revisions() async throws {
    let desk = try await Desk()
    var values: [String: [String: GateValue]] = [:]
    for one in desk.data.participations where one.event == event {
      values[one.id] = ["theory": .marks(Rational(80)), "practice": .marks(Rational(75))]
    }
    let decide = DecideExam(desk.ports)
    for practice in [75, 75, 59] {
      values[first]?["practice"] = .marks(Rational(practice))
      try await decide(
        event: event, gates: Gate.theoryAndPractice, values: values, period: .months(12), by: "account:chief")
    }
    let now = try await desk.ports.engine.read { try $0.outcome(ofParticipation: first) }
    #expect(now?.revision == 2)
    #expect(now?.outcome.status == .failed)
    #expect(try await desk.audited("exam.decide") == 41)
  }
}
