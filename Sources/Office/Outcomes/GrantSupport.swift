// What becomes of an application: granted or refused, paid in one or several sums, withdrawn.

public import Basics
internal import Outcomes
internal import Records
internal import SQL

/// Grants or refuses an application.
public struct GrantSupport: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Grants at most what was applied for.
  ///
  /// Throws `Refusal` where another case excludes it by now.
  public func callAsFunction(case id: String, amount: Money, day: Day, paper: String? = nil, by actor: String)
    async throws
  {
    let step = SupportCase.Step(kind: .granted, day: day, amount: amount, by: actor, paper: paper)
    let now = ports.now()
    try await ports.engine.write { try $0.advance(case: id, with: step, actor: actor, at: now) }
  }

  /// Refuses an application with a reason.
  public func refuse(case id: String, day: Day, reason: String, by actor: String) async throws {
    let step = SupportCase.Step(kind: .refused, day: day, amount: nil, by: actor, reason: reason)
    let now = ports.now()
    try await ports.engine.write { try $0.advance(case: id, with: step, actor: actor, at: now) }
  }
}

/// Pays what was granted, or takes a case back.
public struct PaySupport: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Pays a sum; all sums together never pass what was granted.
  public func callAsFunction(case id: String, amount: Money, day: Day, paper: String? = nil, by actor: String)
    async throws
  {
    let step = SupportCase.Step(kind: .paid, day: day, amount: amount, by: actor, paper: paper)
    let now = ports.now()
    try await ports.engine.write { try $0.advance(case: id, with: step, actor: actor, at: now) }
  }

  /// Ends a case that is not paid, with a reason.
  public func withdraw(case id: String, day: Day, reason: String, by actor: String) async throws {
    let step = SupportCase.Step(kind: .withdrawn, day: day, amount: nil, by: actor, reason: reason)
    let now = ports.now()
    try await ports.engine.write { try $0.advance(case: id, with: step, actor: actor, at: now) }
  }
}
