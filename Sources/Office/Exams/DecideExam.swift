// Deciding an exam: every candidate's gates, with what earlier sittings left passed, kept as a new revision.

internal import Basics
public import Exams
internal import Records
internal import SQL

/// Decides an exam from the gates' values that the results give.
public struct DecideExam: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Decides every candidate who did not withdraw.
  ///
  /// An outcome that did not change makes no new revision.
  /// - Parameters:
  ///   - gates: in the order of the rubric (`Gate.all(of:)`).
  ///   - values: by participation and gate id. A gate that is missing here is pending, unless it is carried over;
  ///     who is marked absent is absent at all gates.
  ///   - period: how long a passed gate stays valid.
  /// - Throws: `Refusal` with one fault for each candidate with a pending gate; then nothing is kept.
  @discardableResult
  public func callAsFunction(
    event: String, gates: [Gate], values: [String: [String: GateValue]], period: RetakePeriod,
    by actor: String
  ) async throws -> PassList {
    let now = ports.now()
    return try await ports.engine.write { transaction in
      guard let row = try transaction.event(event) else { throw unknownEvent(event) }
      var outcomes: [ExamOutcome] = []
      var faults: [Fault] = []
      for participation in try transaction.participations(ofEvent: event)
      where participation.status != .withdrawn {
        var own = values[participation.id] ?? [:]
        if participation.status == .absent {
          own = Dictionary(uniqueKeysWithValues: gates.map { ($0.id, .absent) })
        }
        let carried = try transaction.carriedGates(into: participation.id, on: row.day)
        if let sat = carried?.sat { own = own.filter { sat.contains($0.key) } }
        let outcome = ExamOutcome(
          candidate: participation.id, gates: gates, values: own, carried: carried?.results ?? [])
        if outcome.status == .pending {
          let open = outcome.gates.filter { $0.state == .pending }.map(\.gate.title)
          faults.append(
            Fault(
              "exam-pending", zh: "考号 \(participation.number) 的\(open.map(\.zh).joined(separator: "、"))尚无成绩",
              en:
                "candidate \(participation.number) has no result yet: \(open.map(\.en).joined(separator: ", "))",
              suggestion: Words(zh: "补录成绩，或登记缺考", en: "enter the marks, or record the candidate as absent")))
        }
        outcomes.append(outcome)
      }
      guard faults.isEmpty else { throw Refusal(faults) }
      for outcome in outcomes {
        let earlier = try transaction.outcome(ofParticipation: outcome.candidate)
        if earlier?.outcome == outcome { continue }
        let revision = (earlier?.revision ?? 0) + 1
        try transaction.addOutcome(
          DecidedOutcome(revision: revision, outcome: outcome, by: actor, decided: now))
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "exam.decide",
          subject: "participation:\(outcome.candidate)",
          old: earlier.map { .string($0.outcome.sentence(.zh)) }, new: .string(outcome.sentence(.zh)),
          rows: outcome.gates.map {
            AuditedRow(.examGate, key: .text(outcome.candidate), .integer(revision), .text($0.gate.id))
          })
      }
      try transaction.touch(event: event)
      return PassList(exam: event, decided: now.day, gates: gates, outcomes: outcomes, retakes: period)
    }
  }
}

extension SQLTransaction {
  /// What a participation carries over from earlier ones, and which gates it sits again; nil where it is no retake.
  func carriedGates(
    into participation: String, on day: Day
  ) throws -> (sat: Set<String>, results: [GateResult])? {
    let retakes = try retakes(satAs: participation)
    guard !retakes.isEmpty else { return nil }
    var results: [GateResult] = []
    for first in Set(retakes.map(\.participation)).sorted() {
      let until = retakes.filter { $0.participation == first }.map(\.until).max()
      guard let until, day <= until, let decided = try outcome(ofParticipation: first) else { continue }
      results += decided.outcome.passedGates.map { result in
        GateResult(gate: result.gate, value: result.value, carriedFrom: result.carriedFrom ?? first)
      }
    }
    return (Set(retakes.map(\.gate)), results)
  }
}
