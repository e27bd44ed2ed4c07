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
    let candidates = results.indices.filter { results[$0].total != nil && results[$0].isRankable }
    let keys = candidates.map { key(results[$0]) }
    let ids = candidates.map { id(results[$0]) }
    let sorted = candidates.indices.sorted { a, b in
      if let less = Self.precedes(keys[a], keys[b]) { return less }
      return ids[a].precedesByBytes(ids[b])
    }
    var groups: [[Int]] = []
    var last: Int?
    for index in sorted {
      if let last, Self.precedes(keys[last], keys[index]) == nil {
        groups[groups.count - 1].append(candidates[index])
      } else {
        groups.append([candidates[index]])
      }
      last = index
    }
    var resolved: [[Int]] = []
    var place = 1
    for group in groups {
      let parts = resolve(group, chain: ranking.tieBreaks[...], at: place, &results)
      place += parts.map(\.count).reduce(0, +)
      resolved += parts
    }
    return resolved
  }

  /// What entries are ordered by before any tie-break, better ones first.
  private struct Key {
    /// Later restarts first.
    var stage: Int
    var notAdvanced: Bool
    var advanced: Int
    var numbers: [Rational]
    /// Whether the lower of two numbers is better, number by number.
    var lowFirst: [Bool]
  }

  private func key(_ result: EntryResult) -> Key {
    let ascending = ranking.order == .ascending
    let numbers = result.tuple.isEmpty ? [result.total ?? .zero] : result.tuple
    let lowFirst =
      result.tuple.isEmpty
      ? [ascending] : ranking.compares.map { $0.order.map { $0 == .ascending } ?? ascending }
    return Key(
      stage: result.stage, notAdvanced: result.status == .notAdvanced, advanced: result.advanced,
      numbers: numbers, lowFirst: lowFirst)
  }

  /// Whether the first comes before the second; nil where they are equal.
  private static func precedes(_ x: Key, _ y: Key) -> Bool? {
    if x.stage != y.stage { return x.stage > y.stage }
    if x.notAdvanced != y.notAdvanced { return y.notAdvanced }
    if x.advanced != y.advanced { return x.advanced > y.advanced }
    for index in x.numbers.indices where x.numbers[index] != y.numbers[index] {
      return (x.numbers[index] < y.numbers[index]) == x.lowFirst[index]
    }
    return nil
  }

  private func id(_ result: EntryResult) -> String { evaluator.book.entries[result.entry].id }

  /// Splits a group of equals, the first of whom would have the place `place`.
  private mutating func resolve(
    _ group: [Int], chain: ArraySlice<Ranking.TieBreak>, at place: Int, _ results: inout [EntryResult]
  ) -> [[Int]] {
    guard group.count > 1 else { return [group] }
    // Behind the last place that ties are broken for, all stay equal.
    if let last = ranking.upTo, place > last { return [group] }
    guard let step = chain.first else {
      guard ranking.ties == .resolve else { return [group] }
      // What the chain leaves is decided on record: by votes, else by lot.
      for by in [Ranking.TieBreak.By.panelVote, .draw] {
        let last = Ranking.TieBreak(by: by)
        let values = group.map { evaluator.value(of: results[$0], last) }
        if !values.contains(nil), Set(values).count == group.count {
          return resolve(group, chain: [last], at: place, &results)
        }
      }
      block(group, &results, step: nil)
      return []
    }
    if let last = step.upTo, place > last {
      return resolve(group, chain: chain.dropFirst(), at: place, &results)
    }
    if !step.isAnsweredByTotals {
      for index in group { results[index] = evaluator.whole(results[index]) }
    }
    let isDecision = step.by == .panelVote || step.by == .draw
    var values = group.map { evaluator.value(of: results[$0], step) }
    if values.contains(where: { $0 == nil }) {
      if isDecision {
        block(group, &results, step: step)
        return []
      }
      // A step that cannot be asked about everybody decides nothing.
      let record = TieStep(
        by: step, group: group.map { id(results[$0]) }.sorted { $0.precedesByBytes($1) }, numbers: [],
        lowFirst: lowFirst(step), decided: false, isSkipped: true)
      for index in group { steps[index, default: []].append(record) }
      return resolve(group, chain: chain.dropFirst(), at: place, &results)
    }
    if step.by == .countback, step.firstOnly { values = firstPlaces(values, step) }
    let lowFirst = self.lowFirst(step)
    let order = zip(group, values).sorted { a, b in
      Self.precedes(a.1 ?? [], b.1 ?? [], lowFirst: lowFirst)
        ?? id(results[a.0]).precedesByBytes(id(results[b.0]))
    }
    let record = TieStep(
      by: step, group: order.map { id(results[$0.0]) },
      numbers: order.map { $0.1 ?? [] }, lowFirst: lowFirst, decided: Set(values).count > 1)
    for index in group { steps[index, default: []].append(record) }
    var parts: [[Int]] = []
    var last: [Rational]?
    for (index, value) in order {
      if value == last, !parts.isEmpty {
        parts[parts.count - 1].append(index)
      } else {
        parts.append([index])
      }
      last = value
    }
    return resolve(
      joined(parts, from: place, upTo: [step.upTo, ranking.upTo].compactMap { $0 }.min(), results),
      chain: chain.dropFirst(), at: place, &results)
  }

  /// The parts that a step made of a group; those behind the last place it may decide are one again.
  private func joined(
    _ parts: [[Int]], from place: Int, upTo last: Int?, _ results: [EntryResult]
  ) -> [[Int]] {
    guard let last else { return parts }
    var kept: [[Int]] = []
    var next = place
    for (index, part) in parts.enumerated() {
      if next > last {
        let rest = parts[index...].flatMap { $0 }
        return kept + [rest.sorted { id(results[$0]).precedesByBytes(id(results[$1])) }]
      }
      kept.append(part)
      next += part.count
    }
    return kept
  }

  private mutating func resolve(
    _ parts: [[Int]], chain: ArraySlice<Ranking.TieBreak>, at place: Int, _ results: inout [EntryResult]
  ) -> [[Int]] {
    var resolved: [[Int]] = []
    for part in parts {
      let next = place + resolved.map(\.count).reduce(0, +)
      resolved += resolve(part, chain: chain, at: next, &results)
    }
    return resolved
  }

  /// Of a countback for the first place only: how often each entry holds the best number that anybody in the group holds.
  private func firstPlaces(_ values: [[Rational]?], _ step: Ranking.TieBreak) -> [[Rational]?] {
    let all = values.flatMap { $0 ?? [] }
    guard let best = evaluator.countsLowFirst(step) ? all.min() : all.max() else { return values }
    return values.map { [Rational(($0 ?? []).filter { $0 == best }.count)] }
  }

  /// Whether lower is better at a step.
  private func lowFirst(_ step: Ranking.TieBreak) -> Bool {
    if step.by == .countback { return !step.firstOnly && evaluator.countsLowFirst(step) }
    if let order = step.order { return order == .ascending }
    switch step.by {
    case .fewestDeductions, .shortestTime, .draw: return true
    case .highestJudge, .dropped, .nextRun, .unrounded, .round: return ranking.order == .ascending
    default: return false
    }
  }

  /// Compares number by number; who has no more numbers comes after.
  private static func precedes(_ x: [Rational], _ y: [Rational], lowFirst: Bool) -> Bool? {
    for (a, b) in zip(x, y) where a != b { return (a < b) == lowFirst }
    return x.count == y.count ? nil : x.count > y.count
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
}
