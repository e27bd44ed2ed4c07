// An application for support: the case is opened if the scheme's rules allow it.

public import Basics
internal import Outcomes
internal import Records
internal import SQL

/// Opens a support case.
public struct ApplySupport: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Opens the case and returns its id.
  /// - Parameters:
  ///   - months: for schemes with a monthly limit.
  ///   - id: nil makes one.
  /// - Throws: `Refusal`: not valid on that day, above the limit, claimed before, the shop not open long enough ...
  @discardableResult
  public func callAsFunction(
    scheme: String, person: String, shop: String?, months: Int? = nil, amount: Money, day: Day,
    paper: String? = nil, id: String? = nil, by actor: String
  ) async throws -> String {
    let now = ports.now()
    let one = SupportCase(
      id: id ?? ports.entropy.identifier("support"), scheme: scheme, person: person, shop: shop,
      months: months)
    let step = SupportCase.Step(kind: .applied, day: day, amount: amount, by: actor, paper: paper)
    try await ports.engine.write { transaction in
      if let shop, try transaction.shop(shop)?.person != person {
        throw Refusal(
          Fault("support-shop-owner", zh: "门店 \(shop) 不是此人的", en: "the shop \(shop) is not this person's"))
      }
      let situation = try transaction.situation(of: one, today: now.day)
      let faults = one.faults(adding: step, in: situation)
      guard faults.isEmpty else { throw Refusal(faults) }
      try transaction.addSupportCase(one, at: now)
      try transaction.addStep(step, at: 1, ofCase: one.id, recorded: now)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "support.apply", subject: "support:\(one.id)",
        new: .object([("fen", .integer(amount.fen)), ("scheme", .string(scheme))]),
        rows: [
          AuditedRow(.supportCase, one.id), AuditedRow(.supportStep, key: .text(one.id), .integer(1)),
        ])
    }
    return one.id
  }
}

extension SQLTransaction {
  /// Everything that a step of a case is held against.
  func situation(of one: SupportCase, today: Day) throws -> SupportSituation {
    guard let found = try scheme(one.scheme) else {
      throw Refusal(Fault("scheme-unknown", zh: "没有政策 \(one.scheme)", en: "there is no scheme \(one.scheme)"))
    }
    return SupportSituation(
      scheme: found.scheme, schemes: try schemes(region: found.region),
      others: try supportCases(person: one.person, shop: one.shop).filter { $0.id != one.id },
      shop: try one.shop.flatMap { try shop($0) }, today: today)
  }

  /// Adds the next step of a case if nothing speaks against it.
  func advance(case id: String, with step: SupportCase.Step, actor: String, at now: Instant) throws {
    guard let one = try supportCase(id) else {
      throw Refusal(Fault("support-unknown", zh: "没有扶持申请 \(id)", en: "there is no support case \(id)"))
    }
    let faults = one.faults(adding: step, in: try situation(of: one, today: now.day))
    guard faults.isEmpty else { throw Refusal(faults) }
    try addStep(step, at: one.steps.count + 1, ofCase: id, recorded: now)
    try Audit.append(
      in: self, at: now, actor: actor, act: "support.\(step.kind.rawValue)", subject: "support:\(id)",
      old: .optional(one.state?.rawValue),
      new: .object([("day", .string(step.day.text)), ("fen", .optional(step.amount?.fen))]),
      reason: step.reason,
      rows: [AuditedRow(.supportStep, key: .text(id), .integer(one.steps.count + 1))])
  }
}
