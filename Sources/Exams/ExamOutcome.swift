// The outcome of a candidate: passed only if every gate is open; who failed is told which gates.

public import Basics

/// What became of a candidate in one sitting, gate by gate.
public struct ExamOutcome: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable, CaseIterable {
    case passed
    case failed
    /// Came to none of the gates.
    case absent
    /// A gate is still open to decide.
    case pending

    public var words: Words {
      switch self {
      case .passed: Words(zh: "合格", en: "passed")
      case .failed: Words(zh: "不合格", en: "not passed")
      case .absent: Words(zh: "缺考", en: "absent")
      case .pending: Words(zh: "待定", en: "pending")
      }
    }
  }

  /// The candidate's code; names stand elsewhere.
  public var candidate: String
  /// One for each gate, in the order of the rubric.
  public var gates: [GateResult]

  public init(candidate: String, gates: [GateResult]) {
    self.candidate = candidate
    self.gates = gates
  }

  /// Decides from the values of this sitting and what earlier sittings left passed.
  ///
  /// A gate passed here counts as it is. A gate that was not sat here (`absent`, or no value) takes the carried result;
  /// a gate that was sat here and failed stays failed, carried or not.
  public init(candidate: String, gates: [Gate], values: [String: GateValue], carried: [GateResult] = []) {
    self.candidate = candidate
    self.gates = gates.map { gate in
      let here = values[gate.id]
      if here == nil || here == .absent, let earlier = carried.first(where: { $0.gate.id == gate.id }) {
        return earlier
      }
      return GateResult(gate: gate, value: here ?? .pending)
    }
  }

  public var status: Status {
    let states = gates.map(\.state)
    if states.isEmpty || states.contains(.pending) { return .pending }
    if states.allSatisfy({ $0 == .passed }) { return .passed }
    let here = gates.filter { $0.carriedFrom == nil }
    return here.allSatisfy { $0.state == .absent } ? .absent : .failed
  }

  public var isPassed: Bool { status == .passed }

  /// The gates that are not open, absent ones included.
  public var closedGates: [Gate] { gates.filter { $0.state == .failed || $0.state == .absent }.map(\.gate) }

  /// The gates that stay open for a retake.
  public var passedGates: [GateResult] { gates.filter { $0.state == .passed } }

  /// Why, in one sentence for the candidate.
  public func sentence(_ language: Language) -> String {
    let parts = gates.map { result in
      let title = result.gate.title[language]
      switch (result.state, language) {
      case (.absent, .zh): return "\(title)缺考"
      case (.absent, .en): return "\(title): absent"
      case (.pending, .zh): return "\(title)待定"
      case (.pending, .en): return "\(title): pending"
      case (_, .zh):
        let marks = result.marksText.map { "\($0) 分" } ?? "否决"
        return "\(title)\(marks)（\(result.gate.minimum) 分合格\(result.carriedFrom == nil ? "" : "，成绩保留")）"
      case (_, .en):
        let marks = result.marksText ?? "veto"
        return
          "\(title) \(marks) (\(result.gate.minimum) needed\(result.carriedFrom == nil ? "" : ", carried over"))"
      }
    }
    return parts.joined(separator: language == .zh ? "，" : ", ")
      + (language == .zh ? "：" : ": ") + status.words[language]
  }
}
