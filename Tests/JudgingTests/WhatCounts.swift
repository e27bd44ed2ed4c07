// Only what counts is looked at: tie-breaks, awards, vetoes, markers, exact panels and marks that came too late.

import Basics
import Judging
import Rubrics
import Testing

private let single = Aggregate(method: .single)
private let mean = Aggregate(method: .mean)

@Suite("What counts")
struct WhatCounts {
  @Test("A tie-break by an item uses its mean where the round takes the mean of the runs")
  func meanOfRuns() throws {
    let rule = rubric(
      panels: [panel("judges", single)],
      modules: [module(max: nil, criterion("c", points("taste", max: 50), points("look", max: 50)))],
      rounds: [round("r", runs: 2, combine: .mean)],
      ranking: Ranking(tieBreaks: [.init(by: .item, ref: "taste")]))
    let tally = try Tally(
      rubric: rule,
      sheets: table(
        """
        entry,run,judge,item,value
        A,1,J,taste,30
        A,1,J,look,30
        A,2,J,taste,30
        A,2,J,look,30
        B,1,J,taste,40
        B,1,J,look,20
        """))
    // Both have 60; A's taste is 30 a run, not 60 of two runs.
    #expect(tally.order == ["B", "A"])
    #expect(tally.standing.lines[0].tieSteps[0].numbers == [[Rational(40)], [Rational(30)]])
  }

  @Test("The highest median looks at rounds that count")
  func medianOfCounting() throws {
    let rule = rubric(
      panels: [panel("judges", mean)], modules: [module(max: nil, criterion("c", points("mark", max: 100)))],
      rounds: [round("heat"), round("final", restarts: true)],
      ranking: Ranking(tieBreaks: [.init(by: .highestMedian)]))
    let rows = [
      ("A", "heat", [90, 90, 90]), ("B", "heat", [50, 50, 50]), ("A", "final", [60, 70, 80]),
      ("B", "final", [65, 75, 70]),
    ].flatMap { entry, round, marks in
      marks.enumerated().map { "\(entry),\(round),J\($0.offset),mark,\($0.element)" }
    }
    let tally = try Tally(
      rubric: rule, sheets: table("entry,round,judge,item,value\n" + rows.joined(separator: "\n")))
    #expect(tally.places == ["1", "1"])
  }

  @Test("The next run of a heat does not break a tie of the final")
  func nextRunOfCounting() throws {
    let rule = rubric(
      panels: [panel("judges", single)],
      modules: [module(max: nil, criterion("c", points("mark", max: 100)))],
      rounds: [round("heat", runs: 2), round("final", restarts: true, runs: 2)],
      ranking: Ranking(tieBreaks: [.init(by: .nextRun)]))
    let tally = try Tally(
      rubric: rule,
      sheets: table(
        """
        entry,round,run,judge,item,value
        A,heat,1,J,mark,50
        A,heat,2,J,mark,90
        B,heat,1,J,mark,80
        B,heat,2,J,mark,85
        A,final,1,J,mark,70
        A,final,2,J,mark,60
        B,final,1,J,mark,60
        B,final,2,J,mark,70
        """))
    #expect(tally.places == ["1", "1"])
  }

  @Test(
    "Where low totals win, the best in one part has the lowest there, and who has nothing there is not the best"
  )
  func bestOfLow() throws {
    let rule = rubric(
      panels: [panel("judges", single)],
      modules: [
        module(max: nil, criterion("c", points("swim", max: 100))),
        module(id: "run", max: nil, criterion("d", points("jog", max: 100))),
      ],
      rounds: [round("swim-leg"), round("run-leg", of: "run")], ranking: Ranking(order: .ascending),
      awards: Awards(
        atTie: .include, awards: [.init(id: "runner", label: label("runner"), top: 1, bestIn: "jog")]))
    let tally = try Tally(
      rubric: rule,
      sheets: table(
        """
        entry,round,judge,item,value
        A,swim-leg,J,swim,10
        A,run-leg,J,jog,40
        B,swim-leg,J,swim,30
        B,run-leg,J,jog,30
        C,swim-leg,J,swim,20
        """))
    #expect(tally.awards == ["A": [], "B": ["runner"], "C": []])
  }

  @Test("Over divisions the lowest total is first where low totals win")
  func overallLow() throws {
    let rule = rubric(
      panels: [panel("judges", single)],
      modules: [module(max: nil, criterion("c", points("mark", max: 100)))],
      ranking: Ranking(order: .ascending))
    let tally = try Tally(rubric: rule, sheets: sheets(item: "mark", [("A", ["20"]), ("B", ["10"])]))
    #expect(overall([("d", tally)]).map { "\($0.entry) \($0.place)" } == ["B 1", "A 2"])
  }

  @Test("A veto in a run that does not count fails nobody")
  func vetoElsewhere() throws {
    let veto = item("unsafe", .veto(Veto(effect: .zeroModule, confirmations: 1)))
    let rule = rubric(
      panels: [panel("judges", single)],
      modules: [module(extras: [veto], criterion("c", points("mark", max: 100)))],
      rounds: [round("r", runs: 2)],
      pass: Pass(gates: [.init(of: .total, min: 60)], vetoFails: true))
    let rows = "entry,run,judge,item,value\nA,1,J,mark,80\nA,1,J,unsafe,1\nA,2,J,mark,70"
    let tally = try Tally(rubric: rule, sheets: table(rows))
    #expect(tally.totals == ["A": "70.00"])
    #expect(tally.standing.lines[0].result.passed == true)
    let both = try Tally(rubric: rule, sheets: table(rows + "\nA,2,J,unsafe,1"))
    #expect(both.standing.lines[0].result.passed == false)
  }

  @Test("One person cannot be both markers")
  func onePerson() throws {
    var markers = panel("judges", mean)
    markers.double = DoubleMarking(scheme: .leader, tolerance: 4)
    let rule = rubric(panels: [markers], modules: [module(criterion("c", points("mark", max: 100)))])
    let tally = try Tally(
      rubric: rule,
      sheets: table("entry,judge,item,value,panel\nA,J1,mark,80,first\nA,J1,mark,81,second"))
    #expect(tally.standing.faults.map(\.code) == ["marker-same-person"])
  }

  private static let panels: [(Int, Aggregate.IfFewer, String)] = [
    (6, .block, "-"), (7, .block, "5.00"), (8, .block, "-"), (6, .mean, "5.00"), (8, .mean, "-"),
  ]

  @Test(
    "Exactly seven judges: more or fewer give no result, unless the mean of fewer is allowed",
    arguments: panels)
  func exactPanel(judges: Int, ifFewer: Aggregate.IfFewer, total: String) throws {
    let rule = rubric(
      panels: [panel("judges", Aggregate(method: .mean, ifFewer: ifFewer, judges: 7))],
      modules: [module(max: nil, criterion("c", points("mark", max: 10)))])
    let marks = sheets(item: "mark", [("A", Array(repeating: "5", count: judges))])
    let tally = try Tally(rubric: rule, sheets: marks)
    #expect(tally.totals == ["A": total])
    #expect(
      tally.standing.faults.allSatisfy { $0.code == (judges > 7 ? "too-many-judges" : "too-few-judges") })
  }

  @Test("A penalty is taken off one round's result, after its weights and not below 0")
  func offRound() throws {
    let penalty = Item(
      id: "penalty", label: label("penalty"), off: .round,
      kind: .given(Given(effect: .subtract, optional: true)))
    var final = Round(
      id: "r", label: label("r"),
      uses: [.init(module: "dish", weight: 60), .init(module: "site", weight: 40)])
    final.missing = .block
    let rule = rubric(
      panels: [panel("judges", single)],
      modules: [
        module(extras: [penalty], criterion("c", points("mark", max: 100))),
        module(id: "site", criterion("d", points("tidy", max: 100))),
      ], rounds: [final])
    let marks = "entry,judge,item,value\nA,J,mark,50\nA,J,tidy,100\nA,J,penalty,7"
    #expect(try Tally(rubric: rule, sheets: table(marks)).totals == ["A": "63.00"])
    #expect(
      try Tally(rubric: rule, sheets: table(marks.replacing("penalty,7", with: "penalty,700"))).totals
        == ["A": "0.00"])
  }

  @Test("Less than nothing cannot be taken off every award")
  func negativePenalty() throws {
    let rule = rubric(
      panels: [panel("judges", mean)],
      modules: [
        module(
          max: nil,
          criterion(
            "c", points("award", max: 10),
            item("off", .given(Given(effect: .subtractEachAward, optional: true)))))
      ])
    let refusal = #expect(throws: Refusal.self) {
      try Tally(rubric: rule, sheets: table("entry,judge,item,value\nA,J1,award,5\nA,J1,off,-2"))
    }
    #expect(refusal?.faults.map(\.code) == ["sheet-value"])
  }

  @Test("Not presented counts as the least that a reading can earn")
  func notPresented() throws {
    func total(_ measure: Measure) throws -> String? {
      let rule = rubric(
        panels: [panel("judges", single)],
        modules: [module(max: nil, criterion("c", item("m", .measure(measure))))])
      return try Tally(rubric: rule, sheets: sheets(item: "m", [("A", ["NP"])])).totals["A"]
    }
    let open = Measure(
      max: 10, unit: "g", decimals: 0,
      bands: [.init(from: 0, to: 5, points: 10), .init(from: 6, points: -2)])
    #expect(try total(open) == "-2.00")
    let covered = Measure(
      max: 10, unit: "g", decimals: 0, bands: [.init(to: 5, points: 10), .init(from: 6, points: 4)])
    #expect(try total(covered) == "4.00")
    let gap = Measure(
      max: 10, unit: "g", decimals: 1, bands: [.init(to: 5, points: 10), .init(from: 6, points: 4)])
    #expect(try total(gap) == "0.00")
    let line = Measure(
      max: 10, unit: "s", decimals: 0, linear: .init(at: 10, each: Rational(-1), lowest: 2))
    #expect(try total(line) == "2.00")
  }

  @Test("A deduction by the clock is multiplied as one by row is")
  func clockTimes() throws {
    var late = item("late", .deduct(Deduct(each: 1, per: "minute", fromClock: true)))
    late.times = Rational(2)
    let rule = rubric(
      panels: [panel("judges", single)],
      modules: [module(timeLimit: 3_600, extras: [late], criterion("c", points("mark", max: 100)))])
    let tally = try Tally(
      rubric: rule, sheets: sheets(item: "mark", [("A", ["80"]), ("B", ["80"])]),
      entries: table("entry,start,finish\nA,09:00:00,10:03:00\nB,09:00:00,10:00:00"))
    #expect(tally.totals == ["A": "74.00", "B": "80.00"])
  }

  @Test("Late marks count as any other unless it was decided to refuse them")
  func late() throws {
    let rule = rubric(
      panels: [panel("judges", mean)], modules: [module(criterion("c", points("mark", max: 100)))],
      rounds: [round("r1", missing: .zero, runMissing: .zero), round("r2")], missing: .zero)
    let marks = table("entry,round,judge,item,value\nA,r1,J1,mark,80\nA,r2,J1,mark,90\nB,r1,J1,mark,50")
    func total(_ value: String) throws -> Tally {
      try Tally(
        rubric: rule, sheets: marks,
        decisions: table("entry,round,decision,value,by\nA,r1,late-admitted,\(value),chief"))
    }
    #expect(try total("1").totals["A"] == "170.00")
    #expect(try total("1").standing.notes.map(\.code) == ["late-admitted"])
    #expect(try total("0").totals["A"] == "90.00")
    #expect(try total("0").standing.notes.map(\.code) == ["late-refused"])
  }

  @Test("A fault names the round and the run that it is about")
  func namedPlaces() throws {
    let rule = rubric(
      panels: [panel("judges", trimmed)], modules: [module(criterion("c", points("mark", max: 100)))],
      rounds: [round("heat", missing: .block), round("final", runs: 2, missing: .block, runMissing: .block)])
    let tally = try Tally(
      rubric: rule,
      sheets: table(
        """
        entry,round,run,judge,item,value
        A,heat,1,J1,mark,80
        A,final,1,J1,mark,80
        A,final,1,J2,mark,80
        A,final,1,J3,mark,80
        A,final,2,J1,mark,80
        A,final,2,J2,mark,80
        """))
    let words = tally.standing.faults.map(\.words.en)
    #expect(words.contains { $0.contains("in round heat:") })
    #expect(words.contains { $0.contains("in round final, run 2:") && $0.contains("J3") })
    #expect(
      tally.standing.faults.allSatisfy { $0.words.zh.contains("“heat”") || $0.words.zh.contains("第 2 次") })
  }

  @Test("A decimal comma in any table is a fault that says how to write it, and two values name their column")
  func tables() throws {
    let rule = rubric(
      panels: [panel("judges", single)],
      modules: [module(max: nil, criterion("c", item("mark", .given(Given()), factor: .required)))])
    let refusal = #expect(throws: Refusal.self) {
      try Tally(
        rubric: rule, sheets: sheets(item: "mark", [("A", ["1"])]),
        entries: Table(
          header: ["entry", "factor", "base"], rows: [["A", "1,5", ""], ["A", "", "2"], ["A", "", "3"]]),
        decisions: Table(
          header: ["entry", "decision", "value"], rows: [["A", "third-mark", "7,5"]]))
    }
    let faults = try #require(refusal?.faults)
    #expect(faults.first { $0.code == "entry-number" }?.suggestion?.en.contains("1.5") == true)
    #expect(faults.first { $0.code == "decision-value" }?.suggestion?.en.contains("7.5") == true)
    #expect(faults.first { $0.code == "entry-two-values" }?.words.en.contains("column base") == true)
  }
}
