// From rounds to totals over the whole event: what counts, penalties off the total, the median's scale, the last rounding.

import Basics
import Rubrics

extension Evaluator {
  /// Adds up every entry, scales, rounds, and decides who passed; gives back the pass marks that were computed.
  @discardableResult
  func close(_ results: inout [EntryResult]) -> [BorderlineCut] {
    for index in results.indices { sumUp(&results[index]) }
    scaleAtMedian(&results)
    for index in results.indices { finish(&results[index]) }
    return decidePass(&results)
  }

  private func sumUp(_ result: inout EntryResult) {
    chooseRounds(&result)
    let counting = result.rounds.filter(\.counts).flatMap(\.runs).filter(\.counts)
    result.deducted = counting.map(\.deducted).sum
    let times = counting.compactMap(\.time)
    result.time = times.count == counting.count && !times.isEmpty ? times.reduce(0, +) : nil
    let shares = result.rounds.filter(\.counts).compactMap(\.share)
    guard result.isRankable, !shares.isEmpty else { return }
    result.sum = shares.sum
    var total = shares.sum
    guard !total.isOverflow else {
      result.faults.append(tooLarge(book.entries[result.entry]))
      return
    }
    if plan.isWeighted { total = total * plan.rubric.results.scale.exact / 100 }
    let off = counting.map(\.offTotal).sum
    if off != .zero { total = max(min(.zero, total), total - off) }
    for veto in result.vetoes {
      let rule = plan.vetoes[veto.veto].veto
      if rule.effect == .zeroTotal { total = .zero }
      if rule.effect == .capTotal, let cap = rule.cap { total = min(total, cap.exact) }
    }
    result.unrounded = total
  }

  /// Leaves out rounds before the last restart that the entry took part in, and those beyond the best.
  private func chooseRounds(_ result: inout EntryResult) {
    let rounds = plan.rubric.rounds
    let restart = rounds.indices.last { rounds[$0].restarts && result.rounds[$0].share != nil }
    if let restart {
      result.stage = restart
      for index in 0..<restart { result.rounds[index].counts = false }
    }
    if let best = plan.rubric.results.bestRounds { keep(best, of: rounds.indices, &result) }
    for group in plan.rubric.results.roundGroups {
      guard let from = plan.roundOfID[group.from], let to = plan.roundOfID[group.to], from <= to else {
        continue
      }
      keep(group.best, of: from..<to + 1, &result)
    }
  }

  /// Leaves out all but the best of some rounds.
  private func keep(_ best: Int, of rounds: Range<Int>, _ result: inout EntryResult) {
    let lowFirst = plan.rubric.results.ranking.order == .ascending
    let valued = rounds.filter { result.rounds[$0].counts && result.rounds[$0].share != nil }
    let order = valued.sorted { a, b in
      let (x, y) = (result.rounds[a].share ?? .zero, result.rounds[b].share ?? .zero)
      return x == y ? a < b : (lowFirst ? x < y : x > y)
    }
    for index in order.dropFirst(best) { result.rounds[index].counts = false }
  }

  /// Moves totals so that the median stands where the rubric says.
  private func scaleAtMedian(_ results: inout [EntryResult]) {
    guard let scale = plan.rubric.results.medianScale,
      let median = Self.median(of: results.compactMap(\.unrounded))
    else { return }
    for index in results.indices {
      guard let sum = results[index].unrounded else { continue }
      results[index].beforeScale = sum
      results[index].unrounded = scale.at.exact + scale.factor.exact * (sum - median)
    }
  }

  /// The middle one, or the mean of the middle two; nil where there are none.
  static func median(of numbers: [Rational]) -> Rational? {
    let order = numbers.sorted()
    guard !order.isEmpty else { return nil }
    return (order[(order.count - 1) / 2] + order[order.count / 2]) / 2
  }

  private func finish(_ result: inout EntryResult) {
    guard let unrounded = result.unrounded else { return }
    let total = plan.rounded(unrounded, at: .final)
    guard !total.isOverflow else {
      result.faults.append(tooLarge(book.entries[result.entry]))
      return
    }
    result.total = total
    let compares = plan.rubric.results.ranking.compares
    guard !compares.isEmpty else { return }
    result.tuple = compares.map { step in value(of: result, step)?.first ?? .zero }
    result.total = result.tuple[0]
  }
}

extension Plan {
  /// Whether weights make the total a percentage of the scale.
  var isWeighted: Bool {
    rubric.rounds.contains { $0.weight != nil || $0.uses.contains { $0.weight != nil } }
  }
}
