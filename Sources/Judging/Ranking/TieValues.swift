// What an entry shows at each step of a tie-break chain, and what a comparison in order compares.

import Basics
import Rubrics

extension Evaluator {
  /// What an entry shows at one step, compared number by number; nil where it cannot be asked.
  func value(of result: EntryResult, _ step: Ranking.TieBreak) -> [Rational]? {
    let only = step.round.flatMap { plan.roundOfID[$0] }
    switch step.by {
    // Nothing is not zero: who has no value comes after all who have one.
    case .criterion, .item: return countedMarks(of: step.ref ?? "", in: result, only: only).map { [$0] } ?? []
    case .module:
      let module = plan.moduleOfID[step.ref ?? ""] ?? -1
      let values = plan.rubric.rounds.indices.filter { round in
        only.map { $0 == round } ?? result.rounds[round].counts
      }.compactMap { round in
        result.rounds[round].value(of: module, combine: plan.rubric.rounds[round].combine)
      }
      return values.isEmpty ? [] : [values.sum]
    case .round:
      return plan.roundOfID[step.ref ?? ""].map { result.rounds[$0].value.map { [$0] } ?? [] }
    case .fewestDeductions: return [result.deducted]
    case .shortestTime: return result.time.map { [Rational($0)] }
    case .highestMedian: return [medianOfJudges(in: result)]
    case .unrounded: return result.unrounded.map { [$0] }
    case .nextRun: return runsLeftOut(of: result, only: only)
    case .countback where step.countsPlaces: return places(step, in: result, only: only).sorted()
    case .countback:
      let numbers = placeNumbers(step, in: result, only: only)
      if countsLowFirst(step) { return numbers.sorted() }
      // Nothing and a missing number are the same in a countback of points.
      return numbers.filter { $0 != .zero }.sorted(by: >)
    case .highestJudge:
      return Array(bestFirst(judgeNumbers(step, in: result, only: only, dropped: nil)).prefix(1))
    case .mostJudges:
      let numbers = judgeNumbers(step, in: result, only: only, dropped: nil)
      return [Rational(numbers.filter { $0 > .zero }.count)]
    case .dropped: return [judgeNumbers(step, in: result, only: only, dropped: true).sum]
    case .panelVote: return decided(.tieVote, result)
    case .draw: return decided(.tieDraw, result) ?? book.entries[result.entry].lot.map { [Rational($0)] }
    }
  }

  private func decided(_ kind: Decision.Kind, _ result: EntryResult) -> [Rational]? {
    decisionsOfEntry[book.entries[result.entry].id]?.last { $0.kind == kind }.flatMap { Int($0.value) }
      .map { [Rational($0)] }
  }

  /// Whether the low numbers of a countback are the good ones: as its `order` says, else where it counts ranks that
  /// judges wrote, else as the ranking does.
  func countsLowFirst(_ step: Ranking.TieBreak) -> Bool {
    if step.countsPlaces { return true }
    if let order = step.order { return order == .ascending }
    let meant = plan.units.filter { isMeant($0, by: step.ref) }
    if step.ref != nil, meant.allSatisfy({ plan.holdsRanks($0) && $0.aggregate.placing == nil }) {
      return true
    }
    return plan.rubric.results.ranking.order == .ascending
  }

  private func bestFirst(_ numbers: [Rational]) -> [Rational] {
    plan.rubric.results.ranking.order == .ascending ? numbers.sorted() : numbers.sorted(by: >)
  }

  /// Runs with a value that did not count, best first: of the round named, else of the rounds that count.
  private func runsLeftOut(of result: EntryResult, only: Int?) -> [Rational] {
    let rounds = result.rounds.indices.filter { round in
      only.map { $0 == round } ?? result.rounds[round].counts
    }
    return bestFirst(
      rounds.flatMap { round in result.rounds[round].runs.filter { !$0.counts }.compactMap(\.value) })
  }

  /// What a countback counts: results of rounds that were turned into places, else the judges' numbers.
  private func placeNumbers(_ step: Ranking.TieBreak, in result: EntryResult, only: Int?) -> [Rational] {
    let placed = plan.rubric.rounds.indices.filter { plan.rubric.rounds[$0].placing != nil }
    guard step.ref == nil, !placed.isEmpty else {
      return judgeNumbers(step, in: result, only: only, dropped: nil)
    }
    return placed.filter { isLookedAt($0, by: step, in: result, only: only) }
      .compactMap { result.rounds[$0].value }
  }

  /// Whether a countback looks at a round: one that counts, unless the step names it or asks for all of them.
  private func isLookedAt(
    _ round: Int, by step: Ranking.TieBreak, in result: EntryResult, only: Int?
  ) -> Bool {
    only.map { $0 == round } ?? (step.allRounds || result.rounds[round].counts)
  }

  /// The places of an entry wherever it was compared: in rounds that were turned into something by place, else with the
  /// judges who compared it.
  private func places(_ step: Ranking.TieBreak, in result: EntryResult, only: Int?) -> [Rational] {
    let rounds = plan.rubric.rounds.indices.filter { isLookedAt($0, by: step, in: result, only: only) }
    if step.ref == nil, plan.rubric.rounds.contains(where: { $0.placing != nil }) {
      return rounds.compactMap { round in
        plan.rubric.rounds[round].placing.flatMap { placing in
          placements.place(
            of: result.entry,
            Placements.Key(
              unit: Placements.rounds, round: round, run: 0,
              division: plan.division(placing, book.entries[result.entry]), judge: -1))
        }
      }.map { Rational($0) }
    }
    var places: [Rational] = []
    for round in rounds {
      for run in result.rounds[round].runs where run.counts {
        for unit in run.modules.flatMap(\.units) {
          guard isMeant(plan.units[unit.unit], by: step.ref),
            let placing = plan.units[unit.unit].aggregate.placing
          else { continue }
          let division = plan.division(placing, book.entries[result.entry])
          places += unit.numbers.compactMap { number in
            placements.place(
              of: result.entry,
              Placements.Key(
                unit: unit.unit, round: round, run: run.run, division: division, judge: number.judge)
            ).map { Rational($0) }
          }
        }
      }
    }
    return places
  }

  /// The judges' numbers of a panel, module, criterion or item (or of all), in every round and run that counts.
  /// - Parameter dropped: only those that were dropped, only those that were not, or (nil) all.
  private func judgeNumbers(
    _ step: Ranking.TieBreak, in result: EntryResult, only: Int?, dropped: Bool?
  ) -> [Rational] {
    var numbers: [Rational] = []
    for (round, computed) in result.rounds.enumerated()
    where (only == nil || only == round) && (computed.counts || step.allRounds) {
      for run in computed.runs where run.counts {
        for unit in run.modules.flatMap(\.units) where isMeant(plan.units[unit.unit], by: step.ref) {
          for (number, counting) in zip(unit.numbers, unit.counting) {
            let isDropped = counting == .droppedHigh || counting == .droppedLow
            if dropped == nil || dropped == isDropped { numbers.append(number.value) }
          }
        }
      }
    }
    return numbers
  }

  private func isMeant(_ unit: Unit, by ref: String?) -> Bool {
    guard unit.effect == .add, !unit.isBonus else { return false }
    guard let ref else { return true }
    if plan.panelOfID[ref] == unit.panel || plan.moduleOfID[ref] == unit.module { return true }
    return unit.items.allSatisfy { plan.items[$0].id == ref || plan.items[$0].criteria.contains(ref) }
  }
}
