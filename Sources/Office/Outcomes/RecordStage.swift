// A shop reached a stage: one more dated fact, or a correction that names the fact it replaces.

public import Basics
public import Outcomes
internal import Records
internal import SQL

/// Records a stage of a shop.
public struct RecordStage: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Adds the fact and returns what is odd about it but no reason to refuse (an inner check character of a credit code).
  /// - Parameters:
  ///   - paper: the number on the paper; for a licence its social credit code.
  ///   - replaces: the id of the fact that this one corrects.
  ///   - rules: what must be there before a shop may open.
  /// - Throws: `Refusal` with everything that speaks against it.
  @discardableResult
  public func callAsFunction(
    shop: String, stage: Stage, day: Day, paper: String? = nil, evidence: Evidence, note: String? = nil,
    replaces: String? = nil, rules: OpeningRules = OpeningRules(), by actor: String
  ) async throws -> [Fault] {
    let now = ports.now()
    let code = stage == .licence ? paper.flatMap { try? CreditCode($0) } : nil
    let fact = StageFact(
      id: ports.entropy.identifier("stage"), stage: stage, day: day, paper: code?.text ?? paper,
      evidence: evidence,
      by: actor, recorded: now, replaces: replaces, note: note)
    try await ports.engine.write { transaction in
      guard let found = try transaction.shop(shop) else { throw unknownShop(shop) }
      let faults = found.course.faults(adding: fact, rules: rules, today: now.day)
      guard faults.isEmpty else { throw Refusal(faults) }
      try transaction.addStage(fact, ofShop: shop)
      let old = found.course.recorded.first { $0.id == replaces }
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "shop.stage", subject: "shop:\(shop)",
        old: old.map { .object([("day", .string($0.day.text)), ("stage", .string($0.stage.rawValue))]) },
        new: .object([
          ("day", .string(day.text)), ("evidence", .string(evidence.rawValue)),
          ("stage", .string(stage.rawValue)),
        ]), reason: note, rows: [AuditedRow(.shopStage, fact.id)])
    }
    return code?.warnings ?? []
  }
}
