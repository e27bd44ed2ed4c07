// People of a county for those who keep their records: found by name, shown masked.

public import Basics
public import Records
internal import SQL

/// A record with what hangs on it.
public struct PersonLine: Hashable, Sendable {
  public var person: PersonRow
  /// Events, divisions' numbers and states.
  public var places: [(event: Words, number: String)] { zip(events, numbers).map { ($0, $1) } }
  var events: [Words]
  var numbers: [String]
  public var shops: Int
}

/// Finds people.
public struct ShowPeople: Sendable {
  public static let limit = 50

  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// At most 50 whose name holds `part`; records that were joined to another are left out.
  public func callAsFunction(named part: String, region: String) async throws -> [PersonLine] {
    try await ports.engine.read { transaction in
      try transaction.people(region: region, named: part, limit: Self.limit).compactMap { row in
        guard try transaction.keptRecord(of: row.id) == nil else { return nil }
        let participations = try transaction.participations(ofPerson: row.id)
        return PersonLine(
          person: row,
          events: try participations.map { try transaction.event($0.event)?.title ?? Words(zh: "", en: "") },
          numbers: participations.map(\.number), shops: try transaction.ids(in: .shop, ofPerson: row.id).count
        )
      }
    }
  }

  /// The region of a record; nil where there is none.
  public func region(of person: String) async throws -> String? {
    try await ports.engine.read { try $0.person(id: person)?.region }
  }
}
