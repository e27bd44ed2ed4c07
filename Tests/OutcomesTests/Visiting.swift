// Visits: due 1, 3, 6 and 12 months after the opening, done, overdue, dropped.

import Basics
import Outcomes
import Testing

func shop(
  _ id: String, person: String = "p-1", _ course: Course, jobs: [(String, Int)] = [], visits: [Visit] = []
) -> Shop {
  Shop(
    id: id, name: "腊猪脚（示例）", person: person, participation: nil, place: "老街", course: course,
    jobs: jobs.map {
      JobCount(day: day($0.0), people: $0.1, evidence: .seen, recorded: Instant(milliseconds: 0))
    },
    visits: visits)
}

func visit(_ month: Int?, _ on: String) -> Visit {
  Visit(
    id: "v-\(on)", month: month, day: day(on), by: "account:official", way: .onSite, found: .open,
    recorded: Instant(milliseconds: 0))
}

@Suite("Visiting")
struct Visiting {
  @Test("The plan's months become days, with their state as of today")
  func plan() {
    let one = shop("shop-1", opened(on: "2026-05-12"), visits: [visit(1, "2026-06-15")])
    let due = VisitPlan().visits(of: one, today: day("2026-11-20"))
    #expect(due.map(\.day.text) == ["2026-06-12", "2026-08-12", "2026-11-12", "2027-05-12"])
    #expect(due.map(\.state) == [.done, .overdue, .due, .ahead])
  }

  @Test(
    "The day after the grace is overdue",
    arguments: [(14, VisitDue.State.due), (15, .overdue), (0, .due), (-1, .ahead)])
  func grace(days: Int, state: VisitDue.State) {
    let one = shop("shop-1", opened(on: "2026-05-12"))
    #expect(VisitPlan().visits(of: one, today: day("2026-06-12").adding(days: days))[0].state == state)
  }

  @Test("A shop that ended before a visit was due is not visited any more")
  func ended() {
    let one = shop("shop-1", opened(on: "2026-05-12", [fact(.cancelled, "2026-07-01")]))
    #expect(
      VisitPlan().visits(of: one, today: today).map(\.state) == [.overdue, .dropped, .dropped, .dropped])
  }

  @Test("A shop that has not opened has no visits, and the months are settable")
  func settable() {
    #expect(
      VisitPlan().visits(of: shop("shop-1", Course([fact(.intention, "2026-04-01")])), today: today).isEmpty)
    let plan = VisitPlan(months: [9, 2], grace: 0)
    #expect(plan.visits(of: shop("shop-1", opened(on: "2026-05-12")), today: today).map(\.month) == [2, 9])
  }

  @Test("A visit is on a day after the opening, for a month of the plan, once")
  func faults() {
    let one = shop("shop-1", opened(on: "2026-05-12"), visits: [visit(1, "2026-06-15")])
    func codes(_ visit: Visit) -> [String] {
      VisitPlan().faults(adding: visit, to: one, today: today).map(\.code)
    }
    #expect(codes(visit(3, "2026-08-12")) == [])
    #expect(codes(visit(nil, "2026-07-01")) == [])
    #expect(codes(visit(1, "2026-07-01")) == ["visit-twice"])
    #expect(codes(visit(2, "2026-07-01")) == ["visit-month"])
    #expect(codes(visit(3, "2026-05-11")) == ["visit-early"])
    #expect(codes(visit(3, "2026-11-21")) == ["visit-future"])
    let closed = shop("shop-1", Course([fact(.intention, "2026-04-01")]))
    #expect(
      VisitPlan().faults(adding: visit(1, "2026-07-01"), to: closed, today: today).map(\.code) == [
        "visit-not-open"
      ])
  }
}
