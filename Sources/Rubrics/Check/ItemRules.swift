// R012, R014, R015, R016: each item's own numbers fit together.

import Basics

extension Checker {
  mutating func checkItem(_ item: Item, in module: Module) {
    switch item.kind {
    case .points(let points): check(points, item)
    case .bonus(let points): check(points, item)
    case .levels(let levels): check(levels, item, areMarks: true)
    case .global(let levels): check(levels, item, areMarks: false)
    case .measure(let measure): check(measure, item)
    case .deduct(let deduct): check(deduct, item, in: module)
    case .veto(let veto): check(veto, item, in: module)
    case .checklist, .rank, .count, .given: break
    }
  }

  private mutating func check(_ points: Points, _ item: Item) {
    if points.min >= points.max {
      fault(
        "R014", item.line, zh: "\(item.id)：min=\(points.min) 不小于 max=\(points.max)",
        en: "\(item.id): min \(points.min) is not below max \(points.max)", does: "改 min 或 max",
        "change min or max")
    } else if points.step.units <= 0 || (points.max.units - points.min.units) % points.step.units != 0 {
      fault(
        "R014", item.line, zh: "\(item.id)：从 \(points.min) 起每次加 \(points.step) 到不了 \(points.max)",
        en: "\(item.id): steps of \(points.step) from \(points.min) never reach \(points.max)",
        does: "改 step，例如 0.5 或 1", "change step, for example to 0.5 or 1")
    }
    for anchor in points.anchors
    where anchor.from > anchor.to || anchor.from < points.min || anchor.to > points.max {
      fault(
        "R015", item.line, zh: "\(item.id)：分数段 \(anchor.from)–\(anchor.to) 不在 \(points.min)–\(points.max) 之内",
        en:
          "\(item.id): the anchor \(anchor.from) to \(anchor.to) is not inside \(points.min) to \(points.max)",
        does: "改 from 和 to", "change from and to")
    }
    let sorted = points.anchors.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    for (one, next) in zip(sorted, sorted.dropFirst()) where next.from <= one.to {
      fault(
        "R015", item.line, zh: "\(item.id)：分数段 \(one.from)–\(one.to) 与 \(next.from)–\(next.to) 重叠",
        en: "\(item.id): anchors \(one.from) to \(one.to) and \(next.from) to \(next.to) overlap",
        does: "让分数段互不重叠", "let them not overlap")
    }
  }

  private mutating func check(_ levels: [Level], _ item: Item, areMarks: Bool) {
    if Set(levels.map(\.value)).count != levels.count {
      fault(
        "R012", item.line, zh: "\(item.id)：等级的 value 有重复", en: "\(item.id): two levels have one value",
        does: "每个等级用不同的 value", "give every level its own value")
    }
    guard areMarks else { return }
    for (one, next) in zip(levels, levels.dropFirst()) where next.points <= one.points {
      fault(
        "R012", item.line, zh: "\(item.id)：等级 \(next.value) 的 \(next.points) 分不高于前一等级的 \(one.points) 分",
        en: "\(item.id): level \(next.value) gives \(next.points), not more than the \(one.points) before it",
        does: "等级从低到高写，分数逐级增加", "write levels from low to high with rising points")
    }
  }

  private mutating func check(_ measure: Measure, _ item: Item) {
    func styled(_ band: Measure.Band) -> Bool { band.within != nil }
    let isWithin = measure.bands.contains(where: styled)
    if isWithin, measure.bands.contains(where: { !styled($0) || $0.from != nil || $0.to != nil }) {
      fault(
        "R016", item.line, zh: "\(item.id)：within 与 from/to 不能混用",
        en: "\(item.id): within and from/to cannot be mixed",
        does: "只用一种写法", "use one of them")
      return
    }
    if isWithin, measure.target == nil {
      fault(
        "R016", item.line, zh: "\(item.id)：用 within 时要写 target", en: "\(item.id): within needs a target",
        does: "加上 target=\"…\"", "add target=\"...\"")
    }
    if !isWithin, measure.bands.contains(where: { $0.from == nil && $0.to == nil }) {
      fault(
        "R016", item.line, zh: "\(item.id)：有的区间没有边界", en: "\(item.id): a band has no bounds",
        does: "写上 from、to 或 within", "write from, to or within")
    }
    if measure.linear != nil { return }
    if let best = measure.bands.map(\.points).max(), best != measure.max {
      fault(
        "R016", item.line, zh: "\(item.id)：满分写的是 \(measure.max)，最好的区间得 \(best)",
        en: "\(item.id): full marks say \(measure.max), the best band gives \(best)",
        does: "把 max 改为 \(best)，或改区间的 points", "set max to \(best), or change the bands")
    }
    if let low = measure.lowest, let high = measure.highest, low >= high {
      fault(
        "R016", item.line, zh: "\(item.id)：lowest=\(low) 不小于 highest=\(high)",
        en: "\(item.id): lowest \(low) is not below highest \(high)", does: "改 lowest 或 highest",
        "change lowest or highest")
    }
    checkReach(measure, item)
  }

  /// The first band that fits counts, so a band inside an earlier one never does.
  private mutating func checkReach(_ measure: Measure, _ item: Item) {
    for (index, band) in measure.bands.enumerated() {
      if let from = band.from, let to = band.to, from > to {
        fault(
          "R016", item.line, zh: "\(item.id)：区间 from=\(from) 大于 to=\(to)",
          en: "\(item.id): a band runs from \(from) down to \(to)",
          does: "对调 from 和 to", "swap from and to")
      }
      let isHidden = measure.bands[..<index].contains { earlier in
        if let wide = earlier.within, let narrow = band.within { return narrow <= wide }
        guard earlier.within == nil, band.within == nil else { return false }
        let coversLow = earlier.from.map { low in band.from.map { low <= $0 } ?? false } ?? true
        let coversHigh = earlier.to.map { high in band.to.map { high >= $0 } ?? false } ?? true
        return coversLow && coversHigh
      }
      if isHidden {
        fault(
          "R016", item.line, zh: "\(item.id)：第 \(index + 1) 个区间永远用不到，前面的区间已包含它",
          en: "\(item.id): band \(index + 1) can never count, an earlier one covers it",
          does: "先写窄的区间，后写宽的", "write narrow bands before wide ones")
      }
    }
  }
}
