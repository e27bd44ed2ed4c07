// The candidates of an exam as its desk sees them: identity, theory mark, outcome.

internal import Basics
public import Exams
internal import Judging
internal import Records
internal import SQL

/// One candidate at the desk.
public struct CandidateLine: Hashable, Sendable {
  public var participation: String
  public var number: String
  public var name: String
  public var idMasked: String
  public var unit: String
  /// What the last look at the papers said.
  public var identity: IdentityCheck.Result?
  /// The theory mark on record.
  public var theory: String?
  public var outcome: ExamOutcome?
}

/// Reads the desk of an exam.
public struct ShowExam: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// In the order of the candidates' numbers; nil where there is no such event.
  public func callAsFunction(event: String) async throws -> [CandidateLine]? {
    try await ports.engine.read { transaction in
      guard try transaction.event(event) != nil else { return nil }
      let checks = Dictionary(grouping: try transaction.identityChecks(ofEvent: event), by: \.candidate)
      let outcomes = Dictionary(
        try transaction.outcomes(ofEvent: event).map { ($0.outcome.candidate, $0.outcome) }
      ) { _, last in last }
      var theory: [String: String] = [:]
      for division in try transaction.divisions(ofEvent: event) {
        for page in try transaction.sheetBook(ofDivision: division.id)
        where page.sheet.judge.hasPrefix("machine-") {
          theory[page.sheet.entry] = page.values.first?.text
        }
      }
      return try transaction.entrants(ofEvent: event).map { entrant in
        let id = entrant.participation.id
        return CandidateLine(
          participation: id, number: entrant.participation.number, name: entrant.name,
          idMasked: entrant.idMasked,
          unit: entrant.participation.unit, identity: checks[id]?.max { $0.at < $1.at }?.result,
          theory: theory[entrant.entry.id], outcome: outcomes[id])
      }.sorted { $0.number.precedesByBytes($1.number) }
    }
  }
}
