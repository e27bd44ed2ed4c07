// The outcomes report of an event, of a year, or of a whole region.

public import Basics
internal import Exams
public import Outcomes
internal import Records
internal import SQL

/// Computes the report of what became of people.
public struct OutcomesReportOf: Sendable {
  /// Whose outcomes are reported.
  public enum Scope: Hashable, Sendable {
    case event(String)
    /// Events whose day is in the year.
    case year(Int)
    case region
  }

  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameters:
  ///   - winners: participations that won an award, from the published results; passers of exams are found here.
  ///   - day: the day of the report; nil is today.
  public func callAsFunction(
    _ scope: Scope, region: String, winners: Set<String>, on day: Day? = nil
  ) async throws -> OutcomesReport {
    let today = day ?? ports.now().day
    return try await ports.engine.read { transaction in
      var contestants: Set<String> = []
      var successful: Set<String> = []
      for event in try transaction.allEvents() where event.region == region {
        switch scope {
        case .event(let id) where id != event.id: continue
        case .year(let year) where year != event.day.parts.year: continue
        default: break
        }
        let passed = Set(
          try transaction.outcomes(ofEvent: event.id).map(\.outcome).filter(\.isPassed).map(\.candidate))
        for row in try transaction.participations(ofEvent: event.id)
        where row.status != .withdrawn && row.status != .absent {
          contestants.insert(row.person)
          if passed.contains(row.id) || winners.contains(row.id) { successful.insert(row.person) }
        }
      }
      let people = contestants
      let facts = OutcomesFacts(
        contestants: people, successful: successful,
        shops: try transaction.shops(region: region).filter { people.contains($0.person) },
        schemes: try transaction.schemes(region: region),
        cases: try transaction.supportCases(region: region).filter { people.contains($0.person) })
      return OutcomesReport(facts, on: today, plan: try transaction.visitPlan(region: region))
    }
  }
}
