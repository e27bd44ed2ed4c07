// An explanation as sentences and sums that a contestant can follow with a pocket calculator, in one language at a time.

public import Basics
import Rubrics

extension Explanation {
  /// The explanation as text lines in one language.
  ///
  /// `judges` says what judges are called, by id; ids not named there show as they are.
  public func text(_ language: Language, judges: [String: Words] = [:]) -> String {
    ExplanationWords(self, language, judges: judges).text
  }
}

/// The sentences of one explanation, whole or part by part.
public struct ExplanationWords: Sendable {
  public let explanation: Explanation
  public let language: Language
  let judges: [String: Words]

  public init(_ explanation: Explanation, _ language: Language, judges: [String: Words] = [:]) {
    self.explanation = explanation
    self.language = language
    self.judges = judges
  }

  func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
  var colon: String { say("：", ": ") }
  var comma: String { say("，", ", ") }
  /// A remark in the language's own brackets.
  func aside(_ text: String) -> String { say("（\(text)）", " (\(text))") }

  public func judge(_ id: String) -> String { judges[id].map { $0[language] } ?? id }

  /// What something with an id is called.
  func title(of id: String) -> String {
    let title = explanation.titles[id]?[language] ?? ""
    return title.isEmpty ? id : title
  }

  /// The whole explanation.
  var text: String {
    var lines = head
    for round in explanation.rounds { lines += self.lines(of: round) }
    lines.append("")
    lines += total + ties + place + pass + cuts + remarks
    if lines.contains(where: { $0.contains("…") }) {
      lines += [
        "",
        say("“…”表示后面还有小数；计算时用的是准确值。", "\"…\" marks decimals that go on; the sums use the exact number."),
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var head: [String] {
    let it = explanation
    let who = it.name.map { "\(it.entry) \($0)" } ?? it.entry
    var lines = [
      "\(it.rubricTitle[language]) · \(it.rubricID) v\(it.rubricVersion) · \(it.rubricSHA256.prefix(12))",
      say("作品：", "Entry: ") + who,
    ]
    if let division = it.division { lines.append(say("组别：", "Division: ") + division) }
    return lines
  }

  private func lines(of round: ExplainedRound) -> [String] {
    var lines: [String] = []
    if explanation.rounds.count > 1 { lines += ["", "== \(round.title[language]) =="] }
    for run in round.runs {
      if round.runs.count > 1 { lines += ["", title(of: run)] }
      for module in run.modules {
        let full = module.max.map { aside(say("满分 \($0)", "of \($0)")) } ?? ""
        lines += ["", module.title[language] + full]
        for unit in module.units { lines += self.lines(of: unit, in: module).map { "  " + $0 } }
        lines += end(of: module).map { "  " + $0 }
      }
      lines += end(of: run, in: round)
    }
    return lines + end(of: round)
  }

  /// `Run 2 (did not count)`.
  public func title(of run: ExplainedRun) -> String {
    let note = run.status.map { $0.words[language] } ?? (run.counts ? nil : say("不计", "does not count"))
    return say("第 \(run.run) 次", "Run \(run.run)") + (note.map(aside) ?? "")
  }

  /// `→ 88.13 (rounded to 2 decimals, half up)`; nothing where the number stays as it is.
  func rounded(_ value: Rational, to result: Rational, _ rule: Rounding?) -> String {
    guard let rule, value != result else { return "" }
    let shown = result.text(decimals: rule.decimals) ?? result.shown
    let how =
      rule.decimals == 0
      ? say("\(rule.modeWords.zh)到整数", "rounded to a whole number, \(rule.modeWords.en)")
      : say(
        "\(rule.modeWords.zh)到 \(rule.decimals) 位小数",
        "rounded to \(rule.decimals) \(rule.decimals == 1 ? "decimal" : "decimals"), \(rule.modeWords.en)")
    return " → \(shown)\(aside(how))"
  }

  /// Numbers as a sum, negative ones in brackets.
  func sum(_ numbers: [Rational]) -> String {
    guard !numbers.isEmpty else { return "0" }
    return numbers.enumerated().map { $0 > 0 && $1.isNegative ? "(\($1.shown))" : $1.shown }
      .joined(separator: " + ")
  }

  /// What a round's or judge's number was turned into, with all that it was compared with.
  func turned(
    _ placing: Placing, _ before: Rational, _ value: Rational,
    _ compared: [(entry: String, number: Rational)], lowestFirst: Bool
  )
    -> String
  {
    let rising = compared.map(\.number).sorted()
    let numbers = lowestFirst ? rising : Array(rising.reversed())
    let list = numbers.count <= 24 ? numbers.map(\.shown).joined(separator: say("、", ", ")) : ""
    let count = numbers.count
    let equal = numbers.count { $0 == before }
    let shared =
      equal < 2
      ? ""
      : placing.tied == .best
        ? say("，\(equal) 个相同，取最好的", ", \(equal) are equal and get the best of their places")
        : say("，\(equal) 个相同，取平均", ", \(equal) are equal and share the mean of their places")
    let among =
      list.isEmpty
      ? aside(say("共 \(count) 个\(shared)", "of \(count)\(shared)"))
      : aside(say("共 \(count) 个：\(list)\(shared)", "of \(count): \(list)\(shared)"))
    switch placing.as {
    case .rank:
      return say("\(before.shown) 排第 \(value.shown)", "\(before.shown) is rank \(value.shown)") + among
    case .points:
      return say(
        "\(before.shown) 按名次得 \(value.shown) 分", "\(before.shown) gives \(value.shown) points by place")
        + among
    case .share:
      let all = numbers.sum
      return say(
        "占总和 \(all.shown) 的百分比：\(before.shown) × 100 ÷ \(all.shown) = \(value.shown)",
        "percent of the sum \(all.shown): \(before.shown) × 100 ÷ \(all.shown) = \(value.shown)")
    }
  }
}

extension Rational {
  /// For people: the exact decimal where it is short, else six decimals and an ellipsis.
  public var shown: String {
    for decimals in 0...6 {
      if let text = text(decimals: decimals) { return text }
    }
    return (rounded(to: 6, .down).text(decimals: 6) ?? text) + "…"
  }
}
