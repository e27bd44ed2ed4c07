// Nothing is not zero: entries without a value at a tie-break, modules that nobody marked, points that stay exact.

import Basics
import Judging
import Rubrics
import Testing

private let single = Aggregate(method: .single)

@Suite("Nothing is not zero")
struct NothingIsNotZero {
  private func timed(_ step: Ranking.TieBreak) -> Rubric {
    let time = Item(id: "seconds", label: label("seconds"), missing: .absent, kind: .given(Given()))
    return rubric(
      panels: [panel("judges", single)],
      modules: [
        module(max: 10, criterion("c", points("p", max: 10))),
        module(id: "clock", max: nil, criterion("t", time)),
      ],
      rounds: [
        Round(
          id: "r", label: label("r"),
          uses: [.init(module: "dish", weight: nil), .init(module: "clock", weight: nil, times: .zero)])
      ],
      ranking: Ranking(tieBreaks: [step, .init(by: .draw)]))
  }

  private let marks = table(
    """
    entry,judge,item,value
    A,J,p,8
    A,J,seconds,40.5
    B,J,p,8
    C,J,p,8
    C,J,seconds,39
    D,J,p,8
    """)
  private let lots = table("entry,lot\nA,1\nB,4\nC,2\nD,3")

  @Test(
    "Who has no value at a step is behind all who have one, whatever the order, and stays tied with others who have none",
    arguments: [
      (Ranking.TieBreak.By.item, "seconds", Ranking.Order.ascending, ["C", "A", "D", "B"]),
      (.item, "seconds", .descending, ["A", "C", "D", "B"]),
      (.criterion, "t", .ascending, ["C", "A", "D", "B"]),
      (.module, "clock", .ascending, ["C", "A", "D", "B"]),
    ])
  func behind(_ by: Ranking.TieBreak.By, _ ref: String, _ order: Ranking.Order, _ expected: [String]) throws {
    let tally = try Tally(
      rubric: timed(.init(by: by, ref: ref, order: order)), sheets: marks, entries: lots)
    #expect(tally.order == expected)
    #expect(tally.standing.lines[3].tieSteps.map(\.group.count) == [4, 2])
  }

  @Test("Who was not in a round has no value there, which is no 0 where the lower number is better")
  func round() throws {
    let rule = rubric(
      panels: [panel("judges", single)], modules: [module(max: nil, criterion("c", item("n", .count)))],
      rounds: [JudgingTests.round("r"), JudgingTests.round("off", times: .zero)],
      ranking: Ranking(order: .ascending, tieBreaks: [.init(by: .round, ref: "off")]))
    let tally = try Tally(
      rubric: rule,
      sheets: table("entry,round,judge,item,value\nA,r,J,n,4\nB,r,J,n,4\nB,off,J,n,2"))
    #expect(tally.order == ["B", "A"])
    #expect(tally.places == ["1", "2"])
  }

  @Test("An explanation says that there is no value, in both languages")
  func told() throws {
    let tally = try Tally(
      rubric: timed(.init(by: .item, ref: "seconds", order: .ascending)), sheets: marks, entries: lots)
    let explained = try #require(tally.explain("B"))
    #expect(ExplanationWords(explained, .en).ties.joined().contains("C 39; A 40.5; B no value; D no value"))
    #expect(ExplanationWords(explained, .zh).ties.joined().contains("B 无；D 无"))
  }

  @Test(
    "A module that nobody marked has too few judges where the panel must have several, absent or not",
    arguments: [Aggregate(method: .mean, judges: 2), Aggregate(method: .mean, minJudges: 2)])
  func nobody(_ aggregate: Aggregate) throws {
    let rule = rubric(
      panels: [panel("judges", aggregate, missing: .absent)],
      modules: [
        module(max: 10, criterion("ac", points("a", max: 10))),
        module(id: "b", max: 10, criterion("bc", points("b1", max: 10))),
      ])
    let tally = try Tally(
      rubric: rule,
      sheets: table(
        """
        entry,judge,item,value
        X,J1,a,8
        X,J2,a,8
        X,J1,b1,7
        X,J2,b1,7
        Y,J3,a,9
        Y,J4,a,9
        Z,J3,a,9
        Z,J4,a,9
        Z,J3,b1,9
        """), entries: table("entry,status\nX,\nY,\nZ,\nW,"))
    #expect(tally.statuses == ["X": "ok", "Y": "blocked", "Z": "blocked", "W": "blocked"])
    #expect(tally.standing.faults.filter { $0.entry == "Y" }.map(\.code) == ["too-few-judges"])
  }

  @Test(
    "A module that nobody marked is left out where one judge is enough, and so is an item that may be absent")
  func leftOut() throws {
    let absent = Item(
      id: "b1", label: label("b1"), aggregate: Aggregate(method: .mean, judges: 2), missing: .absent,
      kind: .points(Points(max: 10, step: 1)))
    for (aggregate, item) in [
      (Aggregate(method: .mean), points("b1", max: 10)), (.init(method: .mean, judges: 2), absent),
    ] {
      let rule = rubric(
        panels: [panel("judges", aggregate, missing: .absent)],
        modules: [
          module(max: 10, criterion("ac", points("a", max: 10))),
          module(id: "b", max: 10, criterion("bc", item)),
        ])
      let tally = try Tally(rubric: rule, sheets: sheets(item: "a", [("Y", ["9", "9"])]))
      #expect(tally.totals == ["Y": "9.00"])
    }
  }

  @Test(
    "Points in proportion are rounded to three decimals, unless they are exact",
    arguments: [(false, "17.15"), (true, "17.14")])
  func linear(_ isExact: Bool, _ total: String) throws {
    // 48 - 32/24.38 x 23.5068... : 16 at 24.38 s.
    let each = Rational(Int128(-3_200), over: 2_438)
    let speed = Measure(
      max: 20, unit: "s", decimals: 3, target: Marks(units: 24_380),
      linear: .init(at: 16, each: each, isExact: isExact))
    let rule = rubric(
      panels: [panel("judges", single)],
      modules: [module(max: nil, criterion("c", item("time", .measure(speed))))],
      rounding: [Rounding(stage: .final, decimals: 2, mode: .down)])
    // 16 + 3200/2438 x 0.876 = 17.1497949...: three decimals make it 17.150 before the last rounding.
    let tally = try Tally(rubric: rule, sheets: sheets(item: "time", [("A", ["23.504"])]))
    #expect(tally.totals == ["A": total])
  }

  @Test("A deduction takes nothing more off a module that is below 0 already, and the explanation says so")
  func belowZero() throws {
    let rails = Item(id: "rails", label: label("rails"), times: Rational(-4), kind: .count)
    let time = item("time", .deduct(Deduct(each: 1, per: "second")))
    let rule = rubric(
      panels: [panel("judges", single)], modules: [module(max: nil, extras: [time], criterion("f", rails))])
    let tally = try Tally(rubric: rule, sheets: table("entry,judge,item,value\nA,J,rails,1\nA,J,time,2"))
    #expect(tally.totals == ["A": "-4.00"])
    let module = try #require(tally.explain("A")?.rounds.first?.runs.first?.modules.first)
    let words = try ExplanationWords(#require(tally.explain("A")), .en).end(of: module).joined()
    #expect(words.contains("below 0 already before deductions, which take nothing more off: -4"))
  }

  @Test("A module that counts no times is shown times 0 in the sum of its round")
  func timesZero() throws {
    let tally = try Tally(
      rubric: timed(.init(by: .item, ref: "seconds", order: .ascending)), sheets: marks, entries: lots)
    let explained = try #require(tally.explain("A"))
    let words = ExplanationWords(explained, .en)
    #expect(words.end(of: explained.rounds[0].runs[0], in: explained.rounds[0]) == ["r: 8 + 40.5 × 0 = 8"])
  }

  @Test("An entry that the list lacks is answered with the row to add, and a clock's time with its seconds")
  func hints() throws {
    let rule = timed(.init(by: .item, ref: "seconds"))
    let unknown = #expect(throws: Refusal.self) {
      try Tally(rubric: rule, sheets: marks, entries: table("entry,name,lot\nA,,\nB,,\nC,,"))
    }
    #expect(unknown?.faults.first?.suggestion?.en == "add a line \"D,,\" to the entries file")
    let clock = #expect(throws: Refusal.self) {
      try Tally(rubric: rule, sheets: table("entry,judge,item,value\nA,J,seconds,23:50.2"))
    }
    #expect(clock?.faults.first?.suggestion?.en == "write seconds: 1430.2")
  }
}
