// Marks of a part of the rubric over the judges who counted, for tie-breaks and for awards to the best in one part.

import Basics
import Rubrics

extension Evaluator {
  /// The marks of a criterion or item over the judges who counted, made one number as their unit is: in each round over
  /// the runs that count as the round combines them, then added over the rounds.
  /// - Parameter only: only this round.
  /// - Returns: nil where nobody gave any.
  func countedMarks(of id: String, in result: EntryResult, only: Int? = nil) -> Rational? {
    var sums: [Rational] = []
    for (round, computed) in result.rounds.enumerated()
    where only.map({ $0 == round }) ?? computed.counts {
      let runs = computed.runs.filter(\.counts).compactMap {
        countedMarks(of: id, in: result, round: round, run: $0)
      }
      if let sum = plan.rubric.rounds[round].combined(runs) { sums.append(sum) }
    }
    return sums.isEmpty ? nil : sums.sum
  }

  private func countedMarks(
    of id: String, in result: EntryResult, round: Int, run: RunResult
  ) -> Rational? {
    var sums: [Rational] = []
    for unit in run.modules.flatMap(\.units) {
      let planned = plan.units[unit.unit]
      let named = planned.items.filter {
        plan.items[$0].id == id || plan.items[$0].criteria.contains(id)
      }
      guard !named.isEmpty, planned.effect == .add else { continue }
      let items = named.filter { !isVoided($0, in: result, round: round, run: run.run) }
      sums.append(
        items.isEmpty
          ? .zero : countedMarks(items, unit, planned, entry: result.entry, round: round, run: run.run))
    }
    return sums.isEmpty ? nil : sums.sum
  }

  private func countedMarks(
    _ items: [Int], _ unit: UnitResult, _ planned: Unit, entry: Int, round: Int, run: Int
  ) -> Rational {
    if items.count == planned.items.count { return unit.value }
    var values: [Rational] = []
    for (number, counting) in zip(unit.numbers, unit.counting) where counting == .counted && number.judge >= 0
    {
      guard let sheet = sheet(entry: entry, round: round, run: run, panel: planned.panel, judge: number.judge)
      else {
        values.append(.zero)
        continue
      }
      let marks = items.map { item -> Rational in
        if case .marks(let value) = self.marks(item: item, sheet: sheet) { value } else { .zero }
      }
      values.append(marks.sum)
    }
    guard !values.isEmpty else { return .zero }
    let adds = planned.aggregate.method == .sum || planned.aggregate.method == .trimmedSum
    return adds ? values.sum : values.sum / values.count
  }

  /// Whether a veto took an item away, or, unless `onlyParts`, its module or its round.
  func isVoided(_ item: Int, in result: EntryResult, round: Int, run: Int, onlyParts: Bool = false) -> Bool {
    result.vetoes.contains { veto in
      guard veto.round == round, veto.run == run else { return false }
      let planned = plan.vetoes[veto.veto]
      switch planned.veto.effect {
      case .zeroItem: return plan.items[item].id == planned.veto.ref
      case .zeroCriterion:
        return (planned.veto.ref ?? planned.criterion).map { plan.items[item].criteria.contains($0) } ?? false
      case .zeroModule: return !onlyParts && plan.items[item].module == plan.items[planned.item].module
      case .zeroRound, .zeroTotal: return !onlyParts
      case .capModule, .capTotal, .disqualify: return false
      }
    }
  }

  /// The sheet of one judge (by rank), or nil.
  func sheet(
    entry: Int, round: Int, run: Int, panel: Int, judge: Int, part: MarkerPart? = nil
  ) -> Int? {
    sheetsOfEntry[entry].first { sheet in
      let key = book.keys[sheet]
      return Int(key.round) == round && Int(key.run) == run && Int(key.panel) == panel && rank(sheet) == judge
        && (part == nil || part?.rawValue == Int(key.part))
    }
  }

  /// The median of the judges' sheet totals, added over modules and the rounds that count; of several runs as the round
  /// combines them.
  func medianOfJudges(in result: EntryResult) -> Rational {
    zip(result.rounds, plan.rubric.rounds).filter(\.0.counts).compactMap { computed, rule in
      rule.combined(
        computed.runs.filter(\.counts).map { run in
          run.modules.flatMap(\.units).filter { plan.units[$0.unit].effect == .add }
            .compactMap { Evaluator.median(of: $0.numbers.map(\.value)) }.sum
        })
    }.sum
  }
}

extension Round {
  /// What the numbers of the runs that count give: their sum, or their mean; nil without any.
  func combined(_ numbers: [Rational]) -> Rational? {
    guard !numbers.isEmpty else { return nil }
    return combine == .sum ? numbers.sum : numbers.sum / numbers.count
  }
}
