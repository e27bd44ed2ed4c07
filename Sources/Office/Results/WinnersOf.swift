// Who won an award in the current publication of an event, best first.

internal import Basics
internal import Records
internal import SQL

/// Participations with an award, best first by the overall order.
public struct WinnersOf: Sendable {
  private let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Empty where nothing is published.
  public func callAsFunction(event: String) async throws -> [String] {
    guard let publication = try await ReadPublication(ports)(event: event) else { return [] }
    let winners = try await ShowWinners(ports)()
    let entrants = try await ports.engine.read { try $0.entrants(ofEvent: event) }
    let order = publication.document["overall"]?.items?.compactMap { $0["entry"]?.string } ?? []
    return order.compactMap { code in
      entrants.first { $0.entry.code == code && winners.contains($0.participation.id) }?.participation.id
    }
  }
}
