// Opening a shop, stage by stage: what may follow on what, and what a correction does.

import Basics
import Outcomes
import Testing

func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

let today = day("2026-11-20")

func fact(
  _ stage: Stage, _ on: String, paper: String? = nil, id: String? = nil, replaces: String? = nil,
  at second: Int = 0
) -> StageFact {
  StageFact(
    id: id ?? "\(stage.rawValue)-\(on)", stage: stage, day: day(on),
    paper: paper ?? (stage == .licence ? "92522699MA00000153" : nil), evidence: .paper,
    by: "account:official",
    recorded: Instant(milliseconds: second), replaces: replaces)
}

func opened(on opening: String, _ more: [StageFact] = []) -> Course {
  let start = day(opening)
  func before(_ days: Int) -> String { start.adding(days: -days).text }
  return Course(
    [
      fact(.intention, before(60)), fact(.site, before(50)), fact(.licence, before(40)),
      fact(.health, before(38)),
      fact(.foodPermit, before(10)), fact(.opened, opening),
    ] + more)
}

func codes(_ course: Course, _ fact: StageFact) -> [String] {
  course.faults(adding: fact, today: today).map(\.code)
}

@Suite("Opening a shop")
struct Opening {
  @Test("The whole path is accepted in its order")
  func path() {
    var facts: [StageFact] = []
    for next in opened(on: "2025-10-01", [fact(.sixMonths, "2026-04-01"), fact(.twelveMonths, "2026-10-01")])
      .facts
    {
      #expect(codes(Course(facts), next) == [])
      facts.append(next)
    }
    #expect(Course(facts).facts.map(\.stage) == Stage.path)
  }

  @Test("A shop does not open without licence, health certificate and food permit")
  func papers() {
    let course = Course([fact(.intention, "2026-04-01"), fact(.licence, "2026-05-01")])
    #expect(codes(course, fact(.opened, "2026-06-01")) == ["stage-before"])
    let rules = OpeningRules(needed: [.licence])
    #expect(course.faults(adding: fact(.opened, "2026-06-01"), rules: rules, today: today).isEmpty)
    #expect(codes(opened(on: "2026-06-01"), fact(.opened, "2026-06-02")) == ["stage-twice"])
  }

  @Test("A paper of a later day does not count for an earlier opening")
  func dates() {
    let course = Course([
      fact(.intention, "2026-04-01"), fact(.licence, "2026-05-01"), fact(.health, "2026-05-01"),
      fact(.foodPermit, "2026-07-01"),
    ])
    #expect(codes(course, fact(.opened, "2026-06-30")) == ["stage-before"])
    #expect(codes(course, fact(.opened, "2026-07-01")) == [])
    #expect(codes(course, fact(.opened, "2026-11-21")) == ["stage-future"])
  }

  @Test(
    "A licence carries a right social credit code",
    arguments: [("", "stage-credit-code"), ("92522699MA00000154", "credit-code-check")])
  func creditCode(code: String, fault: String) {
    let course = Course([fact(.intention, "2026-04-01")])
    #expect(codes(course, fact(.licence, "2026-05-01", paper: code)) == [fault])
  }

  @Test("Six months are six months of an open shop")
  func months() {
    let course = opened(on: "2026-05-12")
    #expect(codes(course, fact(.sixMonths, "2026-11-11")) == ["stage-early"])
    #expect(codes(course, fact(.sixMonths, "2026-11-12")) == [])
    let closed = opened(on: "2026-05-12", [fact(.suspended, "2026-09-01")])
    #expect(codes(closed, fact(.sixMonths, "2026-11-12")) == ["stage-not-open"])
  }

  @Test("Suspended, resumed, suspended again; what is not suspended is not resumed")
  func suspending() {
    let course = opened(on: "2026-05-12", [fact(.suspended, "2026-07-01"), fact(.resumed, "2026-08-01")])
    #expect(course.state(on: day("2026-07-15")) == .suspended)
    #expect(course.state(on: day("2026-08-01")) == .open)
    #expect(codes(course, fact(.suspended, "2026-09-01")) == [])
    #expect(codes(course, fact(.resumed, "2026-09-01")) == ["stage-not-suspended"])
    #expect(codes(course, fact(.suspended, "2026-07-20")) == ["stage-not-open"])
  }

  @Test("Nothing follows an end, and an end stands after all that is recorded")
  func ends() {
    let ended = opened(on: "2026-05-12", [fact(.transferred, "2026-10-01")])
    #expect(codes(ended, fact(.suspended, "2026-10-02")).contains("stage-ended"))
    #expect(ended.state(on: today) == .transferred)
    #expect(codes(opened(on: "2026-05-12"), fact(.cancelled, "2026-05-05")) == ["stage-order"])
    #expect(codes(opened(on: "2026-05-12"), fact(.abandoned, "2026-06-01")) == ["stage-open"])
    #expect(codes(Course([fact(.intention, "2026-04-01")]), fact(.abandoned, "2026-06-01")) == [])
  }

  @Test("A correction replaces one fact and overwrites nothing")
  func correction() {
    let course = Course([fact(.intention, "2026-04-01", id: "a"), fact(.site, "2026-04-20", id: "b")])
    let right = fact(.site, "2026-04-12", id: "c", replaces: "b", at: 5)
    #expect(codes(course, right) == [])
    let corrected = Course(course.recorded + [right])
    #expect(corrected.facts.map(\.id) == ["a", "c"])
    #expect(corrected.recorded.count == 3)
    #expect(
      codes(corrected, fact(.site, "2026-04-13", id: "d", replaces: "b")) == [
        "stage-replaces", "stage-twice",
      ])
  }

  @Test("What may come next is offered")
  func next() {
    #expect(Course([]).next(today: today) == [.intention])
    let begun = Course([fact(.intention, "2026-04-01")]).next(today: today)
    #expect(begun == [.site, .licence, .health, .abandoned])
  }

  @Test("Every state of every prefix of a long story is what its last change says")
  func states() {
    let course = opened(
      on: "2026-01-10",
      [fact(.suspended, "2026-03-01"), fact(.resumed, "2026-04-01"), fact(.cancelled, "2026-06-01")])
    let expected: [(String, ShopState?)] = [
      ("2025-01-01", nil), ("2025-12-20", .preparing), ("2026-01-10", .open), ("2026-03-01", .suspended),
      ("2026-03-31", .suspended), ("2026-04-01", .open), ("2026-06-01", .cancelled),
      ("2030-01-01", .cancelled),
    ]
    for (text, state) in expected { #expect(course.state(on: day(text)) == state) }
  }
}
