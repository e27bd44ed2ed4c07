// A candidate who did not come: without this on record an exam with an empty seat could never be decided.

internal import Basics
internal import Exams
internal import Records
internal import SQL

/// Records that a candidate came to none of the gates, or takes that back.
public struct RecordAbsence: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameters:
  ///   - number: the candidate's number in the exam.
  ///   - isAbsent: false takes an absence back.
  /// - Throws: `Refusal`: no such number, somebody with a mark on record, withdrawn or disqualified, nothing to take
  ///   back.
  public func callAsFunction(event: String, number typed: String, isAbsent: Bool = true, by actor: String)
    async throws
  {
    let now = ports.now()
    let number = typed.foldedToPlain
    try await ports.engine.write { transaction in
      guard try transaction.event(event) != nil else { throw unknownEvent(event) }
      let entrants = try transaction.entrants(ofEvent: event).filter { $0.participation.number == number }
      guard let one = entrants.first?.participation else {
        throw Refusal(
          Fault(
            "absence-number-unknown", zh: "没有考号“\(number)”", en: "there is no candidate \(number)",
            suggestion: Words(zh: "核对花名册", en: "compare it with the roll")))
      }
      let faults = try Self.faults(one, entrants.map(\.entry.id), isAbsent: isAbsent, in: transaction)
      guard faults.isEmpty else { throw Refusal(faults) }
      let back: ParticipationRow.Status = one.identityChecked == nil ? .registered : .present
      try transaction.setStatus(isAbsent ? .absent : back, ofParticipation: one.id)
      for entrant in entrants {
        try transaction.setStatus(isAbsent ? "absent" : "ok", ofEntry: entrant.entry.id)
      }
      try Audit.append(
        in: transaction, at: now, actor: actor, act: isAbsent ? "absence.record" : "absence.undo",
        subject: "participation:\(one.id)", old: .string(one.status.rawValue),
        new: .string(isAbsent ? "absent" : back.rawValue),
        rows: [AuditedRow(.participation, one.id)] + entrants.map { AuditedRow(.entry, $0.entry.id) })
      try transaction.touch(event: event)
    }
  }

  private static func faults(
    _ one: ParticipationRow, _ entries: [String], isAbsent: Bool, in transaction: any SQLTransaction
  ) throws -> [Fault] {
    guard isAbsent else {
      return one.status == .absent
        ? []
        : [
          Fault("absence-none", zh: "考号 \(one.number) 没有登记缺考", en: "\(one.number) is not recorded as absent")
        ]
    }
    var faults: [Fault] = []
    if one.status == .withdrawn || one.status == .disqualified || one.status == .absent {
      faults.append(
        Fault(
          "absence-status", zh: "考号 \(one.number) 已登记缺考、退考或取消资格",
          en: "\(one.number) is absent, withdrawn or disqualified already"))
    }
    let marked = try transaction.sheets(ofDivision: one.division).contains {
      entries.contains($0.entry) && $0.revision > 0
    }
    if marked {
      faults.append(
        Fault(
          "absence-marked", zh: "考号 \(one.number) 已有成绩，不是缺考",
          en: "\(one.number) has marks on record and was not absent",
          suggestion: Words(zh: "先更正成绩", en: "correct the marks first")))
    }
    return faults
  }
}
