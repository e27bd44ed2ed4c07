// Rows of a decisions table: what people decided on record (contract, section 4).

public import Basics
import Rubrics

extension MarkBook {
  /// Reads a table of `entry,round,panel,item,decision,value,by,reason`.
  public mutating func read(decisions table: Table, plan: Plan) -> [Fault] {
    let (columns, faults) = table.columns(
      required: ["entry", "decision"], optional: ["round", "panel", "item", "value", "by", "reason"])
    guard faults.isEmpty else { return faults }
    var reader = SheetReader(plan: plan, table: table, faults: faults)
    for (index, row) in table.rows.enumerated() {
      reader.row = index
      func cell(_ name: String) -> String { columns[name].map { row[$0] } ?? "" }
      guard let id = reader.identifier(cell("entry"), column: "entry") else { continue }
      if place(of: id) == nil {
        reader.add(
          "decision-unknown-entry", zh: "没有作品 \(id)", en: "there is no entry \(id)",
          suggestion: suggestNearest(id, in: entries.map(\.id)), entry: id)
      }
      let word = cell("decision").foldedToPlain
      guard let kind = Decision.Kind(rawValue: word) else {
        reader.add(
          "decision-unknown", zh: "不认识的裁定“\(word)”", en: "unknown decision \"\(word)\"",
          suggestion: suggestNearest(word, in: Decision.Kind.allCases.map(\.rawValue)), entry: id)
        continue
      }
      let round = known(cell("round").foldedToPlain, plan.roundOfID, "round", &reader)
      var part: MarkerPart?
      if plan.rubric.panels.contains(where: { $0.double != nil }) {
        part = MarkerPart(id: cell("panel").foldedToPlain)
      }
      let panel =
        part == nil ? known(cell("panel").foldedToPlain, plan.panelOfID, "panel", &reader) : nil
      let item = cell("item").foldedToPlain
      let value = cell("value").foldedToPlain
      if let complaint = Self.complaint(kind, value) {
        reader.add(
          "decision-value", zh: "裁定 \(kind.rawValue) 的值“\(value)”\(complaint.zh)",
          en: "value \"\(value)\" of decision \(kind.rawValue) \(complaint.en)",
          suggestion: decimalComma(value), entry: id)
        continue
      }
      if !item.isEmpty, !plan.items.contains(where: { $0.id == item }),
        !plan.rubric.modules.contains(where: { $0.allCriteria.contains { $0.id == item } })
      {
        reader.add(
          "decision-unknown-item", zh: "细则中没有“\(item)”这一项", en: "the rubric has no item \"\(item)\"",
          suggestion: suggestNearest(item, in: plan.items.map(\.id)), entry: id)
      }
      let key = item.isEmpty ? nil : item
      // Several judges may be excused from one entry.
      if kind != .judgeExcused,
        decisions.contains(where: {
          $0.entry == id && $0.kind == kind && $0.round == round && $0.panel == panel && $0.part == part
            && $0.item == key && $0.value != value
        })
      {
        reader.add(
          "decision-contradicts", zh: "作品 \(id) 的裁定 \(kind.rawValue) 前后矛盾",
          en: "entry \(id) has two different decisions \(kind.rawValue)",
          suggestion: Words(zh: "只留一行", en: "keep one row"), entry: id)
        continue
      }
      var decision = Decision(
        entry: id, round: round, panel: panel, item: item.isEmpty ? nil : item, kind: kind, value: value,
        by: cell("by").trimmed, reason: cell("reason").trimmed)
      decision.part = part
      decisions.append(decision)
    }
    return reader.faults
  }

  private func known(
    _ text: String, _ places: [String: Int], _ column: String, _ reader: inout SheetReader
  ) -> Int? {
    guard !text.isEmpty else { return nil }
    if places[text] == nil {
      reader.add(
        "decision-unknown-\(column)", zh: "细则中没有 \(column)“\(text)”",
        en: "the rubric has no \(column) \"\(text)\"",
        suggestion: suggestNearest(text, in: Array(places.keys).sorted()))
    }
    return places[text]
  }

  /// What is wrong with a decision's value.
  private static func complaint(_ kind: Decision.Kind, _ value: String) -> Words? {
    switch kind {
    case .discussed: value == "keep" ? nil : Words(zh: "只能是 keep", en: "must be keep")
    case .vetoConfirmed, .lateAdmitted:
      value == "1" || value == "0" ? nil : Words(zh: "只能是 1 或 0", en: "must be 1 or 0")
    case .tieVote, .tieDraw: Int(value) != nil ? nil : Words(zh: "应为整数", en: "must be a whole number")
    case .judgeExcused:
      isIdentifier(value) ? nil : Words(zh: "应为评委编号", en: "must be a judge's id")
    case .thirdMark: Weight(value) != nil ? nil : Words(zh: "不是数字", en: "is not a number")
    }
  }
}
