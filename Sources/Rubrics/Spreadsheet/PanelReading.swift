// Panels, agreement of judges and rounds out of their sheets.

import Basics

extension WorkbookReading {
  mutating func panels(
    _ deviations: [String: [Deviation]], _ draft: SchemeDraft
  ) -> [Panel] {
    guard let sheet = self[RubricForms.panels] else { return usualPanels(draft) }
    var panels: [Panel] = []
    for row in sheet.rows {
      let id = id(row, "id")
      if row["id"].isEmpty { missing(row, "id", Words(zh: "编号", en: "the id")) }
      var panel = Panel(
        id: id ?? "", role: choice(row, "role") ?? .judges, blind: flag(row, "blind") ?? false,
        label: label(row), aggregate: Aggregate(method: .mean), missing: choice(row, "missing"),
        line: row.line)
      let scheme: DoubleMarking.Scheme? = choice(row, "scheme")
      if let scheme {
        if row["tolerance"].isEmpty { missing(row, "tolerance", Words(zh: "允许差", en: "the tolerance")) }
        panel.double = DoubleMarking(
          scheme: scheme, tolerance: marks(row, "tolerance", .notNegative) ?? .zero,
          per: choice(row, "per") ?? .sheet)
      } else if let aggregate = aggregate(row) {
        panel.aggregate = aggregate
      } else if row["method"].isEmpty, row["scheme"].isEmpty {
        missing(row, "method", Words(zh: "合分方法", en: "the aggregation"))
      }
      panel.deviations = deviations[panel.id] ?? []
      panels.append(panel)
    }
    for row in self[RubricForms.deviations]?.rows ?? [] where !row["panel"].isEmpty {
      if !panels.contains(where: { $0.id == row["panel"].foldedToPlain }) {
        unknown(row, "panel", Words(zh: "评判组", en: "panel"), panels.map(\.id))
      }
    }
    return panels
  }

  mutating func unknown(_ row: FoundRow, _ key: String, _ what: Words, _ known: [String]) {
    let near = nearestName(to: row[key], in: known)
    let list = known.prefix(20).joined(separator: ", ")
    fault(
      "table-unknown-id", row, key, zh: "没有编号为“\(row[key])”的\(what.zh)",
      en: "there is no \(what.en) \"\(row[key])\"",
      Words(
        zh: near.map { "是不是想写 \($0)？" } ?? "可用的编号：\(list)",
        en: near.map { "did you mean \($0)?" } ?? "those that exist: \(list)"))
  }

  mutating func deviations() -> (panels: [String: [Deviation]], criteria: [String: [Deviation]]) {
    var panels: [String: [Deviation]] = [:]
    var criteria: [String: [Deviation]] = [:]
    for row in self[RubricForms.deviations]?.rows ?? [] {
      let (panel, criterion) = (id(row, "panel"), id(row, "criterion"))
      if row["panel"].isEmpty == row["criterion"].isEmpty {
        fault(
          "table-owner", row, "panel", zh: "评判组和要素要写且只写一个", en: "name a panel or a criterion, and not both",
          Words(zh: "留下一个编号", en: "leave one id"))
      }
      let scope: Deviation.Scope? = choice(row, "scope")
      let unit: Deviation.Unit? = choice(row, "unit")
      let action: Deviation.Action? = choice(row, "action")
      let max = marks(row, "max", .positive)
      for (key, what) in [
        ("scope", Words(zh: "比较什么", en: "the scope")),
        ("max", Words(zh: "最多相差", en: "the largest difference")),
        ("unit", Words(zh: "单位", en: "the unit")), ("action", Words(zh: "超过时怎样", en: "the action")),
      ] where row[key].isEmpty { missing(row, key, what) }
      let deviation = Deviation(
        scope: scope ?? .sheet, max: max ?? .zero, unit: unit ?? .points,
        compare: choice(row, "compare") ?? .range, action: action ?? .flag)
      if let panel { panels[panel, default: []].append(deviation) }
      if let criterion { criteria[criterion, default: []].append(deviation) }
    }
    return (panels, criteria)
  }

  /// Cells below that only repeat those of the first row of a group, as merged cells do.
  mutating func askRepeated(_ row: FoundRow, like first: FoundRow) {
    for (key, value) in row.cells where value == first[key] { ask(row, key) }
  }

  mutating func rounds(_ modules: [Module]) -> [Round] {
    guard let sheet = self[RubricForms.rounds] else { return usualRounds(modules) }
    let factors = roundFactors()
    var rounds: [Round] = []
    var first = FoundRow()
    for row in sheet.rows {
      let isNew = !row["id"].isEmpty && (rounds.isEmpty || row["id"] != first["id"])
      if isNew {
        rounds.append(round(row, factors[row["id"].foldedToPlain] ?? []))
        first = row
      } else {
        askRepeated(row, like: first)
      }
      guard !rounds.isEmpty else {
        missing(row, "id", Words(zh: "轮次编号", en: "the round's id"))
        continue
      }
      if let module = id(row, "module") {
        rounds[rounds.count - 1].uses.append(
          Round.Use(
            module: module, weight: percent(row, "moduleWeight"), times: multiplier(row, "moduleTimes"),
            line: row.line))
      } else if row["module"].isEmpty {
        missing(row, "module", Words(zh: "模块", en: "the module"))
      }
    }
    for row in self[RubricForms.factors]?.rows ?? [] where !row["round"].isEmpty {
      if !rounds.contains(where: { $0.id == row["round"].foldedToPlain }) {
        unknown(row, "round", Words(zh: "轮次", en: "round"), rounds.map(\.id))
      }
    }
    return rounds
  }

  private mutating func round(_ row: FoundRow, _ factors: [Round.Factor]) -> Round {
    let combine: Round.Combine = choice(row, "combine") ?? .best
    return Round(
      id: id(row, "id") ?? "", label: label(row), uses: [], factors: factors,
      weight: percent(row, "weight"), times: multiplier(row, "times"),
      restarts: flag(row, "restart") ?? false,
      placing: placing(row), runs: count(row, "runs") ?? 1, combine: combine, best: count(row, "best"),
      missing: choice(row, "missing"), runMissing: choice(row, "runMissing"), line: row.line)
  }

  private mutating func roundFactors() -> [String: [Round.Factor]] {
    var factors: [String: [Round.Factor]] = [:]
    for row in self[RubricForms.factors]?.rows ?? [] {
      let (round, item, value) = (id(row, "round"), id(row, "item"), factor(row, "value"))
      for (key, what) in [
        ("round", Words(zh: "轮次", en: "the round")), ("item", Words(zh: "评分项", en: "the item")),
        ("value", Words(zh: "系数", en: "the factor")),
      ] where row[key].isEmpty { missing(row, key, what) }
      if let round, let item, let value {
        factors[round, default: []].append(Round.Factor(item: item, value: value, line: row.line))
      }
    }
    return factors
  }
}
