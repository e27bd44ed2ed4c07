// R017, R026, R027, R070, R072: panels that exist, are used, and have enough judges for what they drop.

import Basics

extension Checker {
  mutating func checkPanels() {
    let known = rubric.panels.map(\.id)
    var used: Set<String> = []
    for module in rubric.modules {
      if let panel = module.panel { refer(panel, module.line, known, &used) }
      if module.blueprint != nil, module.panel == nil { noPanel(module.id, module.line) }
      for criterion in module.criteria { walk(criterion, panel: module.panel, known, &used) }
      for item in module.extras { walk(item, panel: module.panel, known, &used) }
    }
    checkDoubleMarking()
    for panel in rubric.panels {
      check(panel.aggregate, of: panel.id, line: panel.line)
      check(panel.deviations, of: panel.id, line: panel.line)
      if !used.contains(panel.id) {
        fault(
          "R070", panel.line, zh: "评判组 \(panel.id) 没有要评的内容", en: "panel \(panel.id) marks nothing",
          does: "删去它，或在模块、项目上写 panel=\"\(panel.id)\"",
          "remove it, or name it as panel=\"\(panel.id)\" somewhere")
      }
    }
  }

  private mutating func walk(
    _ criterion: Criterion, panel: String?, _ known: [String], _ used: inout Set<String>
  ) {
    if let own = criterion.panel { refer(own, criterion.line, known, &used) }
    for part in criterion.parts {
      switch part {
      case .criterion(let child): walk(child, panel: criterion.panel ?? panel, known, &used)
      case .item(let item): walk(item, panel: criterion.panel ?? panel, known, &used)
      }
    }
  }

  private mutating func walk(_ item: Item, panel: String?, _ known: [String], _ used: inout Set<String>) {
    if let own = item.panel { refer(own, item.line, known, &used) }
    if item.panel == nil, panel == nil { noPanel(item.id, item.line) }
  }

  private mutating func refer(_ id: String, _ line: Int, _ known: [String], _ used: inout Set<String>) {
    used.insert(id)
    if !known.contains(id) { unknown("R027", line, what: Words(zh: "评判组", en: "panel"), id, known: known) }
  }

  private mutating func noPanel(_ id: String, _ line: Int) {
    fault(
      "R026", line, zh: "不知道 \(id) 由哪个评判组评", en: "nothing says which panel marks \(id)",
      does: "在 <module> 上写 panel=\"…\"", "write panel=\"...\" on its <module>")
  }

  mutating func check(_ aggregate: Aggregate, of id: String, line: Int) {
    let drops = aggregate.dropHigh + aggregate.dropLow
    let trims = aggregate.method == .trimmedMean || aggregate.method == .trimmedSum
    let name = aggregate.method.rawValue
    if trims, drops == 0 {
      fault(
        "R017", line, zh: "\(id)：\(name) 要写 drop-high 或 drop-low",
        en: "\(id): \(name) needs drop-high or drop-low",
        does: "加上 drop-high=\"1\" drop-low=\"1\"", "add drop-high=\"1\" drop-low=\"1\"")
    }
    if !trims, drops > 0 {
      fault(
        "R017", line, zh: "\(id)：\(name) 不去掉最高最低分", en: "\(id): \(name) drops nothing",
        does: "改为 trimmed-mean 或 trimmed-sum，或删去 drop-high、drop-low",
        "use trimmed-mean or trimmed-sum, or remove drop-high and drop-low")
    }
    if let judges = aggregate.judges {
      check(judges, aggregate, of: id, line: line)
    } else if trims, drops > 0, drops >= aggregate.minJudges {
      fault(
        "R017", line, zh: "\(id)：去掉 \(drops) 个分数，min-judges=\(aggregate.minJudges) 时就没有分数了",
        en: "\(id): \(drops) are dropped, with min-judges \(aggregate.minJudges) nothing would be left",
        does: "把 min-judges 改为 \(drops + 1) 或更多", "set min-judges to \(drops + 1) or more")
    }
    if aggregate.method == .bestOf, aggregate.best == nil {
      fault(
        "R017", line, zh: "\(id)：best-of 要写 best（取几个）", en: "\(id): best-of needs best",
        does: "加上 best=\"3\"", "add best=\"3\"")
    }
    if aggregate.method != .bestOf, aggregate.best != nil {
      fault(
        "R017", line, zh: "\(id)：只有 best-of 用 best", en: "\(id): only best-of takes best", does: "删去 best",
        "remove best")
    }
    if aggregate.method == .single, aggregate.minJudges > 1 {
      fault(
        "R017", line, zh: "\(id)：single 只要一人，min-judges 不能是 \(aggregate.minJudges)",
        en: "\(id): single needs one person, min-judges cannot be \(aggregate.minJudges)",
        does: "改为 mean，或删去 min-judges",
        "use mean, or remove min-judges")
    }
  }

  /// An exact number of judges goes with what is dropped, chosen and asked for at least.
  private mutating func check(_ judges: Int, _ aggregate: Aggregate, of id: String, line: Int) {
    let drops = aggregate.dropHigh + aggregate.dropLow
    if aggregate.minJudges > 1 {
      fault(
        "R017", line, zh: "\(id)：写了 judges 就不用 min-judges",
        en: "\(id): with judges there is no min-judges", does: "删去 min-judges", "remove min-judges")
    }
    if judges <= drops || judges < aggregate.best ?? 1 {
      fault(
        "R017", line, zh: "\(id)：judges=\(judges) 不够去掉和选取",
        en: "\(id): \(judges) judges are too few for what is dropped or chosen",
        does: "把 judges 改大", "choose a larger judges")
    }
    if aggregate.method == .single, judges > 1 {
      fault(
        "R017", line, zh: "\(id)：single 只要一人，judges 不能是 \(judges)",
        en: "\(id): single needs one person, judges cannot be \(judges)", does: "删去 judges", "remove judges")
    }
  }

  /// Where two people mark, nothing is left for an aggregation to compare entries by.
  private mutating func checkDoubleMarking() {
    let double = Set(rubric.panels.filter { $0.double != nil }.map(\.id))
    guard !double.isEmpty else { return }
    for module in rubric.modules {
      for criterion in module.criteria { walkDouble(criterion, panel: module.panel, double) }
      for item in module.extras { checkDouble(item, panel: module.panel, double) }
    }
  }

  private mutating func walkDouble(_ criterion: Criterion, panel: String?, _ double: Set<String>) {
    let own = criterion.panel ?? panel
    if criterion.aggregate?.placing != nil, let own, double.contains(own) {
      comparedTwice(criterion.id, criterion.line)
    }
    for part in criterion.parts {
      switch part {
      case .criterion(let child): walkDouble(child, panel: own, double)
      case .item(let item): checkDouble(item, panel: own, double)
      }
    }
  }

  private mutating func checkDouble(_ item: Item, panel: String?, _ double: Set<String>) {
    if item.aggregate?.placing != nil, let own = item.panel ?? panel, double.contains(own) {
      comparedTwice(item.id, item.line)
    }
  }

  private mutating func comparedTwice(_ id: String, _ line: Int) {
    fault(
      "R017", line, zh: "\(id) 由两人评分，不能再用 as 换成名次或分",
      en: "\(id) is marked twice and cannot be turned into ranks or points by as",
      does: "删去 as，或换一个评判组", "remove as, or use another panel")
  }

  mutating func check(_ deviations: [Deviation], of id: String, line: Int) {
    for deviation in deviations {
      if deviation.unit == .levels, deviation.scope != .item {
        fault(
          "R072", line, zh: "\(id)：按等级比较分差只能用 scope=\"item\"",
          en: "\(id): levels can be compared by item only",
          does: "改为 scope=\"item\"", "change it to scope=\"item\"")
      }
      if deviation.unit == .percent, deviation.max > Marks(whole: 100) {
        fault(
          "R072", line, zh: "\(id)：分差 \(deviation.max)% 超过 100%",
          en: "\(id): a deviation of \(deviation.max) percent is above 100",
          does: "改小", "choose a smaller one")
      }
    }
  }
}
