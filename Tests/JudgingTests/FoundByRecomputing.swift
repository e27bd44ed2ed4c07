// Corners that an independent recomputation and trials on published results brought to light.

import Basics
import Judging
import Rubrics
import Testing

private let mean = Aggregate(method: .mean)

@Suite("Found by recomputing")
struct FoundByRecomputing {
  @Test("Shares of sixty judges stay exact: over all entries they are 100 together")
  func shares() throws {
    let share = Aggregate(method: .mean, placing: Placing(as: .share))
    let rule = rubric(
      panels: [panel("judges", share)], modules: [module(criterion("c", points("mark", max: 100)))])
    let marks = ["A", "B", "C", "D", "E"].enumerated().map { entry, id in
      (
        id,
        (0..<60).map { judge in
          String((entry * entry * 37 + judge * judge * 61 + entry * judge * 53 + 11) % 97 + 1)
        }
      )
    }
    let tally = try Tally(rubric: rule, sheets: sheets(item: "mark", marks))
    #expect(tally.standing.faults.isEmpty)
    #expect(tally.standing.lines.compactMap(\.result.unrounded).sum == Rational(100))
    let widest = try #require(tally.standing.lines[0].result.unrounded)
    #expect(widest.text.count > 100)
    #expect(Rational(text: widest.text) == widest)
  }

  @Test("An item that nobody marked and that may be absent gives nothing, not even its base")
  func absentItem() throws {
    let element = { (id: String) in
      Item(
        id: id, label: label(id), aggregate: mean, missing: .absent, base: Weight(units: 3_000_000),
        kind: .points(Points(max: 10, step: 1)))
    }
    let rule = rubric(
      panels: [panel("judges", mean)],
      modules: [module(max: nil, criterion("c", element("E1"), element("E2")))])
    let tally = try Tally(rubric: rule, sheets: sheets(item: "E1", [("A", ["1", "1", "1"])]))
    #expect(tally.totals == ["A": "4.00"])
  }

  @Test("An item's own zero for what is missing holds where nobody of its panel has a row")
  func zeroWithoutPanel() throws {
    let given = Item(
      id: "technical", label: label("technical"), panel: "office", missing: .zero, kind: .given(Given()))
    let rule = rubric(
      panels: [panel("judges", mean), panel("office", Aggregate(method: .single))],
      modules: [module(max: nil, criterion("c", points("mark", max: 100), given))])
    #expect(try Tally(rubric: rule, sheets: sheets(item: "mark", [("A", ["80"])])).totals == ["A": "80.00"])
  }

  @Test("The best of ranks that judges wrote are the low ones")
  func bestRanks() throws {
    let rule = rubric(
      panels: [panel("judges", Aggregate(method: .bestOf, best: 2))],
      modules: [module(max: nil, criterion("c", item("place", .rank)))], ranking: Ranking(order: .ascending))
    #expect(
      try Tally(rubric: rule, sheets: sheets(item: "place", [("A", ["1", "2", "9"])])).totals == ["A": "1.50"]
    )
  }

  @Test("Written ranks are counted back from the low ones, in rounds that give points by place")
  func countbackOfRanks() throws {
    let rounds = ["R1", "R2", "R3"].map { id in
      Round(
        id: id, label: label(id), uses: [Round.Use(module: "dish", weight: nil)],
        placing: Placing(as: .points, points: [10]))
    }
    let rule = rubric(
      panels: [panel("judges", mean)], modules: [module(max: nil, criterion("c", item("place", .rank)))],
      rounds: rounds, ranking: Ranking(tieBreaks: [.init(by: .countback, ref: "place")]))
    let places = [("X", [1, 2, 9]), ("Y", [3, 1, 4]), ("C", [2, 3, 1])]
    let rows = places.flatMap { entry, list in
      list.enumerated().map { "\(entry),R\($0.offset + 1),J,place,\($0.element)" }
    }
    let tally = try Tally(
      rubric: rule, sheets: table("entry,round,judge,item,value\n" + rows.joined(separator: "\n")))
    #expect(tally.order == ["C", "X", "Y"])
    #expect(tally.totals == ["C": "10.00", "X": "10.00", "Y": "10.00"])
  }

  @Test(
    "Medals within two points tie; more than their number take from the next, and only the last goes to who is near",
    arguments: [
      (["750", "748", "746"], ["gold", "gold", "bronze"]),
      (["750", "749", "747", "730"], ["gold", "gold", "bronze", ""]),
      (["750", "749", "748", "746"], ["gold", "gold", "gold", "bronze"]),
      (["750", "749", "748", "740"], ["gold", "gold", "gold", ""]),
    ])
  func medals(totals: [String], medals: [String]) throws {
    let awards = Awards(
      atTie: .include, tiedWithin: 2, enlarged: .shrinksUnlessNear,
      awards: ["gold", "silver", "bronze"].map { .init(id: $0, label: label($0), top: 1) })
    let rule = rubric(
      panels: [panel("judges", mean)],
      modules: [module(max: nil, criterion("c", points("mark", max: 1_000)))],
      awards: awards)
    let marks = totals.enumerated().map { ("E\($0.offset)", [$0.element]) }
    let tally = try Tally(rubric: rule, sheets: sheets(item: "mark", marks))
    #expect(tally.standing.lines.map { $0.awards.first ?? "" } == medals)
  }
}
