// Who won an award in the current publication of an event.

internal import Basics
internal import Judging
internal import Records
internal import SQL

/// Participations with an award, best first by the overall order.
public struct WinnersOf: Sendable {
  private let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Empty where nothing is published.
  public func callAsFunction(event: String) async throws -> [String] {
    let reader = ReadPublication(ports)
    guard let publication = try await reader(event: event) else { return [] }
    let entrants = try await ports.engine.read { try $0.entrants(ofEvent: event) }
    var winners: Set<String> = []
    for set in publication.resultSets {
      for line in try await reader.tally(ofResultSet: set)?.standing.lines ?? [] where !line.awards.isEmpty {
        winners.insert(line.entry.id)
      }
    }
    let order = publication.document["overall"]?.items?.compactMap { $0["entry"]?.string } ?? []
    return order.filter(winners.contains).compactMap { code in
      entrants.first { $0.entry.code == code }?.participation.id
    }
  }
}
