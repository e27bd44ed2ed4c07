// What each candidate brought to each gate, read from the results as the records give them now.

internal import Basics
public import Exams
internal import Judging
internal import Records
internal import Rubrics
internal import SQL

/// Reads gate values from computed results.
public struct GateValues: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// The gates of the exam's rubrics, and by participation and gate id what was brought.
  ///
  /// Marks are cut to two decimals, as they are kept and shown; that never opens a gate.
  /// A gate without all its marks is left out, which `DecideExam` takes as pending; so is one with a sheet that is
  /// neither signed nor explained.
  public func callAsFunction(event: String) async throws -> (
    gates: [Gate], values: [String: [String: GateValue]]
  ) {
    let results = try await ComputeResults(ports)(event: event)
    let entrants = try await ports.engine.read { try $0.entrants(ofEvent: event) }
    let byCode = Dictionary(
      entrants.compactMap { one in one.entry.code.map { ($0, one.participation.id) } },
      uniquingKeysWith: { first, _ in first })
    var gates: [Gate] = []
    var values: [String: [String: GateValue]] = [:]
    for result in results {
      let plan = result.tally.plan
      if let pass = plan.rubric.results.pass, pass.isComputed {
        throw Refusal(
          Fault(
            "exam-computed-cuts", zh: "细则 \(plan.rubric.id) 的合格线由计算得出，目前只能用 sizhou tally 判定",
            en: "rubric \(plan.rubric.id) computes its pass marks; for now only sizhou tally decides it",
            suggestion: Words(
              zh: "改用固定的分数线，或在命令行计算", en: "use fixed pass marks, or compute it at the command line")))
      }
      let own = Gate.all(of: plan.rubric)
      let open = Set(result.inputs.open.map(\.entry))
      let machine = Set(
        plan.rubric.modules.filter { module in
          plan.rubric.panels.contains { $0.id == module.panel && $0.role == .machine }
        }.map(\.id))
      if gates.isEmpty { gates = own }
      for line in result.tally.standing.lines {
        guard let participation = byCode[line.entry.id] else { continue }
        var brought: [String: GateValue] = [:]
        let isVetoed = plan.rubric.results.pass?.vetoFails == true && !line.result.vetoes.isEmpty
        let isOpen = open.contains(line.entry.id)
        for gate in own where !(isOpen && !machine.contains(gate.id)) {
          guard let value = result.tally.value(ofPart: gate.id, in: line) else { continue }
          brought[gate.id] =
            isVetoed && gate.id != own.first?.id ? .vetoed : .marks(value.rounded(to: 2, .down))
        }
        values[participation] = brought
      }
    }
    return (gates, values)
  }
}
