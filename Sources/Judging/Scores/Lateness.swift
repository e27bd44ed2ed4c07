// Marks that came too late: what people decided on record to admit counts as any other, what they refused is as if never given.

import Basics
import Rubrics

extension MarkBook {
  /// The book without the marks that a decision `late-admitted` with the value 0 refuses, each decision noted.
  ///
  /// A decision holds for its entry and, where they are given, its round, panel and item; the one that says most wins.
  func withoutRefused(_ plan: Plan) -> MarkBook {
    let late = decisions.filter { $0.kind == .lateAdmitted }
    guard !late.isEmpty else { return self }
    var book = self
    for decision in late { book.notes.append(Self.note(decision, plan)) }
    guard late.contains(where: { $0.value == "0" }) else { return book }
    for (sheet, key) in keys.enumerated() {
      let own = late.filter { decision in
        decision.entry == entries[Int(key.entry)].id && decision.round.map { $0 == Int(key.round) } ?? true
          && decision.panel.map { $0 == Int(key.panel) } ?? true
      }
      guard !own.isEmpty else { continue }
      for (slot, planned) in plan.slots.enumerated() where planned.panel == Int(key.panel) {
        let item = plan.items[planned.item]
        let fitting = own.filter { decision in
          decision.item.map { $0 == item.id || item.criteria.contains($0) } ?? true
        }
        let nearest = fitting.max { Self.closeness($0) < Self.closeness($1) }
        if nearest?.value == "0" { book.set(.missing, sheet: sheet, slot: slot) }
      }
    }
    return book
  }

  private static func closeness(_ decision: Decision) -> Int {
    (decision.item == nil ? 0 : 4) + (decision.panel == nil ? 0 : 2) + (decision.round == nil ? 0 : 1)
  }

  private static func note(_ decision: Decision, _ plan: Plan) -> Fault {
    let round = decision.round.map { plan.rubric.rounds[$0].id }
    let panel = decision.panel.map { plan.rubric.panels[$0].id }
    let parts = [round, panel, decision.item].compactMap { $0 }.joined(separator: ", ")
    let of = parts.isEmpty ? Words(zh: "", en: "") : Words(zh: "（\(parts)）", en: " (\(parts))")
    return decision.value == "1"
      ? Fault(
        "late-admitted", zh: "作品 \(decision.entry)\(of.zh) 迟到的评分经裁定计入",
        en: "late marks of entry \(decision.entry)\(of.en) count by decision", entry: decision.entry)
      : Fault(
        "late-refused", zh: "作品 \(decision.entry)\(of.zh) 迟到的评分经裁定不计，按缺分处理",
        en: "late marks of entry \(decision.entry)\(of.en) do not count by decision and are missing",
        entry: decision.entry)
  }
}
