// The worked fixtures of the domain: trimming, rounding order, awards, overtime, gates, three judges.

import Basics
import Judging
import Rubrics
import Testing

@Suite("Worked fixtures")
struct WorkedFixtures {
  let whole = rubric(modules: [module(criterion("all", max: 100, points("mark", max: 100)))])

  @Test("F1: the highest and lowest total are dropped, and 88.125 is rounded half up to 88.13")
  func trimming() throws {
    let marks = sheets(item: "mark", [("A", ["85.0", "87.5", "88.0", "88.5", "88.5", "91.0"])])
    #expect(try Tally(rubric: whole, sheets: marks).totals == ["A": "88.13"])
    let even = rubric(
      modules: whole.modules, rounding: [Rounding(stage: .final, decimals: 2, mode: .halfEven)])
    #expect(try Tally(rubric: even, sheets: marks).totals == ["A": "88.12"])
  }

  static let marksOfA = [
    "32/25/18.5/7.5", "33.5/27/18/7.5", "31/23/18.5/8", "36/27.5/16.5/8", "37.5/26/16/8.5",
  ]
  static let marksOfB = [
    "33/24.5/15/9", "37/26.5/18.5/7.5", "32/25.5/18.5/9", "33.5/24/16.5/8.5", "37/24/18/9",
  ]

  static var flipping: Table {
    var lines = ["entry,judge,item,value"]
    for (entry, marks) in [("A", marksOfA), ("B", marksOfB)] {
      for (judge, sheet) in marks.enumerated() {
        for (item, mark) in zip(["H1", "H2", "H3", "H4"], sheet.split(separator: "/")) {
          lines.append("\(entry),J\(judge + 1),\(item),\(mark)")
        }
      }
    }
    return table(lines.joined(separator: "\n"))
  }

  @Test("F2: trimming totals and trimming each criterion pick different winners")
  func flip() throws {
    func dish(_ aggregate: Aggregate?) -> Rubric {
      rubric(
        modules: [
          module(
            criterion("taste", max: 40, aggregate: aggregate, points("H1", max: 40)),
            criterion("heat", max: 30, aggregate: aggregate, points("H2", max: 30)),
            criterion("form", max: 20, aggregate: aggregate, points("H3", max: 20)),
            criterion("plate", max: 10, aggregate: aggregate, points("H4", max: 10)))
        ])
    }
    #expect(try Tally(rubric: dish(nil), sheets: Self.flipping).totals == ["A": "85.67", "B": "85.17"])
    #expect(try Tally(rubric: dish(trimmed), sheets: Self.flipping).totals == ["A": "85.33", "B": "85.67"])
  }

  @Test(
    "F3: rounding once at the end gives 90.46, rounding the product first gives 90.45",
    arguments: [([half], "90.46"), ([Rounding(stage: .panel, decimals: 2, mode: .halfUp), half], "90.45")])
  func roundingOrder(rounding: [Rounding], expected: String) throws {
    let rule = rubric(
      panels: [panel("judges", Aggregate(method: .mean)), panel("site", Aggregate(method: .mean))],
      modules: [
        module(id: "product", criterion("p", max: 100, points("taste", max: 100, step: Marks(units: 10)))),
        module(id: "work", panel: "site", criterion("w", max: 100, points("flow", max: 100))),
      ],
      rounds: [
        Round(
          id: "final", label: label("final"),
          uses: [
            Round.Use(module: "product", weight: Weight("70")),
            Round.Use(module: "work", weight: Weight("30")),
          ])
      ], rounding: rounding)
    let marks = table(
      """
      entry,judge,item,value
      A,J1,taste,88.17
      A,J2,taste,88.5
      A,J3,taste,89.5
      A,S1,flow,94.5
      """)
    #expect(try Tally(rubric: rule, sheets: marks).totals == ["A": expected])
  }

  @Test(
    "F4: 10, 20 and 30 percent of the entries, with the rounding that the rubric names",
    arguments: [
      (40, Awards.Award.RatioRounding.down, [4, 8, 12]), (42, .down, [4, 8, 12]), (42, .nearest, [4, 8, 13]),
      (42, .up, [5, 9, 13]), (43, .down, [4, 8, 12]), (43, .nearest, [4, 9, 13]), (43, .up, [5, 9, 13]),
      (45, .down, [4, 9, 13]), (45, .nearest, [5, 9, 14]), (45, .up, [5, 9, 14]),
    ])
  func ratios(entries: Int, rounding: Awards.Award.RatioRounding, expected: [Int]) throws {
    let awards = ["10", "20", "30"].enumerated().map { index, ratio in
      Awards.Award(
        id: "prize\(index + 1)", label: label("prize"), ratio: Weight(ratio), ratioRounding: rounding)
    }
    let rule = rubric(
      panels: [panel("judges", Aggregate(method: .mean))],
      modules: [module(criterion("all", max: 100, points("mark", max: 100)))],
      awards: Awards(atTie: .include, awards: awards))
    let marks = sheets(item: "mark", (0..<entries).map { ("E\($0)", ["\(100 - $0)"]) })
    let tally = try Tally(rubric: rule, sheets: marks)
    let counts = awards.map { award in tally.standing.lines.count { $0.awards == [award.id] } }
    #expect(counts == expected)
  }

  @Test(
    "F5: seven minutes twenty over cost 3.5 by full and 4.0 by started minutes; more than thirty disqualify",
    arguments: [
      ("10:07:20", Deduct.Counting.full, "86.50", "ok"), ("10:07:20", .started, "86.00", "ok"),
      ("10:00:00", .started, "90.00", "ok"), ("10:30:00", .started, "75.00", "ok"),
      ("10:30:01", .started, "-", "disqualified"),
    ])
  func overtime(finish: String, counting: Deduct.Counting, total: String, status: String) throws {
    let clock = item(
      "late",
      .deduct(
        Deduct(
          each: Marks(units: 500), per: "minute", counting: counting, disqualifyOver: 30, fromClock: true)))
    let rule = rubric(
      panels: [panel("judges", Aggregate(method: .mean))],
      modules: [
        module(timeLimit: 3_600, extras: [clock], criterion("all", max: 100, points("mark", max: 100)))
      ])
    let tally = try Tally(
      rubric: rule, sheets: sheets(item: "mark", [("A", ["90"])]),
      entries: table("entry,start,finish\nA,09:00:00,\(finish)"))
    #expect(tally.totals == ["A": total])
    #expect(tally.statuses == ["A": status])
  }

  @Test(
    "F6: two gates of 60 each, and no mean makes up for a failed one",
    arguments: [("59", "92", false), ("60", "60", true), ("59.5", "100", false), ("100", "59.5", false)])
  func gates(theory: String, practice: String, passed: Bool) throws {
    let rule = rubric(
      panels: [panel("judges", Aggregate(method: .mean))],
      modules: [
        module(id: "theory", criterion("t", max: 100, points("T", max: 100))),
        module(id: "practice", criterion("p", max: 100, points("P", max: 100))),
      ],
      pass: Pass(
        gates: [Pass.Gate(of: .module("theory"), min: 60), Pass.Gate(of: .module("practice"), min: 60)],
        vetoFails: true))
    let marks = table("entry,judge,item,value\nA,J1,T,\(theory)\nA,J1,P,\(practice)")
    #expect(try Tally(rubric: rule, sheets: marks).standing.lines.map(\.result.passed) == [passed])
  }

  @Test("F7: of three judges the middle one counts, by trimming and by the median alike")
  func three() throws {
    let marks = sheets(item: "mark", [("A", ["81", "90", "88"])])
    #expect(try Tally(rubric: whole, sheets: marks).totals == ["A": "88.00"])
    let median = rubric(panels: [panel("judges", Aggregate(method: .median))], modules: whole.modules)
    #expect(try Tally(rubric: median, sheets: marks).totals == ["A": "88.00"])
  }
}
