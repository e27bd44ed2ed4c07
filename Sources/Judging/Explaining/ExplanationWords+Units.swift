// The sentences about one panel's number: each judge's sum, who is dropped or left out, the mean, the factor, the clock.

import Basics
import Rubrics

extension ExplanationWords {
  /// Everything about one unit.
  public func lines(of unit: ExplainedUnit, in module: ExplainedModule) -> [String] {
    if let clock = unit.clock { return [sentence(clock, unit)] }
    if unit.effect != .add || unit.isBonus { return [sentence(offOrOn: unit)] }
    return [heading(of: unit, in: module)] + unit.judges.map { "  " + line(of: $0, in: unit, of: module) }
      + unit.leftOut.map { "  " + sentence($0) } + end(of: unit).map { "  " + $0 }
  }

  /// `Product judges, each sheet: the highest and the lowest dropped, mean of the rest`.
  public func heading(of unit: ExplainedUnit, in module: ExplainedModule) -> String {
    let own = unit.title[language]
    let head = unit.panelTitle[language] + (unit.id == module.id ? "" : " · \(own)")
    let isAlone = unit.judges.count + unit.leftOut.count < 2
    if unit.double != nil { return head }
    return isAlone ? head : head + aside(method(of: unit))
  }

  private func method(of unit: ExplainedUnit) -> String {
    let rule = unit.aggregate
    if unit.usedMean {
      return say(
        "人数不足 \(rule.minJudges) 位，取全体平均", "fewer than \(rule.minJudges) judges, so the mean of all")
    }
    let drops = [
      rule.dropHigh > 0 ? say("\(rule.dropHigh) 个最高分", "\(rule.dropHigh) highest") : nil,
      rule.dropLow > 0 ? say("\(rule.dropLow) 个最低分", "\(rule.dropLow) lowest") : nil,
    ].compactMap { $0 }.joined(separator: say("、", " and "))
    let dropped = drops.isEmpty ? "" : say("去掉 \(drops)，", "\(drops) dropped, ")
    switch rule.method {
    case .mean, .trimmedMean:
      return dropped + (drops.isEmpty ? say("取平均", "mean") : say("其余取平均", "mean of the rest"))
    case .sum, .trimmedSum:
      return dropped + (drops.isEmpty ? say("相加", "sum") : say("其余相加", "sum of the rest"))
    case .median: return dropped + say("取中位数", "the middle one")
    case .bestOf:
      return dropped + say("最好的 \(rule.best ?? 1) 个取平均", "mean of the best \(rule.best ?? 1)")
    case .single: return say("几人记录须一致", "all must agree")
    }
  }

  /// One judge's sum, and what became of it.
  public func line(of judge: ExplainedJudge, in unit: ExplainedUnit, of module: ExplainedModule) -> String {
    let part = judge.part.map { aside(self.part($0)) } ?? ""
    switch judge.source {
    case .nobody:
      return say("没有人打分", "nobody has marked") + part + say("，按 0 分计", ", counts as 0")
        + note(judge.counting)
    case .noSheet:
      return self.judge(judge.judge) + part
        + say("：没有评分表，", ": no sheet, ") + absent(judge, unit) + note(judge.counting)
    case .decision:
      return say("裁定", "Decision") + part + "\(colon)\(judge.sum.shown)" + note(judge.counting)
    case .sheet:
      return self.judge(judge.judge) + part + colon + sum(of: judge, in: unit, of: module)
        + note(judge.counting)
    }
  }

  /// What a missing sheet counts as: 0, or the place after all who were marked.
  private func absent(_ judge: ExplainedJudge, _ unit: ExplainedUnit) -> String {
    guard unit.placing?.as == .rank else { return say("按 0 分计", "counts as 0") }
    return say(
      "排在有分的 \(judge.compared.count) 个之后，第 \(judge.sum.shown)",
      "after the \(judge.compared.count) that were marked: rank \(judge.sum.shown)")
  }

  private func part(_ part: String) -> String {
    switch part {
    case "first": say("一评", "first marker")
    case "second": say("二评", "second marker")
    case "third": say("三评", "third marker")
    default: say("仲裁", "arbiter")
    }
  }

  /// `Taste 54 + Look 36 = 90`.
  func sum(of judge: ExplainedJudge, in unit: ExplainedUnit, of module: ExplainedModule) -> String {
    let terms = self.terms(of: judge, in: unit, of: module)
    let natural = terms.map(\.value).sum
    var text = terms.map(\.text).joined(separator: " + ")
    let isPlain = terms.count == 1 && terms[0].isPlain
    if !isPlain { text += " = \(natural.shown)" }
    let total = unit.judgeRounding.map { natural.rounded(to: $0.decimals, $0.mode) } ?? natural
    text += rounded(natural, to: total, unit.judgeRounding)
    let after = max(min(.zero, total), total - unit.penalty)
    if unit.penalty != .zero {
      text += say("，减 \(unit.penalty.shown) = ", ", minus \(unit.penalty.shown) = ") + after.shown
      if after != total - unit.penalty { text += aside(say("不低于 0", "not below 0")) }
    }
    if let placing = unit.placing, let before = judge.before {
      text +=
        say("；", "; ")
        + turned(placing, before, judge.sum, judge.compared, lowestFirst: unit.lowestFirst)
    }
    return text
  }

  private struct Term {
    var text: String
    var value: Rational
    /// Nothing but a title and the number that counts.
    var isPlain: Bool
  }

  /// One term for each item; several steps of a checklist stand together.
  private func terms(of judge: ExplainedJudge, in unit: ExplainedUnit, of module: ExplainedModule) -> [Term] {
    var terms: [Term] = []
    var groups: [[ExplainedMark]] = []
    for mark in judge.marks {
      if let last = groups.last?.last, last.of == mark.of {
        groups[groups.count - 1].append(mark)
      } else {
        groups.append([mark])
      }
    }
    let isNamed = judge.marks.count > 1 || judge.marks.first?.title != unit.title
    for marks in groups {
      let written = marks.map { mark -> String in
        let name = isNamed ? mark.title[language] + " " : ""
        return name + shown(mark)
      }.joined(separator: " + ")
      let plain = marks.map(\.marks).sum
      let times = marks[0].times
      var text = written
      if let times { text = (marks.count > 1 ? "(\(written))" : written) + " × \(times.text)" }
      let exact = times.map { plain * $0 } ?? plain
      let rule = marks[0].rounding
      var value = rule.map { exact.rounded(to: $0.decimals, $0.mode) } ?? exact
      if value != exact { text += " = \(exact.shown)" + rounded(exact, to: value, rule) }
      if marks[0].isVoided {
        value = .zero
        text += aside(say("被否决，计 0", "void, counts 0"))
      }
      terms.append(
        Term(text: text, value: value, isPlain: times == nil && marks.count == 1 && value == plain))
    }
    return terms.isEmpty ? [Term(text: "0", value: .zero, isPlain: true)] : terms
  }

  /// What was written, and the marks that it earns where they differ.
  public func shown(_ mark: ExplainedMark) -> String {
    guard mark.written != mark.marks.text else { return mark.written }
    let meant =
      switch mark.written {
      case "NP": say("未呈现", "not presented")
      case "NV": say("未看到", "not seen")
      default: mark.written
      }
    return "\(meant) → \(mark.marks.shown)"
  }

  /// Who gave a number.
  public func who(_ judge: ExplainedJudge) -> String {
    switch judge.source {
    case .decision: say("裁定", "Decision")
    case .nobody: say("没有人", "nobody")
    case .noSheet, .sheet: self.judge(judge.judge)
    }
  }

  /// What became of a judge's number; empty where it counts.
  public func fate(_ counting: Counting) -> String {
    switch counting {
    case .counted: ""
    case .droppedHigh: say("最高分，去掉", "highest, dropped")
    case .droppedLow: say("最低分，去掉", "lowest, dropped")
    case .notChosen: say("不计", "not counted")
    }
  }

  func note(_ counting: Counting) -> String { counting == .counted ? "" : aside(fate(counting)) }

  /// Why an expected judge gives no number.
  public func sentence(_ left: LeftOutJudge) -> String {
    let items = left.items.map { title(of: $0) }.joined(separator: say("、", ", "))
    let why =
      switch left.reason {
      case .noSheet: say("没有评分表，不计", "no sheet, does not count")
      case .notSeen: say("未能看到“\(items)”（NV），不计", "could not see \(items) (NV), does not count")
      case .incomplete: say("没有给“\(items)”打分，不计", "gave nothing for \(items), does not count")
      case .notCompared: say("不参加比较", "is not compared")
      }
    return judge(left.judge) + colon + why
  }

  /// The way from the judges' numbers to what enters the module; nothing where it is plain to see.
  public func end(of unit: ExplainedUnit) -> [String] {
    let counted = unit.judges.filter { $0.counting == .counted }.map(\.sum)
    guard !counted.isEmpty else { return [] }
    var lines: [String] = []
    if let double = unit.double { lines += sentences(double, unit) }
    var line: String
    let isSum = (unit.aggregate.method == .sum || unit.aggregate.method == .trimmedSum) && !unit.usedMean
    if counted.count == 1 || unit.aggregate.method == .single && unit.double == nil {
      line = "= \(unit.aggregated.shown)"
    } else if isSum, unit.double == nil {
      line = "\(sum(counted)) = \(unit.aggregated.shown)"
    } else {
      line = "(\(sum(counted))) ÷ \(counted.count) = \(unit.aggregated.shown)"
    }
    line += rounded(unit.aggregated, to: unit.rounded, unit.rounding)
    let isPlain = unit.judges.count == 1 && unit.rounded == counted[0]
    if !isPlain { lines.append(line) }
    return lines + factored(unit)
  }

  /// What factor and base make of a unit's number.
  func factored(_ unit: ExplainedUnit) -> [String] {
    var lines: [String] = []
    var value = unit.rounded
    if let factor = unit.factor {
      let exact = factor * unit.rounded
      value = unit.factoredRounding.map { exact.rounded(to: $0.decimals, $0.mode) } ?? exact
      var text = "\(unit.rounded.shown) × \(factor.text) = \(exact.shown)"
      text += rounded(exact, to: value, unit.factoredRounding)
      if unit.base == nil { text += rounded(value, to: unit.value, unit.productRounding) }
      lines.append(say("乘以系数：", "times the factor: ") + text)
    }
    if let base = unit.base {
      let exact = base + value
      let text = "\(base.text) + \(sum([value])) = \(exact.shown)"
      lines.append(
        say("加基础分：", "with the base: ") + text + rounded(exact, to: unit.value, unit.productRounding))
    }
    return lines
  }

  private func sentences(_ double: DoubleMarking, _ unit: ExplainedUnit) -> [String] {
    func mark(_ part: String) -> Rational? { unit.judges.first { $0.part == part }?.sum }
    guard let first = mark("first"), let second = mark("second") else {
      return [say("只有一人评分，以此为准", "only one of the two marked, which stands")]
    }
    let apart = first > second ? first - second : second - first
    guard apart > double.tolerance.exact else {
      return [
        say(
          "两人相差 \(apart.shown)，不超过 \(double.tolerance)，取平均",
          "the two are \(apart.shown) apart, at most \(double.tolerance): their mean")
      ]
    }
    var text = say(
      "两人相差 \(apart.shown)，超过 \(double.tolerance)，由三评决定",
      "the two are \(apart.shown) apart, more than \(double.tolerance): a third mark decides")
    let counted = unit.judges.filter { $0.counting == .counted }.compactMap(\.part)
    if counted == ["third"] {
      text += say("，以三评为准", " and is final")
    } else if counted == ["arbiter"] {
      text += say(
        "；三评与两人都相差超过 \(double.tolerance)，以仲裁为准",
        "; it is not within \(double.tolerance) of either, so the arbiter's mark is final")
    } else {
      text += say("；三评与较近的一个取平均", "; it is averaged with the nearer one")
    }
    return [text]
  }
}
