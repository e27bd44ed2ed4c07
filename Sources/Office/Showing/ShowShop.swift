// One shop with its visits and support, and who has won what: what the outcomes pages need beside the register.

public import Basics
internal import Exams
public import Outcomes
internal import Records
internal import SQL

/// A shop as its page shows it.
public struct ShopFile: Hashable, Sendable {
  public struct Support: Hashable, Sendable {
    public var support: SupportCase
    public var title: Words
  }

  public var shop: Shop
  public var owner: String
  public var region: String
  public var today: Day
  public var visits: [VisitDue]
  public var cases: [Support]
}

/// Reads one shop.
public struct ShowShop: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Nil where there is no such shop.
  public func callAsFunction(_ id: String) async throws -> ShopFile? {
    let today = ports.now().day
    return try await ports.engine.read { transaction in
      guard let shop = try transaction.shop(id), let person = try transaction.person(id: shop.person) else {
        return nil
      }
      let schemes = Dictionary(
        try transaction.schemes(region: person.region).map { ($0.id, $0.title) }
      ) { first, _ in first }
      let cases = try transaction.supportCases(person: shop.person, shop: id).map { one in
        ShopFile.Support(support: one, title: schemes[one.scheme] ?? Words(zh: one.scheme, en: one.scheme))
      }
      return ShopFile(
        shop: shop, owner: person.name, region: person.region, today: today,
        visits: try transaction.visitPlan(region: person.region).visits(of: shop, today: today), cases: cases)
    }
  }
}

/// Finds the participations that won an award in the current publications.
public struct ShowWinners: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  public func callAsFunction() async throws -> Set<String> {
    try await ports.engine.read { transaction in
      var winners: Set<String> = []
      for event in try transaction.allEvents() {
        guard let row = try transaction.publications(ofEvent: event.id).first else { continue }
        let document = try JSON(parsing: row.document)
        var codes: Set<String> = []
        for division in document["divisions"]?.items ?? [] {
          for line in division["tally"]?["ranking"]?.items ?? [] where line["awards"]?.items?.isEmpty == false
          {
            if let code = line["entry"]?.string { codes.insert(code) }
          }
        }
        for entrant in try transaction.entrants(ofEvent: event.id) {
          if let code = entrant.entry.code, codes.contains(code) { winners.insert(entrant.participation.id) }
        }
      }
      return winners
    }
  }
}
