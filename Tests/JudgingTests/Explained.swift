// What an explanation says, and what it must not say: numbers without a judge, totals without a place, roundings that never were.

import Basics
import Judging
import Rubrics
import Testing

private let mean = Aggregate(method: .mean)
private let whole = module(criterion("all", max: 100, points("mark", max: 100)))

extension Explanation {
  fileprivate var units: [ExplainedUnit] { rounds.flatMap(\.runs).flatMap(\.modules).flatMap(\.units) }
}

@Suite("Explained")
struct Explained {
  @Test("A panel of which nobody has marked anything counts as 0, and no judge is named for it")
  func nobody() throws {
    let given = item("technical", .given(Given()), panel: "office")
    let rule = rubric(
      panels: [panel("judges", mean), panel("office", mean, missing: .zero)],
      modules: [module(max: nil, criterion("c", points("mark", max: 100), given))])
    let tally = try Tally(rubric: rule, sheets: sheets(item: "mark", [("A", ["80"])]))
    let explained = try #require(tally.explain("A"))
    let office = try #require(explained.units.first { $0.panel == "office" })
    #expect(office.judges.map(\.judge) == [""])
    #expect(office.judges.map(\.source) == [.nobody])
    #expect(explained.judgeIDs == ["J1"])
  }

  @Test("An expected judge who gives no number is named with the reason")
  func leftOut() throws {
    let seen = item("mark", .points(Points(max: 100, step: 1)), notSeen: .absent)
    let rule = rubric(
      panels: [panel("judges", mean, missing: .absent)], modules: [module(criterion("all", seen))])
    let marks = table(
      "entry,judge,item,value\nA,J1,mark,90\nA,J2,mark,NV\nB,J1,mark,80\nB,J2,mark,80\nB,J3,mark,80")
    let unit = try #require(Tally(rubric: rule, sheets: marks).explain("A")?.units.first)
    #expect(unit.judges.map(\.judge) == ["J1"])
    #expect(unit.leftOut.map(\.judge) == ["J2", "J3"])
    #expect(unit.leftOut.map(\.reason) == [.notSeen, .noSheet])
    #expect(unit.leftOut.map(\.items) == [["mark"], []])
  }

  @Test("An entry whose tie is still open shows neither a total nor a verdict")
  func openTie() throws {
    let rule = rubric(
      panels: [panel("judges", mean)], modules: [whole],
      pass: Pass(gates: [.init(of: .total, min: 60)], vetoFails: true),
      ranking: Ranking(ties: .resolve))
    let tally = try Tally(rubric: rule, sheets: sheets(item: "mark", [("A", ["80"]), ("B", ["80"])]))
    let explained = try #require(tally.explain("A"))
    #expect(explained.status == "blocked")
    #expect(explained.total == nil)
    #expect(explained.totalText == nil)
    #expect(explained.passed == nil)
  }

  @Test("A step that cannot be asked about everybody is told as skipped")
  func skipped() throws {
    let rule = rubric(
      panels: [panel("judges", mean)], modules: [whole],
      ranking: Ranking(tieBreaks: [.init(by: .shortestTime), .init(by: .unrounded)]))
    let tally = try Tally(rubric: rule, sheets: sheets(item: "mark", [("A", ["80"]), ("B", ["80"])]))
    let steps = try #require(tally.explain("A")).tieSteps
    #expect(steps.map(\.isSkipped) == [true, false])
    #expect(steps.map(\.group) == [["A", "B"], ["A", "B"]])
  }

  @Test("Numbers compared in order are a list of totals")
  func compared() throws {
    let rule = rubric(
      panels: [panel("judges", mean)],
      modules: [module(max: nil, criterion("c", item("gold", .count), item("silver", .count)))],
      ranking: Ranking(compares: [
        .init(by: .item, ref: "gold"), .init(by: .item, ref: "silver", order: .ascending),
      ]))
    let marks = table("entry,judge,item,value\nA,J,gold,3\nA,J,silver,1\nB,J,gold,3\nB,J,silver,0")
    let tally = try Tally(rubric: rule, sheets: marks)
    let json = try #require(tally.explanationJSON(of: "B", .en))
    #expect(json["totals"] == .strings(["3", "0"]))
    #expect(json["ranking"]?["compares"]?.items?.map { $0["order"]?.string } == ["descending", "ascending"])
    #expect(json["place"]?.string == "1")
  }

  @Test("A veto names an item or criterion only where it takes one away")
  func vetoes() throws {
    let cut = item("cut", .veto(Veto(effect: .capModule, cap: 50, confirmations: 1)))
    let raw = item("raw", .veto(Veto(effect: .zeroItem, ref: "mark", confirmations: 1)))
    let rule = rubric(
      panels: [panel("judges", mean)],
      modules: [module(extras: [cut, raw], criterion("all", points("mark", max: 100)))])
    let marks = table("entry,judge,item,value\nA,J,mark,80\nA,J,cut,1\nB,J,mark,80\nB,J,raw,1")
    let tally = try Tally(rubric: rule, sheets: marks)
    func ref(_ entry: String) -> [String?] {
      (tally.explain(entry)?.rounds[0].runs[0].modules[0].vetoes ?? []).map(\.ref)
    }
    #expect(ref("A") == [nil])
    #expect(ref("B") == ["mark"])
  }

  @Test("A clock says start, finish, and how much was over, in time or not")
  func clocks() throws {
    let late = item("late", .deduct(Deduct(each: 1, per: "minute", counting: .started, fromClock: true)))
    let rule = rubric(
      panels: [panel("judges", mean)],
      modules: [module(timeLimit: 3_600, extras: [late], criterion("all", points("mark", max: 100)))])
    let tally = try Tally(
      rubric: rule, sheets: sheets(item: "mark", [("A", ["80"]), ("B", ["80"])]),
      entries: table("entry,start,finish\nA,09:00:00,10:04:10\nB,09:00:00,09:59:00"))
    let (over, inTime) = try (#require(tally.explain("A")), #require(tally.explain("B")))
    #expect(over.units.compactMap(\.clock).map(\.over) == [Rational(25, over: 6)])
    #expect(inTime.rounds[0].runs[0].modules[0].inTime.map(\.taken) == [3_540_000])
    #expect(over.text(.en).contains("late: 09:00:00 to 10:04:10 is 1:04:10, allowed 1:00:00"))
    #expect(inTime.text(.zh).contains("用时 59:00"))
  }

  @Test("A text is in one language, and judges are called as the caller says")
  func words() throws {
    let tally = try Tally(
      rubric: rubric(modules: [whole]), sheets: sheets(item: "mark", [("A", ["80", "85", "90"])]))
    let explained = try #require(tally.explain("A"))
    let english = explained.text(.en, judges: ["J1": Words(zh: "评委 1", en: "Judge 1")])
    #expect(english.contains("Judge 1: mark 80 (lowest, dropped)"))
    #expect(!english.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    #expect(explained.text(.zh).contains("J3：mark 90（最高分，去掉）"))
  }
}
