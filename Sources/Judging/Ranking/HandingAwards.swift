// Awards in document order: each main award goes to the next in line, each best-in award to the best of one part.

import Basics
import Rubrics

extension Standing {
  static func hand(_ awards: Awards, to lines: inout [StandingLine], evaluator: Evaluator) {
    let divisions = Set(lines.compactMap(\.entry.division))
    var nextInLine: [String?: Int] = [:]
    for award in awards.awards {
      let scopes: [String?] =
        award.scope == .division && !divisions.isEmpty ? divisions.sorted { $0.precedesByBytes($1) } : [nil]
      for scope in scopes {
        let members = lines.indices.filter { scope == nil || lines[$0].entry.division == scope }
        let placed = members.filter { lines[$0].place != nil }
        let winners: [Int]
        if let part = award.bestIn {
          winners = best(in: part, award, placed, lines, evaluator, atTie: awards.atTie)
        } else {
          let start = nextInLine[scope] ?? 0
          winners = next(
            award, Array(placed.dropFirst(start)), members, placed, lines, evaluator, awards.atTie)
          nextInLine[scope] = start + winners.count
        }
        for index in winners { lines[index].awards.append(award.id) }
      }
    }
  }

  /// How many of an award are handed out among `count` entries; nil where only a threshold decides.
  static func number(of award: Awards.Award, among count: Int) -> Int? {
    if let top = award.top { return top }
    guard let ratio = award.ratio else { return nil }
    let exact = ratio.exact * Rational(count) / 100
    switch award.ratioRounding {
    case .down: return exact.floor
    case .up: return exact.ceiling
    case .nearest: return exact.rounded(to: 0).floor
    }
  }

  private static func next(
    _ award: Awards.Award, _ waiting: [Int], _ members: [Int], _ placed: [Int], _ lines: [StandingLine],
    _ evaluator: Evaluator, _ atTie: Awards.AtTie
  ) -> [Int] {
    let ascending = evaluator.plan.rubric.results.ranking.order == .ascending
    let count = number(of: award, among: award.of == .registered ? members.count : placed.count)
    let eligible = waiting.prefix { index in
      guard let least = award.minTotal?.exact, let total = lines[index].result.total else { return true }
      return ascending ? total <= least : total >= least
    }
    guard let count else { return Array(eligible) }
    return cut(Array(eligible), at: count, atTie) { lines[$0].place == lines[$1].place }
  }

  private static func best(
    in part: String, _ award: Awards.Award, _ placed: [Int], _ lines: [StandingLine], _ evaluator: Evaluator,
    atTie: Awards.AtTie
  ) -> [Int] {
    let ascending = evaluator.plan.rubric.results.ranking.order == .ascending
    let values = Dictionary(
      uniqueKeysWithValues: placed.map { ($0, evaluator.marks(ofPart: part, in: lines[$0].result)) })
    let order = placed.sorted { a, b in
      let (x, y) = (values[a] ?? .zero, values[b] ?? .zero)
      return x == y ? lines[a].order < lines[b].order : x > y
    }
    let eligible = order.filter { index in
      award.minTotal.map { least in
        let total = lines[index].result.total ?? .zero
        return ascending ? total <= least.exact : total >= least.exact
      } ?? true
    }
    return cut(eligible, at: number(of: award, among: placed.count) ?? 1, atTie) { values[$0] == values[$1] }
  }

  /// The first `count`; a tie across the border is taken in whole or left out whole.
  private static func cut(
    _ order: [Int], at count: Int, _ atTie: Awards.AtTie, equal: (Int, Int) -> Bool
  ) -> [Int] {
    guard count > 0, !order.isEmpty else { return [] }
    guard order.count > count else { return order }
    var end = count
    guard equal(order[count - 1], order[count]) else { return Array(order.prefix(count)) }
    switch atTie {
    case .include:
      while end < order.count, equal(order[count - 1], order[end]) { end += 1 }
    case .exclude:
      while end > 0, equal(order[end - 1], order[count]) { end -= 1 }
    }
    return Array(order.prefix(end))
  }
}

extension Evaluator {
  /// The marks of a module, round, criterion or item in a result, for best-in awards.
  func marks(ofPart id: String, in result: EntryResult) -> Rational {
    if let module = plan.moduleOfID[id] {
      return plan.rubric.rounds.indices.compactMap { round in
        result.rounds[round].value(of: module, combine: plan.rubric.rounds[round].combine)
      }.sum
    }
    if let round = plan.roundOfID[id] { return result.rounds[round].value ?? .zero }
    return countedMarks(of: id, in: result)
  }
}
