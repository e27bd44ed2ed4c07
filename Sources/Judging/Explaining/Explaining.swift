// Builds the explanation of one entry from what was computed for it.

import Basics
import Rubrics

extension Tally {
  /// Explains one entry; nil where there is none of that id.
  public func explain(_ id: String) -> Explanation? {
    guard let line = standing.lines.first(where: { $0.entry.id == id }) else { return nil }
    let result = evaluator.whole(line.result)
    let rubric = plan.rubric
    let awards = rubric.results.awards?.awards ?? []
    return Explanation(
      rubricID: rubric.id, rubricVersion: rubric.version, rubricSHA256: rubric.sha256,
      rubricTitle: rubric.label.title,
      entry: id, name: line.entry.name, division: line.entry.division, status: line.status, place: line.place,
      divisionPlace: line.divisionPlace, rounds: rubric.rounds.indices.map { explain(round: $0, result) },
      roundings: rubric.results.rounding, scale: rubric.results.scale,
      isWeighted: plan.isWeighted, sum: result.sum ?? result.rounds.filter(\.counts).compactMap(\.share).sum,
      bestRounds: rubric.results.bestRounds, order: rubric.results.ranking.order,
      offTotal: result.rounds.filter(\.counts).flatMap(\.runs).filter(\.counts).map(\.offTotal).sum,
      totalVetoes: result.vetoes.filter { veto in
        [.zeroTotal, .capTotal].contains(plan.vetoes[veto.veto].veto.effect)
      }.map(explain(veto:)),
      medianScale: rubric.results.medianScale, median: medianTotal,
      compares: Array(zip(rubric.results.ranking.compares, result.tuple)).map { (step: $0.0, value: $0.1) },
      gates: evaluator.gates(of: result, cuts), stations: evaluator.stations(of: result, cuts), cuts: cuts,
      vetoFails: rubric.results.pass?.vetoFails ?? false, total: result.total, totalText: totalText(result),
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
          value: run.value, offRound: run.offRound)
      }, value: computed.value, rounding: plan.rounding[.round], before: computed.marks,
      placing: rule.placing,
      compared: computed.marks == nil
        ? []
        : evaluator.compared(
          Placements.Key(
            unit: Placements.rounds, round: index, run: 0,
            division: rule.placing.flatMap { plan.division($0, evaluator.book.entries[result.entry]) },
            judge: -1)),
      times: rule.times, restarts: rule.restarts, counts: computed.counts, share: computed.share)
  }

  private func explain(veto: EffectiveVeto) -> ExplainedVeto {
    let planned = plan.vetoes[veto.veto]
    return ExplainedVeto(
      item: plan.items[planned.item].id, title: plan.items[planned.item].label.title,
      effect: planned.veto.effect, ref: planned.veto.ref ?? planned.criterion,
      cap: planned.veto.cap, confirmedBy: veto.confirmedBy)
  }

  private func explain(module: ModuleResult, round: Int, run: Int, _ result: EntryResult) -> ExplainedModule {
    let rule = plan.rubric.modules[module.module]
    let use = plan.rubric.rounds[round].uses.first { $0.module == rule.id }
    let (weight, times) = (use?.weight, use?.times)
    let vetoes = result.vetoes.filter { veto in
      veto.round == round && veto.run == run
        && plan.items[plan.vetoes[veto.veto].item].module == module.module
    }
    return ExplainedModule(
      id: rule.id, title: rule.label.title, max: rule.max, weight: weight,
      units: module.units.map { explain(unit: $0, round: round, run: run, result) },
      vetoes: vetoes.map(explain(veto:)), marks: module.marks, bonus: module.bonus, deducted: module.deducted,
      offTotal: module.offTotal, value: module.value, offRound: module.offRound,
      rounding: plan.moduleRounding[module.module], times: times,
      share: module.value.map { value in
        let share = weight.map { value * $0.exact / (rule.max?.exact ?? Rational(100)) } ?? value
        return times.map { share * $0 } ?? share
      })
  }

  private func explain(unit: UnitResult, round: Int, run: Int, _ result: EntryResult) -> ExplainedUnit {
    let planned = plan.units[unit.unit]
    let panel = plan.rubric.panels[planned.panel]
    let judges = zip(unit.numbers, unit.counting).map { number, counting in
      let sheet = evaluator.sheet(
        entry: result.entry, round: round, run: run, panel: planned.panel, judge: number.judge,
        part: number.part)
      return ExplainedJudge(
        judge: number.judge < 0
          ? (number.part == nil ? "-" : "third-mark") : evaluator.judgeIDs[number.judge],
        marks: sheet.map { sheet in
          planned.items.flatMap { item in
            explain(
              item: item, sheet: sheet, alone: planned.isAlone,
              isVoided: evaluator.isVoided(item, in: result, round: round, run: run, onlyParts: true))
          }
        } ?? [],
        sum: number.value, before: number.marks,
        compared: number.marks == nil
          ? []
          : evaluator.compared(
            Placements.Key(
              unit: unit.unit, round: round, run: run,
              division: planned.aggregate.placing.flatMap {
                plan.division($0, evaluator.book.entries[result.entry])
              }, judge: number.judge)), part: number.part?.id, counting: counting)
    }
    let id: String
    switch planned.scope {
    case .sheet: id = plan.rubric.modules[planned.module].id
    case .criterion(let text), .item(let text): id = text
    }
    var deduct: Deduct?
    if case .deduct(let rule)? = plan.items[planned.items[0]].kind { deduct = rule }
    return ExplainedUnit(
      id: id, title: planned.label.title, panel: panel.id, panelTitle: panel.label.title,
      aggregate: planned.aggregate,
      usedMean: unit.usedMean, effect: planned.effect, isBonus: planned.isBonus, judges: judges,
      aggregated: unit.aggregated, rounding: planned.rounding.aggregated, rounded: unit.rounded,
      factor: unit.factor, base: unit.base,
      factoredRounding: unit.factor != nil ? planned.rounding.factored : nil,
      productRounding: unit.factor != nil || unit.base != nil ? planned.rounding.product : nil,
      itemRounding: itemRounding(planned), judgeRounding: planned.rounding.judge,
      placing: planned.aggregate.placing, lowestFirst: plan.holdsRanks(planned),
      double: planned.isOptional ? nil : panel.double, off: planned.off, value: unit.value,
      penalty: unit.penalty, clockUnits: unit.clockUnits, deduct: deduct)
  }

  /// The rounding that all items of a unit share.
  private func itemRounding(_ unit: Unit) -> Rounding? {
    let rules = Set(unit.items.map { plan.items[$0].rounding })
    return rules.count == 1 ? plan.items[unit.items[0]].rounding : nil
  }

  private func explain(item index: Int, sheet: Int, alone: Bool, isVoided: Bool) -> [ExplainedMark] {
    let item = plan.items[index]
    return item.slots.compactMap { slot in
      let value = evaluator.book.value(sheet: sheet, slot: slot)
      guard value != .missing else { return nil }
      let marks = value == .notSeen ? 0 : plan.slots[slot].marks(for: value)
      var title = item.label.title
      if case .step(let step) = plan.slots[slot].kind { title = step.text }
      return ExplainedMark(
        item: plan.slots[slot].id, title: title, written: value.text,
        marks: Rational(Int128(marks), over: 1_000_000), times: alone ? nil : item.times,
        rounding: item.rounding, isVoided: isVoided)
    }
  }
}

extension Evaluator {
  /// What was compared under a key, by entry in byte order.
  func compared(_ key: Placements.Key) -> [(entry: String, number: Rational)] {
    (placements.compared[key] ?? []).map { (entry: book.entries[$0.entry].id, number: $0.number) }
      .sorted { $0.entry.precedesByBytes($1.entry) }
  }
}
