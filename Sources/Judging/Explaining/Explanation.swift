// How one result came about: every mark, what was dropped and why, every rounding, factor and tie-break step, as plain values.

public import Basics
public import Rubrics

/// One item on one judge's sheet.
public struct ExplainedMark: Hashable, Sendable {
  public var item: String
  public var title: Words
  /// What the judge wrote: a level, a reading, marks.
  public var written: String
  /// What it earned, in marks.
  public var marks: Rational
  /// Taken away by a veto: counts as 0.
  public var isVoided: Bool
}

/// One judge in one unit.
public struct ExplainedJudge: Hashable, Sendable {
  public var judge: String
  public var marks: [ExplainedMark]
  /// After a penalty on every award.
  public var sum: Rational
  public var counting: Counting
}

/// One panel's number, one criterion's, one deduction.
public struct ExplainedUnit: Hashable, Sendable {
  public var id: String
  public var title: Words
  public var panel: String
  public var panelTitle: Words
  public var aggregate: Aggregate
  public var usedMean: Bool
  public var effect: Unit.Effect
  public var isBonus: Bool
  public var judges: [ExplainedJudge]
  public var aggregated: Rational
  public var rounding: Rounding?
  public var rounded: Rational
  public var factor: Weight?
  public var base: Weight?
  public var productRounding: Rounding?
  public var value: Rational
  /// Taken off every judge's number before aggregation.
  public var penalty: Rational
  public var clockUnits: Rational?
  /// How a deduction counts, for the clock and for units written by people.
  public var deduct: Deduct?
}

/// One module in one run.
public struct ExplainedModule: Hashable, Sendable {
  public var id: String
  public var title: Words
  public var max: Marks?
  public var weight: Weight?
  public var units: [ExplainedUnit]
  public var vetoes: [ExplainedVeto]
  public var marks: Rational?
  public var bonus: Rational
  public var deducted: Rational
  public var value: Rational?
  /// What enters the round.
  public var share: Rational?
}

/// A veto that took effect.
public struct ExplainedVeto: Hashable, Sendable {
  public var item: String
  public var title: Words
  public var effect: Veto.Effect
  /// The item or criterion that it takes away.
  public var ref: String?
  public var cap: Marks?
  public var confirmedBy: [String]
}

/// One attempt.
public struct ExplainedRun: Hashable, Sendable {
  public var run: Int
  public var status: EntryStatus?
  public var counts: Bool
  public var modules: [ExplainedModule]
  public var value: Rational?
}

/// One round.
public struct ExplainedRound: Hashable, Sendable {
  public var id: String
  public var title: Words
  public var weight: Weight?
  public var combine: Round.Combine
  public var best: Int
  public var runs: [ExplainedRun]
  public var value: Rational?
  public var share: Rational?
}

/// The whole way from the marks to the place of one entry.
public struct Explanation: Sendable {
  public var rubricID: String
  public var rubricVersion: Int
  public var rubricSHA256: String
  public var rubricTitle: Words
  public var entry: String
  public var name: String?
  public var division: String?
  public var status: String
  public var place: String?
  public var divisionPlace: String?
  public var rounds: [ExplainedRound]
  public var roundings: [Rounding]
  public var scale: Marks
  public var isWeighted: Bool
  /// The sum of the rounds' shares, before scale and final rounding.
  public var sum: Rational
  public var total: Rational?
  public var totalText: String?
  public var passed: Bool?
  public var tieSteps: [TieStep]
  public var awards: [String]
  public var awardTitles: [Words]
  public var faults: [Fault]
}

extension Tally {
  /// Explains one entry; nil where there is none of that id.
  public func explain(_ id: String) -> Explanation? {
    guard let line = standing.lines.first(where: { $0.entry.id == id }) else { return nil }
    let result = line.result
    let rubric = plan.rubric
    let awards = rubric.results.awards?.awards ?? []
    return Explanation(
      rubricID: rubric.id, rubricVersion: rubric.version, rubricSHA256: rubric.sha256,
      rubricTitle: rubric.label.title,
      entry: id, name: line.entry.name, division: line.entry.division, status: line.status, place: line.place,
      divisionPlace: line.divisionPlace, rounds: rubric.rounds.indices.map { explain(round: $0, result) },
      roundings: rubric.results.rounding, scale: rubric.results.scale,
      isWeighted: rubric.rounds.contains { $0.weight != nil || $0.uses.contains { $0.weight != nil } },
      sum: result.rounds.compactMap(\.share).sum, total: result.total, totalText: text(total: result.total),
      passed: result.passed, tieSteps: line.tieSteps, awards: line.awards,
      awardTitles: line.awards.compactMap { id in awards.first { $0.id == id }?.label.title },
      faults: result.faults)
  }

  private func explain(round index: Int, _ result: EntryResult) -> ExplainedRound {
    let rule = plan.rubric.rounds[index]
    let computed = index < result.rounds.count ? result.rounds[index] : RoundResult()
    return ExplainedRound(
      id: rule.id, title: rule.label.title, weight: rule.weight, combine: rule.combine, best: rule.best,
      runs: computed.runs.map { run in
        ExplainedRun(
          run: run.run, status: run.status, counts: run.counts,
          modules: run.modules.map { explain(module: $0, round: index, run: run.run, result) },
          value: run.value)
      }, value: computed.value, share: computed.share)
  }

  private func explain(module: ModuleResult, round: Int, run: Int, _ result: EntryResult) -> ExplainedModule {
    let rule = plan.rubric.modules[module.module]
    let weight = plan.rubric.rounds[round].uses.first { $0.module == rule.id }?.weight
    let vetoes = result.vetoes.filter { veto in
      veto.round == round && veto.run == run
        && plan.items[plan.vetoes[veto.veto].item].module == module.module
    }
    return ExplainedModule(
      id: rule.id, title: rule.label.title, max: rule.max, weight: weight,
      units: module.units.map { explain(unit: $0, round: round, run: run, result) },
      vetoes: vetoes.map { veto in
        let planned = plan.vetoes[veto.veto]
        return ExplainedVeto(
          item: plan.items[planned.item].id, title: plan.items[planned.item].label.title,
          effect: planned.veto.effect, ref: planned.veto.ref ?? planned.criterion,
          cap: planned.veto.cap, confirmedBy: veto.confirmedBy)
      }, marks: module.marks, bonus: module.bonus, deducted: module.deducted, value: module.value,
      share: module.value.map { value in
        weight.map { value * $0.exact / (rule.max?.exact ?? Rational(100)) } ?? value
      })
  }

  private func explain(unit: UnitResult, round: Int, run: Int, _ result: EntryResult) -> ExplainedUnit {
    let planned = plan.units[unit.unit]
    let panel = plan.rubric.panels[planned.panel]
    let judges = zip(unit.numbers, unit.counting).map { number, counting in
      let sheet = evaluator.sheet(
        entry: result.entry, round: round, run: run, panel: planned.panel, judge: number.judge)
      return ExplainedJudge(
        judge: evaluator.judgeIDs[number.judge],
        marks: sheet.map { sheet in
          planned.items.flatMap { item in
            explain(
              item: item, sheet: sheet,
              isVoided: evaluator.isVoided(item, in: result, round: round, run: run, onlyParts: true))
          }
        } ?? [],
        sum: Rational(Int128(number.value), over: 1_000_000), counting: counting)
    }
    let id: String
    var stage = Rounding.Stage.component
    switch planned.scope {
    case .sheet:
      id = plan.rubric.modules[planned.module].id
      stage = .panel
    case .criterion(let text), .item(let text): id = text
    }
    var deduct: Deduct?
    if case .deduct(let rule)? = plan.items[planned.items[0]].kind { deduct = rule }
    let rounds = planned.effect == .add && !planned.isBonus
    return ExplainedUnit(
      id: id, title: planned.label.title, panel: panel.id, panelTitle: panel.label.title,
      aggregate: planned.aggregate,
      usedMean: unit.usedMean, effect: planned.effect, isBonus: planned.isBonus, judges: judges,
      aggregated: unit.aggregated, rounding: rounds ? plan.rounding[stage] : nil, rounded: unit.rounded,
      factor: unit.factor, base: unit.base,
      productRounding: unit.factor != nil || unit.base != nil ? plan.rounding[.product] : nil,
      value: unit.value,
      penalty: Rational(Int128(unit.penalty), over: 1_000_000), clockUnits: unit.clockUnits, deduct: deduct)
  }

  private func explain(item index: Int, sheet: Int, isVoided: Bool) -> [ExplainedMark] {
    let item = plan.items[index]
    return item.slots.compactMap { slot in
      let value = evaluator.book.value(sheet: sheet, slot: slot)
      guard value != .missing else { return nil }
      let marks = value == .notSeen ? 0 : plan.slots[slot].marks(for: value)
      var title = item.label.title
      if case .step(let step) = plan.slots[slot].kind { title = step.text }
      return ExplainedMark(
        item: plan.slots[slot].id, title: title, written: value.text,
        marks: Rational(Int128(marks), over: 1_000_000), isVoided: isVoided)
    }
  }
}
