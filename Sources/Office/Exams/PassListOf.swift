// The pass list as it was decided, with numbers and names as a layer on top, and the report for one candidate.

public import Basics
public import Exams
internal import Records
internal import SQL

/// The decided pass list of an exam with the people behind it.
public struct NamedPassList: Hashable, Sendable {
  public struct Line: Hashable, Sendable {
    public var number: String
    public var name: String
    public var unit: String
    public var outcome: ExamOutcome
    public var retakeUntil: Day?
  }

  public var event: String
  public var title: Words
  public var day: Day
  public var isSample: Bool
  public var list: PassList
  /// In the order of the list.
  public var lines: [Line]

  /// The list as a table for a spreadsheet: number, name, unit, each gate's marks, result, last day of the retake.
  public func table(_ language: Language) -> Table {
    let zh = language == .zh
    let head = zh ? ["考号", "姓名", "单位"] : ["number", "name", "unit"]
    let tail = zh ? ["结果", "补考截止"] : ["result", "retake until"]
    let rows = lines.map { line in
      let gates = line.outcome.gates.map { result in
        (result.marksText ?? (result.state == .absent ? (zh ? "缺考" : "absent") : (zh ? "否决" : "veto")))
          + (result.carriedFrom == nil ? "" : (zh ? "（保留）" : " (carried)"))
      }
      return [line.number, line.name, line.unit] + gates
        + [line.outcome.status.words[language], line.retakeUntil?.text ?? ""]
    }
    return Table(header: head + list.gates.map { $0.title[language] } + tail, rows: rows)
  }
}

/// Reads the pass list of an exam.
public struct PassListOf: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Nil where nothing is decided yet.
  public func callAsFunction(event: String, period: RetakePeriod) async throws -> NamedPassList? {
    try await ports.engine.read { transaction in
      guard let row = try transaction.event(event) else { throw unknownEvent(event) }
      let decided = try transaction.outcomes(ofEvent: event)
      guard let first = decided.first else { return nil }
      let day = decided.map(\.decided).max()?.day ?? row.day
      let list = PassList(
        exam: event, decided: day, gates: first.outcome.gates.map(\.gate), outcomes: decided.map(\.outcome),
        retakes: period)
      let people = Dictionary(
        try transaction.entrants(ofEvent: event).map { ($0.participation.id, $0) }
      ) { first, _ in first }
      let lines = list.lines.compactMap { line -> NamedPassList.Line? in
        guard let entrant = people[line.outcome.candidate] else { return nil }
        return NamedPassList.Line(
          number: entrant.participation.number, name: entrant.name, unit: entrant.participation.unit,
          outcome: line.outcome, retakeUntil: line.retakeUntil)
      }
      return NamedPassList(
        event: event, title: row.title, day: day, isSample: row.isSample, list: list, lines: lines)
    }
  }

  /// The facts of one candidate's score report; nil where nothing is decided yet.
  public func scoreReport(participation: String, period: RetakePeriod) async throws -> ScoreReport? {
    try await ports.engine.read { transaction in
      guard let row = try transaction.participation(participation),
        let event = try transaction.event(row.event), let person = try transaction.person(id: row.person)
      else { throw unknownParticipation(participation) }
      guard let decided = try transaction.outcome(ofParticipation: participation) else { return nil }
      let right = try? RetakeRight(
        after: decided.outcome, sitting: participation, decided: decided.decided.day, period: period)
      return ScoreReport(
        exam: event.title, name: person.name, number: row.number, day: decided.decided.day,
        outcome: decided.outcome, retakeUntil: right?.until)
    }
  }
}
