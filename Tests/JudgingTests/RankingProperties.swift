// What must hold for any marks: the order of input does not matter, means lie between extremes, results never depend on luck.

import Basics
import Judging
import Rubrics
import Testing

/// A generator that gives the same numbers for the same seed.
private struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

private let seeds = Array(UInt64(1)...30)

/// Random half marks for 12 entries and 3 to 9 judges.
private func sheet(_ dice: inout Dice) -> [[String]] {
  let judges = Int.random(in: 3...9, using: &dice)
  return (1...12).flatMap { entry in
    (1...judges).map { judge in
      [
        "E\(entry)", "J\(judge)", "mark",
        Marks(units: Int.random(in: 60...200, using: &dice) * 500).description,
      ]
    }
  }
}

private func tally(_ rows: [[String]], _ method: Aggregate = trimmed) throws -> Tally {
  let rule = rubric(
    panels: [panel("judges", method)], modules: [module(criterion("all", max: 100, points("mark", max: 100)))]
  )
  return try Tally(rubric: rule, sheets: Table(header: ["entry", "judge", "item", "value"], rows: rows))
}

@Suite("Properties of ranking")
struct RankingProperties {
  @Test("The order of the rows changes nothing", arguments: seeds)
  func orderOfInput(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let rows = sheet(&dice)
    let shuffled = rows.shuffled(using: &dice)
    #expect(try tally(rows).json().canonical == tally(shuffled).json().canonical)
  }

  @Test("Renaming the judges without changing their order changes no total and no place", arguments: seeds)
  func renaming(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let rows = sheet(&dice)
    let renamed = rows.map { [$0[0], "judge-" + $0[1], $0[2], $0[3]] }
    #expect(try tally(rows).totals == tally(renamed).totals)
    #expect(try tally(rows).places == tally(renamed).places)
  }

  @Test("A trimmed mean lies between the lowest and the highest mark, and a median too", arguments: seeds)
  func betweenExtremes(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let rows = sheet(&dice)
    for method in [trimmed, Aggregate(method: .median), Aggregate(method: .mean)] {
      for line in try tally(rows, method).standing.lines {
        let marks = rows.filter { $0[0] == line.entry.id }.compactMap { Marks($0[3])?.exact }
        let total = try #require(line.result.total)
        #expect(try #require(marks.min()) <= total && total <= #require(marks.max()))
      }
    }
  }

  @Test("A higher mark from one judge never lowers the total", arguments: seeds)
  func monotone(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var rows = sheet(&dice)
    let place = Int.random(in: 0..<rows.count, using: &dice)
    let before = try tally(rows)
    guard let mark = Marks(rows[place][3]), mark.units <= 99_500 else { return }
    rows[place][3] = Marks(units: mark.units + 500).description
    let after = try tally(rows)
    func total(_ tally: Tally) throws -> Rational {
      try #require(tally.standing.lines.first { $0.entry.id == rows[place][0] }?.result.total)
    }
    #expect(try total(before) <= total(after))
  }

  @Test("Everybody placed ahead has a total at least as high", arguments: seeds)
  func sorted(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let totals = try tally(sheet(&dice)).standing.lines.compactMap(\.result.total)
    #expect(totals == totals.sorted(by: >))
    #expect(totals.count == 12)
  }
}
