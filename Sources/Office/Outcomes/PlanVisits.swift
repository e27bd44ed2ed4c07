// The visits that are due in a region, and the plan that says when.

internal import Basics
public import Outcomes
internal import Records
internal import SQL

/// One visit of the plan at one shop.
public struct PlannedVisit: Hashable, Sendable {
  public var shop: Shop
  public var owner: String
  public var visit: VisitDue
}

/// Reads and sets the plan of visits.
public struct PlanVisits: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Visits of all shops of a region, the earliest first; those ahead within `days` days are included.
  public func callAsFunction(region: String, days: Int = 30) async throws -> [PlannedVisit] {
    let today = ports.now().day
    return try await ports.engine.read { transaction in
      let plan = try transaction.visitPlan(region: region)
      let names = try transaction.names(region: region)
      let planned = try transaction.shops(region: region).flatMap { shop in
        plan.visits(of: shop, today: today).map { visit in
          PlannedVisit(shop: shop, owner: names[shop.person] ?? shop.person, visit: visit)
        }
      }
      return planned.filter { one in
        switch one.visit.state {
        case .due, .overdue: true
        case .ahead: one.visit.day <= today.adding(days: days)
        case .done, .dropped: false
        }
      }.sorted { ($0.visit.day, $0.shop.id) < ($1.visit.day, $1.shop.id) }
    }
  }

  /// The plan of a region; 1, 3, 6 and 12 months with 14 days of grace where nobody has set one.
  public func plan(region: String) async throws -> VisitPlan {
    try await ports.engine.read { try $0.visitPlan(region: region) }
  }

  /// Sets the plan: up to 24 months, each from 1 to 120, and 0 to 90 days of grace.
  public func setPlan(_ plan: VisitPlan, region: String, by actor: String) async throws {
    guard !plan.months.isEmpty, plan.months.count <= 24, plan.months.allSatisfy({ (1...120).contains($0) }),
      Set(plan.months).count == plan.months.count, (0...90).contains(plan.grace)
    else {
      throw Refusal(
        Fault(
          "visit-plan", zh: "回访月份应为 1 至 120 之间的不同整数，宽限 0 至 90 天",
          en: "months are different whole numbers from 1 to 120, the grace 0 to 90 days"))
    }
    let now = ports.now()
    try await ports.engine.write { transaction in
      let old = try transaction.visitPlan(region: region)
      try transaction.setSetting("visit-plan", region: region, to: plan.json.canonical)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "visit.plan", subject: "region:\(region)", old: old.json,
        new: plan.json)
    }
  }
}

extension VisitPlan {
  fileprivate var json: JSON {
    .object([("grace", .integer(grace)), ("months", .array(months.map { .integer($0) }))])
  }
}

extension SQLTransaction {
  /// The plan of visits that holds in a region.
  func visitPlan(region: String) throws -> VisitPlan {
    guard let text = try setting("visit-plan", region: region) else { return VisitPlan() }
    let json = try JSON(parsing: text)
    let months = (json["months"]?.items ?? []).compactMap(\.integer)
    return months.isEmpty ? VisitPlan() : VisitPlan(months: months, grace: json["grace"]?.integer ?? 14)
  }
}
