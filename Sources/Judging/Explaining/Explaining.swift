// Builds the explanation of one entry from what was computed for it.

import Basics
import Rubrics

extension Tally {
  /// Explains one entry; nil where there is none of that id.
  public func explain(_ id: String) -> Explanation? {
    standing.lines.first { $0.entry.id == id }.map { explain($0) }
  }

  /// Explains the entry of one line of the standing.
  public func explain(_ line: StandingLine) -> Explanation {
    let result = evaluator.whole(line.result)
    let rubric = plan.rubric
    let awards = rubric.results.awards?.awards ?? []
    // Who has no place has no total either: a decision or a judge is missing, or the entry is out.
    let isPlaced = line.place != nil
    let counting = result.rounds.filter(\.counts).flatMap(\.runs).filter(\.counts)
    return Explanation(
      rubricID: rubric.id, rubricVersion: rubric.version, rubricSHA256: rubric.sha256,
      rubricTitle: rubric.label.title,
      entry: line.entry.id, name: line.entry.name, division: line.entry.division, status: line.status,
      place: line.place, divisionPlace: line.divisionPlace,
      rounds: rubric.rounds.indices.map { explain(round: $0, result) },
      roundings: rubric.results.rounding, scale: rubric.results.scale,
      isWeighted: plan.isWeighted, sum: result.sum ?? result.rounds.filter(\.counts).compactMap(\.share).sum,
      bestRounds: rubric.results.bestRounds, roundGroups: rubric.results.roundGroups,
      order: rubric.results.ranking.order,
      offTotal: counting.map(\.offTotal).sum,
      totalVetoes: result.vetoes.filter { veto in
        [.zeroTotal, .capTotal].contains(plan.vetoes[veto.veto].veto.effect)
      }.map(explain(veto:)),
      medianScale: rubric.results.medianScale, median: medianTotal,
      compares: isPlaced ? compares(result) : [],
      gates: isPlaced ? evaluator.gates(of: result, cuts) : [],
      stations: isPlaced ? evaluator.stations(of: result, cuts) : [], cuts: cuts,
      pass: rubric.results.pass,
      total: isPlaced ? result.total : nil,
      totalText: isPlaced ? totalText(result) : nil, passed: isPlaced ? result.passed : nil,
      tieSteps: line.tieSteps, awards: line.awards,
      awardTitles: line.awards.compactMap { id in awards.first { $0.id == id }?.label.title },
      faults: result.faults, notes: result.notes, numbering: rubric.results.ranking.numbering,
      ties: rubric.results.ranking.ties, upTo: rubric.results.ranking.upTo,

      decisions: (evaluator.decisionsOfEntry[line.entry.id] ?? []).map(explain(decision:)),
      lot: line.entry.lot, titles: plan.titles, stage: result.stage, advanced: result.advanced)
  }

  private func compares(_ result: EntryResult) -> [ExplainedCompare] {
    let ranking = plan.rubric.results.ranking
    return zip(ranking.compares, result.tuple).map { step, value in
      ExplainedCompare(
        step: step, value: value, lowFirst: (step.order ?? ranking.order) == .ascending)
    }
  }

  private func explain(decision: Decision) -> ExplainedDecision {
    ExplainedDecision(
      kind: decision.kind, round: decision.round.map { plan.rubric.rounds[$0].id },
      panel: decision.part?.id ?? decision.panel.map { plan.rubric.panels[$0].id }, item: decision.item,
      value: decision.value)
  }

  private func explain(round index: Int, _ result: EntryResult) -> ExplainedRound {
    let rule = plan.rubric.rounds[index]
    let computed = index < result.rounds.count ? result.rounds[index] : RoundResult()
    let missing = rule.missing ?? plan.rubric.results.missing
    let isCombined = computed.runs.contains(where: \.counts)
    let key = Placements.Key(
      unit: Placements.rounds, round: index, run: 0,
      division: rule.placing.flatMap { plan.division($0, evaluator.book.entries[result.entry]) }, judge: -1)
    let isCompared = computed.marks != nil || computed.isMissing && rule.placing != nil
    return ExplainedRound(
      id: rule.id, title: rule.label.title, weight: rule.weight, combine: rule.combine, best: rule.best,
      uses: rule.uses, missing: missing, runMissing: rule.runMissing ?? missing,
      runs: computed.runs.map { run in
        ExplainedRun(
          run: run.run, status: run.status, counts: run.counts,
          modules: run.modules.map { explain(module: $0, round: index, run: run.run, result) },
          value: run.value, offRound: run.offRound, time: run.time)
      }, value: computed.value, rounding: isCombined ? plan.rounding[.round] : nil, before: computed.marks,
      placing: rule.placing,
      lowestFirst: rule.placing?.first.map { $0 == .lowest } ?? plan.holdsRanks(round: index),
      compared: isCompared ? evaluator.compared(key) : [],
      lacking: isCompared ? evaluator.placements.lacking(key) : 0, isMissing: computed.isMissing,
      times: rule.times, restarts: rule.restarts, counts: computed.counts, share: computed.share)
  }

  private func explain(veto: EffectiveVeto) -> ExplainedVeto {
    let planned = plan.vetoes[veto.veto]
    let rule = planned.veto
    let ref: String? =
      switch rule.effect {
      case .zeroItem: rule.ref
      case .zeroCriterion: rule.ref ?? planned.criterion
      default: nil
      }
    return ExplainedVeto(
      item: plan.items[planned.item].id, title: plan.items[planned.item].label.title, effect: rule.effect,
      ref: ref, cap: rule.cap, confirmedBy: veto.confirmedBy, byDecision: veto.confirmedBy.isEmpty,
      confirmations: rule.confirmations)
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
      inTime: clocksInTime(module, round: round, run: run, result),
      vetoes: vetoes.map(explain(veto:)), marks: module.marks, bonus: module.bonus, deducted: module.deducted,
      offTotal: module.offTotal, offRound: module.offRound, value: module.value,
      rounding: module.value == nil ? nil : plan.moduleRounding[module.module], times: times,
      share: module.value.map { value in
        let share = weight.map { value * $0.exact / (rule.max?.exact ?? Rational(100)) } ?? value
        return times.map { share * $0 } ?? share
      })
  }
}

extension Plan {
  /// How everything that has an id is called.
  var titles: [String: Words] {
    var titles: [String: Words] = [:]
    for panel in rubric.panels { titles[panel.id] = panel.label.title }
    for round in rubric.rounds { titles[round.id] = round.label.title }
    for slot in slots { if case .step(let step) = slot.kind { titles[slot.id] = step.text } }
    for module in rubric.modules {
      titles[module.id] = module.label.title
      for part in module.blueprint?.parts ?? [] { titles[part.id] = part.label.title }
      for criterion in module.allCriteria { titles[criterion.id] = criterion.label.title }
    }
    for item in items { titles[item.id] = item.label.title }
    return titles
  }
}

extension Evaluator {
  /// What was compared under a key, by entry in byte order.
  func compared(_ key: Placements.Key) -> [(entry: String, number: Rational)] {
    (placements.compared[key] ?? []).map { (entry: book.entries[$0.entry].id, number: $0.number) }
      .sorted { $0.entry.precedesByBytes($1.entry) }
  }
}
