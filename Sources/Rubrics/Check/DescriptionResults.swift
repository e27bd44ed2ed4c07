// Rounds and results in words.

import Basics

extension Describer {
  mutating func describe(_ round: Round, _ rubric: Rubric) {
    let weight =
      round.weight.map { Words(zh: "，占总分 \($0)%", en: ", \($0) percent of the total") }
      ?? Words(zh: "", en: "")
    line("\(name(round.label, round.id))\(weight.zh)", "\(name(round.label, round.id))\(weight.en)")
    inside { own in
      for use in round.uses {
        let share =
          use.weight.map { Words(zh: "占 \($0)%", en: "\($0) percent") }
          ?? Words(zh: "分数照计", en: "its marks as they are")
        let times = use.times.map { Words(zh: "，乘以 \($0)", en: ", times \($0)") } ?? Words(zh: "", en: "")
        own.line(
          "模块 \(use.module)：\(share.zh)\(times.zh)", "module \(use.module): \(share.en)\(times.en)")
      }
      for factor in round.factors {
        own.line(
          "\(factor.item) 的系数 \(factor.value)（名单另有规定的除外）",
          "\(factor.item) has the factor \(factor.value) unless the entries say otherwise")
      }
      if let placing = round.placing { own.describe(placing, Words(zh: "本轮成绩", en: "the round's result")) }
      if let times = round.times { own.line("本轮成绩乘以 \(times)", "the round counts times \(times)") }
      if round.restarts {
        own.line("总分从本轮重新算起，没有进入本轮的排在后面", "the total begins anew; who did not get here ranks below")
      }
      if round.runs > 1 {
        let how: Words
        switch round.combine {
        case .sum:
          how =
            round.best == 0
            ? Words(zh: "相加", en: "added")
            : Words(zh: "最好的 \(round.best) 次相加", en: "the best \(round.best) added")
        case .mean:
          how =
            round.best == 0
            ? Words(zh: "取平均", en: "their mean")
            : Words(zh: "最好的 \(round.best) 次取平均", en: "the mean of the best \(round.best)")
        case .best:
          how =
            round.best == 1
            ? Words(zh: "取最好的一次", en: "the best one")
            : Words(zh: "最好的 \(round.best) 次取平均", en: "the mean of the best \(round.best)")
        case .last: how = Words(zh: "取最后一次", en: "the last one")
        }
        own.line("试做 \(round.runs) 次，\(how.zh)", "\(round.runs) runs, \(how.en)")
      }
      if let missing = round.missing { own.describe(missing) }
      if let missing = round.runMissing {
        own.line("缺一次时：\(Words.of(missing).zh)", "where a run is missing: \(Words.of(missing).en)")
      }
    }
  }

  mutating func describe(_ results: Results, _ rubric: Rubric) {
    line("满分 \(results.scale)", "full total \(results.scale)")
    describe(results.missing)
    for rounding in results.rounding {
      let (stage, mode) = (Words.of(rounding.stage), Words.of(rounding.mode))
      line(
        "\(stage.zh)保留 \(rounding.decimals) 位小数，\(mode.zh)",
        "\(stage.en) is rounded to \(rounding.decimals) decimals, \(mode.en)")
    }
    if let best = results.bestRounds { line("只计最好的 \(best) 轮", "only the best \(best) rounds count") }
    for group in results.roundGroups {
      line(
        "从 \(group.from) 到 \(group.to) 只计最好的 \(group.best) 轮",
        "of the rounds \(group.from) to \(group.to) only the best \(group.best) count")
    }
    if let scale = results.medianScale {
      line(
        "总分换算：中位数记 \(scale.at)，每高（低）1 分加（减）\(scale.factor)",
        "the scale: the median total becomes \(scale.at), every mark away from it counts \(scale.factor)")
    }
    if results.rounding.isEmpty { line("不取整", "nothing is rounded") }
    if let pass = results.pass { describe(pass) }
    describe(results.ranking)
    if let awards = results.awards { describe(awards) }
    for rule in results.certificates {
      let on: Words
      switch rule.on {
      case .award: on = Words(zh: "获奖", en: "an award")
      case .pass: on = Words(zh: "合格", en: "a pass")
      case .attendance: on = Words(zh: "参加", en: "attendance")
      }
      line(
        "证书 \(name(rule.label, rule.id))：\(on.zh)者，编号 \(rule.numbering)",
        "certificate \(name(rule.label, rule.id)) for \(on.en), numbers \(rule.numbering)")
    }
  }

  private mutating func describe(_ pass: Pass) {
    line(
      "合格：以下各条都要达到\(pass.vetoFails ? "，且没有否决" : "")",
      "to pass, each of these must be met\(pass.vetoFails ? ", without any veto" : "")")
    inside { own in
      for gate in pass.gates {
        let least = Self.words(gate.bound)
        switch gate.of {
        case .total: own.line("总分不低于\(least.zh)", "total: \(least.en) or more")
        case .module(let id): own.line("模块 \(id) 不低于\(least.zh)", "module \(id): \(least.en) or more")
        case .round(let id): own.line("轮次 \(id) 不低于\(least.zh)", "round \(id): \(least.en) or more")
        case .stations: own.line("合格的考站不少于\(least.zh) 个", "stations passed: \(least.en) or more")
        }
      }
      for station in pass.stations {
        guard case .module(let id) = station.of else { continue }
        let least = Self.words(station.bound)
        own.line("考站 \(id) 的合格线：\(least.zh)", "the pass mark of station \(id): \(least.en)")
      }
    }
  }

  private static func words(_ bound: Pass.Gate.Bound) -> Words {
    switch bound {
    case .marks(let marks): Words(zh: " \(marks)", en: "\(marks)")
    case .borderline(let rating):
      Words(
        zh: "总体评价为 \(rating) 时回归得出的分数", en: "the mark that regression gives at the global rating \(rating)")
    case .sumOfCuts: Words(zh: "各考站合格线之和", en: "the sum of the stations' pass marks")
    case .meanOfCuts: Words(zh: "各考站合格线的平均", en: "the mean of the stations' pass marks")
    }
  }

  private mutating func describe(_ ranking: Ranking) {
    let numbers = Words.of(ranking.numbering)
    line(
      "排名：\(ranking.order == .descending ? "高分" : "低分")在前，名次编号\(numbers.zh)",
      "ranking: \(ranking.order == .descending ? "high" : "low") totals first, places \(numbers.en)")
    inside { own in
      for (index, step) in ranking.compares.enumerated() {
        let words = Words.of(step)
        own.line("依次比较（\(index + 1)）：\(words.zh)", "compared in order (\(index + 1)): \(words.en)")
      }
      for (index, step) in ranking.tieBreaks.enumerated() {
        let words = Words.of(step)
        own.line("同分时（\(index + 1)）：\(words.zh)", "between equals (\(index + 1)): \(words.en)")
      }
      if let last = ranking.upTo {
        own.line("只分到第 \(last) 名，其后的同分者并列", "ties are broken up to place \(last) only, others share")
      }
      switch ranking.ties {
      case .share: own.line("仍相同的并列", "those still equal share a place")
      case .resolve: own.line("仍相同的须有裁定", "those still equal need a recorded decision")
      }
    }
  }

  private mutating func describe(_ awards: Awards) {
    line(
      "奖项：末位同分时\(awards.atTie == .include ? "都给" : "都不给")",
      "awards: with a tie at the last one, \(awards.atTie == .include ? "all of them" : "none of them")")
    inside { own in
      if let within = awards.tiedWithin {
        own.line(
          "与本组最好者相差不超过 \(within) 的视为并列", "totals within \(within) of the best of their group count as tied")
      }
      switch awards.enlarged {
      case .keeps: break
      case .shrinks: own.line("因并列多发的，后面的奖相应减少", "an award enlarged by a tie takes from the next")
      case .shrinksUnlessNear:
        own.line(
          "因并列多发的，后面的奖相应减少；减到 0 的仍发给与前一名并列者",
          "an award enlarged by a tie takes from the next; one left with none still goes to those tied with the last winner"
        )
      }
      for award in awards.awards {
        let words = Self.words(award)
        own.line(
          "\(own.name(award.label, award.id))：\(words.zh)", "\(own.name(award.label, award.id)): \(words.en)")
      }
    }
  }

  private static func words(_ award: Awards.Award) -> Words {
    var zh: [String] = []
    var en: [String] = []
    if let top = award.top {
      zh.append("\(top) 个")
      en.append("\(top)")
    }
    if let ratio = award.ratio {
      let of =
        award.of == .placed ? Words(zh: "有名次者", en: "those placed") : Words(zh: "报名者", en: "those registered")
      let rounding: Words
      switch award.ratioRounding {
      case .down: rounding = Words(zh: "舍去小数", en: "rounded down")
      case .up: rounding = Words(zh: "进一", en: "rounded up")
      case .nearest: rounding = Words(zh: "四舍五入", en: "rounded to the nearest")
      }
      zh.append("\(of.zh)的 \(ratio)%，\(rounding.zh)")
      en.append("\(ratio) percent of \(of.en), \(rounding.en)")
    }
    if let part = award.bestIn {
      zh.append("给 \(part) 最好者（不占其他奖项）")
      en.append("the best in \(part), beside other awards")
    }
    if let least = award.minTotal {
      zh.append("总分不低于 \(least)")
      en.append("total \(least) or more")
    }
    zh.append(award.scope == .division ? "按组别" : "全场")
    en.append(award.scope == .division ? "by division" : "overall")
    if let certificate = award.certificate {
      zh.append("发证书 \(certificate)")
      en.append("with certificate \(certificate)")
    }
    return Words(zh: zh.joined(separator: "，"), en: en.joined(separator: ", "))
  }
}
