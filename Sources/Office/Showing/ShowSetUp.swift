// How far an event is set up: divisions, people, codes, juries and sheets, and everything that is still missing.

internal import Basics
internal import Judging
public import Records
public import Rubrics
internal import SQL

/// An event as its organizers set it up.
public struct EventSetUp: Hashable, Sendable {
  public var event: EventRow
  public var divisions: [DivisionSetUp]
  /// Judges of the event, those shut out included; never the machine that reads theory papers.
  public var judges: [JudgeSetUp]
}

/// One division and how far it is.
public struct DivisionSetUp: Hashable, Sendable {
  public var row: DivisionRow
  public var rubric: Rubric
  /// Everybody on the roster, absent and withdrawn ones included.
  public var entrants: Int
  /// Entries that bear a code.
  public var drawn: Int
  public var juries: [Jury]
  /// Sheets that the assignments call for, and those that are there.
  public var expected: Int
  public var made: Int
  public var delivered: Int
}

/// A panel of one division with the judges who are assigned.
public struct Jury: Hashable, Sendable {
  public var panel: Panel
  /// The fewest judges that each entry needs; 0 where the panel may stay empty.
  public var needed: Int
  /// Ids of the judges who have at least one entry.
  public var judges: [String]
  /// Entries and rounds with fewer judges than needed.
  public var gaps: Int
}

/// A judge as the organizers see her.
public struct JudgeSetUp: Hashable, Sendable {
  public var id: String
  public var name: String
  public var unit: String
  /// Panels that she was named for.
  public var panels: [String]
  /// Divisions in which she has entries.
  public var divisions: [String]
  public var isRevoked: Bool
}

/// Reads how far an event is set up.
public struct ShowSetUp: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Nil where there is no such event.
  public func callAsFunction(event id: String) async throws -> EventSetUp? {
    let rubrics = ports.rubrics
    return try await ports.engine.read { transaction in
      guard let event = try transaction.event(id) else { return nil }
      let rows = try transaction.divisions(ofEvent: id)
      let found = try rows.map { row in
        (
          try rubrics.plan(sha256: row.rubricSHA256, in: transaction),
          try transaction.assignments(ofDivision: row.id)
        )
      }
      let divisions = try zip(rows, found).map { row, found in
        DivisionSetUp(
          row, plan: found.0, entries: try transaction.entries(ofDivision: row.id), assignments: found.1,
          sheets: try transaction.sheets(ofDivision: row.id).filter { !$0.isRevoked })
      }
      let judges = try transaction.judges(ofEvent: id).filter { !$0.id.hasPrefix("machine-") }
      return EventSetUp(
        event: event, divisions: divisions,
        judges: judges.map { judge in
          JudgeSetUp(
            id: judge.id, name: judge.name, unit: judge.unit, panels: event.panels(of: judge.id),
            divisions: zip(rows, found).filter { $1.1.contains { $0.judge == judge.id } }.map(\.0.id),
            isRevoked: judge.revoked != nil)
        })
    }
  }
}

extension EventRow {
  /// The panels that a judge was named for.
  func panels(of judge: String) -> [String] {
    settings["panels"]?[judge]?.items?.compactMap(\.string) ?? []
  }
}

extension DivisionSetUp {
  init(
    _ row: DivisionRow, plan: Plan, entries: [EntryRow], assignments: [AssignmentRow], sheets: [SheetRow]
  ) {
    self.row = row
    rubric = plan.rubric
    entrants = entries.count
    drawn = entries.count { $0.code != nil }
    made = sheets.count
    delivered = sheets.count { $0.revision > 0 }
    let work = PanelWork(plan)
    let here = Set(entries.filter { $0.status == "ok" }.map(\.id))
    juries = work.panels.map { panel, rounds in
      let own = assignments.filter { $0.panel == panel.id && rounds.contains($0.round) }
      let needed = panel.needed
      let counts = Dictionary(grouping: own) { [$0.entry, $0.round] }.mapValues(\.count)
      let short = here.reduce(0) { sum, entry in
        sum + rounds.count { (counts[[entry, $0]] ?? 0) < needed }
      }
      return Jury(
        panel: panel, needed: needed,
        judges: Set(own.map(\.judge)).sorted { $0.precedesByBytes($1) }, gaps: short)
    }
    expected = assignments.reduce(0) { sum, one in
      sum + max(1, plan.rubric.rounds.first { $0.id == one.round }?.runs ?? 1)
    }
  }
}

/// Which panels of people mark anything, and in which rounds.
struct PanelWork {
  let panels: [(panel: Panel, rounds: [String])]

  init(_ plan: Plan) {
    panels = plan.rubric.panels.filter { $0.role == .judges || $0.role == .marshals }
      .map { panel in
        (
          panel,
          plan.rubric.rounds.map(\.id).filter { round in
            SheetCheck(plan, panel: panel.id, round: round)?.slots.isEmpty == false
          }
        )
      }
      .filter { !$0.rounds.isEmpty }
  }
}

extension Panel {
  /// The fewest judges of the panel that each entry needs; marshals only write down what they see.
  var needed: Int {
    guard role == .judges else { return 0 }
    return aggregate.method == .single ? 1 : max(1, aggregate.minJudges)
  }
}
