// Registering a retake: the closed gate alone, under a participation of a later exam, while the passed gates hold.

internal import Basics
public import Exams
internal import Records
internal import SQL

/// Lets a candidate sit a closed gate again.
public struct RegisterRetake: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameters:
  ///   - participation: where the other gates were passed.
  ///   - gate: what is sat again.
  ///   - satAs: the same person's participation in the later exam.
  ///   - period: how long a passed gate stays valid, counted from the day of the decision to the day of the later exam.
  /// - Throws: `Refusal`: nothing decided yet, passed, too late, another gate, another person, registered already.
  @discardableResult
  public func callAsFunction(
    participation: String, gate: String, satAs: String, period: RetakePeriod, by actor: String
  ) async throws -> RetakeRight {
    let now = ports.now()
    let id = ports.entropy.identifier("retake")
    do {
      return try await ports.engine.write { transaction in
        guard let first = try transaction.participation(participation) else {
          throw unknownParticipation(participation)
        }
        guard let later = try transaction.participation(satAs), let event = try transaction.event(later.event)
        else {
          throw unknownParticipation(satAs)
        }
        guard let decided = try transaction.outcome(ofParticipation: participation) else {
          throw Refusal(
            Fault(
              "retake-undecided", zh: "该考生的成绩尚未判定", en: "nothing is decided about this candidate yet",
              suggestion: Words(zh: "先完成判定", en: "decide the exam first")))
        }
        let right = try RetakeRight(
          after: decided.outcome, sitting: participation, decided: decided.decided.day, period: period)
        var faults = right.faults(gate: gate, on: event.day)
        if first.person != later.person {
          faults.append(Fault("retake-person", zh: "补考的不是同一人", en: "the retake is another person's"))
        }
        if participation == satAs {
          faults.append(
            Fault(
              "retake-same", zh: "补考须另立场次，不能覆盖原成绩",
              en: "a retake is a participation of its own and never overwrites"))
        }
        guard faults.isEmpty else { throw Refusal(faults) }
        try transaction.addRetake(
          RetakeRow(
            id: id, participation: participation, gate: gate, satAs: satAs, until: right.until, by: actor,
            registered: now))
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "retake.register",
          subject: "participation:\(participation)",
          new: .object([
            ("gate", .string(gate)), ("satAs", .string(satAs)), ("until", .string(right.until.text)),
          ]), rows: [AuditedRow(.retake, id)])
        try transaction.touch(event: later.event)
        return right
      }
    } catch SQLFailure.uniqueViolation {
      throw Refusal(
        Fault("retake-twice", zh: "该科目的补考已登记", en: "the retake of this gate is registered already"))
    }
  }
}
