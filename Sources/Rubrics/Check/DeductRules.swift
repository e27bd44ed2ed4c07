// R018, R019, R023, R024: deductions say one thing only, and vetoes name what they void.

import Basics

extension Checker {
  mutating func check(_ deduct: Deduct, _ item: Item, in module: Module) {
    if (deduct.each == nil) == deduct.bands.isEmpty {
      fault(
        "R019", item.line, zh: "\(item.id)：要么写 each（每单位扣分），要么写 <band>（分档），二选一",
        en: "\(item.id): either each or bands, one of the two", does: "保留一种写法", "keep one of them")
    }
    if let each = deduct.each, let limit = deduct.limit, limit < each {
      fault(
        "R019", item.line, zh: "\(item.id)：最多扣 \(limit) 分，少于每次的 \(each) 分",
        en: "\(item.id): limit \(limit) is below each \(each)", does: "把 limit 改为 \(each) 或更多",
        "set limit to \(each) or more")
    }
    for (index, band) in deduct.bands.enumerated() {
      if let to = band.to, to <= band.over {
        fault(
          "R019", item.line, zh: "\(item.id)：扣分档 over=\(band.over) 不小于 to=\(to)",
          en: "\(item.id): a band's over \(band.over) is not below its to \(to)", does: "改 over 或 to",
          "change over or to")
      }
      guard index > 0 else { continue }
      let end = deduct.bands[index - 1].to
      if end.map({ band.over < $0 }) ?? true {
        fault(
          "R019", item.line, zh: "\(item.id)：第 \(index + 1) 个扣分档与前一档重叠",
          en: "\(item.id): band \(index + 1) overlaps the one before", does: "从小到大写，前一档写上 to",
          "write them from small to large, each but the last with to")
      }
    }
    checkClock(deduct, item, in: module)
  }

  private mutating func checkClock(_ deduct: Deduct, _ item: Item, in module: Module) {
    guard deduct.fromClock else { return }
    if module.timeLimit == nil {
      fault(
        "R023", item.line, zh: "\(item.id) 按时钟计算，但模块 \(module.id) 没有 time-limit",
        en: "\(item.id) comes from the clock, but module \(module.id) has no time-limit",
        does: "在 <module> 上加 time-limit=\"PT60M\"", "add time-limit=\"PT60M\" to <module>")
    }
    if !["second", "minute", "hour"].contains(deduct.per) {
      fault(
        "R023", item.line, zh: "\(item.id) 按时钟计算，per 应为 second、minute 或 hour，不是 \(deduct.per)",
        en: "\(item.id) comes from the clock, so per is second, minute or hour, not \(deduct.per)",
        does: "改为 per=\"minute\"", "change it to per=\"minute\"")
    }
  }

  mutating func check(_ veto: Veto, _ item: Item, in module: Module) {
    checkCap(veto, item, in: module)
    switch veto.effect {
    case .zeroItem:
      let marks = module.items.filter { isMark($0) }.map(\.id)
      guard let ref = veto.ref else {
        fault(
          "R024", item.line, zh: "否决项 \(item.id) 要写明哪一项归零",
          en: "veto \(item.id) does not say which item it zeroes",
          does: "加上 ref=\"…\"", "add ref=\"...\"")
        return
      }
      if !marks.contains(ref) {
        unknown("R024", item.line, what: Words(zh: "本模块的评分项", en: "item of this module"), ref, known: marks)
      }
    case .zeroCriterion:
      let ids = module.allCriteria.map(\.id)
      if let ref = veto.ref {
        if !ids.contains(ref) {
          unknown(
            "R024", item.line, what: Words(zh: "本模块的评分要素", en: "criterion of this module"), ref, known: ids)
        }
      } else if module.extras.contains(where: { $0.id == item.id }) {
        fault(
          "R024", item.line, zh: "否决项 \(item.id) 不在评分要素里，要写明哪个要素归零",
          en: "veto \(item.id) stands in no criterion and does not say which one it zeroes",
          does: "加上 ref=\"…\"",
          "add ref=\"...\"")
      }
    case .zeroModule, .zeroRound, .zeroTotal, .capModule, .capTotal, .disqualify:
      if veto.ref != nil {
        fault(
          "R024", item.line, zh: "\(item.id)：effect=\(veto.effect.rawValue) 不用 ref",
          en: "\(item.id): \(veto.effect.rawValue) takes no ref",
          does: "删去 ref", "remove ref")
      }
    }
  }

  private mutating func checkCap(_ veto: Veto, _ item: Item, in module: Module) {
    let isCap = veto.effect == .capModule || veto.effect == .capTotal
    let most = veto.effect == .capModule ? module.max : rubric.results.scale
    if isCap, veto.cap == nil {
      fault(
        "R018", item.line, zh: "\(item.id)：effect=\(veto.effect.rawValue) 要写 cap（最高分）",
        en: "\(item.id): \(veto.effect.rawValue) needs a cap", does: "加上 cap=\"59\"", "add cap=\"59\"")
    } else if !isCap, veto.cap != nil {
      fault(
        "R018", item.line, zh: "\(item.id)：effect=\(veto.effect.rawValue) 不用 cap",
        en: "\(item.id): \(veto.effect.rawValue) takes no cap",
        does: "删去 cap，或改为 cap-module", "remove cap, or change it to cap-module")
    } else if isCap, let cap = veto.cap, let most, cap >= most {
      fault(
        "R018", item.line, zh: "\(item.id)：cap=\(cap) 不低于满分 \(most)",
        en: "\(item.id): cap \(cap) is not below full marks \(most)",
        does: "写得低一些", "choose a lower cap")
    }
  }

  /// Whether an item gives marks that can be zeroed, compared or ranked by.
  func isMark(_ item: Item) -> Bool {
    switch item.kind {
    case .deduct, .veto, .global: false
    case .given(let given): given.effect == .add
    default: true
    }
  }
}
