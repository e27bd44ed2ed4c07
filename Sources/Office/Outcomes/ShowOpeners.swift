// Who might open a shop: winners and passers of a region, and which of them has one in the register.

public import Basics
internal import Exams
internal import Outcomes
internal import Records
internal import SQL

/// Somebody with an award or a passed exam.
public struct Opener: Hashable, Sendable {
  public var participation: String
  public var person: String
  public var name: String
  public var number: String
  public var unit: String
  /// What she won or passed, and when.
  public var event: Words
  public var day: Day
  /// The shop that the register has of her; nil where there is none.
  public var shop: String?
}

/// Reads the people from whom shops may grow.
public struct ShowOpeners: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// The latest event first, then by number.
  public func callAsFunction(region: String) async throws -> [Opener] {
    let winners = try await ShowWinners(ports)()
    return try await ports.engine.read { transaction in
      let shops = Dictionary(
        try transaction.shops(region: region).map { ($0.person, $0.id) }
      ) { first, _ in first }
      var openers: [Opener] = []
      for event in try transaction.allEvents() where event.region == region {
        let passed = Set(
          try transaction.outcomes(ofEvent: event.id).map(\.outcome).filter(\.isPassed).map(\.candidate))
        for entrant in try transaction.entrants(ofEvent: event.id) {
          let one = entrant.participation
          guard winners.contains(one.id) || passed.contains(one.id) else { continue }
          openers.append(
            Opener(
              participation: one.id, person: one.person, name: entrant.name, number: one.number,
              unit: one.unit, event: event.title, day: event.day, shop: shops[one.person]))
        }
      }
      return openers
    }
  }
}
