// Whether a judge's values fit the sheet: the items of one panel in one round, each value by the rule of its type.

public import Basics

/// The rules for one kind of sheet: a panel's items in one round.
public struct SheetCheck: Sendable {
  /// A value that the sheet does not take, or an item that it does not have.
  public struct Finding: Hashable, Sendable {
    public var item: String
    public var fault: Fault
  }

  /// The slots of the sheet in the order of the rubric: items, steps, theory modules and their parts.
  public let slots: [Slot]
  private let slotOfID: [String: Slot]

  /// Nil where the rubric has no such panel or round.
  public init?(_ plan: Plan, panel: String, round: String) {
    guard let panel = plan.panelOfID[panel], let round = plan.roundOfID[round] else { return nil }
    let modules = Set(plan.modulesOfRound[round])
    slots = plan.slots.filter { $0.panel == panel && modules.contains($0.module) }
    slotOfID = Dictionary(slots.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Checks values by item or step id; nil and the empty text mean that nothing is given yet.
  /// - Returns: every finding at once, in byte order of the ids; empty where all is well.
  public func findings(in values: [(item: String, text: String?)]) -> [Finding] {
    var findings: [Finding] = []
    for (item, text) in values {
      guard let slot = slotOfID[item] else {
        findings.append(
          Finding(
            item: item,
            fault: Fault(
              "sheet-unknown-item", zh: "本评分表没有评分项“\(item)”", en: "this sheet has no item “\(item)”",
              suggestion: Words(zh: "重新载入评分表", en: "reload the sheet"))))
        continue
      }
      if case .failure(let reason) = slot.read(text ?? "") {
        findings.append(
          Finding(
            item: item,
            fault: Fault(
              "sheet-illegal-value", zh: "评分项“\(item)”：\(reason.words.zh)",
              en: "item “\(item)” \(reason.words.en)",
              suggestion: Words(zh: "改正后再保存", en: "correct it and save again"))))
      }
    }
    return findings.sorted { $0.item.precedesByBytes($1.item) }
  }

  /// Slots that still need a value before the sheet is complete.
  ///
  /// A theory paper needs its whole mark or all its parts.
  public func missing(in values: [(item: String, text: String)]) -> [Slot] {
    let given = Set(values.filter { !$0.text.isEmpty }.map(\.item))
    return slots.filter { slot in
      guard !slot.isOptional, !given.contains(slot.id) else { return false }
      switch slot.kind {
      case .paper:
        let parts = slots.filter { $0.item == slot.item && $0.id != slot.id }
        return parts.isEmpty || !parts.allSatisfy { given.contains($0.id) }
      case .paperPart: return false
      default: return true
      }
    }
  }
}
