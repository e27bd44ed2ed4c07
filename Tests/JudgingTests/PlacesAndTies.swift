// Countback over places, ties broken for the first places only, and tie-breaks that look only at what counts.

import Basics
import Judging
import Rubrics
import Testing

private let single = Aggregate(method: .single)

/// A season of races, each judged by one finishing order; `places` are written ranks by driver and race.
private func season(
  _ places: [(String, [String])], points: [Weight] = [10, 6, 4], ranking: Ranking, best: Int? = nil,
  missing: Missing? = .absent, edit: (inout Rubric) -> Void = { _ in }
) throws -> Tally {
  let races = (places.map(\.1.count).max() ?? 0)
  var rule = rubric(
    panels: [panel("judges", single)], modules: [module(max: nil, criterion("c", item("place", .rank)))],
    rounds: (1...races).map {
      round("r\($0)", placing: Placing(as: .points, points: points), missing: missing)
    }, ranking: ranking)
  rule.results.bestRounds = best
  edit(&rule)
  let rows = places.flatMap { driver, ranks in
    ranks.enumerated().filter { $0.element != "-" }.map {
      "\(driver),r\($0.offset + 1),J,place,\($0.element)"
    }
  }
  return try Tally(
    rubric: rule, sheets: table("entry,round,judge,item,value\n" + rows.joined(separator: "\n")))
}

@Suite("Places and ties")
struct PlacesAndTies {
  private let equal = [
    ("A", ["1", "4", "5"]), ("B", ["4", "1", "4"]), ("C", ["2", "2", "2"]), ("D", ["3", "3", "1"]),
    ("E", ["5", "5", "3"]),
  ]

  @Test("A countback over places looks at places that earn no points too")
  func allPlaces() throws {
    // A and B have 10 points and one win each; B has two fourth places, A one.
    let ranking = Ranking(tieBreaks: [.init(by: .countback, countsPlaces: true)])
    let tally = try season(equal, ranking: ranking)
    #expect(tally.order == ["D", "C", "B", "A", "E"])
    #expect(tally.places == ["1", "2", "3", "4", "5"])
    // Points alone cannot tell them apart.
    let byPoints = try season(equal, ranking: Ranking(tieBreaks: [.init(by: .countback)]))
    #expect(byPoints.places == ["1", "2", "3", "3", "5"])
  }

  @Test("A dropped race is looked at only where the countback asks for all rounds")
  func droppedRaces() throws {
    // The best two count, and only two places earn points: A has a third place among its others, B a fourth.
    let places = [
      ("X", ["1", "1", "1", "1"]), ("A", ["2", "3", "2", "5"]), ("B", ["5", "2", "4", "2"]),
      ("Y", ["3", "4", "3", "3"]), ("Z", ["4", "5", "5", "4"]),
    ]
    func placed(allRounds: Bool) throws -> [String] {
      let step = Ranking.TieBreak(by: .countback, countsPlaces: true, allRounds: allRounds)
      let tally = try season(places, points: [10, 6], ranking: Ranking(tieBreaks: [step]), best: 2)
      #expect(tally.totals["A"] == tally.totals["B"])
      #expect(tally.order == ["X", "A", "B", "Y", "Z"])
      return tally.places
    }
    #expect(try placed(allRounds: false) == ["1", "2", "2", "4", "5"])
    #expect(try placed(allRounds: true) == ["1", "2", "3", "4", "5"])
  }

  @Test("A countback of points does not look at rounds that do not count")
  func countbackOfCountingRounds() throws {
    // Both keep 10 and 4; A dropped another 4, B nothing.
    let tally = try season(
      [("X", ["2", "2", "1"]), ("A", ["1", "3", "3"]), ("B", ["3", "1", "4"]), ("Y", ["4", "4", "2"])],
      ranking: Ranking(tieBreaks: [.init(by: .countback)]), best: 2)
    #expect(tally.order == ["X", "A", "B", "Y"])
    #expect(tally.places == ["1", "2", "2", "4"])
  }

  @Test("Where ties are broken up to the first place, the rest stay tied")
  func upToFirst() throws {
    let marks = [("A", ["80"]), ("B", ["80"]), ("C", ["80"]), ("D", ["70"]), ("E", ["70"])]
    let entries = table("entry,lot\nA,3\nB,1\nC,2\nD,5\nE,4")
    for ranking in [
      Ranking(ties: .resolve, upTo: 1, tieBreaks: [.init(by: .draw)]),
      Ranking(tieBreaks: [.init(by: .draw, upTo: 1)]),
    ] {
      let rule = rubric(
        panels: [panel("judges", single)], modules: [module(criterion("c", points("mark", max: 100)))],
        ranking: ranking)
      let tally = try Tally(rubric: rule, sheets: sheets(item: "mark", marks), entries: entries)
      #expect(tally.order == ["B", "A", "C", "D", "E"])
      #expect(tally.places == ["1", "2", "2", "4", "4"])
    }
  }

  @Test("Places up to the second: a tie that reaches beyond it is broken as far as that")
  func upToSecond() throws {
    let marks = ["A", "B", "C", "D"].map { ($0, ["80"]) }
    let rule = rubric(
      panels: [panel("judges", single)], modules: [module(criterion("c", points("mark", max: 100)))],
      ranking: Ranking(upTo: 2, tieBreaks: [.init(by: .draw)]))
    let tally = try Tally(
      rubric: rule, sheets: sheets(item: "mark", marks), entries: table("entry,lot\nA,3\nB,1\nC,4\nD,2"))
    #expect(tally.order == ["B", "D", "A", "C"])
    #expect(tally.places == ["1", "2", "3", "3"])
  }

  @Test("Of two groups of rounds the best of each count")
  func groups() throws {
    let tally = try season(
      [("A", ["1", "1", "2", "2"]), ("B", ["2", "2", "1", "1"])], points: [9, 6, 4], ranking: Ranking()
    ) { rule in
      rule.results.roundGroups = [
        RoundGroup(from: "r1", to: "r3", best: 2), RoundGroup(from: "r4", to: "r4", best: 1),
      ]
    }
    // A: 9 + 9 of the first three, 6; B: 9 + 6, 9.
    #expect(tally.totals == ["A": "24.00", "B": "24.00"])
    #expect(tally.standing.lines[0].result.rounds.map(\.counts) == [true, true, false, true])
    #expect(tally.standing.lines[1].result.rounds.map(\.counts) == [true, false, true, true])
  }

  @Test("Who missed a round that counts as zero gets no points, the last rank, and takes no share")
  func missingRound() throws {
    let places = [("A", ["1", "2"]), ("B", ["2", "1"]), ("C", ["3", "-"]), ("D", ["4", "-"])]
    let zero = try season(places, ranking: Ranking(), missing: .zero)
    #expect(zero.totals == ["A": "16.00", "B": "16.00", "C": "4.00", "D": "0.00"])
    let ranks = try season(places, ranking: Ranking(order: .ascending), missing: .zero) { rule in
      for index in rule.rounds.indices { rule.rounds[index].placing = Placing(as: .rank) }
    }
    // C and D share the places after the two who came: (3 + 4) / 2.
    #expect(ranks.totals == ["A": "3.00", "B": "3.00", "C": "6.50", "D": "7.50"])
  }

  @Test(
    "Places as written are worth what the list says, equal ones share what nobody else has",
    arguments: [
      (["1", "2", "2", "4"], ["10", "5", "5", "3"]), (["1", "2", "2", "3"], ["10", "3", "3", "4"]),
      (["1", "3", "7", "2.5"], ["10", "4", "0", "5"]),
      (["2", "2", "2", "5"], ["13/3", "13/3", "13/3", "0"]),
    ])
  func writtenPlaces(_ race: (places: [String], points: [String])) throws {
    let drivers = zip(["A", "B", "C", "D"], race.places).map { ($0, [$1]) }
    let tally = try season(drivers, ranking: Ranking()) { rule in
      rule.rounds[0].placing = Placing(as: .points, points: [10, 6, 4, 3], areWritten: true)
      rule.results.rounding = []
    }
    #expect(["A", "B", "C", "D"].map { tally.totals[$0] ?? "-" } == race.points)
  }

  @Test("A countback over written places counts the places as written")
  func writtenCountback() throws {
    // Nobody else is in the file: A was 7th and 9th, B 8th and 8th.
    let tally = try season(
      [("A", ["7", "9"]), ("B", ["8", "8"])],
      ranking: Ranking(tieBreaks: [.init(by: .countback, countsPlaces: true)])
    ) { rule in
      for index in rule.rounds.indices {
        rule.rounds[index].placing = Placing(as: .points, points: [10], areWritten: true)
      }
    }
    #expect(tally.order == ["A", "B"])
    #expect(
      tally.standing.lines[0].tieSteps[0].numbers.map { $0.map(\.shown) } == [["7", "9"], ["8", "8"]])
  }

  @Test("A judge who did not mark an entry, where that counts as zero, ranks it last")
  func missingMark() throws {
    let rank = Aggregate(method: .sum, placing: Placing(as: .rank, tied: .best))
    let rule = rubric(
      panels: [panel("judges", rank, missing: .zero)],
      modules: [module(max: nil, criterion("c", points("mark", max: 100)))],
      ranking: Ranking(order: .ascending))
    let tally = try Tally(
      rubric: rule,
      sheets: table(
        "entry,judge,item,value\nA,J1,mark,80\nA,J2,mark,80\nB,J1,mark,70\nB,J2,mark,\nC,J2,mark,60"))
    // J1: A 1, B 2, C last 3; J2: A 1, C 2, B last 3.
    #expect(tally.totals == ["A": "2.00", "B": "5.00", "C": "5.00"])
    #expect(tally.order == ["A", "B", "C"])
  }
}
