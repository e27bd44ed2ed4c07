// The sentences about modules, rounds and the total, the ties, the place and the pass marks.

public import Basics
import Rubrics

extension ExplanationWords {
  /// What is said after a module's panels: clocks, vetoes, and its own sum.
  public func end(of module: ExplainedModule, vetoes: Bool = true) -> [String] {
    var lines = module.inTime.map { sentence(inTime: $0) }
    if vetoes { lines += module.vetoes.map(sentence) }
    guard let value = module.value else { return lines }
    let adding = module.units.filter { $0.effect == .add && !$0.isBonus }.map(\.value)
    let bonuses = module.units.filter(\.isBonus).map(\.value)
    let minus = module.units.filter { $0.effect == .subtract && $0.off == .module }.map(\.value)
    var text = sum(adding + bonuses) + minus.map { " - \($0.shown)" }.joined()
    let plus = (module.marks ?? .zero) + module.bonus
    var result = plus - module.deducted
    let isPlain = adding.count == 1 && bonuses.isEmpty && minus.isEmpty
    if !isPlain { text += " = \(result.shown)" }
    func turn(_ next: Rational, _ why: String) {
      guard next != result else { return }
      text += comma + why + say("：", ": ") + next.shown
      result = next
    }
    turn(
      max(min(.zero, plus), result),
      plus < .zero
        ? say("扣分之前已低于 0，不再扣", "below 0 already before deductions, which take nothing more off")
        : say("不低于 0", "not below 0"))
    if let full = module.max?.exact {
      turn(
        max(.zero, min(full, result)),
        say("不超过满分 \(full.text)、不低于 0", "from 0 to the full marks \(full.text)"))
    }
    for cap in module.vetoes.filter({ $0.effect == .capModule }).compactMap(\.cap?.exact) {
      turn(min(result, cap), say("否决封顶", "capped by the veto"))
    }
    if module.vetoes.contains(where: { $0.effect == .zeroModule }) {
      turn(.zero, say("被否决", "void"))
    }
    let end = rounded(result, to: value, module.rounding)
    if isPlain, result == adding.first, end.isEmpty { return lines }
    lines.append(module.title[language] + colon + text + end)
    return lines
  }

  /// A veto that took effect.
  public func sentence(_ veto: ExplainedVeto) -> String {
    let by =
      veto.byDecision
      ? say("裁定成立", "upheld by a decision")
      : say("确认：", "confirmed by ") + veto.confirmedBy.map(judge).joined(separator: say("、", ", "))
    let what = veto.ref.map { "“\(title(of: $0))”" } ?? ""
    let cap = veto.cap.map { " \($0)" } ?? ""
    return say("否决：", "Veto: ") + veto.title[language]
      + aside("\(veto.effect.words[language])\(cap)\(what.isEmpty ? "" : say(what, " " + what))\(comma)\(by)")
  }

  /// The sum of a run's modules; nothing where one module is all.
  public func end(of run: ExplainedRun, in round: ExplainedRound) -> [String] {
    guard let value = run.value else { return [] }
    let name = round.runs.count > 1 ? say("第 \(run.run) 次", "Run \(run.run)") : round.title[language]
    if run.modules.isEmpty { return [name + say("：没有分数，按 0 分计", ": no marks, counts as 0")] }
    let given = run.modules.filter { $0.value != nil }
    let added = given.compactMap(\.share).sum
    let natural = run.offRound == .zero ? added : max(min(.zero, added), added - run.offRound)
    let isPlain = given.count == 1 && given[0].weight == nil && given[0].times == nil && run.offRound == .zero
    if isPlain, natural == value { return [] }
    let terms =
      given.map { module in
        var term = module.value?.shown ?? "0"
        if let weight = module.weight { term += " ÷ \(module.max?.description ?? "100") × \(weight)" }
        if let times = module.times { term += " × \(times.text)" }
        return term
      }.joined(separator: " + ") + (run.offRound == .zero ? "" : " - \(run.offRound.shown)")
    let veto = natural == value ? "" : say("，被否决：0", ", void: 0")
    return [name + colon + (isPlain ? terms : "\(terms) = \(natural.shown)") + veto]
  }

  /// What a round's runs come to, and what it is turned into.
  public func end(of round: ExplainedRound) -> [String] {
    var lines: [String] = []
    if round.runs.isEmpty {
      lines.append(
        round.value == nil
          ? say("没有成绩", "No result here") : say("没有分数，按 0 分计", "No marks here, counts as 0"))
    }
    let values = round.runs.filter(\.counts).compactMap(\.value)
    if !values.isEmpty, let value = round.before ?? round.value {
      let natural = round.combine == .sum ? values.sum : values.sum / values.count
      var text = values.count == 1 ? natural.shown : sum(values)
      if values.count > 1 {
        text = (round.combine == .sum ? text : "(\(text)) ÷ \(values.count)") + " = \(natural.shown)"
      }
      let end = rounded(natural, to: value, round.rounding)
      if round.runs.count > 1 || !end.isEmpty {
        let how = round.runs.count > 1 ? aside(self.how(round)) : ""
        lines.append(say("本轮成绩", "Result of the round") + how + colon + text + end)
      }
    }
    if round.isMissing, let value = round.value, round.placing?.as == .rank {
      lines.append(
        say(
          "排在有成绩的 \(round.compared.count) 个之后：第 \(value.shown)",
          "After the \(round.compared.count) that have a result: rank \(value.shown)"))
    }
    if let before = round.before, let value = round.value, let placing = round.placing {
      lines.append(
        say("本轮：", "The round: ")
          + turned(placing, before, value, round.compared, lowestFirst: round.lowestFirst))
    }
    if !round.counts, round.value != nil {
      lines.append(
        explanation.stage > 0 && explanation.rounds.firstIndex { $0.id == round.id } ?? 0 < explanation.stage
          ? say(
            "后面的轮次从零算起，本轮不计入总分", "A later round begins anew, so this one does not count towards the total")
          : say("本轮不在最好的几轮之内，不计入总分", "Not among the best rounds, so it does not count towards the total"))
    }
    return lines
  }

  private func how(_ round: ExplainedRound) -> String {
    switch round.combine {
    case .best:
      round.best == 1
        ? say("取最好的一次", "the best run") : say("最好的 \(round.best) 次取平均", "mean of the best \(round.best) runs")
    case .sum:
      round.best == 0
        ? say("各次相加", "sum of all runs") : say("最好的 \(round.best) 次相加", "sum of the best \(round.best) runs")
    case .mean:
      round.best == 0
        ? say("各次取平均", "mean of all runs")
        : say("最好的 \(round.best) 次取平均", "mean of the best \(round.best) runs")
    case .last: say("取最后一次", "the last run")
    }
  }

  /// The total, line by line.
  public var total: [String] {
    let it = explanation
    guard let total = it.total, let shownTotal = it.totalText else { return [] }
    guard it.compares.isEmpty else {
      let numbers = it.compares.map { compare in
        "\(title(of: compare.step.ref ?? "")) \(compare.value.shown)"
          + aside(compare.lowFirst ? say("少者在前", "less is better") : say("多者在前", "more is better"))
      }
      return [say("没有总分，依次比较：", "No total; compared in order: ") + numbers.joined(separator: comma)]
    }
    let shares = it.rounds.filter { $0.value != nil && $0.counts }
    var text = shares.map { round in
      let marks = round.value?.shown ?? "0"
      return (round.weight.map { "\(marks) × \($0) ÷ 100" } ?? marks)
        + (round.times.map { " × \($0.text)" } ?? "")
    }.joined(separator: " + ")
    let isPlain = shares.count == 1 && shares[0].weight == nil && shares[0].times == nil
    var value = it.sum
    if !isPlain { text += " = \(value.shown)" }
    if it.isWeighted, it.scale != Marks(whole: 100) {
      value = value * it.scale.exact / 100
      text +=
        say(
          "，折成满分 \(it.scale)：× \(it.scale) ÷ 100 = ", ", on the scale of \(it.scale): × \(it.scale) ÷ 100 = ")
        + value.shown
    }
    if it.offTotal != .zero {
      let less = max(min(.zero, value), value - it.offTotal)
      text +=
        say("，减去从总分扣的 ", ", minus what is taken off the total, ")
        + "\(it.offTotal.shown)\(say(" 得 ", ": "))\(less.shown)"
      value = less
    }
    for veto in it.totalVetoes {
      let next = veto.effect == .zeroTotal ? Rational.zero : min(value, veto.cap?.exact ?? value)
      if next != value { text += say("，否决后 ", ", after the veto ") + next.shown }
      value = next
    }
    var lines = [say("总分：", "Total: ") + text]
    if let scale = it.medianScale, let median = it.median {
      let next = scale.at.exact + (value - median) * scale.factor.exact
      lines[0] = say("合计：", "Sum: ") + text
      lines.append(
        say(
          "全体的中位数 \(median.shown) 定为 \(scale.at)，每差 1 分计 \(scale.factor)：",
          "The median of all sums, \(median.shown), stands at \(scale.at), and each mark from it counts \(scale.factor): "
        )
          + "\(scale.at) + (\(value.shown) - \(median.shown)) × \(scale.factor) = \(next.shown)")
      value = next
      lines.append(say("总分：", "Total: ") + value.shown)
    }
    let rule = it.roundings.first { $0.stage == .final }
    if value != total {
      lines[lines.count - 1] += rounded(value, to: total, rule)
    } else if value.shown != shownTotal {
      lines[lines.count - 1] += say("，写作 ", ", written ") + shownTotal
    }
    return lines
  }

  /// The steps that told this entry from those with the same total.
  public var ties: [String] {
    let steps = explanation.tieSteps
    guard !steps.isEmpty else { return [] }
    let limit = explanation.upTo.map {
      aside(say("只分到第 \($0) 名，以后的并列", "only up to place \($0), the rest share their places"))
    }
    return [tied + (limit ?? "") + say("：", ":")] + steps.enumerated().map { "  \($0 + 1). " + sentence($1) }
  }

  /// Whom the entry was equal with before the tie-breaks.
  public var tied: String {
    let group = explanation.tieSteps.first?.group ?? []
    let others = group.filter { $0 != explanation.entry }.joined(separator: say("、", ", "))
    return say("与 \(others) 相同，依次比较", "Equal with \(others), compared in turn")
  }

  /// Whether a step told anybody apart.
  public func outcome(of step: TieStep) -> String {
    if step.isSkipped { return say("有人没有这个数，跳过", "somebody has no such number, skipped") }
    return step.decided ? "" : say("仍相同", "still equal")
  }

  /// One step of a tie-break: what it looks at, what each entry shows.
  public func sentence(_ step: TieStep) -> String {
    let name = self.name(of: step)
    if step.isSkipped { return name + colon + outcome(of: step) }
    let pairs = zip(step.group, step.numbers).map { "\($0) \(shown($1, at: step))" }.joined(
      separator: say("；", "; "))
    return name + colon + pairs + (step.decided ? "" : aside(outcome(of: step)))
  }

  /// What a step looks at, with titles in place of ids.
  public func name(of step: TieStep) -> String {
    var named = step.by
    named.ref = step.by.ref.map { title(of: $0) }
    named.round = step.by.round.map { title(of: $0) }
    return named.words[language]
  }

  /// What an entry shows at a step; without a value it comes after all who have one.
  public func shown(_ numbers: [Rational], at step: TieStep) -> String {
    guard numbers.isEmpty else { return numbers.map(\.shown).joined(separator: " ") }
    switch step.by.by {
    case .criterion, .item, .module, .round: return say("无", "no value")
    default: return say("无", "none")
    }
  }

  /// Place and awards.
  public var place: [String] {
    let it = explanation
    guard let place = it.place else {
      let status =
        it.status == "blocked" ? say("待定", "still open") : EntryStatus(rawValue: it.status)?.words[language]
      return [say("没有名次：", "No place: ") + (status ?? it.status)]
    }
    let own = it.divisionPlace.map { aside(say("组内第 \($0) 名", "\($0) in its division")) } ?? ""
    var lines = [say("名次：第 \(place) 名", "Place: \(place)") + own]
    if !it.awardTitles.isEmpty {
      lines.append(
        say("奖项：", "Awards: ") + it.awardTitles.map { $0[language] }.joined(separator: say("、", ", ")))
    }
    return lines
  }

  /// Stations, gates and the verdict.
  public var pass: [String] {
    var lines = explanation.stations.map(station) + explanation.gates.map(gate)
    if let passed = explanation.passed {
      let isVoid = explanation.pass?.vetoFails == true && !vetoes.isEmpty
      let why = isVoid ? aside(say("有否决项", "a veto stands")) : ""
      lines.append((passed ? say("结论：合格", "Passed") : say("结论：不合格", "Not passed")) + why)
    }
    return lines
  }

  /// Vetoes that bear on the verdict: in a run and round that count, or on the total.
  private var vetoes: [ExplainedVeto] {
    let runs = explanation.rounds.filter(\.counts).flatMap(\.runs).filter(\.counts)
    return explanation.totalVetoes + runs.flatMap(\.modules).flatMap(\.vetoes)
  }

  private func station(_ gate: GateOutcome) -> String {
    let name = title(of: gate.ref ?? "")
    return say("考站 ", "Station ") + "\(name)\(colon)\(gate.value?.shown ?? say("无", "none"))\(comma)"
      + say("合格线 ", "pass mark ") + (gate.least?.shown ?? say("算不出", "not computable")) + comma
      + (gate.isMet ? say("合格", "passed") : say("不合格", "not passed"))
  }

  private func gate(_ gate: GateOutcome) -> String {
    let what =
      switch gate.of {
      case "total": say("总分", "total")
      case "stations": say("合格的考站数", "stations passed")
      default: title(of: gate.ref ?? "")
      }
    return say("要求：", "Required: ") + what + say(" 至少 ", " at least ")
      + "\(gate.least?.shown ?? say("（算不出）", "(not computable)"))\(comma)"
      + say("实得 ", "has ") + (gate.value?.shown ?? say("无", "none")) + comma
      + (gate.isMet ? say("达到", "met") : say("未达到", "not met"))
  }

  /// Where computed pass marks come from.
  public var cuts: [String] {
    explanation.cuts.map { cut in
      let exact = cut.intercept + cut.slope * cut.rating.exact
      let rule = explanation.roundings.first { $0.stage == .cut }
      return say("考站 \(title(of: cut.module)) 的合格线：", "Pass mark of station \(title(of: cut.module)): ")
        + "\(cut.intercept.shown) + \(cut.slope.shown) × \(cut.rating) = \(exact.shown)"
        + rounded(exact, to: cut.cut, rule)
        + aside(
          say(
            "由 \(cut.candidates) 人的总体评价与得分回归，取评价 \(cut.rating) 处",
            "the line through ratings and marks of \(cut.candidates) candidates, read at rating \(cut.rating)"
          ))
    }
  }

  /// What is worth knowing, and what is wrong.
  public var remarks: [String] {
    explanation.notes.map { say("注：", "Note: ") + $0.words[language] }
      + explanation.faults.map { "! " + $0.sentence(language) }
  }
}
