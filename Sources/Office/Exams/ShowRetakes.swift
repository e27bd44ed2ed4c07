// Who may sit which gate again, where she could, and what is registered already.

public import Basics
public import Exams
internal import Records
internal import Rubrics
internal import SQL

/// One closed gate of one candidate that may be sat again.
public struct OpenRetake: Hashable, Sendable {
  /// A later exam in which the same person takes part within the period.
  public struct Choice: Hashable, Sendable {
    public var participation: String
    public var event: Words
    public var day: Day
    public var number: String
  }

  public var participation: String
  public var number: String
  public var name: String
  public var gate: Gate
  /// The last day on which it counts.
  public var until: Day
  /// Empty where the person is in no later exam yet.
  public var choices: [Choice]
  /// Where it is registered to be sat again.
  public var registered: Choice?
}

/// Reads the retakes of an exam.
public struct ShowRetakes: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// In the order of numbers; empty where nothing is decided.
  public func callAsFunction(event: String, period: RetakePeriod) async throws -> [OpenRetake] {
    try await ports.engine.read { transaction in
      guard let row = try transaction.event(event) else { throw unknownEvent(event) }
      let entrants = Dictionary(
        try transaction.entrants(ofEvent: event).map { ($0.participation.id, $0) }
      ) { first, _ in first }
      let registered = try transaction.retakes(ofEvent: event)
      let later = try laterSittings(after: row, in: transaction)
      var open: [OpenRetake] = []
      for decided in try transaction.outcomes(ofEvent: event) {
        guard let entrant = entrants[decided.outcome.candidate],
          let right = try? RetakeRight(
            after: decided.outcome, sitting: event, decided: decided.decided.day, period: period)
        else { continue }
        let sittings = later[entrant.participation.person] ?? []
        for gate in right.gates {
          let known = registered.last {
            $0.participation == decided.outcome.candidate && $0.gate == gate.id
          }
          open.append(
            OpenRetake(
              participation: decided.outcome.candidate, number: entrant.participation.number,
              name: entrant.name, gate: gate, until: right.until,
              choices: sittings.filter { $0.day <= right.until },
              registered: known.flatMap { row in sittings.first { $0.participation == row.satAs } }))
        }
      }
      return open.sorted { $0.number.precedesByBytes($1.number) }
    }
  }

  /// By person: participations in exams of the same region after the day of `event`, the earliest first.
  private func laterSittings(
    after event: EventRow, in transaction: any SQLTransaction
  ) throws -> [String: [OpenRetake.Choice]] {
    var found: [String: [OpenRetake.Choice]] = [:]
    for other in try transaction.allEvents().reversed()
    where other.kind == .exam && other.region == event.region && other.id != event.id
      && other.day >= event.day
    {
      for one in try transaction.participations(ofEvent: other.id) where one.status != .withdrawn {
        found[one.person, default: []].append(
          OpenRetake.Choice(
            participation: one.id, event: other.title, day: other.day, number: one.number))
      }
    }
    return found
  }
}
