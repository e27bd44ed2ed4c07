// A person means to open a shop: the shop enters the register with its first fact.

public import Basics
public import Outcomes
internal import Records
internal import SQL

/// Puts a shop into the register with the intention as its first fact.
public struct OpenShop: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Adds the shop and returns its id.
  /// - Parameters:
  ///   - participation: the contest, exam or class that it grew out of.
  ///   - id: nil makes one.
  /// - Throws: `Refusal` for an unknown person, a participation of somebody else, an empty name or place, a day to come.
  @discardableResult
  public func callAsFunction(
    name: String, person: String, participation: String?, place: String, intention: Day, evidence: Evidence,
    region: String, id: String? = nil, by actor: String
  ) async throws -> String {
    let now = ports.now()
    let shop = id ?? ports.entropy.identifier("shop")
    let fact = StageFact(
      id: ports.entropy.identifier("stage"), stage: .intention, day: intention, evidence: evidence, by: actor,
      recorded: now)
    try await ports.engine.write { transaction in
      var faults = Course([]).faults(adding: fact, today: now.day)
      if name.trimmed.isEmpty {
        faults.append(Fault("shop-name", zh: "店名不能为空", en: "the shop's name is missing"))
      }
      if place.trimmed.isEmpty {
        faults.append(Fault("shop-place", zh: "地点不能为空", en: "the place is missing"))
      }
      let owner = try transaction.person(id: person)
      if owner == nil || owner?.region != region {
        faults.append(
          Fault("person-unknown", zh: "本地没有人员 \(person)", en: "there is no person \(person) in this region"))
      }
      if let participation, try transaction.participation(participation)?.person != person {
        faults.append(
          Fault(
            "shop-participation", zh: "\(participation) 不是此人的参赛或参考记录",
            en: "\(participation) is not this person's"))
      }
      guard faults.isEmpty else { throw Refusal(faults) }
      try transaction.addShop(
        Shop(
          id: shop, name: name, person: person, participation: participation, place: place,
          course: Course([]),
          isSample: owner?.isSample ?? false),
        region: region, by: actor, at: now)
      try transaction.addStage(fact, ofShop: shop)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "shop.open", subject: "shop:\(shop)",
        new: .object([("intention", .string(intention.text)), ("person", .string(person))]),
        rows: [AuditedRow(.shop, shop), AuditedRow(.shopStage, fact.id)])
    }
    return shop
  }
}

func unknownShop(_ id: String) -> Refusal {
  Refusal(Fault("shop-unknown", zh: "没有门店 \(id)", en: "there is no shop \(id)"))
}
