// The identity check at the door of an exam: one more look at a document, on record.

internal import Basics
public import Exams
internal import Records
internal import SQL

/// Records one look at a candidate's document; a match lets her in, anything else keeps her out.
public struct CheckIdentity: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Adds the check and returns it.
  /// - Throws: `Refusal` for an unknown participation, or a mismatch (or a match after one) without a note.
  @discardableResult
  public func callAsFunction(
    participation: String, result: IdentityCheck.Result, document: IdentityCheck.Document?,
    note: String? = nil,
    by actor: String
  ) async throws -> IdentityCheck {
    let now = ports.now()
    let id = ports.entropy.identifier("check")
    let check = IdentityCheck(
      candidate: participation, result: result, document: document, by: actor, at: now, note: note)
    try await ports.engine.write { transaction in
      guard let row = try transaction.participation(participation) else {
        throw unknownParticipation(participation)
      }
      let earlier = try transaction.identityChecks(ofParticipation: participation)
      let faults = check.faults(after: earlier)
      guard faults.isEmpty else { throw Refusal(faults) }
      try transaction.addIdentityCheck(check, id: id)
      let matched = result == .matched
      try transaction.setIdentityChecked(matched ? now : nil, ofParticipation: participation)
      if matched, row.status == .registered {
        try transaction.setStatus(.present, ofParticipation: participation)
      }
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "identity.check",
        subject: "participation:\(participation)",
        old: .optional(earlier.last?.result.rawValue), new: .string(result.rawValue), reason: note,
        rows: [AuditedRow(.participation, participation), AuditedRow(.identityCheck, id)])
      try transaction.touch(event: row.event)
    }
    return check
  }
}

func unknownParticipation(_ id: String) -> Refusal {
  Refusal(Fault("participation-unknown", zh: "没有参赛或参考记录 \(id)", en: "there is no participation \(id)"))
}

func unknownEvent(_ id: String) -> Refusal {
  Refusal(Fault("event-unknown", zh: "没有赛事或批次 \(id)", en: "there is no event \(id)"))
}
