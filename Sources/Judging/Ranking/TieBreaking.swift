// Equal totals are told apart by the rubric's chain, step by step; what needs a decision and finds none is blocked.

import Basics
import Rubrics

/// Orders results and remembers which steps were used for whom.
struct TieBreaker {
  let evaluator: Evaluator
  private(set) var steps: [Int: [TieStep]] = [:]
  private var ranking: Ranking { evaluator.plan.rubric.results.ranking }

  init(evaluator: Evaluator) { self.evaluator = evaluator }

  /// Groups of equal entries in order, as indices of `results`; entries without a result are left out.
  mutating func order(_ results: inout [EntryResult]) -> [[Int]] {
    let ascending = ranking.order == .ascending
    let candidates = results.indices.filter { index in
      results[index].total != nil && !results[index].isBlocked
        && (results[index].status == .ok || results[index].status == .notAdvanced)
    }
    let sorted = candidates.sorted { a, b in
      let (x, y) = (results[a], results[b])
      let (left, right) = (x.status == .notAdvanced, y.status == .notAdvanced)
      if left != right { return right }
      if x.advanced != y.advanced { return x.advanced > y.advanced }
      let (p, q) = (x.total ?? .zero, y.total ?? .zero)
      if p != q { return ascending ? p < q : p > q }
      return id(x).precedesByBytes(id(y))
    }
    var groups: [[Int]] = []
    for index in sorted {
      if let last = groups.last?.first, results[last].total == results[index].total,
        results[last].advanced == results[index].advanced, results[last].status == results[index].status
      {
        groups[groups.count - 1].append(index)
      } else {
        groups.append([index])
      }
    }
    return groups.flatMap { resolve($0, chain: ranking.tieBreaks[...], &results) }
  }

  private func id(_ result: EntryResult) -> String { evaluator.book.entries[result.entry].id }

  private mutating func resolve(
    _ group: [Int], chain: ArraySlice<Ranking.TieBreak>, _ results: inout [EntryResult]
  ) -> [[Int]] {
    guard group.count > 1 else { return [group] }
    guard let step = chain.first else {
      guard ranking.ties == .resolve else { return [group] }
      // What the chain leaves is decided on record: by votes, else by lot.
      for by in [Ranking.TieBreak.By.panelVote, .draw] {
        let last = Ranking.TieBreak(by: by)
        let values = group.map { value(of: results[$0], last) }
        if !values.contains(nil), Set(values).count == group.count {
          return resolve(group, chain: [last], &results)
        }
      }
      block(group, &results, step: nil)
      return []
    }
    let isDecision = step.by == .panelVote || step.by == .draw
    let values = group.map { value(of: results[$0], step) }
    if values.contains(where: { $0 == nil }) {
      if isDecision {
        block(group, &results, step: step)
        return []
      }
      // A step that cannot be asked about everybody decides nothing.
      return resolve(group, chain: chain.dropFirst(), &results)
    }
    let lowFirst = step.by == .fewestDeductions || step.by == .shortestTime || step.by == .draw
    let order = zip(group, values).sorted { a, b in
      let (p, q) = (a.1 ?? .zero, b.1 ?? .zero)
      if p != q { return lowFirst ? p < q : p > q }
      return id(results[a.0]).precedesByBytes(id(results[b.0]))
    }
    let record = TieStep(
      by: step, group: order.map { id(results[$0.0]) }, values: order.map { $0.1?.text ?? "" },
      decided: Set(values).count > 1)
    for index in group { steps[index, default: []].append(record) }
    var parts: [[Int]] = []
    var last: Rational?
    for (index, value) in order {
      if value == last, !parts.isEmpty {
        parts[parts.count - 1].append(index)
      } else {
        parts.append([index])
      }
      last = value
    }
    return parts.flatMap { resolve($0, chain: chain.dropFirst(), &results) }
  }

  private func block(_ group: [Int], _ results: inout [EntryResult], step: Ranking.TieBreak?) {
    let ids = group.map { id(results[$0]) }
    for index in group {
      let own = id(results[index])
      let decision = step?.by == .draw ? "tie-draw" : "tie-vote"
      results[index].faults.append(
        Fault(
          "tie-undecided", zh: "作品 \(ids.joined(separator: "、")) 总分相同，细则要求作出裁定",
          en: "entries \(ids.joined(separator: ", ")) are tied and the rubric asks for a decision",
          suggestion: Words(zh: "登记裁定 \(decision)", en: "record the decision \(decision)"), entry: own))
    }
  }

  /// What an entry shows at one step; nil where it cannot be asked.
  private func value(of result: EntryResult, _ step: Ranking.TieBreak) -> Rational? {
    let plan = evaluator.plan
    switch step.by {
    case .criterion, .item: return evaluator.countedMarks(of: step.ref ?? "", in: result)
    case .module:
      let module = plan.moduleOfID[step.ref ?? ""] ?? -1
      return plan.rubric.rounds.indices.compactMap { round in
        result.rounds[round].value(of: module, combine: plan.rubric.rounds[round].combine)
      }.sum
    case .round: return plan.roundOfID[step.ref ?? ""].map { result.rounds[$0].value ?? .zero }
    case .fewestDeductions: return result.deducted
    case .shortestTime: return result.time.map { Rational($0) }
    case .highestMedian: return evaluator.medianOfJudges(in: result)
    case .panelVote: return decided(.tieVote, result)
    case .draw:
      return decided(.tieDraw, result) ?? evaluator.book.entries[result.entry].lot.map { Rational($0) }
    }
  }

  private func decided(_ kind: Decision.Kind, _ result: EntryResult) -> Rational? {
    evaluator.decisionsOfEntry[id(result)]?.last { $0.kind == kind }.flatMap { Int($0.value) }.map {
      Rational($0)
    }
  }
}

extension Evaluator {
  /// The marks of a criterion or item over the judges who counted, made one number as their unit is, over all rounds.
  func countedMarks(of id: String, in result: EntryResult) -> Rational {
    var sum = Rational.zero
    for (round, computed) in result.rounds.enumerated() {
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
    for (number, counting) in zip(unit.numbers, unit.counting) where counting == .counted {
      guard let sheet = sheet(entry: entry, round: round, run: run, panel: planned.panel, judge: number.judge)
      else {
        values.append(.zero)
        continue
      }
      let marks = items.map { item -> Int in
        if case .marks(let value) = self.marks(item: item, sheet: sheet) { value } else { 0 }
      }
      values.append(Rational(Int128(marks.reduce(0, +)), over: 1_000_000))
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
  func sheet(entry: Int, round: Int, run: Int, panel: Int, judge: Int) -> Int? {
    sheetsOfEntry[entry].first { sheet in
      let key = book.keys[sheet]
      return Int(key.round) == round && Int(key.run) == run && Int(key.panel) == panel && rank(sheet) == judge
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
          sum += Rational(Int128(order[(order.count - 1) / 2] + order[order.count / 2]), over: 2_000_000)
        }
      }
    }
    return sum
  }
}
