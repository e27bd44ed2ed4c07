// The difference of two rubrics in words: what changes results, and what changes only the wording.

public import Basics

/// One fact that two rubrics do not share.
public struct RubricChange: Hashable, Sendable {
  public var path: [String]
  /// Nil where the fact is new.
  public var before: String?
  /// Nil where it is gone.
  public var after: String?
  public var isWording: Bool
}

/// What became of a rubric.
public struct RubricDifference: Sendable {
  public var changes: [RubricChange]
  public var before: Rubric
  public var after: Rubric

  /// Whether results can differ.
  public var changesScoring: Bool { before.scoringHash != after.scoringHash }

  public init(from before: Rubric, to after: Rubric) {
    self.before = before
    self.after = after
    let (old, new) = (before.facts, after.facts)
    let was = Dictionary(old.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
    let now = Dictionary(new.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
    changes =
      old.filter { now[$0.path] != $0.value }.map {
        RubricChange(path: $0.path, before: $0.value, after: now[$0.path], isWording: $0.isWording)
      }
      + new.filter { was[$0.path] == nil }.map {
        RubricChange(path: $0.path, before: nil, after: $0.value, isWording: $0.isWording)
      }
  }

  /// Line by line for a person: first what changes results.
  public func text(_ language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    var lines = [before, after].map { rubric in
      "\(rubric.id) v\(rubric.version)  \(say("文件", "file")) \(rubric.sha256.prefix(12))  \(say("计分", "scoring")) \(rubric.scoringHash.prefix(12))"
    }
    lines.append("")
    let scoring = changes.filter { !$0.isWording }
    let wording = changes.filter(\.isWording)
    if changes.isEmpty, changesScoring {
      lines.append(
        say(
          "内容相同，只是先后次序不同；奖项等按先后次序处理，成绩可能不同",
          "the same parts in another order; awards and the like follow the order, so results may differ"))
    } else if changes.isEmpty {
      lines.append(say("没有差别", "no difference"))
    } else {
      lines.append(
        changesScoring
          ? say(
            "计分有变化（\(scoring.count) 处）：成绩可能不同", "the scoring changes (\(scoring.count)): results may differ")
          : say("只有文字变化：成绩不变", "only the wording changes: results stay the same"))
      lines += scoring.map { "  " + Self.sentence($0, language) }
      if !wording.isEmpty {
        lines.append(say("文字变化（\(wording.count) 处）", "wording (\(wording.count))"))
        lines += wording.map { "  " + Self.sentence($0, language) }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static func sentence(_ change: RubricChange, _ language: Language) -> String {
    let place = change.path.map { FieldWords.of($0)[language] }.joined(separator: " › ")
    switch (change.before, change.after) {
    case (let before?, let after?): return "\(place)\(language == .zh ? "：" : ": ")\(before) → \(after)"
    case (nil, let after?): return (language == .zh ? "新增 " : "new: ") + "\(place) = \(after)"
    case (let before?, nil): return (language == .zh ? "删去 " : "gone: ") + "\(place) = \(before)"
    case (nil, nil): return place
    }
  }

  /// One change for people who know titles and not ids: the parts around it by title, then what of them changed.
  public func sentence(of change: RubricChange, _ language: Language) -> String {
    let titles = before.partTitles.merging(after.partTitles) { first, _ in first }
    let last = change.path.lastIndex { titles[$0] != nil }
    var place = change.path.enumerated().compactMap { index, name -> String? in
      if let title = titles[name] { return title[language] }
      return index > (last ?? -1) && !Self.structure.contains(name) ? FieldWords.of(name)[language] : nil
    }
    if place.isEmpty { place = change.path.map { FieldWords.of($0)[language] } }
    let head = place.joined(separator: " › ")
    func value(_ text: String) -> String {
      let inner = titles[text] ?? FieldWords.value(text)
      return inner[language]
    }
    let colon = language == .zh ? "：" : ": "
    return switch (change.before.map(value), change.after.map(value)) {
    case (let before?, let after?): "\(head)\(colon)\(before) → \(after)"
    case (nil, let after?): (language == .zh ? "新增 " : "new: ") + "\(head)\(colon)\(after)"
    case (let before?, nil): (language == .zh ? "删去 " : "gone: ") + "\(head)\(colon)\(before)"
    case (nil, nil): head
    }
  }

  /// Names of fields that only hold others.
  private static let structure: Set<String> = ["label", "kind", "points", "aggregate", "bound", "deduct"]

  public var json: JSON {
    func side(_ rubric: Rubric) -> JSON {
      .object([
        ("id", .string(rubric.id)), ("version", .integer(rubric.version)), ("sha256", .string(rubric.sha256)),
        ("scoringHash", .string(rubric.scoringHash)),
      ])
    }
    return .object([
      ("before", side(before)), ("after", side(after)), ("changesScoring", .bool(changesScoring)),
      (
        "changes",
        .array(
          changes.map { change in
            .object([
              ("path", .strings(change.path)), ("before", .optional(change.before)),
              ("after", .optional(change.after)), ("wording", .bool(change.isWording)),
              ("zh", .string(Self.sentence(change, .zh))), ("en", .string(Self.sentence(change, .en))),
            ])
          })
      ),
    ])
  }
}

/// What the fields of a rubric are called; ids stand for themselves.
enum FieldWords {
  private static let known: [String: Words] = [
    "panels": Words(zh: "评判组", en: "panel"), "modules": Words(zh: "模块", en: "module"),
    "rounds": Words(zh: "轮次", en: "round"), "results": Words(zh: "成绩", en: "results"),
    "criteria": Words(zh: "要素", en: "criterion"), "parts": Words(zh: "其中", en: "part"),
    "extras": Words(zh: "附加项", en: "extra"), "label": Words(zh: "文字", en: "text"),
    "title": Words(zh: "名称", en: "title"), "hint": Words(zh: "说明", en: "hint"),
    "max": Words(zh: "满分", en: "full marks"),
    "min": Words(zh: "最低", en: "least"), "step": Words(zh: "每档", en: "step"),
    "weight": Words(zh: "权重", en: "weight"),
    "uses": Words(zh: "使用模块", en: "use of module"), "method": Words(zh: "合成方法", en: "aggregation"),
    "aggregate": Words(zh: "合成", en: "aggregate"), "dropHigh": Words(zh: "去掉最高", en: "highest dropped"),
    "dropLow": Words(zh: "去掉最低", en: "lowest dropped"), "minJudges": Words(zh: "最少评委", en: "least judges"),
    "ifFewer": Words(zh: "评委不足时", en: "if fewer"), "best": Words(zh: "取最好", en: "best"),
    "rounding": Words(zh: "取整", en: "rounding"), "decimals": Words(zh: "小数位", en: "decimals"),
    "mode": Words(zh: "方式", en: "mode"), "ranking": Words(zh: "排名", en: "ranking"),
    "tieBreaks": Words(zh: "同分规则", en: "tie-break"), "ties": Words(zh: "仍同分时", en: "ties"),
    "numbering": Words(zh: "编号", en: "numbering"), "order": Words(zh: "次序", en: "order"),
    "awards": Words(zh: "奖项", en: "award"), "top": Words(zh: "名额", en: "number"),
    "ratio": Words(zh: "比例", en: "ratio"),
    "ratioRounding": Words(zh: "名额取整", en: "rounding of the number"),
    "minTotal": Words(zh: "最低总分", en: "least total"),
    "atTie": Words(zh: "末位同分", en: "tie at the last"), "pass": Words(zh: "合格", en: "pass"),
    "gates": Words(zh: "分数线", en: "gate"), "deviations": Words(zh: "分差", en: "deviation"),
    "scale": Words(zh: "总分满分", en: "scale"), "missing": Words(zh: "缺分时", en: "missing"),
    "kind": Words(zh: "类型", en: "kind"), "each": Words(zh: "每次", en: "each"),
    "limit": Words(zh: "最多", en: "limit"),
    "every": Words(zh: "每", en: "every"), "grace": Words(zh: "免扣", en: "grace"),
    "bands": Words(zh: "分档", en: "band"),
    "counting": Words(zh: "计数", en: "count"), "points": Words(zh: "分", en: "points"),
    "anchors": Words(zh: "分数段", en: "anchor"),
    "factor": Words(zh: "系数", en: "factor"), "times": Words(zh: "乘数", en: "times"),
    "panel": Words(zh: "评判组", en: "panel"),
    "timeLimit": Words(zh: "时限（秒）", en: "time limit (s)"), "runs": Words(zh: "次数", en: "runs"),
    "combine": Words(zh: "各次合成", en: "combine"), "certificates": Words(zh: "证书", en: "certificate"),
    "effect": Words(zh: "后果", en: "effect"), "confirmations": Words(zh: "确认人数", en: "confirmations"),
    "cap": Words(zh: "封顶", en: "cap"), "text": Words(zh: "文字", en: "text"),
    "value": Words(zh: "值", en: "value"),
    "bound": Words(zh: "要求", en: "asks"), "marks": Words(zh: "分", en: "marks"),
    "blind": Words(zh: "盲评", en: "blind"),
    "role": Words(zh: "身份", en: "role"), "scope": Words(zh: "范围", en: "scope"),
    "action": Words(zh: "处理", en: "action"),
    "unit": Words(zh: "单位", en: "unit"), "compare": Words(zh: "比较", en: "compare"),
    "by": Words(zh: "比", en: "by"), "judges": Words(zh: "评委人数", en: "number of judges"),
    "roundGroups": Words(zh: "取最好几轮", en: "best of some rounds"), "from": Words(zh: "从", en: "from"),
    "to": Words(zh: "到", en: "to"), "upTo": Words(zh: "只到第几名", en: "up to place"),
    "countsPlaces": Words(zh: "数名次", en: "counts places"),
    "areWritten": Words(zh: "名次照所写", en: "places as written"),
    "allRounds": Words(zh: "全部轮次", en: "all rounds"), "stage": Words(zh: "在哪一步", en: "stage"),
    "off": Words(zh: "扣自", en: "taken off"), "base": Words(zh: "基础分", en: "base"),
    "bestRounds": Words(zh: "取最好几轮", en: "best rounds"),
    "firstOnly": Words(zh: "只看第一", en: "first only"),
    "ref": Words(zh: "比哪一项", en: "part"), "linear": Words(zh: "按比例", en: "in proportion"),
    "isExact": Words(zh: "得分不取整", en: "points unrounded"),
    "disqualifyOver": Words(zh: "取消资格", en: "disqualified above"),
  ]

  static func of(_ name: String) -> Words { known[name] ?? Words(zh: name, en: name) }

  private static let values: [String: Words] = [
    "true": Words(zh: "是", en: "yes"), "mean": Words(zh: "平均", en: "mean"),
    "trimmed-mean": Words(zh: "去掉最高最低取平均", en: "trimmed mean"),
    "trimmed-sum": Words(zh: "去掉最高最低取总和", en: "trimmed sum"), "median": Words(zh: "中位数", en: "median"),
    "sum": Words(zh: "总和", en: "sum"), "single": Words(zh: "只有一人", en: "one person"),
    "block": Words(zh: "不出成绩", en: "no result"), "share": Words(zh: "并列", en: "shared"),
    "resolve": Words(zh: "由裁判长裁定", en: "decided on record"),
    "criterion": Words(zh: "评分要素", en: "criterion"), "item": Words(zh: "评分项", en: "item"),
    "module": Words(zh: "模块", en: "module"), "round": Words(zh: "轮次", en: "round"),
    "draw": Words(zh: "抽签", en: "lots"), "panel-vote": Words(zh: "评委表决", en: "vote"),
    "highest-judge": Words(zh: "单个评委的最高分", en: "highest judge"),
  ]

  static func value(_ text: String) -> Words { values[text] ?? Words(zh: text, en: text) }
}
