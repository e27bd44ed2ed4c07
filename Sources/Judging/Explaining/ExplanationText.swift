// An explanation as sentences and sums that a contestant can follow with a pocket calculator.

public import Basics
import Rubrics

extension Explanation {
  /// The explanation as text lines in one language.
  public func text(_ language: Language) -> String {
    var out = Lines(language: language)
    let who = name.map { "\(entry) \($0)" } ?? entry
    out.add("\(rubricTitle[language]) · \(rubricID) v\(rubricVersion) · \(rubricSHA256.prefix(12))")
    out.add(out.say("作品：\(who)", "Entry: \(who)"))
    if let division { out.add(out.say("组别：\(division)", "Division: \(division)")) }
    for round in rounds { add(round, to: &out) }
    addTotal(to: &out)
    for step in tieSteps { out.add(sentence(step, out)) }
    if let place {
      let inDivision = divisionPlace.map { out.say("（组内第 \($0) 名）", " (\($0) in its division)") } ?? ""
      out.add(out.say("名次：第 \(place) 名\(inDivision)", "Place: \(place)\(inDivision)"))
    } else {
      out.add(out.say("没有名次：\(status)", "No place: \(status)"))
    }
    if !awardTitles.isEmpty {
      let list = awardTitles.map { $0[language] }.joined(separator: out.say("、", ", "))
      out.add(out.say("奖项：\(list)", "Awards: \(list)"))
    }
    for gate in stations + gates { out.add(sentence(gate, out)) }
    for cut in cuts {
      out.add(
        out.say(
          "考站 \(cut.module) 的合格线：\(cut.intercept.shown) + \(cut.slope.shown) × \(cut.rating) = \(cut.cut.shown)（\(cut.candidates) 人回归）",
          "Pass mark of station \(cut.module): \(cut.intercept.shown) + \(cut.slope.shown) x \(cut.rating) = \(cut.cut.shown) (regression over \(cut.candidates))"
        ))
    }
    if let passed { out.add(passed ? out.say("结论：合格", "Passed") : out.say("结论：不合格", "Not passed")) }
    for fault in faults { out.add("! " + fault.sentence(language)) }
    return out.text
  }

  private func add(_ round: ExplainedRound, to out: inout Lines) {
    if rounds.count > 1 {
      out.add("")
      out.add("== \(round.title[out.language]) ==")
    }
    for run in round.runs {
      if round.runs.count > 1 {
        let note =
          run.status.map { out.say("（\($0.words.zh)）", " (\($0.words.en))") }
          ?? (run.counts ? "" : out.say("（不计）", " (does not count)"))
        out.add(out.say("第 \(run.run) 次", "Run \(run.run)") + note)
      }
      for module in run.modules { add(module, to: &out) }
      guard let value = run.value, !run.modules.isEmpty else { continue }
      if run.modules.contains(where: { $0.weight != nil }) {
        let terms = run.modules.map { module in
          let marks = module.value?.shown ?? "0"
          return module.weight.map { "\(marks) ÷ \(module.max?.description ?? "100") × \($0)" } ?? marks
        }
        out.add(out.say("本轮：", "Round: ") + terms.joined(separator: " + ") + Self.end(run, value, out))
      } else if run.modules.count > 1 || run.offRound != .zero {
        let terms = run.modules.compactMap { $0.value?.shown }
        out.add(out.say("本轮：", "Round: ") + terms.joined(separator: " + ") + Self.end(run, value, out))
      }
    }
    if round.runs.count > 1, let value = round.before ?? round.value {
      let how =
        switch round.combine {
        case .best:
          round.best == 1
            ? out.say("取最好的一次", "best run")
            : out.say("取最好的 \(round.best) 次平均", "mean of the best \(round.best)")
        case .sum:
          round.best == 0
            ? out.say("各次相加", "sum of the runs")
            : out.say("最好的 \(round.best) 次相加", "sum of the best \(round.best)")
        case .mean:
          round.best == 0
            ? out.say("各次平均", "mean of the runs")
            : out.say("最好的 \(round.best) 次平均", "mean of the best \(round.best)")
        case .last: out.say("取最后一次", "last run")
        }
      out.add(out.say("本轮成绩（\(how)）：\(value.shown)", "Round (\(how)): \(value.shown)"))
    }
    if let before = round.before, let value = round.value, let placing = round.placing {
      out.add(
        out.say(
          "本轮 \(before.shown)\(Self.words(placing).zh)：\(value.shown)（共 \(round.compared.count) 个）",
          "Round: \(before.shown) \(Self.words(placing).en) \(value.shown) (of \(round.compared.count))"))
    }
    if !round.counts, round.value != nil {
      out.add(out.say("本轮不计入总分", "This round does not count towards the total"))
    }
  }

  private static func words(_ placing: Placing) -> Words {
    switch placing.as {
    case .rank: Words(zh: "，换成名次", en: "gives the rank")
    case .points: Words(zh: "，按名次换成分", en: "gives points by place,")
    case .share: Words(zh: "，换成占总和的百分比", en: "gives percent of the sum,")
    }
  }

  /// What a judge's marks were turned into.
  private static func turned(_ placing: Placing?, _ judge: ExplainedJudge, _ out: Lines) -> String {
    guard let placing else { return "" }
    let words = words(placing)
    return out.say(
      "\(words.zh)：\(judge.sum.shown)（共 \(judge.compared.count) 个）",
      ", \(words.en) \(judge.sum.shown) (of \(judge.compared.count))")
  }

  /// What the shares add up to, and what a veto made of it.
  private static func end(_ run: ExplainedRun, _ value: Rational, _ out: Lines) -> String {
    let sum = run.modules.compactMap(\.share).sum
    let natural = run.offRound == .zero ? sum : max(min(.zero, sum), sum - run.offRound)
    let off = run.offRound == .zero ? "" : " - \(run.offRound.shown)"
    guard natural != value else { return "\(off) = \(value.shown)" }
    return "\(off) = \(natural.shown)" + out.say("；否决后 \(value.shown)", "; after the veto \(value.shown)")
  }

  private func add(_ module: ExplainedModule, to out: inout Lines) {
    out.add("")
    let full = module.max.map { out.say("（满分 \($0)）", " (of \($0))") } ?? ""
    out.add("[\(module.id)] \(module.title[out.language])\(full)")
    for unit in module.units { add(unit, to: &out) }
    for veto in module.vetoes {
      let by =
        veto.confirmedBy.isEmpty ? out.say("裁定", "a decision") : veto.confirmedBy.joined(separator: ", ")
      out.add(
        out.say(
          "  否决：\(veto.title.zh)（\(veto.effect.words.zh)，确认：\(by)）",
          "  Veto: \(veto.title.en) (\(veto.effect.words.en), confirmed by \(by))"))
    }
    guard let value = module.value else { return }
    let adding = module.units.filter { $0.effect == .add }
    let natural = (module.marks ?? .zero) + module.bonus - module.deducted
    guard adding.count > 1 || module.bonus != .zero || module.deducted != .zero || natural != value else {
      return
    }
    var sum = adding.map(\.value.shown).joined(separator: " + ")
    if sum.isEmpty { sum = "0" }
    if module.deducted != .zero { sum += " - \(module.deducted.shown)" }
    let reason: String
    if natural == value {
      reason = ""
    } else if module.vetoes.contains(where: { [.zeroModule, .capModule].contains($0.effect) }) {
      reason = out.say("；否决后 \(value.shown)", "; after the veto \(value.shown)")
    } else if natural.isNegative {
      reason = out.say("；不低于 0", "; not below 0")
    } else if let max = module.max, natural > max.exact {
      reason = out.say("；满分 \(max) 封顶", "; at most the full marks \(max)")
    } else {
      reason = out.say(" → \(value.shown)（按细则保留小数）", " -> \(value.shown) (rounded)")
    }
    let shown =
      adding.count > 1 || module.bonus != .zero || module.deducted != .zero
      ? "\(sum) = \(natural.shown)" : sum
    out.add("  \(module.title[out.language])\(out.say("：", ": "))\(shown)\(reason)")
  }

  private func add(_ unit: ExplainedUnit, to out: inout Lines) {
    if let clock = unit.clockUnits, let deduct = unit.deduct {
      let per = out.say(deduct.per == "minute" ? "分钟" : deduct.per, deduct.per)
      out.add(
        out.say(
          "  \(unit.title.zh)：按起止时间超出 \(clock.shown) \(per)，扣 \(unit.value.shown)",
          "  \(unit.title.en): \(clock.shown) \(per)(s) over by the clock, \(unit.value.shown) off"))
      return
    }
    if unit.effect == .subtract || unit.isBonus {
      let written = unit.judges.map { "\($0.judge) \($0.marks.map(\.written).joined(separator: "+"))" }
      let sign = unit.isBonus ? out.say("加", "plus") : out.say("扣", "minus")
      out.add(
        "  \(unit.title[out.language])\(out.say("：", ": "))\(written.joined(separator: ", ")) → \(sign) \(unit.value.shown)"
      )
      return
    }
    out.add("  \(unit.panelTitle[out.language]) · \(unit.title[out.language])")
    for judge in unit.judges {
      let marks = judge.marks.map { mark in
        var plain =
          mark.written == mark.marks.text
          ? "\(mark.item) \(mark.written)" : "\(mark.item) \(mark.written)→\(mark.marks.shown)"
        if let times = mark.times { plain += " × \(times.text)" }
        return mark.isVoided ? plain + out.say("（作废，计 0）", " (void, counts 0)") : plain
      }
      let off = unit.penalty == .zero ? "" : " - \(unit.penalty.shown)"
      let detail = marks.isEmpty ? "" : marks.joined(separator: " + ") + off + " = "
      let part = judge.part.map { " (\($0))" } ?? ""
      let turned =
        judge.before.map { "\($0.shown)\(Self.turned(unit.placing, judge, out))" } ?? judge.sum.shown
      out.add("    \(judge.judge)\(part): \(detail)\(turned)\(out.note(judge.counting))")
    }
    add(arithmetic: unit, to: &out)
  }

  private func add(arithmetic unit: ExplainedUnit, to out: inout Lines) {
    let counted = unit.judges.filter { $0.counting == .counted }.map(\.sum.shown)
    guard !counted.isEmpty else { return }
    let sums = unit.aggregate.method == .sum || unit.aggregate.method == .trimmedSum
    let terms = counted.joined(separator: " + ")
    var line = "    = "
    if let double = unit.double {
      line +=
        counted.count == 1
        ? unit.aggregated.shown : "(\(terms)) ÷ \(counted.count) = \(unit.aggregated.shown)"
      line += out.say(
        "（双评，允许相差 \(double.tolerance)）", " (marked twice, \(double.tolerance) apart at most)")
    } else if counted.count == 1 {
      line += unit.aggregated.shown
    } else if sums, !unit.usedMean {
      line += "\(terms) = \(unit.aggregated.shown)"
    } else {
      line += "(\(terms)) ÷ \(counted.count) = \(unit.aggregated.shown)"
    }
    if unit.usedMean { line += out.say("（人数不足，取平均）", " (too few judges: plain mean)") }
    if unit.rounded != unit.aggregated, let rule = unit.rounding {
      line += out.say(
        " → 保留 \(rule.decimals) 位 \(unit.rounded.shown)",
        " -> \(unit.rounded.shown) (\(rule.decimals) decimals)")
    }
    if unit.factor != nil || unit.base != nil {
      let product = (unit.factor ?? .one) * unit.rounded
      let factored = unit.factoredRounding.map { product.rounded(to: $0.decimals, $0.mode) } ?? product
      let exact = factored + (unit.base ?? .zero)
      let base = unit.base.map { "\($0.text) + " } ?? ""
      line +=
        out.say("；", "; ") + "\(base)\(unit.rounded.shown) × \((unit.factor ?? .one).text) = \(exact.shown)"
      if exact != unit.value { line += " → \(unit.value.shown)" }
    }
    out.add(line)
  }

  private func addTotal(to out: inout Lines) {
    guard let totalText else { return }
    out.add("")
    guard compares.isEmpty else {
      let numbers = compares.map { "\($0.step.ref ?? $0.step.by.rawValue) \($0.value.shown)" }
      out.add(out.say("依次比较：", "Compared in order: ") + numbers.joined(separator: ", "))
      return
    }
    let shares = rounds.filter { $0.value != nil && $0.counts }
    var sum = shares.map { round in
      let marks = round.value?.shown ?? "0"
      let times = round.times.map { " × \($0.text)" } ?? ""
      return (round.weight.map { "\(marks) × \($0)%" } ?? marks) + times
    }.joined(separator: " + ")
    if isWeighted, scale != Marks(whole: 100) { sum = "(\(sum)) × \(scale) ÷ 100" }
    var exact = isWeighted ? self.sum * scale.exact / 100 : self.sum
    if offTotal != .zero {
      sum += " - \(offTotal.shown)"
      exact = max(min(.zero, exact), exact - offTotal)
    }
    if let scale = medianScale, let median {
      sum = "\(scale.at) + (\(sum) - \(median.shown)) × \(scale.factor)"
      exact = scale.at.exact + (exact - median) * scale.factor.exact
    }
    let rounding = roundings.first { $0.stage == .final }
    var line = out.say("总分：", "Total: ") + sum
    if sum != exact.shown { line += " = \(exact.shown)" }
    let expected = rounding.map { exact.rounded(to: $0.decimals, $0.mode) } ?? exact
    if let total, expected != total {
      line += out.say("；否决后 \(totalText)", "; after the veto \(totalText)")
    } else if exact.shown != totalText {
      let how =
        rounding.map {
          out.say(
            "（保留 \($0.decimals) 位，\($0.modeWords.zh)）", " (\($0.decimals) decimals, \($0.modeWords.en))")
        } ?? ""
      line += " → \(totalText)\(how)"
    }
    out.add(line)
  }

  private func sentence(_ gate: GateOutcome, _ out: Lines) -> String {
    let what =
      switch gate.of {
      case "total": out.say("总分", "total")
      case "stations": out.say("合格考站数", "stations passed")
      default: gate.ref ?? ""
      }
    let met = gate.isMet ? out.say("达到", "met") : out.say("未达到", "not met")
    return out.say("分数线：", "Gate: ")
      + "\(what) \(gate.value?.shown ?? "-") / \(gate.least?.shown ?? "-") \(met)"
  }

  private func sentence(_ step: TieStep, _ out: Lines) -> String {
    let pairs = zip(step.group, step.values).map { "\($0) \($1)" }.joined(separator: out.say("；", "; "))
    let name = step.by.words[out.language]
    let end = step.decided ? "" : out.say("（仍相同）", " (still equal)")
    return out.say("同分比较（\(name)）：\(pairs)\(end)", "Tie-break (\(name)): \(pairs)\(end)")
  }
}

/// Lines in one language.
private struct Lines {
  let language: Language
  var lines: [String] = []

  init(language: Language) { self.language = language }

  mutating func add(_ line: String) { lines.append(line) }
  func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
  var text: String { lines.joined(separator: "\n") + "\n" }

  func note(_ counting: Counting) -> String {
    switch counting {
    case .counted: ""
    case .droppedHigh: say("（最高分，去掉）", " (highest, dropped)")
    case .droppedLow: say("（最低分，去掉）", " (lowest, dropped)")
    case .notChosen: say("（不计）", " (not counted)")
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
