// R010, R020, R022, R052: full marks are the sum of what they are made of.

import Basics

extension Checker {
  /// What the parts of a group add up to for one judge; nil where they hold something without full marks.
  private func sum(of parts: [Criterion.Part]) -> Rational? {
    var sum: Rational = .zero
    for part in parts {
      switch part {
      case .criterion(let child):
        guard let inner = child.max?.exact ?? self.sum(of: child.parts) else { return nil }
        sum += inner
      case .item(let item):
        switch contribution(of: item) {
        case .full(let marks): sum += marks
        case .nothing: break
        case .open: return nil
        }
      }
    }
    return sum
  }

  private enum Contribution {
    /// The most it can give: its full marks times its constant, with its base.
    case full(Rational)
    /// Taken off, added on top or never counted.
    case nothing
    /// Adds marks that nobody can know before.
    case open
  }

  private func contribution(of item: Item) -> Contribution {
    switch item.kind {
    case .points, .levels, .checklist, .measure:
      let times = item.times ?? .one
      guard item.factor == .none, times >= .zero, !adds(item.aggregate) else { return .open }
      return .full((item.max?.exact ?? .zero) * times + (item.base?.exact ?? .zero))
    case .rank, .count: return .open
    case .given(let given): return given.effect == .add && !given.optional ? .open : .nothing
    case .deduct, .veto, .bonus, .global: return .nothing
    }
  }

  /// Whether several judges' marks are added instead of averaged, so that full marks depend on the number of judges.
  private func adds(_ aggregate: Aggregate?) -> Bool {
    aggregate?.method == .sum || aggregate?.method == .trimmedSum || aggregate?.placing != nil
  }

  mutating func checkSums(_ module: Module) {
    for criterion in module.allCriteria {
      guard let max = criterion.max, let sum = writable(sum(of: criterion.parts)), sum != max else {
        continue
      }
      report(
        criterion.id, criterion.label.title, max: max, sum: sum,
        parts: lastPart(of: criterion.parts), line: criterion.line)
    }
    checkGives(module)
    guard module.blueprint == nil, let max = module.max, !isAdded(module) else { return }
    let parts = module.criteria.map { Criterion.Part.criterion($0) } + module.extras.map { .item($0) }
    guard let sum = writable(sum(of: parts)), sum != max else { return }
    report(
      module.id, module.label.title, max: max, sum: sum, parts: lastPart(of: parts), line: module.line)
  }

  /// A sum as `max` can say it: three decimals, since thirds of marks can be written no closer.
  private func writable(_ sum: Rational?) -> Marks? {
    guard let sum, !sum.isOverflow, let units = (sum * Rational(1_000)).rounded(to: 0, .halfUp).floor else {
      return nil
    }
    return Marks(units: units)
  }

  /// A module without anything that gives marks has no result.
  private mutating func checkGives(_ module: Module) {
    let isCounted = module.items.contains { item in
      switch contribution(of: item) {
      case .full, .open: true
      case .nothing: false
      }
    }
    guard module.blueprint == nil, !isCounted else { return }
    let optional = module.items.first { $0.isOptionalGiven }
    fault(
      "R052", module.line, zh: "模块 \(module.id) 里没有给分的项目（只有扣分、否决、加分或可以不填的给定值）",
      en:
        "module \(module.id) holds nothing that gives marks (only deductions, vetoes, bonuses or optional given values)",
      does: (optional.map { "\($0.id) 可以不填（optional），不算给分；把 optional 改为 missing=\"absent\"，或" } ?? "")
        + "加上 <points>、<levels>、<checklist>、<measure>、<count>、<rank> 或必填的 <given>",
      (optional.map {
        "\($0.id) is optional, which does not count: write missing=\"absent\" in place of optional, or "
      } ?? "")
        + "add <points>, <levels>, <checklist>, <measure>, <count>, <rank> or a <given> that is not optional")
  }

  private func isAdded(_ module: Module) -> Bool {
    let panels = Set(
      module.allCriteria.compactMap(\.panel) + module.items.compactMap(\.panel)
        + [module.panel].compactMap { $0 })
    return rubric.panels.contains { panels.contains($0.id) && adds($0.aggregate) }
      || module.allCriteria.contains { adds($0.aggregate) }
  }

  /// The last part with full marks, which a suggestion may change.
  private func lastPart(of parts: [Criterion.Part]) -> (id: String, max: Marks)? {
    for part in parts.reversed() {
      switch part {
      case .criterion(let child): if let max = child.max { return (child.id, max) }
      case .item(let item):
        if item.times == nil, item.base == nil, case .full = contribution(of: item), let max = item.max {
          return (item.id, max)
        }
      }
    }
    return nil
  }

  private mutating func report(
    _ id: String, _ title: Words, max: Marks, sum: Marks, parts last: (id: String, max: Marks)?, line: Int
  ) {
    var zh = "把 \(id) 的 max 改为 \(sum)"
    var en = "set max of \(id) to \(sum)"
    if let last, last.max.units + max.units - sum.units > 0 {
      let fitting = Marks(units: last.max.units + max.units - sum.units)
      zh = "把 \(last.id) 改为 \(fitting)，或" + zh
      en = "set \(last.id) to \(fitting), or " + en
    }
    fault(
      "R010", line, zh: "\(title.zh)（\(id)）：满分写的是 \(max)，下面各项合计 \(sum)",
      en: "\(id): full marks say \(max), the parts add up to \(sum)", does: zh, en)
  }

  mutating func checkBlueprint(_ module: Module) {
    guard let blueprint = module.blueprint else { return }
    for part in blueprint.parts where part.partial != nil && part.type != .multipleChoice {
      fault(
        "R022", part.line, zh: "\(part.id) 不是多选题，不能写 partial",
        en: "\(part.id) is no multiple choice and cannot have partial",
        does: "删去 partial", "remove partial")
    }
    let sum = Marks(units: blueprint.parts.reduce(0) { $0 + $1.max.units })
    guard let max = module.max, max != sum else { return }
    let questions = blueprint.parts.reduce(0) { $0 + $1.count }
    fault(
      "R020", module.line, zh: "理论模块 \(module.id)：满分写的是 \(max)，\(questions) 道题合计 \(sum) 分",
      en: "theory module \(module.id): full marks say \(max), its \(questions) questions add up to \(sum)",
      does: "改题数、每题分值，或把 max 改为 \(sum)", "change counts or marks each, or set max to \(sum)")
  }
}

extension Item {
  /// A given value that may be left out and would add marks.
  fileprivate var isOptionalGiven: Bool {
    if case .given(let given) = kind { given.optional && given.effect == .add } else { false }
  }
}
