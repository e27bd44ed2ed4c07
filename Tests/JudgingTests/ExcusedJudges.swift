// A judge of whom nothing is expected for one entry, and differences as values that a chief judge can act on.

import Basics
import Judging
import Rubrics
import Testing

@Suite("Excused judges and differences")
struct ExcusedJudges {
  let mean = Aggregate(method: .mean, minJudges: 2)
  let marks = table("entry,judge,item,value\nA,J1,taste,80\nA,J2,taste,90\nB,J1,taste,70")

  func tally(_ decisions: String, deviations: [Deviation] = []) throws -> Tally {
    try Tally(
      rubric: rubric(
        panels: [panel("judges", mean, deviations: deviations)],
        modules: [module(criterion("C", points("taste", max: 100)))]),
      sheets: marks, decisions: table("entry,round,panel,decision,value,by,reason\n" + decisions))
  }

  @Test("Without a word an entry waits for every judge of the panel")
  func waits() throws {
    let codes = try tally("A,,,late-admitted,0,x,x").standing.faults.map(\.code)
    #expect(codes.contains("sheet-missing"))
  }

  @Test("An excused judge is not waited for, and the least number of judges still holds")
  func excused() throws {
    let codes = try tally("B,final,judges,judge-excused,J2,chief,ill").standing.faults.map(\.code)
    #expect(codes == ["too-few-judges"])
  }

  @Test("Several judges may be excused from one entry")
  func several() throws {
    let lines = "B,final,judges,judge-excused,J2,c,x\nB,final,judges,judge-excused,J3,c,x"
    #expect(try tally(lines).standing.faults.map(\.code) == ["too-few-judges"])
  }

  @Test("An excused judge's marks count where they are there")
  func there() throws {
    #expect(try tally("A,,,judge-excused,J2,c,x\nB,,,judge-excused,J2,c,x").totals["A"] == "85.00")
  }

  @Test("A value that is no judge's id is refused")
  func illegal() throws {
    #expect(throws: Refusal.self) { try tally("B,,,judge-excused,没有,c,x") }
  }

  @Test("A difference names its place, the judges and their numbers, and whether it was discussed")
  func spread() throws {
    let rule = Deviation(scope: .sheet, max: 5, unit: .points, compare: .range, action: .discuss)
    let open = try tally("B,,,judge-excused,J2,c,x", deviations: [rule])
    let spread = try #require(open.standing.lines.flatMap(\.result.spreads).first)
    #expect(spread.entry == "A" && spread.panel == "judges" && spread.round == "final" && spread.item == nil)
    #expect(spread.numbers.map(\.judge) == ["J1", "J2"] && spread.difference == Rational(10))
    #expect(spread.isOpen)
    let settled = try tally("A,final,judges,discussed,keep,chief,taste", deviations: [rule])
    let kept = try #require(settled.standing.lines.flatMap(\.result.spreads).first)
    #expect(!kept.isOpen && kept.discussion?.reason == "taste")
  }
}

@Suite("Overtime by the rubric's rule")
struct OvertimeByRule {
  let plan = Plan(
    rubric(modules: [
      module(
        timeLimit: 3_600,
        extras: [
          item(
            "late",
            .deduct(
              Deduct(
                each: 2, per: "minute", counting: .full, limit: 10, disqualifyOver: 15, fromClock: true)))
        ], criterion("C", points("taste", max: 100)))
    ]))

  @Test(
    "Full minutes over the limit cost two marks each, ten at most, and fifteen are too many",
    arguments: [
      (3_600, 0, false), (3_659, 0, false), (3_660, 2, false), (4_000, 10, false), (4_600, 10, true),
    ])
  func cost(seconds: Int, marks: Int, out: Bool) throws {
    let rule = try #require(plan.overtime(round: "final", taken: seconds * 1_000).first)
    #expect(rule.marks == Marks(whole: marks))
    #expect(rule.disqualifies == out)
    #expect(plan.timeLimit(round: "final") == 3_600)
  }
}
