// The sentences for what blocks a result, and the check whether judges differ too much.

import Basics
import Rubrics

extension Plan {
  /// Which round and run a sentence is about, where there are several: ` in round r2, run 3`.
  func place(round: Int, run: Int) -> Words {
    let rule = rubric.rounds[round]
    var words = Words(zh: "", en: "")
    if rubric.rounds.count > 1 {
      words = Words(zh: "在“\(rule.label.title.zh)”", en: " in round \(rule.id)")
    }
    if rule.runs > 1 {
      words.zh += "第 \(run) 次"
      words.en += "\(words.en.isEmpty ? " in" : ",") run \(run)"
    }
    return words
  }

  func place(_ cell: Cell) -> Words { place(round: cell.round, run: cell.run) }
}

extension Fault {
  /// A factor that the rubric requires and nobody gave.
  static func factorMissing(_ item: String, entry: String, _ place: Words) -> Fault {
    Fault(
      "factor-missing", zh: "作品 \(entry)\(place.zh)的“\(item)”缺少难度系数",
      en: "entry \(entry) has no factor for \(item)\(place.en)",
      suggestion: Words(zh: "在参赛名单的 factor 列填写", en: "give it in the factor column of the entries file"),
      entry: entry)
  }
}

extension Evaluator {
  func withoutMarks(_ entry: Entry) -> Fault {
    Fault(
      "entry-without-marks", zh: "作品 \(entry.id) 还没有任何分数", en: "entry \(entry.id) has no marks yet",
      suggestion: Words(
        zh: "补录评分表，或在参赛名单中注明 absent、withdrawn 等状态",
        en: "add its sheets, or give its status (absent, withdrawn, ...) in the entries file"),
      entry: entry.id)
  }

  func tooLarge(_ entry: Entry) -> Fault {
    Fault(
      "number-too-large", zh: "作品 \(entry.id) 的计算超出范围",
      en: "the numbers of entry \(entry.id) are too large", entry: entry.id)
  }

  func roundMissing(_ entry: Entry, _ rule: Round) -> Fault {
    Fault(
      "round-missing", zh: "作品 \(entry.id) 在“\(rule.label.title.zh)”没有分数",
      en: "entry \(entry.id) has no marks in round \(rule.id)",
      suggestion: Words(zh: "补录，或注明该轮状态", en: "add its sheets, or give a status for that round"),
      entry: entry.id)
  }

  func runMissing(_ entry: Entry, _ rule: Round, _ run: Int) -> Fault {
    Fault(
      "run-missing", zh: "作品 \(entry.id) 在“\(rule.label.title.zh)”第 \(run) 次没有分数",
      en: "entry \(entry.id) has no marks in run \(run) of round \(rule.id)",
      suggestion: Words(zh: "补录，或注明该次状态", en: "add its sheets, or give a status for that run"),
      entry: entry.id)
  }

  func missingSheet(_ unit: Unit, _ cell: Cell, judge: Int) -> Fault {
    Fault(
      "sheet-missing",
      zh: "作品 \(cell.entry.id)\(plan.place(cell).zh)：评委 \(judgeIDs[judge]) 没有给“\(unit.label.title.zh)”打分",
      en:
        "entry \(cell.entry.id)\(plan.place(cell).en): judge \(judgeIDs[judge]) has not marked \(plan.rubric.modules[unit.module].id)",
      suggestion: Words(zh: "补录这张评分表，或在细则中设 missing", en: "add that sheet, or set missing in the rubric"),
      entry: cell.entry.id)
  }

  func missingMark(_ slot: Int, _ cell: Cell, judge: Int) -> Fault {
    let id = plan.slots[slot].id
    return Fault(
      "mark-missing",
      zh: "作品 \(cell.entry.id)\(plan.place(cell).zh)：评委 \(judgeIDs[judge]) 的“\(id)”没有分数（空白不是零分）",
      en:
        "entry \(cell.entry.id)\(plan.place(cell).en): judge \(judgeIDs[judge]) gave nothing for \(id) (unset is not zero)",
      suggestion: Words(zh: "补录该项", en: "add that mark"), entry: cell.entry.id)
  }

  func notSeen(_ slot: Int, _ cell: Cell, judge: Int) -> Fault {
    let id = plan.slots[slot].id
    return Fault(
      "mark-not-seen", zh: "作品 \(cell.entry.id)\(plan.place(cell).zh)：评委 \(judgeIDs[judge]) 未能看到“\(id)”（NV）",
      en: "entry \(cell.entry.id)\(plan.place(cell).en): judge \(judgeIDs[judge]) could not see \(id) (NV)",
      suggestion: Words(
        zh: "由裁判长处理，或在细则中设 nv=\"absent\"", en: "the chief judge decides, or set nv=\"absent\""),
      entry: cell.entry.id)
  }

  func fault(_ fault: AggregationFault, unit: Unit, _ cell: Cell) -> Fault {
    switch fault {
    case .tooFew(let have, let need):
      Fault(
        "too-few-judges",
        zh:
          "作品 \(cell.entry.id)\(plan.place(cell).zh)：“\(unit.label.title.zh)”只有 \(have) 位评委的分数，至少需要 \(need) 位",
        en:
          "entry \(cell.entry.id)\(plan.place(cell).en): \(have) of at least \(need) judges for \(plan.rubric.panels[unit.panel].id)",
        entry: cell.entry.id)
    case .tooMany(let have, let need):
      Fault(
        "too-many-judges",
        zh:
          "作品 \(cell.entry.id)\(plan.place(cell).zh)：“\(unit.label.title.zh)”有 \(have) 位评委的分数，只应有 \(need) 位",
        en:
          "entry \(cell.entry.id)\(plan.place(cell).en): \(have) judges for \(plan.rubric.panels[unit.panel].id), there must be exactly \(need)",
        suggestion: Words(zh: "删去多出的评分表", en: "remove the sheets that are too many"), entry: cell.entry.id)
    case .severalDiffer:
      Fault(
        "single-differs",
        zh: "作品 \(cell.entry.id)\(plan.place(cell).zh)：“\(unit.label.title.zh)”只应有一个分数，但几个人的记录不一致",
        en:
          "entry \(cell.entry.id)\(plan.place(cell).en): \(unit.label.title.en) must have one value, but people differ",
        entry: cell.entry.id)
    }
  }

  /// Compares the judges as the panel and its criteria say; notes, asks for a discussion, or blocks.
  func checkDeviations(
    _ unit: Unit, _ cell: Cell, numbers: [JudgeNumber], sheets: [Int], result: inout EntryResult
  ) {
    let panel = plan.rubric.panels[unit.panel]
    for rule in panel.deviations where rule.scope == .sheet {
      let full = unit.items.reduce(0) { $0 + (plan.items[$1].max?.units ?? 0) }
      compare(
        numbers.map { $0.marks ?? $0.value }, full: full, rule, name: unit.label.title, cell, unit: unit,
        item: nil, &result)
    }
    for rule in panel.deviations where rule.scope != .sheet {
      for group in groups(unit, rule.scope) { compare(group, rule, cell, unit: unit, sheets, &result) }
    }
    // A criterion may ask for more agreement than its panel.
    for criterion in plan.rubric.modules[unit.module].allCriteria {
      let items = unit.items.filter { plan.items[$0].criteria.contains(criterion.id) }
      guard !items.isEmpty else { continue }
      for rule in criterion.deviations {
        let parts =
          rule.scope == .item
          ? items.map { (plan.items[$0].label.title, plan.items[$0].id, [$0]) }
          : [(criterion.label.title, criterion.id, items)]
        for group in parts { compare(group, rule, cell, unit: unit, sheets, &result) }
      }
    }
  }

  /// Compares what the sheets hold for a group of items.
  private func compare(
    _ group: (Words, String, [Int]), _ rule: Deviation, _ cell: Cell, unit: Unit, _ sheets: [Int],
    _ result: inout EntryResult
  ) {
    let (name, id, items) = group
    var values: [Rational] = []
    for sheet in sheets {
      let sums = items.map { marks(item: $0, sheet: sheet) }
      let parts = sums.compactMap { if case .marks(let value) = $0 { value } else { nil } }
      if parts.count == sums.count {
        values.append(rule.unit == .levels ? level(items[0], sheet) : parts.sum)
      }
    }
    let full = items.reduce(0) { $0 + (plan.items[$1].max?.units ?? 0) }
    compare(values, full: full, rule, name: name, cell, unit: unit, item: id, &result)
  }

  private func level(_ item: Int, _ sheet: Int) -> Rational {
    let value = book.value(sheet: sheet, slot: plan.items[item].slots[0])
    return value.isNumber ? Rational(Int128(value.raw), over: 1_000_000) : .zero
  }

  private func groups(_ unit: Unit, _ scope: Deviation.Scope) -> [(Words, String, [Int])] {
    if scope == .item { return unit.items.map { (plan.items[$0].label.title, plan.items[$0].id, [$0]) } }
    return plan.rubric.modules[unit.module].allCriteria.compactMap { criterion in
      let items = unit.items.filter { plan.items[$0].criteria.contains(criterion.id) }
      return items.isEmpty ? nil : (criterion.label.title, criterion.id, items)
    }
  }

  private func compare(
    _ values: [Rational], full: Int, _ rule: Deviation, name: Words, _ cell: Cell, unit: Unit, item: String?,
    _ result: inout EntryResult
  ) {
    guard values.count > 1, let low = values.min(), let high = values.max() else { return }
    var spread = high - low
    if rule.compare == .fromMedian {
      let order = values.sorted()
      let median = (order[(order.count - 1) / 2] + order[order.count / 2]) / 2
      spread = max(high - median, median - low)
    }
    let shown = spread
    if rule.unit == .percent, full > 0 { spread = spread * Rational(100_000) / Rational(full) }
    guard spread > rule.max.exact else { return }
    let panel = plan.rubric.panels[unit.panel].id
    let fault = Fault(
      "deviation-\(rule.action.rawValue)",
      zh:
        "作品 \(cell.entry.id)\(plan.place(cell).zh)：评委对“\(name.zh)”相差 \(shown.text)，超过 \(rule.max)\(rule.unit == .percent ? "%" : "")",
      en:
        "entry \(cell.entry.id)\(plan.place(cell).en): judges differ by \(shown.text) on \(name.en), more than \(rule.max)\(rule.unit == .percent ? "%" : "")",
      suggestion: rule.action == .flag
        ? nil
        : Words(
          zh: "讨论后登记 discussed 裁定（keep），或由评委更正",
          en: "after the discussion record the decision discussed (keep), or let judges correct their sheets"),
      entry: cell.entry.id)
    switch rule.action {
    case .flag: result.notes.append(fault)
    case .discuss, .block:
      let decided = decision(.discussed, cell, panel: plan.panelOfID[panel], item: item)
      if rule.action == .block || decided == nil {
        result.faults.append(fault)
      } else {
        result.notes.append(fault)
      }
    }
  }
}
