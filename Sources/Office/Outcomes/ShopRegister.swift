// The register of shops, as officials see it.

public import Basics
public import Outcomes
internal import Records
internal import SQL

/// One line of the register.
public struct ShopLine: Hashable, Sendable {
  public var shop: Shop
  public var owner: String
  /// Where the owner took part; nil where the shop grew out of nothing that we ran.
  public var event: Words?
  public var state: ShopState?
  /// The newest stage and its day.
  public var stage: Stage?
  public var since: Day?
  public var openedOn: Day?
  /// The social credit code on the licence.
  public var creditCode: String?
  public var jobs: Int
  /// The next visit that is due or ahead.
  public var nextVisit: VisitDue?
  /// Granted so far, loans not counted.
  public var granted: Money
}

/// Reads the register of shops.
public struct ShopRegister: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// All shops of a region: open ones first by opening day, then those in preparation, then the others.
  public func callAsFunction(region: String, on day: Day? = nil) async throws -> [ShopLine] {
    let today = day ?? ports.now().day
    return try await ports.engine.read { transaction in
      let plan = try transaction.visitPlan(region: region)
      let names = try transaction.names(region: region)
      let loans = Set(try transaction.schemes(region: region).filter { $0.kind == .loan }.map(\.id))
      let cases = try transaction.supportCases(region: region).filter {
        $0.isAlive && !loans.contains($0.scheme)
      }
      let titles = Dictionary(uniqueKeysWithValues: try transaction.allEvents().map { ($0.id, $0.title) })
      let lines = try transaction.shops(region: region).map { shop in
        let event = try shop.participation.flatMap { try transaction.participation($0)?.event }
        let fact = shop.course.facts.last { $0.day <= today }
        let visits = plan.visits(of: shop, today: today)
        return ShopLine(
          shop: shop, owner: names[shop.person] ?? shop.person, event: event.flatMap { titles[$0] },
          state: shop.course.state(on: today), stage: fact?.stage, since: fact?.day,
          openedOn: shop.course.openedOn,
          creditCode: shop.course.facts.last { $0.stage == .licence }?.paper, jobs: shop.jobs(on: today),
          nextVisit: visits.first { $0.state != .done && $0.state != .dropped },
          granted: cases.filter { $0.shop == shop.id }.map { $0.amount(.granted) }.reduce(.zero, +))
      }
      return lines.sorted { left, right in
        let (a, b) = (left.rank, right.rank)
        if a != b { return a < b }
        if left.openedOn != right.openedOn {
          return (left.openedOn?.number ?? .max) < (right.openedOn?.number ?? .max)
        }
        return left.shop.id.precedesByBytes(right.shop.id)
      }
    }
  }
}

extension ShopLine {
  fileprivate var rank: Int {
    switch state {
    case .open: 0
    case .suspended: 1
    case .preparing: 2
    default: 3
    }
  }
}
