// A judge who was shut out is let back in, with a new card.

internal import Basics
internal import Records
internal import SQL

/// Lets a judge back in.
public struct RestoreJudge: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// A new QR code and PIN for a judge, who may score again from now on.
  public func callAsFunction(_ judge: String, by actor: String) async throws -> JudgeCredentials {
    let fresh = try await KeepJudges(ports).renew(judge, by: actor)
    let now = ports.now()
    try await ports.engine.write { transaction in
      guard try transaction.judge(judge)?.revoked != nil else { return }
      try transaction.setRevoked(nil, ofJudge: judge)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "judge.restore", subject: "judge:\(judge)",
        rows: [AuditedRow(.judge, judge)])
    }
    return fresh
  }
}
