// Support schemes as dated data, and what became of people besides shops.

internal import Basics
public import Outcomes
internal import Records
internal import SQL

/// Adds support schemes.
///
/// A changed rule is a new scheme with days of its own; none is edited.
public struct KeepSchemes: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  public func add(_ scheme: Scheme, region: String, by actor: String) async throws {
    let faults = scheme.faults
    guard faults.isEmpty else { throw Refusal(faults) }
    let now = ports.now()
    do {
      try await ports.engine.write { transaction in
        try transaction.addScheme(scheme, region: region)
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "scheme.add", subject: "scheme:\(scheme.id)",
          new: .object([("source", .string(scheme.source)), ("validFrom", .string(scheme.validFrom.text))]),
          rows: [AuditedRow(.scheme, scheme.id)])
      }
    } catch SQLFailure.uniqueViolation {
      throw Refusal(
        Fault("scheme-taken", zh: "政策编号 \(scheme.id) 已存在", en: "there is a scheme \(scheme.id) already"))
    }
  }

  public func all(region: String) async throws -> [Scheme] {
    try await ports.engine.read { try $0.schemes(region: region) }
  }
}

/// Records a placement: a job, a post in a local kitchen, a cooperative.
public struct RecordPlacement: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  public func callAsFunction(_ placement: Placement, region: String, by actor: String) async throws {
    let now = ports.now()
    guard placement.from <= now.day || placement.kind == .seeking else {
      throw Refusal(Fault("placement-future", zh: "起始日期在今天之后", en: "the placement begins after today"))
    }
    try await ports.engine.write { transaction in
      try transaction.addPlacement(placement, region: region, by: actor, at: now)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "placement.record",
        subject: "person:\(placement.person)",
        new: .object([("from", .string(placement.from.text)), ("kind", .string(placement.kind.rawValue))]),
        rows: [AuditedRow(.placement, placement.id)])
    }
  }
}
