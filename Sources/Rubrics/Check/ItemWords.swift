// What one item asks, what its value means, and the range of that value, in words.

import Basics

extension Words {
  /// The name of a unit; one that is not in the list stands for itself.
  static func unit(_ name: String) -> Words {
    let known = [
      ("minute", "分钟", "minute"), ("second", "秒", "second"), ("hour", "小时", "hour"), ("piece", "处", "piece"),
      ("mark", "分", "mark"), ("percent", "%", "percent"), ("min", "分钟", "min"), ("s", "秒", "s"),
      ("cm", "厘米", "cm"),
      ("°", "度", "degrees"), ("/min", "次/分", "a minute"), ("次", "次", "times"), ("指", "指", "fingers"),
      ("循环", "个循环", "cycles"),
    ]
    let found = known.first { $0.0 == name }
    return Words(zh: found?.1 ?? name, en: found?.2 ?? name)
  }

  /// The rule of an item in one clause.
  static func rule(of item: Item) -> Words {
    switch item.kind {
    case .points(let points):
      return Words(
        zh: "打分，\(points.min)–\(points.max) 分，每次 \(points.step)",
        en: "marks from \(points.min) to \(points.max) in steps of \(points.step)")
    case .bonus(let points):
      return Words(
        zh: "加分，最多 \(points.max) 分，每次 \(points.step)",
        en: "a bonus of up to \(points.max) in steps of \(points.step)")
    case .levels(let levels):
      let top = levels.map(\.points).max() ?? .zero
      return Words(zh: "选等级，最高 \(top) 分", en: "a level, worth up to \(top)")
    case .checklist(let steps):
      let sum = Marks(units: steps.reduce(0) { $0 + $1.points.units })
      return Words(zh: "逐步勾选，共 \(sum) 分", en: "a checklist worth \(sum)")
    case .measure(let measure):
      return Words(
        zh: "测量，读数单位 \(unit(measure.unit).zh)，满分 \(measure.max)",
        en: "a reading in \(unit(measure.unit).en), worth up to \(measure.max)")
    case .deduct(let deduct): return rule(of: deduct)
    case .veto(let veto): return rule(of: veto)
    case .rank: return Words(zh: "排名次，1 为最好", en: "a rank, 1 is best")
    case .count: return Words(zh: "计数", en: "a count")
    case .given(let given):
      switch given.effect {
      case .add: return Words(zh: "给定的数，加上", en: "a given number, added")
      case .subtract: return Words(zh: "给定的数，减去", en: "a given number, subtracted")
      case .subtractEachAward:
        return Words(zh: "给定的数，从每位评委的分中减去", en: "a given number, subtracted from every judge's award")
      }
    case .global: return Words(zh: "总体印象，不计入总分", en: "a global rating, never in a total")
    }
  }

  private static func rule(of deduct: Deduct) -> Words {
    let unit = unit(deduct.per)
    var words = Words(zh: "扣分，按\(unit.zh)分档", en: "a deduction by bands of \(unit.en)")
    if let each = deduct.each {
      let every = deduct.every == Marks(whole: 1) ? "" : "\(deduct.every) "
      words =
        deduct.counting == .started
        ? Words(
          zh: "每 \(deduct.every) \(unit.zh)扣 \(each) 分，不足也算",
          en: "\(each) off for each started \(every)\(unit.en)")
        : Words(
          zh: "每满 \(deduct.every) \(unit.zh)扣 \(each) 分", en: "\(each) off for each full \(every)\(unit.en)")
    }
    if deduct.grace > .zero {
      words.zh += "，前 \(deduct.grace) 不扣"
      words.en += ", the first \(deduct.grace) free"
    }
    if let limit = deduct.limit {
      words.zh += "，最多扣 \(limit) 分"
      words.en += ", \(limit) at most"
    }
    if let over = deduct.disqualifyOver {
      words.zh += "，超过 \(over) 取消资格"
      words.en += ", disqualified over \(over)"
    }
    if deduct.fromClock {
      words.zh += "，由开始和结束时间计算"
      words.en += ", from start and finish times"
    }
    return words
  }

  private static func rule(of veto: Veto) -> Words {
    let ref = veto.ref ?? ""
    let cap = veto.cap?.description ?? ""
    var words: Words
    switch veto.effect {
    case .zeroItem: words = Words(zh: "项目 \(ref) 记 0 分", en: "item \(ref) is zero")
    case .zeroCriterion:
      words =
        ref.isEmpty
        ? Words(zh: "本要素记 0 分", en: "its criterion is zero")
        : Words(zh: "要素 \(ref) 记 0 分", en: "criterion \(ref) is zero")
    case .zeroModule: words = Words(zh: "本模块记 0 分", en: "the module is zero")
    case .zeroRound: words = Words(zh: "本轮记 0 分", en: "the round is zero")
    case .zeroTotal: words = Words(zh: "总分记 0 分", en: "the total is zero")
    case .capModule: words = Words(zh: "本模块最高 \(cap) 分", en: "the module is \(cap) at most")
    case .capTotal: words = Words(zh: "总分最高 \(cap) 分", en: "the total is \(cap) at most")
    case .disqualify: words = Words(zh: "取消资格", en: "disqualified")
    }
    words.zh = "一票否决：\(words.zh)（\(veto.confirmations) 人确认）"
    words.en = "a veto: \(words.en) (\(veto.confirmations) people confirm it)"
    return words
  }

  /// The readings of one band.
  static func range(of band: Measure.Band, _ measure: Measure) -> Words {
    let unit = unit(measure.unit)
    if let within = band.within, let target = measure.target {
      return Words(
        zh: "与 \(target) \(unit.zh)相差不超过 \(within)", en: "within \(within) of \(target) \(unit.en)")
    }
    switch (band.from, band.to) {
    case (let from?, let to?):
      return from == to
        ? Words(zh: "\(from) \(unit.zh)", en: "\(from) \(unit.en)")
        : Words(zh: "\(from)–\(to) \(unit.zh)", en: "\(from) to \(to) \(unit.en)")
    case (let from?, nil): return Words(zh: "\(from) \(unit.zh)及以上", en: "\(from) \(unit.en) or more")
    case (nil, let to?): return Words(zh: "\(to) \(unit.zh)及以下", en: "\(to) \(unit.en) or less")
    case (nil, nil): return Words(zh: "任何读数", en: "any reading")
    }
  }
}
