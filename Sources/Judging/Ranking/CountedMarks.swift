// Marks of a part of the rubric over the judges who counted, for tie-breaks and for awards to the best in one part.

import Basics
import Rubrics

extension Evaluator {
  /// The marks of a criterion or item over the judges who counted, made one number as their unit is, over all rounds.
  /// - Parameter only: only this round.
  func countedMarks(of id: String, in result: EntryResult, only: Int? = nil) -> Rational {
    var sum = Rational.zero
    for (round, computed) in result.rounds.enumerated()
    where only.map({ $0 == round }) ?? computed.counts {
      for run in computed.runs where run.counts {
        for module in run.modules {
          for unit in module.units {
            let planned = plan.units[unit.unit]
            let named = planned.items.filter {
              plan.items[$0].id == id || plan.items[$0].criteria.contains(id)
            }
            let items = named.filter { !isVoided($0, in: result, round: round, run: run.run) }
            guard !items.isEmpty, planned.effect == .add else { continue }
            sum += countedMarks(items, unit, planned, entry: result.entry, round: round, run: run.run)
          }
        }
      }
    }
    return sum
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

  /// The median of the judges' sheet totals, added over modules and rounds.
  func medianOfJudges(in result: EntryResult) -> Rational {
    var sum = Rational.zero
    for round in result.rounds {
      for run in round.runs where run.counts {
        for unit in run.modules.flatMap(\.units) where plan.units[unit.unit].effect == .add {
          let order = unit.numbers.map(\.value).sorted()
          guard !order.isEmpty else { continue }
          sum += (order[(order.count - 1) / 2] + order[order.count / 2]) / 2
        }
      }
    }
    return sum
  }
}
