// Awards in document order: each main award goes to the next in line, each best-in award to the best of one part.

import Basics
import Rubrics

extension Standing {
  static func hand(_ awards: Awards, to lines: inout [StandingLine], evaluator: Evaluator) {
    let divisions = Set(lines.compactMap(\.entry.division))
    var nextInLine: [String?: Int] = [:]
    // Awards handed out beyond their number, which later ones may have to make up for.
    var extra: [String?: Int] = [:]
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
          var line = Line(
            waiting: Array(placed.dropFirst(start)), last: start > 0 ? placed[start - 1] : nil,
            extra: extra[scope] ?? 0)
          winners = next(award, awards, &line, members, placed, lines, evaluator)
          extra[scope] = line.extra
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

  /// Who waits for the next main award.
  private struct Line {
    var waiting: [Int]
    /// Who got the last one.
    var last: Int?
    /// Awards handed out beyond their number.
    var extra: Int
  }

  private static func next(
    _ award: Awards.Award, _ awards: Awards, _ line: inout Line, _ members: [Int], _ placed: [Int],
    _ lines: [StandingLine], _ evaluator: Evaluator
  ) -> [Int] {
    let ascending = evaluator.plan.rubric.results.ranking.order == .ascending
    let count = number(of: award, among: award.of == .registered ? members.count : placed.count)
    let eligible = line.waiting.prefix { index in
      guard let least = award.minTotal?.exact, let total = lines[index].result.total else { return true }
      return ascending ? total <= least : total >= least
    }
    guard var count else { return Array(eligible) }
    // Tied: on one place, or within the tolerance of the best of the group.
    func tied(_ best: Int, _ other: Int) -> Bool {
      if lines[best].place == lines[other].place { return true }
      guard let within = awards.tiedWithin, let x = lines[best].result.total,
        let y = lines[other].result.total
      else { return false }
      return (x > y ? x - y : y - x) <= within.exact
    }
    if awards.enlarged != .keeps, line.extra > 0 {
      let fewer = min(line.extra, count)
      line.extra -= fewer
      count -= fewer
      let lastNumbered = awards.awards.last { $0.bestIn == nil && ($0.top != nil || $0.ratio != nil) }
      if count == 0, awards.enlarged == .shrinksUnlessNear, award.id == lastNumbered?.id,
        let last = line.last,
        let first = eligible.first, tied(last, first)
      {
        count = 1
      }
    }
    let winners = groups(Array(eligible), until: count, awards.atTie, tied)
    line.extra += max(0, winners.count - count)
    return winners
  }

  /// Whole groups of tied entries until `count` is reached; the last group is taken in whole or left out whole.
  private static func groups(
    _ order: [Int], until count: Int, _ atTie: Awards.AtTie, _ tied: (Int, Int) -> Bool
  ) -> [Int] {
    var winners: [Int] = []
    var start = 0
    while winners.count < count, start < order.count {
      let group = order[start...].prefix { tied(order[start], $0) }
      if atTie == .exclude, winners.count + group.count > count { break }
      winners += group
      start += group.count
    }
    return winners
  }

  private static func best(
    in part: String, _ award: Awards.Award, _ placed: [Int], _ lines: [StandingLine], _ evaluator: Evaluator,
    atTie: Awards.AtTie
  ) -> [Int] {
    let ascending = evaluator.plan.rubric.results.ranking.order == .ascending
    // Who has nothing in that part is not the best in it.
    let values = Dictionary(
      uniqueKeysWithValues: placed.compactMap { index in
        evaluator.marks(ofPart: part, in: lines[index].result).map { (index, $0) }
      })
    let lowFirst = evaluator.isLowBest(part)
    let order = placed.filter { values[$0] != nil }.sorted { a, b in
      let (x, y) = (values[a] ?? .zero, values[b] ?? .zero)
      return x == y ? lines[a].order < lines[b].order : (x < y) == lowFirst
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
  /// The marks of a module, round, criterion or item in a result, for best-in awards; nil where there are none.
  func marks(ofPart id: String, in result: EntryResult) -> Rational? {
    if let module = plan.moduleOfID[id] {
      let marks = plan.rubric.rounds.indices.compactMap { round in
        result.rounds[round].value(of: module, combine: plan.rubric.rounds[round].combine)
      }
      return marks.isEmpty ? nil : marks.sum
    }
    if let round = plan.roundOfID[id] { return result.rounds[round].value }
    return countedMarks(of: id, in: result)
  }

  /// Whether the lowest number of a part is the best: where low totals win, and where the part is ranks.
  func isLowBest(_ id: String) -> Bool {
    if plan.rubric.results.ranking.order == .ascending { return true }
    if let round = plan.roundOfID[id] {
      guard let placing = plan.rubric.rounds[round].placing else { return plan.holdsRanks(round: round) }
      return placing.as == .rank
    }
    let units = plan.units.filter { unit in
      guard unit.effect == .add, !unit.isBonus else { return false }
      if plan.moduleOfID[id] == unit.module { return true }
      return unit.items.contains { plan.items[$0].id == id || plan.items[$0].criteria.contains(id) }
    }
    return !units.isEmpty
      && units.allSatisfy { unit in unit.aggregate.placing.map { $0.as == .rank } ?? plan.holdsRanks(unit) }
  }
}
