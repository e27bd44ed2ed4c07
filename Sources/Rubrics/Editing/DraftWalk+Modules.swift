// Modules, criteria and items as fields: titles, full marks, steps, levels, deductions, vetoes.

import Basics

extension DraftWalk {
  private static let full = Words(zh: "满分", en: "Full marks")
  private static let off = Words(zh: "不用这一项", en: "Leave it out")

  mutating func walk(_ module: inout Module) {
    open(.modules, "module:\(module.id)", module.label.title)
    label("module.\(module.id)", &module.label)
    if module.max != nil { decimal("module.\(module.id).max", Self.full, &module.max, mayBeEmpty: false) }
    if module.timeLimit != nil {
      whole(
        "module.\(module.id).time", Words(zh: "时限（秒）", en: "Time limit (seconds)"), &module.timeLimit,
        in: 1...86_400)
    }
    for index in module.criteria.indices { walk(&module.criteria[index], level: 1) }
    var left: [Item] = []
    for var item in module.extras where !walk(&item, level: 1) { left.append(item) }
    module.extras = left
  }

  private mutating func walk(_ criterion: inout Criterion, level: Int) {
    open(.modules, "criterion:\(criterion.id)", criterion.label.title, level: level)
    label("criterion.\(criterion.id)", &criterion.label)
    if criterion.max != nil {
      decimal("criterion.\(criterion.id).max", Self.full, &criterion.max, mayBeEmpty: false)
    }
    if var own = criterion.aggregate {
      aggregate("criterion.\(criterion.id)", &own)
      criterion.aggregate = own
    }
    var left: [Criterion.Part] = []
    for part in criterion.parts {
      switch part {
      case .criterion(var child):
        walk(&child, level: level + 1)
        left.append(.criterion(child))
      case .item(var item):
        if !walk(&item, level: level + 1) { left.append(.item(item)) }
      }
    }
    criterion.parts = left
    addItems(to: &criterion, level: level + 1)
  }

  /// Returns whether the item is left out.
  private mutating func walk(_ item: inout Item, level: Int) -> Bool {
    let name = "item.\(item.id)"
    open(.modules, "item:\(item.id)", item.label.title, level: level)
    label(name, &item.label)
    let isOut = leavesOut("\(name).off", Self.off)
    if var own = item.aggregate {
      aggregate(name, &own)
      item.aggregate = own
    }
    switch item.kind {
    case .points(var points):
      walk(name, &points)
      item.kind = .points(points)
    case .bonus(var points):
      walk(name, &points)
      item.kind = .bonus(points)
    case .levels(var levels):
      walk(name, &levels)
      item.kind = .levels(levels)
    case .global(var levels):
      for index in levels.indices {
        words(
          "\(name).level\(levels[index].value)",
          Words(zh: "等级 \(levels[index].value)", en: "Level \(levels[index].value)"),
          &levels[index].text, mayBeEmpty: true)
      }
      item.kind = .global(levels)
    case .checklist(var steps):
      for index in steps.indices {
        let step = "\(name).step.\(steps[index].id)"
        words(step, Words(zh: "步骤 \(index + 1)", en: "Step \(index + 1)"), &steps[index].text)
        decimal(
          "\(step).points", Words(zh: "步骤 \(index + 1) 的分", en: "Marks of step \(index + 1)"),
          &steps[index].points)
      }
      item.kind = .checklist(steps)
    case .measure(var measure):
      decimal("\(name).max", Self.full, &measure.max)
      for index in measure.bands.indices {
        decimal(
          "\(name).band\(index + 1)", Self.words(measure.bands[index], measure.unit),
          &measure.bands[index].points)
      }
      item.kind = .measure(measure)
    case .deduct(var deduct):
      walk(name, &deduct)
      item.kind = .deduct(deduct)
    case .veto(var veto):
      whole(
        "\(name).confirmations", Words(zh: "几人确认才生效", en: "People who must confirm"), &veto.confirmations,
        in: 1...9)
      if veto.cap != nil { decimal("\(name).cap", Words(zh: "封顶", en: "Cap"), &veto.cap, mayBeEmpty: false) }
      item.kind = .veto(veto)
    case .rank, .count, .given: break
    }
    return isOut
  }

  private mutating func walk(_ name: String, _ points: inout Points) {
    let old = points
    decimal("\(name).max", Self.full, &points.max)
    decimal("\(name).step", Words(zh: "每档", en: "Step"), &points.step)
    if points.step.units == 0 {
      points.step = old.step
      refuseLast(Fault("draft-step", zh: "每档要大于 0", en: "a step is more than 0"), "0")
    }
    if points.min.units > 0 { decimal("\(name).min", Words(zh: "最低分", en: "Least marks"), &points.min) }
    points.fitAnchors(from: old)
    for index in points.anchors.indices {
      let anchor = points.anchors[index]
      let range = "\(anchor.from)–\(anchor.to)"
      words(
        "\(name).anchor\(index + 1)", Words(zh: "\(range) 分的评语", en: "Text for \(range)"),
        &points.anchors[index].text, mayBeEmpty: true)
    }
  }

  private mutating func walk(_ name: String, _ levels: inout [Level]) {
    for index in levels.indices {
      let value = levels[index].value
      decimal(
        "\(name).points\(value)", Words(zh: "等级 \(value) 的分", en: "Marks of level \(value)"),
        &levels[index].points)
      words(
        "\(name).level\(value)", Words(zh: "等级 \(value)", en: "Level \(value)"), &levels[index].text,
        mayBeEmpty: true)
    }
  }

  private mutating func walk(_ name: String, _ deduct: inout Deduct) {
    if deduct.each != nil {
      let unit = deduct.every == Marks(whole: 1) ? "" : "\(deduct.every) "
      decimal(
        "\(name).each",
        Words(
          zh: "每 \(unit)\(Self.unitWords(deduct.per).zh)扣",
          en: "Off per \(unit)\(Self.unitWords(deduct.per).en)"),
        &deduct.each, mayBeEmpty: false)
    }
    for index in deduct.bands.indices {
      let band = deduct.bands[index]
      let to = band.to.map { "–\($0)" } ?? "+"
      decimal(
        "\(name).band\(index + 1)",
        Words(zh: "超过 \(band.over)\(to) 扣", en: "Off above \(band.over)\(to)"), &deduct.bands[index].points)
    }
    decimal("\(name).grace", Words(zh: "免扣", en: "Free of charge"), &deduct.grace)
    decimal("\(name).limit", Words(zh: "最多扣（可空）", en: "At most off (may be empty)"), &deduct.limit)
    decimal(
      "\(name).disqualify", Words(zh: "超过多少取消资格（可空）", en: "Disqualified above (may be empty)"),
      &deduct.disqualifyOver)
  }

  private static func unitWords(_ unit: String) -> Words {
    switch unit {
    case "minute": Words(zh: "分钟", en: "minute")
    case "piece": Words(zh: "个", en: "piece")
    case "mark": Words(zh: "分", en: "mark")
    case "time": Words(zh: "次", en: "time")
    default: Words(zh: unit, en: unit)
    }
  }

  private static func words(_ band: Measure.Band, _ unit: String) -> Words {
    if let within = band.within {
      return Words(zh: "相差 \(within) \(unit) 以内的分", en: "Marks within \(within) \(unit)")
    }
    let range = "\(band.from?.description ?? "")–\(band.to?.description ?? "") \(unit)"
    return Words(zh: "\(range) 的分", en: "Marks for \(range)")
  }

  mutating func refuseLast(_ fault: Fault, _ value: String) {
    let place = groups[groups.count - 1].fields.count - 1
    groups[groups.count - 1].fields[place].fault = fault
    groups[groups.count - 1].fields[place].value = value
  }

  /// New items of a criterion: one empty place more than were filled in.
  private mutating func addItems(to criterion: inout Criterion, level: Int) {
    let hasItems = criterion.parts.contains { if case .item = $0 { true } else { false } }
    guard hasItems else { return }
    let step = criterion.allItems.lazy.compactMap { item -> Marks? in
      if case .points(let points) = item.kind { points.step } else { nil }
    }.first
    for number in 1...8 {
      let id = "\(criterion.id.prefix(56))-N\(number)"
      let name = "new.\(criterion.id).\(number)"
      open(
        .modules, "item:\(id)",
        Words(zh: "在“\(criterion.label.title.zh)”里加一项", en: "Add an item to “\(criterion.label.title[.en])”"),
        level: level)
      var title = Words(zh: "", en: "")
      var max: Marks?
      words("\(name).title", Words(zh: "新评分项的名称", en: "Title of a new item"), &title, mayBeEmpty: true)
      decimal("\(name).max", Words(zh: "新评分项的满分", en: "Full marks of a new item"), &max)
      guard !title.zh.isEmpty || !title.en.isEmpty else { return }
      if max == nil {
        refuseLast(Fault("draft-empty", zh: "要填一个数字", en: "this needs a number"), typed["\(name).max"] ?? "")
        continue
      }
      let whole = Words(zh: title[.zh], en: title[.en])
      criterion.parts.append(
        .item(
          Item(
            id: id, label: Label(title: whole),
            kind: .points(Points(max: max ?? .zero, step: step ?? Marks(units: 500))))))
    }
  }
}

extension Points {
  /// Moves the ranges of the texts with the full marks, so that they still meet and reach the top.
  mutating func fitAnchors(from old: Points) {
    guard old.max != max || old.step != step, old.max.units > 0, step.units > 0 else { return }
    let (full, grain) = (max.units, step.units)
    let grid = { (units: Int) in (units * full / old.max.units + grain / 2) / grain * grain }
    let starts = old.anchors.map { grid($0.from.units) }
    for index in anchors.indices {
      let to = old.anchors[index].to
      anchors[index].from = Marks(units: starts[index])
      // The next range above began one step higher.
      let above = old.anchors.firstIndex { $0.from.units == to.units + old.step.units }
      let end = to == old.max ? max.units : above.map { starts[$0] - step.units } ?? grid(to.units)
      anchors[index].to = Marks(units: Swift.max(starts[index], end))
    }
  }
}
