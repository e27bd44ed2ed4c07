// Corners of the rules where a plausible program gives another result.

import Basics
import Judging
import Rubrics
import Testing

private let mean = panel("judges", Aggregate(method: .mean))

private func steps(missing: Missing?) -> Item {
  Item(
    id: "list", label: label("list"), missing: missing,
    kind: .checklist([
      Step(id: "s1", points: 5, partial: false, text: Words(zh: "一", en: "one")),
      Step(id: "s2", points: 3, partial: false, text: Words(zh: "二", en: "two")),
    ]))
}

@Suite("Hard cases")
struct HardCases {
  @Test(
    "A step that was left out counts zero where the item says so, and the steps that are there still count")
  func missingStep() throws {
    let rule = rubric(
      panels: [mean], modules: [module(max: 8, criterion("c", max: 8, steps(missing: .zero)))])
    #expect(
      try Tally(rubric: rule, sheets: table("entry,judge,item,value\nA,J1,s1,1")).totals == ["A": "5.00"])
  }

  @Test(
    "An item's own rule for what is missing goes before the panel's, also where a judge has no row at all",
    arguments: [(Missing.zero, "4.50"), (.absent, "9.00"), (.block, "-")])
  func missingSheet(missing: Missing, total: String) throws {
    let own = Item(
      id: "mark", label: label("mark"), missing: missing,
      kind: .points(Points(max: 10, step: Marks(units: 500))))
    let rule = rubric(panels: [mean], modules: [module(max: 10, criterion("c", max: 10, own))])
    let marks = table("entry,judge,item,value\nA,J1,mark,9\nB,J1,mark,8\nB,J2,mark,8")
    #expect(try Tally(rubric: rule, sheets: marks).totals["A"] == total)
  }

  @Test("A penalty on every award is taken once off each judge's number")
  func penaltyOnce() throws {
    let rule = rubric(
      panels: [mean, panel("referee", Aggregate(method: .single))],
      modules: [
        module(
          max: nil,
          extras: [item("pen", .given(Given(effect: .subtractEachAward, optional: true)), panel: "referee")],
          criterion("c", points("x", max: 10), points("y", max: 10)))
      ])
    let marks = table("entry,judge,item,value\nA,J1,x,8\nA,J1,y,8\nA,R,pen,2")
    #expect(try Tally(rubric: rule, sheets: marks).totals == ["A": "14.00"])
  }

  @Test("A decision on a veto touches only the run in which somebody saw something")
  func vetoInOneRun() throws {
    let rule = rubric(
      panels: [mean],
      modules: [
        module(
          max: 10, extras: [item("bad", .veto(Veto(effect: .zeroModule)))],
          criterion("c", max: 10, points("x", max: 10)))
      ],
      rounds: [Round(id: "r", label: label("r"), uses: [Round.Use(module: "dish", weight: nil)], runs: 3)])
    let marks = table("entry,judge,item,value,run\nA,J1,x,8,1\nA,J1,x,9,2\nA,J1,x,7,3\nA,J1,bad,1,2")
    let tally = try Tally(
      rubric: rule, sheets: marks, decisions: table("entry,item,decision,value\nA,bad,veto-confirmed,1"))
    #expect(tally.totals == ["A": "8.00"])
  }

  @Test("An item that a veto took away is nothing in a tie-break and wins no best-in award")
  func voidedInTieBreak() throws {
    let rule = rubric(
      panels: [mean],
      modules: [
        module(
          max: nil, extras: [item("bad", .veto(Veto(effect: .zeroItem, ref: "x", confirmations: 1)))],
          criterion("c", points("x", max: 10), points("y", max: 10)))
      ], ranking: Ranking(tieBreaks: [Ranking.TieBreak(by: .item, ref: "x")]),
      awards: Awards(atTie: .include, awards: [Awards.Award(id: "best", label: label("best"), bestIn: "x")]))
    let marks = table(
      "entry,judge,item,value\nA,J1,x,9\nA,J1,y,10\nA,J1,bad,1\nB,J1,x,5\nB,J1,y,5")
    let tally = try Tally(rubric: rule, sheets: marks)
    #expect(tally.order == ["B", "A"])
    #expect(tally.awards == ["A": [], "B": ["best"]])
  }

  @Test("Who withdrew or was disqualified has no place, whatever round they did not reach")
  func withdrawnStaysWithdrawn() throws {
    let modules = [module(criterion("all", max: 100, points("mark", max: 100)))]
    let rounds = ["r1", "r2"].map {
      Round(id: $0, label: label($0), uses: [Round.Use(module: "dish", weight: nil)])
    }
    let rule = rubric(panels: [mean], modules: modules, rounds: rounds)
    let marks = table(
      "entry,judge,item,value,round\nA,J1,mark,50,r1\nA,J1,mark,50,r2\nB,J1,mark,90,r1\nC,J1,mark,80,r1")
    let entries = table("entry,round,status\nA,,ok\nB,,withdrawn\nB,r2,not-advanced\nC,r2,not-advanced")
    let tally = try Tally(rubric: rule, sheets: marks, entries: entries)
    #expect(tally.order == ["A", "C", "B"])
    #expect(tally.places == ["1", "2", "-"])
    #expect(tally.statuses["B"] == "withdrawn")
  }

  @Test("A tie that must be resolved is resolved by a recorded vote, or by lot")
  func resolved() throws {
    let rule = rubric(
      panels: [mean], modules: [module(criterion("all", max: 100, points("mark", max: 100)))],
      ranking: Ranking(ties: .resolve))
    let marks = sheets(item: "mark", [("A", ["90"]), ("B", ["90"])])
    let voted = try Tally(
      rubric: rule, sheets: marks, decisions: table("entry,decision,value\nA,tie-vote,2\nB,tie-vote,3"))
    #expect(voted.order == ["B", "A"])
    #expect(try Tally(rubric: rule, sheets: marks).standing.faults.count == 2)
  }

  @Test("Two decisions that contradict each other are a fault")
  func contradiction() throws {
    let rule = rubric(panels: [mean], modules: [module(criterion("all", max: 100, points("mark", max: 100)))])
    let refusal = #expect(throws: Refusal.self) {
      try Tally(
        rubric: rule, sheets: sheets(item: "mark", [("A", ["90"])]),
        decisions: table("entry,decision,value\nA,tie-vote,2\nA,tie-vote,3"))
    }
    #expect(refusal?.faults.map(\.code) == ["decision-contradicts"])
  }
}
