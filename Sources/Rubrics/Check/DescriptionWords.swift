// The words for the choices of a rubric.

public import Basics

extension Ranking.TieBreak {
  /// What the step compares, in words.
  public var words: Words { Words.of(self) }
}

extension Rounding {
  /// How it rounds, in words.
  public var modeWords: Words { Words.of(mode) }
}

extension Veto.Effect {
  /// What becomes of the work, in words.
  public var words: Words {
    switch self {
    case .zeroItem: Words(zh: "该项记 0 分", en: "the item is zero")
    case .zeroCriterion: Words(zh: "该要素记 0 分", en: "the criterion is zero")
    case .zeroModule: Words(zh: "本模块记 0 分", en: "the module is zero")
    case .zeroRound: Words(zh: "本轮记 0 分", en: "the round is zero")
    case .zeroTotal: Words(zh: "总分记 0 分", en: "the total is zero")
    case .capModule: Words(zh: "本模块封顶", en: "the module is capped")
    case .capTotal: Words(zh: "总分封顶", en: "the total is capped")
    case .disqualify: Words(zh: "取消资格", en: "disqualified")
    }
  }
}

extension Words {
  static func of(_ kind: EventKind) -> Words {
    switch kind {
    case .contest: Words(zh: "竞赛", en: "contest")
    case .exam: Words(zh: "考核", en: "exam")
    case .training: Words(zh: "培训", en: "training")
    }
  }

  static func of(_ role: Panel.Role) -> Words {
    switch role {
    case .judges: Words(zh: "评委", en: "judges")
    case .marshals: Words(zh: "监理、计时", en: "marshals")
    case .machine: Words(zh: "机器阅卷", en: "a machine")
    case .public: Words(zh: "公众", en: "the public")
    }
  }

  static func of(_ missing: Missing) -> Words {
    switch missing {
    case .block: Words(zh: "补齐之前不出成绩", en: "no result until they are there")
    case .absent: Words(zh: "不计入", en: "not counted")
    case .zero: Words(zh: "按 0 分", en: "zero")
    }
  }

  static func of(_ deviation: Deviation) -> Words {
    let (scope, unit, action): (Words, Words, Words)
    switch deviation.scope {
    case .item: scope = Words(zh: "每一项", en: "an item")
    case .criterion: scope = Words(zh: "每个要素", en: "a criterion")
    case .sheet: scope = Words(zh: "每张评分表", en: "a sheet")
    }
    switch deviation.unit {
    case .points: unit = Words(zh: "分", en: " marks")
    case .percent: unit = Words(zh: "%（占满分）", en: " percent of full marks")
    case .levels: unit = Words(zh: "个等级", en: " levels")
    }
    switch deviation.action {
    case .flag: action = Words(zh: "提示", en: "it is noted")
    case .discuss: action = Words(zh: "须讨论并记录裁定", en: "judges discuss it and a decision is recorded")
    case .block: action = Words(zh: "改正之前不出成绩", en: "there is no result until it is corrected")
    }
    let compared =
      deviation.compare == .range
      ? Words(zh: "最高与最低相差", en: "highest and lowest of")
      : Words(zh: "与中位数相差", en: "somebody and the median of")
    return Words(
      zh: "\(scope.zh)\(compared.zh)超过 \(deviation.max) \(unit.zh)：\(action.zh)",
      en: "where \(compared.en) \(scope.en) differ by more than \(deviation.max)\(unit.en), \(action.en)")
  }

  static func of(_ double: DoubleMarking) -> Words {
    let what = double.per == .sheet ? Words(zh: "总分", en: "totals") : Words(zh: "每一项", en: "items")
    let third =
      double.scheme == .leader
      ? Words(zh: "超过则以第三人的分为准", en: "beyond it the third mark is final")
      : Words(
        zh: "超过则由第三人评，与较近的一个取平均；与两个都差得多，以仲裁的分为准",
        en:
          "beyond it a third mark is averaged with the one it is near to; near to neither, the arbiter's is final"
      )
    return Words(
      zh: "双评：\(what.zh)相差不超过 \(double.tolerance) 取平均，\(third.zh)",
      en: "marked twice: \(what.en) within \(double.tolerance) are averaged, \(third.en)")
  }

  static func of(_ stage: Rounding.Stage) -> Words {
    switch stage {
    case .item: Words(zh: "每位评委的每一项", en: "each judge's item")
    case .judge: Words(zh: "每位评委的合计", en: "each judge's sheet total")
    case .component: Words(zh: "单独合成的要素或项目", en: "each criterion or item aggregated on its own")
    case .factored: Words(zh: "乘以系数之后、加基础分之前", en: "after the factor, before the base")
    case .product: Words(zh: "乘以系数并加基础分之后", en: "after the factor and the base")
    case .panel: Words(zh: "评判组合成之后", en: "each panel's result")
    case .module: Words(zh: "模块得分", en: "each module")
    case .round: Words(zh: "轮次成绩", en: "each round")
    case .final: Words(zh: "总分", en: "the total")
    case .cut: Words(zh: "回归得出的合格线", en: "each pass mark from the regression")
    }
  }

  static func of(_ mode: RoundingMode) -> Words {
    switch mode {
    case .halfUp: Words(zh: "四舍五入", en: "half up")
    case .halfEven: Words(zh: "四舍六入五成双", en: "half to even")
    case .down: Words(zh: "舍去", en: "down")
    case .up: Words(zh: "进一", en: "up")
    }
  }

  static func of(_ numbering: Ranking.Numbering) -> Words {
    switch numbering {
    case .standard: Words(zh: "并列后跳号（1、2、2、4）", en: "1, 2, 2, 4")
    case .dense: Words(zh: "并列后不跳号（1、2、2、3）", en: "1, 2, 2, 3")
    case .modified: Words(zh: "并列取后一名次（1、3、3、4）", en: "1, 3, 3, 4")
    case .fractional: Words(zh: "并列取平均名次（1、2.5、2.5、4）", en: "1, 2.5, 2.5, 4")
    }
  }

  static func of(_ step: Ranking.TieBreak) -> Words {
    let ref = step.ref ?? ""
    let place = step.round.map { Words(zh: "（轮次 \($0)）", en: " in round \($0)") } ?? Words(zh: "", en: "")
    var words = plainWords(step, ref: ref)
    words.zh += place.zh
    words.en += place.en
    if step.order == .ascending {
      words.zh += "（低者在前）"
      words.en += ", the lower first"
    }
    if step.countsPlaces {
      words.zh += "（数名次，没有得分的也数）"
      words.en += " (places are counted, also those without points)"
    }
    if step.allRounds {
      words.zh += "（不计入的轮次也看）"
      words.en += " (in all rounds, also those that do not count)"
    }
    if let last = step.upTo {
      words.zh += "（只分到第 \(last) 名）"
      words.en += " (for ties up to place \(last) only)"
    }
    return words
  }

  private static func plainWords(_ step: Ranking.TieBreak, ref: String) -> Words {
    let of = ref.isEmpty ? Words(zh: "", en: "") : Words(zh: "\(ref) 的", en: " in \(ref)")
    return switch step.by {
    case .criterion: Words(zh: "要素 \(ref) 高者在前", en: "more in criterion \(ref)")
    case .item: Words(zh: "项目 \(ref) 高者在前", en: "more in item \(ref)")
    case .module: Words(zh: "模块 \(ref) 高者在前", en: "more in module \(ref)")
    case .round: Words(zh: "轮次 \(ref) 高者在前", en: "more in round \(ref)")
    case .highestJudge: Words(zh: "\(of.zh)单个评委的最好分高者在前", en: "the best number of a single judge\(of.en)")
    case .countback:
      step.firstOnly
        ? Words(zh: "\(of.zh)最好名次（分）次数多者在前", en: "more of the best places or points\(of.en)")
        : Words(
          zh: "\(of.zh)最好名次（分）次数多者在前，仍同再比次好的，依此类推",
          en: "countback\(of.en): more of the best places or points, then of the next best, and so on")
    case .mostJudges:
      Words(zh: "\(of.zh)给分（大于 0）的评委多者在前", en: "more judges who gave something above 0\(of.en)")
    case .dropped: Words(zh: "\(of.zh)被去掉的分高者在前", en: "more in what was dropped\(of.en)")
    case .nextRun: Words(zh: "未计入的各次中最好的一次高者在前，再比下一次", en: "the best run left out, then the next")
    case .unrounded: Words(zh: "取整之前的总分高者在前", en: "the total before rounding")
    case .fewestDeductions: Words(zh: "扣分少者在前", en: "fewer deductions")
    case .shortestTime: Words(zh: "用时短者在前", en: "the shorter time")
    case .highestMedian: Words(zh: "评委中位数高者在前", en: "the higher median of the judges")
    case .panelVote: Words(zh: "裁判组表决（须有记录）", en: "a recorded vote")
    case .draw: Words(zh: "抽签（须有记录）", en: "a recorded draw")
    }
  }
}
