// Modules, criteria and items in words.

import Basics

extension Describer {
  mutating func describe(_ module: Module) {
    let max =
      module.max.map { Words(zh: "满分 \($0)", en: "\($0) marks") } ?? Words(zh: "没有满分", en: "no full mark")
    var zh = [max.zh]
    var en = [max.en]
    if let panel = module.panel {
      zh.append("评判组 \(panel)")
      en.append("panel \(panel)")
    }
    if let seconds = module.timeLimit {
      zh.append("时限 \(Self.duration(seconds).zh)")
      en.append("time \(Self.duration(seconds).en)")
    }
    line(
      "模块 \(name(module.label, module.id))：\(zh.joined(separator: "，"))",
      "module \(name(module.label, module.id)): \(en.joined(separator: ", "))")
    inside { own in
      if let hint = module.label.hint { own.line(hint.zh, hint.en) }
      own.describe(module.rounding)
      if let blueprint = module.blueprint { own.describe(blueprint) }
      for criterion in module.criteria { own.describe(criterion) }
      for item in module.extras { own.describe(item) }
    }
  }

  static func duration(_ seconds: Int) -> Words {
    seconds % 60 == 0
      ? Words(zh: "\(seconds / 60) 分钟", en: "\(seconds / 60) min")
      : Words(zh: "\(seconds) 秒", en: "\(seconds) s")
  }

  private mutating func describe(_ blueprint: Blueprint) {
    for part in blueprint.parts {
      line(
        "\(name(part.label, part.id))：\(part.count) 题，每题 \(part.each) 分，共 \(part.max) 分",
        "\(name(part.label, part.id)): \(part.count) questions of \(part.each), \(part.max) together")
      inside { own in
        for pick in part.picks {
          own.line("\(pick.topic)：\(pick.count) 题", "\(pick.topic): \(pick.count)")
        }
      }
    }
  }

  private mutating func describe(_ criterion: Criterion) {
    let max = criterion.max.map { Words(zh: "：满分 \($0)", en: ": \($0) marks") } ?? Words(zh: "", en: "")
    let panel = criterion.panel.map { Words(zh: "，评判组 \($0)", en: ", panel \($0)") } ?? Words(zh: "", en: "")
    line(
      "\(name(criterion.label, criterion.id))\(max.zh)\(panel.zh)",
      "\(name(criterion.label, criterion.id))\(max.en)\(panel.en)")
    inside { own in
      if let hint = criterion.label.hint { own.line(hint.zh, hint.en) }
      if let aggregate = criterion.aggregate {
        let words = own.words(aggregate)
        own.line("单独合成：\(words.zh)", "aggregated on its own: \(words.en)")
        if let placing = aggregate.placing {
          own.describe(placing, Words(zh: "每位评委的分", en: "each judge's marks"))
        }
      }
      own.describe(criterion.rounding)
      own.describe(criterion.deviations)
      for part in criterion.parts {
        switch part {
        case .criterion(let child): own.describe(child)
        case .item(let item): own.describe(item)
        }
      }
    }
  }

  private mutating func describe(_ item: Item) {
    let rule = Words.rule(of: item)
    line("\(name(item.label, item.id))：\(rule.zh)", "\(name(item.label, item.id)): \(rule.en)")
    inside { own in
      if let hint = item.label.hint { own.line(hint.zh, hint.en) }
      own.describeParts(of: item)
      own.describeSettings(of: item)
    }
  }

  private mutating func describeParts(of item: Item) {
    switch item.kind {
    case .points(let points):
      for anchor in points.anchors {
        line(
          "\(anchor.from)–\(anchor.to)：\(anchor.text.zh)", "\(anchor.from) to \(anchor.to): \(anchor.text.en)"
        )
      }
    case .levels(let levels), .global(let levels):
      for level in levels {
        line(
          "等级 \(level.value)（\(level.points) 分）\(level.text.zh)",
          "level \(level.value) (\(level.points)): \(level.text.en)")
      }
    case .checklist(let steps):
      for step in steps {
        line(
          "\(step.text.zh)（\(step.id)）：\(step.points) 分\(step.partial ? "，部分做到得一半" : "")",
          "\(step.text.en) (\(step.id)): \(step.points)\(step.partial ? ", half for partly" : "")")
      }
    case .measure(let measure):
      for band in measure.bands {
        let range = Words.range(of: band, measure)
        line("\(range.zh)：\(band.points) 分", "\(range.en): \(band.points)")
      }
      if let linear = measure.linear {
        let target = measure.target ?? .zero
        let each = multiplierText(linear.each)
        line(
          "读数 \(target) 得 \(linear.at) 分，每高 1 加 \(each) 分，在 \(linear.lowest) 到 \(measure.max) 之间"
            + (linear.isExact ? "，不取整" : "，保留 3 位小数"),
          "\(linear.at) at \(target), \(each) for each unit above it, held between \(linear.lowest) and \(measure.max)"
            + (linear.isExact ? ", not rounded" : ", rounded to 3 decimals"))
      } else {
        line("其他：0 分", "anything else: 0")
      }
    case .deduct(let deduct):
      for band in deduct.bands {
        let to = band.to.map { Words(zh: "，不超过 \($0)", en: ", up to \($0)") } ?? Words(zh: "", en: "")
        line("超过 \(band.over)\(to.zh)：扣 \(band.points) 分", "over \(band.over)\(to.en): \(band.points) off")
      }
    case .veto, .bonus, .rank, .count, .given: break
    }
  }

  private mutating func describeSettings(of item: Item) {
    if let panel = item.panel { line("评判组 \(panel)", "panel \(panel)") }
    if let aggregate = item.aggregate {
      let words = words(aggregate)
      line("单独合成：\(words.zh)", "aggregated on its own: \(words.en)")
      if let placing = aggregate.placing { describe(placing, Words(zh: "每位评委的分", en: "each judge's marks")) }
    }
    if let times = item.times { line("乘以 \(times)", "times \(times)") }
    if let base = item.base { line("另加 \(base)", "plus \(base)") }
    describe(item.rounding)
    switch item.off {
    case .total: line("从总分中扣", "taken off the total")
    case .round: line("从本轮成绩中扣", "taken off the round's result")
    case .module: break
    }
    switch item.factor {
    case .required: line("须乘以名单中给出的系数", "times a factor that the entries must give")
    case .optional: line("可乘以名单中给出的系数", "times a factor where the entries give one")
    case .none: break
    }
    if item.note == .required { line("须写说明", "a note is required") }
    if item.photo == .required { line("须拍照", "a photo is required") }
    if let missing = item.missing { describe(missing) }
    if item.notSeen == .absent { line("评委看不到（NV）时不计入", "a judge who could not see it (NV) does not count") }
  }
}
