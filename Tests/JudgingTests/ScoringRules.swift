// What a mark may be and what it does: missing judges, vetoes, runs, factors, measures, drops among equals.

import Basics
import Judging
import Rubrics
import Testing

private let whole = module(criterion("all", max: 100, points("mark", max: 100)))

@Suite("Scoring")
struct ScoringRules {
  @Test("A mark that one judge left empty blocks the entry and is never a zero")
  func emptyIsNotZero() throws {
    let rule = rubric(modules: [whole])
    let marks = sheets(item: "mark", [("A", ["80", "", "90"]), ("B", ["80", "85", "90"])])
    let tally = try Tally(rubric: rule, sheets: marks)
    #expect(tally.totals == ["A": "-", "B": "85.00"])
    #expect(tally.standing.faults.map(\.code) == ["mark-missing"])
  }

  @Test(
    "A judge who marked others but not this entry is missed, left out or counted zero",
    arguments: [(Missing.block, "-"), (.absent, "90.00"), (.zero, "60.00")])
  func missingJudge(missing: Missing, total: String) throws {
    let rule = rubric(panels: [panel("judges", Aggregate(method: .mean), missing: missing)], modules: [whole])
    let marks = table(
      "entry,judge,item,value\nA,J1,mark,90\nA,J2,mark,90\nB,J1,mark,80\nB,J2,mark,80\nB,J3,mark,80")
    #expect(try Tally(rubric: rule, sheets: marks).totals["A"] == total)
  }

  @Test("Too few judges block, or fall back to the mean where the rubric says so")
  func tooFew() throws {
    let marks = sheets(item: "mark", [("A", ["80", "90"])])
    #expect(try Tally(rubric: rubric(modules: [whole]), sheets: marks).totals == ["A": "-"])
    var soft = trimmed
    soft.ifFewer = .mean
    let rule = rubric(panels: [panel("judges", soft)], modules: [whole])
    #expect(try Tally(rubric: rule, sheets: marks).totals == ["A": "85.00"])
  }

  @Test("Of equal totals at a drop, the judge whose id is last in byte order is dropped")
  func equalAtDrop() throws {
    let marks = table("entry,judge,item,value\nA,b,mark,90\nA,a,mark,90\nA,B,mark,90\nA,c,mark,70")
    let explained = try #require(Tally(rubric: rubric(modules: [whole]), sheets: marks).explain("A"))
    let judges = explained.rounds[0].runs[0].modules[0].units[0].judges
    #expect(judges.map(\.judge) == ["B", "a", "b", "c"])
    #expect(judges.map(\.counting) == [.counted, .counted, .droppedHigh, .droppedLow])
  }

  @Test("NV blocks unless the item says absent; NP counts as the minimum")
  func specialValues() throws {
    let panels = [panel("judges", Aggregate(method: .mean))]
    func total(_ notSeen: NotSeen, _ value: String) throws -> String? {
      let rule = rubric(
        panels: panels,
        modules: [
          module(
            criterion(
              "all", max: 100, item("mark", .points(Points(min: 20, max: 100, step: 1)), notSeen: notSeen)))
        ])
      return try Tally(rubric: rule, sheets: sheets(item: "mark", [("A", ["80", value])])).totals["A"]
    }
    #expect(try total(.block, "NV") == "-")
    #expect(try total(.absent, "NV") == "80.00")
    #expect(try total(.block, "NP") == "50.00")
  }

  static let effects: [(Veto, String, String)] = [
    (Veto(effect: .zeroModule), "0.00", "ok"), (Veto(effect: .zeroTotal), "0.00", "ok"),
    (Veto(effect: .zeroRound), "0.00", "ok"), (Veto(effect: .capModule, cap: 59), "59.00", "ok"),
    (Veto(effect: .capTotal, cap: 40), "40.00", "ok"), (Veto(effect: .disqualify), "-", "disqualified"),
    (Veto(effect: .zeroItem, ref: "taste"), "30.00", "ok"),
    (Veto(effect: .zeroCriterion, ref: "look"), "50.00", "ok"),
  ]

  @Test("A veto that enough people confirm has its effect", arguments: effects)
  func vetoes(veto: Veto, total: String, status: String) throws {
    let rule = rubric(
      panels: [panel("judges", Aggregate(method: .mean)), panel("marshals", Aggregate(method: .single))],
      modules: [
        module(
          extras: [item("bad", .veto(veto), panel: "marshals")],
          criterion("t", max: 60, points("taste", max: 60)),
          criterion("look", max: 40, points("l", max: 40)))
      ])
    let marks = "entry,judge,item,value\nA,J1,taste,50\nA,J1,l,30\nA,M1,bad,1\n"
    let one = try Tally(rubric: rule, sheets: table(marks))
    #expect(one.standing.faults.map(\.code) == ["veto-unconfirmed"])
    let two = try Tally(rubric: rule, sheets: table(marks + "A,M2,bad,1"))
    #expect(two.totals == ["A": total])
    #expect(two.statuses == ["A": status])
    let decided = try Tally(
      rubric: rule, sheets: table(marks), decisions: table("entry,decision,value\nA,veto-confirmed,0"))
    #expect(decided.totals == ["A": "80.00"])
  }

  @Test(
    "The best run counts, and a run that was not made is not a zero",
    arguments: [("best", "88.00"), ("sum", "168.00"), ("mean", "84.00"), ("last", "80.00")])
  func runs(combine: String, total: String) throws {
    let rule = rubric(
      panels: [panel("judges", Aggregate(method: .mean))], modules: [whole],
      rounds: [
        Round(
          id: "r", label: label("r"), uses: [Round.Use(module: "dish", weight: nil)], runs: 3,
          combine: try #require(Round.Combine(rawValue: combine)))
      ])
    let marks = table("entry,judge,item,value,run\nA,J1,mark,88,1\nA,J1,mark,80,3")
    let tally = try Tally(
      rubric: rule, sheets: marks, entries: table("entry,run,status\nA,2,not-finished"))
    #expect(tally.totals == ["A": total])
  }

  @Test("A factor that the rubric requires and does not find is a fault, and never 1")
  func factors() throws {
    let rule = rubric(
      panels: [panel("judges", Aggregate(method: .trimmedSum, dropHigh: 1, dropLow: 1))],
      modules: [
        module(
          max: nil,
          criterion("c", item("award", .points(Points(max: 10, step: Marks(units: 500))), factor: .required)))
      ])
    let marks = sheets(item: "award", [("A", ["7", "7.5", "8", "8.5", "9"])])
    let refusal = #expect(throws: Refusal.self) { try Tally(rubric: rule, sheets: marks) }
    #expect(refusal?.faults.map(\.code) == ["factor-missing"])
    let given = try Tally(rubric: rule, sheets: marks, entries: table("entry,factor,base\nA,3.2,1"))
    #expect(given.totals == ["A": "77.80"])
  }

  @Test("A referee's penalty takes points off every award, never below its minimum")
  func penaltyOnEveryAward() throws {
    let rule = rubric(
      panels: [panel("judges", Aggregate(method: .sum)), panel("referee", Aggregate(method: .single))],
      modules: [
        module(
          max: nil,
          extras: [
            item("penalty", .given(Given(effect: .subtractEachAward, optional: true)), panel: "referee")
          ],
          criterion("c", points("award", max: 10)))
      ])
    let marks = table("entry,judge,item,value\nA,J1,award,7\nA,J2,award,1\nA,R,penalty,2")
    #expect(try Tally(rubric: rule, sheets: marks).totals == ["A": "5.00"])
  }

  @Test(
    "A reading earns the points of the first band that holds it",
    arguments: [("38", "10.00"), ("40", "10.00"), ("37.5", "5.00"), ("36.9", "0.00")])
  func measures(reading: String, total: String) throws {
    let water = Measure(
      max: 10, unit: "degC", decimals: 1, lowest: 20, highest: 60,
      bands: [Measure.Band(from: 38, to: 40, points: 10), Measure.Band(from: 37, to: 41, points: 5)])
    let rule = rubric(
      panels: [panel("judges", Aggregate(method: .mean))],
      modules: [module(max: 10, criterion("c", max: 10, item("water", .measure(water))))])
    #expect(try Tally(rubric: rule, sheets: sheets(item: "water", [("A", [reading])])).totals == ["A": total])
  }

  static let bands = [Deduct.Band(over: .zero, to: 5, points: 2), Deduct.Band(over: 5, to: 10, points: 5)]

  @Test(
    "Overtime by bands: over 0 up to 5 minutes two marks, over 5 up to 10 five",
    arguments: [("0", "90.00"), ("5", "88.00"), ("5.001", "85.00"), ("10", "85.00")])
  func bandedOvertime(units: String, total: String) throws {
    let late = item("late", .deduct(Deduct(each: nil, per: "minute", bands: Self.bands, disqualifyOver: 10)))
    let rule = rubric(
      panels: [panel("judges", Aggregate(method: .mean))],
      modules: [module(extras: [late], criterion("all", max: 100, points("mark", max: 100)))])
    let marks = table("entry,judge,item,value\nA,J1,mark,90\nA,J1,late,\(units)")
    #expect(try Tally(rubric: rule, sheets: marks).totals == ["A": total])
  }

  @Test("Judges who differ too much must discuss, and a recorded discussion settles it")
  func discussion() throws {
    let rule = rubric(
      panels: [
        panel(
          "judges", Aggregate(method: .mean),
          deviations: [Deviation(scope: .sheet, max: 10, unit: .points, compare: .range, action: .discuss)])
      ], modules: [whole])
    let marks = sheets(item: "mark", [("A", ["70", "90"])])
    #expect(try Tally(rubric: rule, sheets: marks).standing.faults.map(\.code) == ["deviation-discuss"])
    let settled = try Tally(
      rubric: rule, sheets: marks, decisions: table("entry,decision,value,by\nA,discussed,keep,chief"))
    #expect(settled.totals == ["A": "80.00"])
  }

  @Test("Every fault of a table is reported at once, with its row and a suggestion")
  func faultsAtOnce() throws {
    let bad = table(
      "entry,judge,item,value\nA,J1,mrak,80\nA,J1,mark,101\nA,J1,mark,80.3\n?,J1,mark,80\nA,J2,mark,80\nA,J2,mark,80"
    )
    let refusal = #expect(throws: Refusal.self) { try Tally(rubric: rubric(modules: [whole]), sheets: bad) }
    #expect(
      refusal?.faults.map(\.code) == [
        "sheet-unknown-item", "sheet-value", "sheet-value", "id-invalid", "sheet-repeated",
      ])
    #expect(refusal?.faults.map(\.row) == [2, 3, 4, 5, 7])
    #expect(refusal?.faults.first?.suggestion?.en == "did you mean \"mark\"?")
  }
}
