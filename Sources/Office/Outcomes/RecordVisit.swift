// A visit took place: what was found, how many people work there, what the shop needs.

public import Basics
public import Outcomes
internal import Records
internal import SQL

/// Records a visit and, where people were counted, the jobs.
public struct RecordVisit: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Adds the visit and returns what the visitor should still do (a shop found closed without such a stage).
  /// - Parameters:
  ///   - month: the month of the plan that the visit fulfils; nil for a visit besides.
  ///   - people: who work there, the owner included; nil where nobody counted.
  /// - Throws: `Refusal`.
  @discardableResult
  public func callAsFunction(
    shop: String, month: Int?, day: Day, way: Visit.Way, found: ShopState, people: Int?, needs: String? = nil,
    by actor: String
  ) async throws -> [Fault] {
    let now = ports.now()
    let visit = Visit(
      id: ports.entropy.identifier("visit"), month: month, day: day, by: actor, way: way, found: found,
      needs: needs,
      recorded: now)
    let countID = ports.entropy.identifier("jobs")
    return try await ports.engine.write { transaction in
      guard let known = try transaction.shop(shop), let region = try transaction.region(ofShop: shop) else {
        throw unknownShop(shop)
      }
      var faults = try transaction.visitPlan(region: region).faults(adding: visit, to: known, today: now.day)
      if let people, !(0...9_999).contains(people) {
        faults.append(Fault("visit-people", zh: "就业人数应为 0 至 9999", en: "people are counted from 0 to 9999"))
      }
      guard faults.isEmpty else { throw Refusal(faults) }
      try transaction.addVisit(visit, toShop: shop)
      if let people {
        let count = JobCount(
          day: day, people: people, evidence: way == .onSite ? .seen : .told, recorded: now)
        try transaction.addJobCount(count, id: countID, ofShop: shop, visit: visit.id, by: actor)
      }
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "visit.record", subject: "shop:\(shop)",
        new: .object([
          ("day", .string(day.text)), ("found", .string(found.rawValue)), ("month", .optional(month)),
          ("people", .optional(people)),
        ]),
        rows: [AuditedRow(.visit, visit.id)] + (people == nil ? [] : [AuditedRow(.jobCount, countID)]))
      guard let state = known.course.state(on: day), state != found else { return [] }
      return [
        Fault(
          "visit-differs", zh: "登记状态为“\(state.words.zh)”，回访所见为“\(found.words.zh)”",
          en: "the register says \(state.words.en), the visit found \(found.words.en)",
          suggestion: Words(zh: "核实后登记相应阶段", en: "record the stage once it is certain"))
      ]
    }
  }
}
