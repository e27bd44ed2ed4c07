// One item of a marking scheme with the rows below it, by its type.

import Basics

extension WorkbookReading {
  /// The item; nil where it has no kind.
  mutating func item(_ draft: SchemeDraft.Item, _ scheme: SchemeDraft) -> Item? {
    let row = draft.row
    let title = words(row, "title")
    if title == nil { missing(row, "title", Words(zh: "评分项的名称", en: "the item's description")) }
    let label = Label(
      title: title ?? Words(zh: "", en: ""), hint: hint(row, remarks: draft.remarks))
    var item = Item(
      id: draft.id, label: label, panel: id(row, "panel"), aggregate: aggregate(row),
      rounding: scheme.rounding[draft.id] ?? [], note: choice(row, "note") ?? .optional,
      photo: choice(row, "photo") ?? .none,
      missing: choice(row, "missing"), notSeen: choice(row, "notSeen") ?? .block,
      factor: choice(row, "factor") ?? .none, times: multiplier(row, "times"), base: factor(row, "base"),
      kind: .rank, line: row.line)
    switch draft.type {
    case .points: item.kind = .points(points(draft))
    case .bonus: item.kind = .bonus(bonus(row))
    case .levels: item.kind = .levels(levels(draft, hasMax: true))
    case .global: item.kind = .global(levels(draft, hasMax: false))
    case .judgement: judgement(draft, &item)
    case .checklist: item.kind = .checklist(steps(draft))
    case .measurement:
      item.kind = .checklist(steps(draft))
      if item.panel == nil, scheme.isPlain, scheme.isJudged { item.panel = UsualPanels.measurers }
    case .measure: item.kind = .measure(measure(draft))
    case .deduct:
      item.kind = .deduct(deduct(draft))
      item.off = choice(row, "off") ?? .module
    case .veto: item.kind = .veto(veto(row))
    case .rank: item.kind = .rank
    case .count: item.kind = .count
    case .given:
      item.kind = .given(
        Given(effect: choice(row, "effect") ?? .add, optional: flag(row, "optional") ?? false))
      item.off = choice(row, "off") ?? .module
    case .module, .criterion, .level, .step, .band, .linear, .anchor: return nil
    }
    return item
  }

  private mutating func max(_ row: FoundRow) -> Marks {
    if row["max"].isEmpty { missing(row, "max", Words(zh: "满分", en: "the max mark")) }
    return marks(row, "max") ?? .zero
  }

  private mutating func points(_ draft: SchemeDraft.Item) -> Points {
    let row = draft.row
    let (max, min) = (max(row), marks(row, "min") ?? .zero)
    var anchors: [Points.Anchor] = []
    for detail in draft.details {
      ask(detail, "type")
      let text = words(detail, "detail")
      for (key, what) in [
        ("from", Words(zh: "从几分", en: "the lowest mark")), ("to", Words(zh: "到几分", en: "the highest mark")),
        ("detail", Words(zh: "说明", en: "the description")),
      ] where detail[key].isEmpty && (key != "detail" || text == nil) { missing(detail, key, what) }
      anchors.append(
        Points.Anchor(
          from: marks(detail, "from") ?? .zero, to: marks(detail, "to") ?? .zero,
          text: text ?? Words(zh: "", en: "")))
    }
    return Points(min: min, max: max, step: step(row, Marks(units: max.units - min.units)), anchors: anchors)
  }

  private mutating func bonus(_ row: FoundRow) -> Points {
    let max = max(row)
    return Points(max: max, step: step(row, max))
  }

  /// The step; without one 1, or the largest usual step that reaches the full marks.
  private mutating func step(_ row: FoundRow, _ range: Marks) -> Marks {
    if let step = marks(row, "step", .positive) { return step }
    let usual = [1_000, 500, 250, 100, 50, 10, 5, 1].first { range.units.isMultiple(of: $0) } ?? 1
    if usual != 1_000, row["step"].isEmpty {
      note(
        "table-default-step", row, zh: "没有写分值间隔，按 \(Marks(units: usual)) 读",
        en: "there is no step; \(Marks(units: usual)) is used")
    }
    return Marks(units: usual)
  }

  private mutating func levelRows(_ draft: SchemeDraft.Item) -> [Level] {
    var levels: [Level] = []
    for detail in draft.details {
      ask(detail, "type")
      if detail["score"].isEmpty { missing(detail, "score", Words(zh: "等级值", en: "the level's value")) }
      let value = whole(detail, "score", -999_999...999_999) ?? 0
      levels.append(
        Level(
          value: value, points: marks(detail, "points") ?? Marks(whole: value),
          text: words(detail, "detail") ?? Words(zh: "", en: "")))
    }
    return levels
  }

  private mutating func levels(_ draft: SchemeDraft.Item, hasMax: Bool) -> [Level] {
    let levels = levelRows(draft)
    guard levels.count >= 2 else {
      fault(
        "table-levels", draft.row, "type", zh: "\(draft.id) 下面至少要有两行等级",
        en: "\(draft.id) needs two levels below it",
        Words(zh: "每个等级一行，写等级值和说明", en: "write a row for each level with its value and description"))
      return levels
    }
    let top = levels.map(\.points).max() ?? .zero
    if hasMax, let max = marks(draft.row, "max"), max != top {
      fault(
        "table-levels", draft.row, "max", zh: "满分是 \(max)，最高等级是 \(top) 分",
        en: "max says \(max), the top level gives \(top)",
        Words(
          zh: "把满分改为 \(top)，或改等级的得分；要按满分折算，类型写“评价”",
          en:
            "set it to \(top) or change the points of the levels; to scale them to the max mark, the type is J"
        ))
    }
    return levels
  }

  /// Judgement of a CIS export: the mean of the judges' levels, scaled so that the top level is worth the max mark.
  private mutating func judgement(_ draft: SchemeDraft.Item, _ item: inout Item) {
    var levels = levelRows(draft)
    if levels.isEmpty {
      levels = (0...3).map { Level(value: $0, points: Marks(whole: $0), text: Words(zh: "", en: "")) }
      note(
        "table-default-levels", draft.row, zh: "没有写等级，按 0 到 3 读", en: "there are no levels; 0 to 3 is used")
    }
    item.kind = .levels(levels)
    let max = max(draft.row)
    let top = levels.map(\.points).max() ?? .zero
    if item.aggregate == nil { item.aggregate = Aggregate(method: .mean) }
    if item.times == nil, top > .zero, max > .zero, max != top { item.times = max.exact / top.exact }
  }

  private mutating func steps(_ draft: SchemeDraft.Item) -> [Step] {
    var steps: [Step] = []
    for detail in draft.details {
      ask(detail, "type")
      let text = words(detail, "detail") ?? words(detail, "title")
      if text == nil { missing(detail, "detail", Words(zh: "步骤的说明", en: "the step's description")) }
      for (key, what) in [
        ("id", Words(zh: "编号", en: "the id")), ("points", Words(zh: "得分", en: "the points")),
      ]
      where detail[key].isEmpty { missing(detail, key, what) }
      steps.append(
        Step(
          id: id(detail, "id") ?? "", points: marks(detail, "points", .notNegative) ?? .zero,
          partial: flag(detail, "partial") ?? false, text: text ?? Words(zh: "", en: ""), line: detail.line))
    }
    guard !steps.isEmpty else {
      let title = words(draft.row, "title") ?? Words(zh: "", en: "")
      let partial = flag(draft.row, "partial") ?? false
      return [
        Step(id: "\(draft.id).1", points: max(draft.row), partial: partial, text: title, line: draft.row.line)
      ]
    }
    let sum = Marks(units: steps.reduce(0) { $0 + $1.points.units })
    if let max = marks(draft.row, "max"), max != sum {
      fault(
        "table-steps", draft.row, "max", zh: "满分是 \(max)，各步骤合计 \(sum)",
        en: "max says \(max), the steps add up to \(sum)",
        Words(zh: "把满分改为 \(sum)，或改步骤的得分", en: "set it to \(sum), or change the points of the steps"))
    }
    return steps
  }

  private mutating func measure(_ draft: SchemeDraft.Item) -> Measure {
    let row = draft.row
    var measure = Measure(
      max: max(row), unit: needed(row, "unit", Words(zh: "读数的单位", en: "the unit of the reading")) ?? "",
      decimals: whole(row, "decimals", 0...3) ?? 0, target: marks(row, "target"),
      lowest: marks(row, "lowest"), highest: marks(row, "highest"))
    for detail in draft.details {
      let type: SchemeRow? = choice(detail, "type")
      if detail["points"].isEmpty { missing(detail, "points", Words(zh: "得分", en: "the points")) }
      let points = marks(detail, "points") ?? .zero
      if type == .linear {
        if detail["each"].isEmpty {
          missing(detail, "each", Words(zh: "每单位分值", en: "the points of each unit"))
        }
        measure.linear = Measure.Linear(
          at: points, each: multiplier(detail, "each") ?? .zero, lowest: marks(detail, "min") ?? .zero,
          isExact: flag(detail, "exact") ?? false)
      } else {
        measure.bands.append(
          Measure.Band(
            within: marks(detail, "within", .notNegative), from: marks(detail, "from"),
            to: marks(detail, "to"), points: points))
      }
    }
    if draft.details.isEmpty {
      fault(
        "table-bands", row, "type", zh: "测量项 \(draft.id) 下面没有分档",
        en: "measure \(draft.id) has no bands below it",
        Words(zh: "每档一行，写从、到（或与目标相差）和得分", en: "write a row for each band: from, to (or within) and points"))
    }
    return measure
  }

  private mutating func deduct(_ draft: SchemeDraft.Item) -> Deduct {
    let row = draft.row
    var deduct = Deduct(
      each: marks(row, "each", .positive),
      per: needed(row, "unit", Words(zh: "扣分的单位，如 minute、piece", en: "the unit, such as minute or piece"))
        ?? "",
      every: marks(row, "every", .positive) ?? Marks(whole: 1),
      grace: marks(row, "grace", .notNegative) ?? .zero,
      counting: choice(row, "counting") ?? .full, limit: marks(row, "limit", .positive),
      disqualifyOver: marks(row, "disqualifyOver", .notNegative), fromClock: flag(row, "clock") ?? false)
    // The clock counts in these units only; elsewhere a unit is any word.
    let units = ["分钟": "minute", "分": "minute", "秒": "second", "秒钟": "second", "小时": "hour"]
    if deduct.fromClock { deduct.per = units[deduct.per] ?? deduct.per }
    for detail in draft.details {
      ask(detail, "type")
      for (key, what) in [
        ("over", Words(zh: "超过多少", en: "over how many units")),
        ("points", Words(zh: "扣多少分", en: "the marks off")),
      ] where detail[key].isEmpty { missing(detail, key, what) }
      deduct.bands.append(
        Deduct.Band(
          over: marks(detail, "over", .notNegative) ?? .zero, to: marks(detail, "to", .positive),
          points: marks(detail, "points", .positive) ?? .zero))
    }
    return deduct
  }

  private mutating func veto(_ row: FoundRow) -> Veto {
    if row["effect"].isEmpty { missing(row, "effect", Words(zh: "否决的后果", en: "what the veto does")) }
    let effect: Veto.Effect? = choice(row, "effect")
    return Veto(
      effect: effect ?? .zeroModule, ref: id(row, "ref"), cap: marks(row, "cap", .notNegative),
      confirmations: count(row, "confirmations") ?? 2)
  }
}
