// A rubric told in words: every panel, item, round and rule, so that somebody can check it against the rule book.

public import Basics

/// The whole rubric as text in one language, one statement a line, indented like the rubric.
public func describe(_ rubric: Rubric, _ language: Language) -> String {
  var describer = Describer(language: language)
  describer.describe(rubric)
  return describer.lines.joined(separator: "\n") + "\n"
}

/// Collects lines in one language.
struct Describer {
  let language: Language
  private(set) var lines: [String] = []
  private var depth = 0

  init(language: Language) { self.language = language }

  /// The text for the reader.
  func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  mutating func line(_ zh: String, _ en: String) {
    lines.append(String(repeating: "  ", count: depth) + say(zh, en))
  }

  mutating func inside(_ body: (inout Describer) -> Void) {
    depth += 1
    body(&self)
    depth -= 1
  }

  func name(_ label: Label, _ id: String) -> String {
    say("\(label.title.zh)（\(id)）", "\(label.title.en) (\(id))")
  }

  mutating func describe(_ rubric: Rubric) {
    let kind = Words.of(rubric.kind)
    line(rubric.label.title.zh, rubric.label.title.en)
    line(
      "编号 \(rubric.id)，第 \(rubric.version) 版，\(kind.zh)，SHA-256 \(rubric.sha256)",
      "id \(rubric.id), version \(rubric.version), \(kind.en), SHA-256 \(rubric.sha256)")
    if let occupation = rubric.occupation {
      let level = occupation.level.map { ($0, $0) }
      line(
        "职业编码 \(occupation.code)" + (level.map { "，\($0.0) 级" } ?? ""),
        "occupation \(occupation.code)" + (level.map { ", level \($0.1)" } ?? ""))
    }
    if let hint = rubric.label.hint { line(hint.zh, hint.en) }
    line("", "")
    line("评判组", "Panels")
    inside { own in for panel in rubric.panels { own.describe(panel) } }
    line("", "")
    line("评分内容", "What is marked")
    inside { own in for module in rubric.modules { own.describe(module) } }
    line("", "")
    line("轮次", "Rounds")
    inside { own in for round in rubric.rounds { own.describe(round, rubric) } }
    line("", "")
    line("成绩", "Results")
    inside { own in own.describe(rubric.results, rubric) }
  }

  private mutating func describe(_ panel: Panel) {
    let role = Words.of(panel.role)
    let how = panel.double.map { Words.of($0) } ?? words(panel.aggregate)
    line(
      "\(name(panel.label, panel.id))：\(role.zh)\(panel.blind ? "，只看编码（盲评）" : "")；\(how.zh)",
      "\(name(panel.label, panel.id)): \(role.en)\(panel.blind ? ", sees codes only (blind)" : ""); \(how.en)"
    )
    inside { own in
      if let placing = panel.aggregate.placing, panel.double == nil {
        own.describe(placing, Words(zh: "每位评委的分", en: "each judge's marks"))
      }
      own.describe(panel.deviations)
      if let missing = panel.missing { own.describe(missing) }
    }
  }

  /// What numbers are turned into before they count.
  mutating func describe(_ placing: Placing, _ what: Words) {
    let tied =
      placing.tied == .average
      ? Words(zh: "相同的取平均", en: "equals share the mean")
      : Words(zh: "相同的都按最好的", en: "equals all get the best")
    let first =
      switch placing.first {
      case .highest: Words(zh: "，高者在前", en: ", the highest first")
      case .lowest: Words(zh: "，低者在前", en: ", the lowest first")
      case nil: Words(zh: "", en: "")
      }
    switch placing.as {
    case .rank:
      line(
        "\(what.zh)先换成名次\(first.zh)（\(tied.zh)）",
        "\(what.en) become ranks first\(first.en) (\(tied.en))")
    case .points:
      let list = placing.points.map(\.description).joined(separator: " ")
      line(
        "\(what.zh)先按名次换成分：\(list)，其余 0\(first.zh)（\(tied.zh)）",
        "\(what.en) become points by place first: \(list), then 0\(first.en) (\(tied.en))")
    case .share:
      line(
        "\(what.zh)先换成占各作品之和的百分比", "\(what.en) become percentages of their sum over the entries first")
    }
    if placing.within == .all { line("与全部作品比较", "compared among all entries") }
  }

  mutating func describe(_ deviations: [Deviation]) {
    for deviation in deviations {
      let words = Words.of(deviation)
      line(words.zh, words.en)
    }
  }

  mutating func describe(_ rounding: [OwnRounding]) {
    for own in rounding {
      let (stage, mode) = (Words.of(own.stage), Words.of(own.mode))
      if let decimals = own.decimals {
        line(
          "这里\(stage.zh)保留 \(decimals) 位小数，\(mode.zh)",
          "here \(stage.en) is rounded to \(decimals) decimals, \(mode.en)")
      } else {
        line("这里\(stage.zh)不取整", "here \(stage.en) is not rounded")
      }
    }
  }

  mutating func describe(_ missing: Missing) {
    let words = Words.of(missing)
    line("缺分时：\(words.zh)", "where marks are missing: \(words.en)")
  }

  /// How several judges' numbers become one.
  func words(_ aggregate: Aggregate) -> Words {
    let drops = Words(
      zh: "去掉最高 \(aggregate.dropHigh) 个、最低 \(aggregate.dropLow) 个",
      en: "the highest \(aggregate.dropHigh) and lowest \(aggregate.dropLow) are dropped")
    var words: Words
    switch aggregate.method {
    case .mean: words = Words(zh: "取平均", en: "the mean of all judges")
    case .trimmedMean: words = Words(zh: "\(drops.zh)，其余取平均", en: "\(drops.en), then the mean of the rest")
    case .trimmedSum: words = Words(zh: "\(drops.zh)，其余相加", en: "\(drops.en), then the sum of the rest")
    case .median: words = Words(zh: "取中位数", en: "the median")
    case .sum: words = Words(zh: "相加", en: "the sum of all judges")
    case .bestOf:
      let best = aggregate.best ?? 1
      words = Words(zh: "最好的 \(best) 个取平均", en: "the mean of the best \(best)")
    case .single: return Words(zh: "只记一个数（几人记录须一致）", en: "one value (several people must agree)")
    }
    if let judges = aggregate.judges {
      let fewer = aggregate.ifFewer == .mean
      words.zh += "；必须恰好 \(judges) 人，多了不出成绩，少了\(fewer ? "取平均" : "也不出成绩")"
      words.en +=
        "; exactly \(judges) judges: with more no result, with fewer \(fewer ? "the mean of those" : "none either")"
    }
    if aggregate.minJudges > 1 {
      words.zh += "；少于 \(aggregate.minJudges) 人时\(aggregate.ifFewer == .mean ? "取平均" : "不出成绩")"
      words.en +=
        "; with fewer than \(aggregate.minJudges) \(aggregate.ifFewer == .mean ? "the mean of those" : "no result")"
    }
    return words
  }
}
