// What must hold of places, shares and limited tie-breaks in any event, tried on invented ones.

import Basics
import Judging
import Rubrics
import Testing

private let single = Aggregate(method: .single)

@Suite("Properties of places and shares")
struct PlaceProperties {
  @Test(
    "A countback over places is the comparison of wins, then of second places, and so on", arguments: 1...20)
  func countback(seed: UInt64) throws {
    var dice = SplitMix64(seed: seed)
    let drivers = ["A", "B", "C", "D", "E", "F", "G"]
    var rows = ["entry,round,judge,item,value"]
    var counts = Dictionary(uniqueKeysWithValues: drivers.map { ($0, [Int](repeating: 0, count: 8)) })
    for race in 1...5 {
      let finishing = dice.shuffled(drivers).prefix(dice.number(4...7))
      for (place, driver) in finishing.enumerated() {
        rows.append("\(driver),r\(race),S,place,\(place + 1)")
        counts[driver]?[place] += 1
      }
    }
    let rule = rubric(
      panels: [panel("judges", single)], modules: [module(max: nil, criterion("c", item("place", .rank)))],
      rounds: (1...5).map { round("r\($0)", placing: Placing(as: .points, points: [3, 1])) },
      ranking: Ranking(tieBreaks: [.init(by: .countback, countsPlaces: true)]))
    let tally = try Tally(rubric: rule, sheets: table(rows.joined(separator: "\n")))
    func key(_ driver: String) -> [Int] {
      let own = counts[driver] ?? []
      return [own[0] * 3 + own[1]] + own
    }
    let lines = tally.standing.lines.filter { $0.place != nil }
    for (one, next) in zip(lines, lines.dropFirst()) {
      let (a, b) = (key(one.entry.id), key(next.entry.id))
      #expect(!a.lexicographicallyPrecedes(b))
      #expect((a == b) == (one.place == next.place))
    }
  }

  @Test(
    "Ties broken up to a place leave the places before it as they were and join the rest", arguments: 1...9)
  func upTo(last: Int) throws {
    var dice = SplitMix64(seed: UInt64(last))
    let ids = (1...9).map { "E\($0)" }
    let lots = dice.shuffled(ids)
    let marks = ids.map { ($0, [String(80 + dice.next() % 3)]) }
    let entries = table(
      "entry,lot\n" + lots.enumerated().map { "\($0.element),\($0.offset)" }.joined(separator: "\n"))
    func tally(_ ranking: Ranking) throws -> Tally {
      let rule = rubric(
        panels: [panel("judges", single)], modules: [module(criterion("c", points("mark", max: 100)))],
        ranking: ranking)
      return try Tally(rubric: rule, sheets: sheets(item: "mark", marks), entries: entries)
    }
    let all = try tally(Ranking(tieBreaks: [.init(by: .draw)]))
    let some = try tally(Ranking(ties: .resolve, upTo: last, tieBreaks: [.init(by: .draw)]))
    var first: [String: Int] = [:]
    for (index, line) in all.standing.lines.enumerated() {
      let total = all.totals[line.entry.id] ?? ""
      if first[total] == nil { first[total] = index + 1 }
      let expected = index + 1 <= last ? index + 1 : max(last + 1, first[total] ?? 0)
      let got = some.standing.lines.first { $0.entry.id == line.entry.id }?.place
      #expect(got == String(expected))
    }
  }

  @Test(
    "Shares of every judge are 100 together, whatever was marked and whoever is missing", arguments: 1...10)
  func shares(seed: UInt64) throws {
    var dice = SplitMix64(seed: seed)
    let rule = rubric(
      panels: [panel("judges", Aggregate(method: .mean, placing: Placing(as: .share)), missing: .zero)],
      modules: [module(max: nil, criterion("c", points("mark", max: 100, step: Marks(units: 1))))],
      rounding: [])
    var rows = ["entry,judge,item,value"]
    for judge in 1...25 {
      for entry in 1...8 where entry == 1 || dice.next() % 5 > 0 {
        rows.append("E\(entry),J\(judge),mark,\(Marks(units: 1 + Int(dice.next() % 99_999)))")
      }
    }
    let tally = try Tally(rubric: rule, sheets: table(rows.joined(separator: "\n")))
    #expect(tally.standing.faults.isEmpty)
    #expect(tally.standing.lines.compactMap(\.result.total).sum == Rational(100))
  }

  @Test("Said in every place or once for all, a rounding gives the same", arguments: 1...10)
  func rounding(seed: UInt64) throws {
    var dice = SplitMix64(seed: seed)
    let stages: [Rounding.Stage] = [.item, .component, .factored, .product, .judge, .panel, .module]
    let marks = (0..<3).map { "E\($0)" }.map { id in
      (id, (0..<5).map { _ in String(dice.next() % 11) })
    }
    let decimals = stages.map { _ in Int(dice.next() % 3) }
    func tally(_ edit: (inout Rubric) -> Void) throws -> [String: String] {
      var mark = points("mark", max: 10, step: 1, aggregate: Aggregate(method: .mean))
      mark.times = Rational(Int128(1 + dice.next() % 20), over: 7)
      mark.base = Weight(units: 1_234_567)
      var rule = rubric(
        panels: [panel("judges", trimmed)], modules: [module(max: nil, criterion("c", mark))], rounding: [])
      edit(&rule)
      return try Tally(rubric: rule, sheets: sheets(item: "mark", marks)).totals
    }
    let start = dice
    let global = try tally { rule in
      rule.results.rounding = zip(stages, decimals).map { Rounding(stage: $0, decimals: $1, mode: .halfUp) }
    }
    dice = start
    let own = try tally { rule in
      rule.modules[0].rounding = zip(stages, decimals).map { OwnRounding(stage: $0, decimals: $1) }
    }
    dice = start
    let off = try tally { rule in
      rule.results.rounding = stages.map { Rounding(stage: $0, decimals: 0, mode: .up) }
      rule.modules[0].rounding = stages.map { OwnRounding(stage: $0, decimals: nil) }
    }
    dice = start
    #expect(global == own)
    #expect(try off == tally { _ in })
  }
}
