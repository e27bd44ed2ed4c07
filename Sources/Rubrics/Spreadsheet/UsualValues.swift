// What a plain marking scheme does not say, in the way that most contests do it, each with a note.

import Basics

enum UsualPanels {
  static let judges = "judges"
  static let experts = "experts"
  static let measurers = "measurers"
}

extension WorkbookReading {
  /// Panels where the workbook has no sheet of them: those that the scheme names, else one of judges.
  ///
  /// Judgement asks for experts who discuss what lies more than one level apart, measurement for one result.
  mutating func usualPanels(_ draft: SchemeDraft) -> [Panel] {
    guard isPlain else {
      fault(
        "table-no-panels", zh: "没有工作表“评判组”", en: "there is no sheet \"Panels\"",
        Words(zh: "加上它，至少一行", en: "add it with one row at least"))
      return []
    }
    if draft.isJudged {
      let hasMeasurement = draft.items.contains { $0.type == .measurement && $0.row["panel"].isEmpty }
      note(
        "table-default-panels", zh: "没有评判组：评价由“专家”组取平均，相差超过 1 级须讨论；测定由“测量”组给出一个结果",
        en:
          "there are no panels: judgement is the mean of \"Experts\", who discuss more than 1 level apart; measurement is one result of \"Measurement\""
      )
      let experts = Panel(
        id: UsualPanels.experts, role: .judges, blind: false,
        label: Label(title: Words(zh: "专家", en: "Experts")), aggregate: Aggregate(method: .mean),
        deviations: [
          Deviation(scope: .item, max: Marks(whole: 1), unit: .levels, compare: .range, action: .discuss)
        ])
      let measurers = Panel(
        id: UsualPanels.measurers, role: .marshals, blind: false,
        label: Label(title: Words(zh: "测量", en: "Measurement")), aggregate: Aggregate(method: .single))
      return [experts] + (hasMeasurement ? [measurers] : [])
        + named(in: draft, besides: [experts.id, measurers.id])
    }
    let named = named(in: draft, besides: [])
    let isComplete = !draft.items.isEmpty && draft.items.allSatisfy { !$0.row["panel"].isEmpty }
    if !named.isEmpty, isComplete || draft.modules.allSatisfy({ !($0.row?["panel"] ?? "").isEmpty }) {
      note(
        "table-default-panels", zh: "没有评判组的规则：各组取平均",
        en: "the panels have no rules: the mean of each is taken")
      return named
    }
    note(
      "table-default-panels", zh: "没有评判组：一组评委，取平均",
      en: "there are no panels: one of judges, whose mean is taken")
    let judges = Panel(
      id: UsualPanels.judges, role: .judges, blind: false, label: Label(title: Words(zh: "评委", en: "Judges")),
      aggregate: Aggregate(method: .mean))
    return [judges] + named.filter { $0.id != judges.id }
  }

  /// Panels that rows name.
  private func named(in draft: SchemeDraft, besides known: [String]) -> [Panel] {
    let rows = draft.modules.compactMap(\.row) + draft.criteria.compactMap(\.row) + draft.items.map(\.row)
    var ids: [String] = []
    for row in rows {
      let id = row["panel"].foldedToPlain
      if isID(id), !ids.contains(id), !known.contains(id) { ids.append(id) }
    }
    return ids.map { id in
      Panel(
        id: id, role: .judges, blind: false, label: Label(title: Words(zh: id, en: id)),
        aggregate: Aggregate(method: .mean))
    }
  }

  /// One round with every module, its marks as they are.
  mutating func usualRounds(_ modules: [Module]) -> [Round] {
    guard isPlain else {
      fault(
        "table-no-rounds", zh: "没有工作表“轮次”", en: "there is no sheet \"Rounds\"",
        Words(zh: "加上它，至少一行", en: "add it with one row at least"))
      return []
    }
    note(
      "table-default-rounds", zh: "没有轮次：一轮，各模块的分数相加",
      en: "there are no rounds: one, which adds the marks of all modules")
    return [
      Round(
        id: "final", label: Label(title: Words(zh: "决赛", en: "Final")),
        uses: modules.map { Round.Use(module: $0.id, weight: nil) })
    ]
  }

  mutating func usualRounding() -> [Rounding] {
    guard isPlain else { return [] }
    note(
      "table-default-rounding", zh: "没有取整规则：总分四舍五入到两位小数",
      en: "there is no rounding: the total to two decimals, half up")
    return [Rounding(stage: .final, decimals: 2, mode: .halfUp)]
  }

  /// The sum of the full marks, where a plain scheme has them.
  func usualScale(_ modules: [Module]) -> Marks {
    let sum = modules.reduce(0) { $0 + ($1.max?.units ?? 0) }
    return isPlain && sum > 0 && modules.allSatisfy { $0.max != nil } ? Marks(units: sum) : Marks(whole: 100)
  }
}
