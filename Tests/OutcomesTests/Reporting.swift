// The report of outcomes: the funnel, survival, jobs over time, visits, support.

import Basics
import Outcomes
import Testing

private let grant = Scheme(
  id: "grant", title: Words(zh: "创业补贴", en: "Grant"), kind: .grant, limit: .once(Money(yuan: 5_000)),
  validFrom: day("2026-01-01"), source: "示例")
private let rent = Scheme(
  id: "rent", title: Words(zh: "租赁补贴", en: "Rent"), kind: .rent,
  limit: .monthly(Money(yuan: 500), months: 36),
  validFrom: day("2026-01-01"), source: "示例")

private func step(_ kind: SupportCase.Step.Kind, _ on: String, yuan: Int) -> SupportCase.Step {
  SupportCase.Step(kind: kind, day: day(on), amount: Money(yuan: yuan), by: "account:official")
}

@Suite("Outcomes report")
struct Reporting {
  private let shops = [
    shop(
      "s-1", person: "p-1", opened(on: "2025-09-01"), jobs: [("2025-10-01", 3), ("2026-06-01", 5)],
      visits: [
        visit(1, "2025-10-02"), visit(3, "2025-12-05"), visit(6, "2026-03-03"), visit(12, "2026-09-05"),
      ]),
    shop(
      "s-2", person: "p-2", opened(on: "2026-01-10", [fact(.cancelled, "2026-06-30")]),
      jobs: [("2026-02-10", 4)]),
    shop(
      "s-3", person: "p-3", opened(on: "2026-08-08"), jobs: [("2026-09-09", 2)],
      visits: [visit(1, "2026-09-09")]),
    shop("s-4", person: "p-4", Course([fact(.intention, "2026-10-01")])),
  ]

  private func report(on text: String) -> OutcomesReport {
    let cases = [
      SupportCase(
        id: "c-1", scheme: "grant", person: "p-1", shop: "s-1",
        steps: [
          step(.applied, "2026-02-01", yuan: 5_000), step(.granted, "2026-03-01", yuan: 5_000),
          step(.paid, "2026-04-01", yuan: 5_000),
        ]),
      SupportCase(
        id: "c-2", scheme: "grant", person: "p-3", shop: "s-3",
        steps: [step(.applied, "2026-11-10", yuan: 5_000)]),
    ]
    return OutcomesReport(
      OutcomesFacts(
        contestants: Set((1...10).map { "p-\($0)" }), successful: ["p-1", "p-2", "p-3", "p-4", "p-5", "x"],
        shops: shops, schemes: [grant, rent], cases: cases), on: day(text))
  }

  @Test("The funnel counts people who got at least so far")
  func funnel() {
    #expect(report(on: "2026-11-20").funnel.map(\.count) == [10, 5, 4, 3, 2])
    #expect(report(on: "2026-06-29").funnel.map(\.count) == [10, 5, 3, 2, 2])
  }

  @Test("Survival counts only shops that are old enough")
  func survival() {
    let survival = report(on: "2026-11-20").survival
    #expect(survival.map(\.reached) == [2, 1])
    #expect(survival.map(\.open) == [1, 1])
    #expect(survival[0].rate?.text(decimals: 1) == "50.0")
    #expect(report(on: "2025-10-01").survival[1].rate == nil)
  }

  @Test("Jobs are those of open shops by the newest count, month by month")
  func jobs() {
    let now = report(on: "2026-11-20")
    #expect(now.jobs == 7)
    #expect(now.jobsOverTime.first?.day.text == "2025-09-30")
    #expect(now.jobsOverTime.first { $0.day.text == "2026-02-28" }?.people == 7)
    #expect(now.jobsOverTime.first { $0.day.text == "2026-06-30" }?.people == 5)
    #expect(now.jobsOverTime.last?.day.text == "2026-11-20")
  }

  @Test("Visits due, done and overdue; nothing of a later day counts")
  func visits() {
    let now = report(on: "2026-11-20").visits
    // s-1: four done; s-2: 1 and 3 months overdue, the rest dropped; s-3: one done, the second due since 8 November.
    #expect([now.due, now.done, now.overdue] == [8, 5, 2])
    #expect(now.rate?.text(decimals: 1) == "62.5")
    let then = report(on: "2025-10-01").visits
    #expect([then.due, then.done, then.overdue] == [1, 0, 0])
  }

  @Test("Support is added up in fen, by scheme and by day")
  func support() {
    let now = report(on: "2026-11-20")
    #expect(now.support.map(\.applied) == [2])
    #expect(now.granted == Money(yuan: 5_000))
    #expect(now.paid.fen == 500_000)
    #expect(report(on: "2026-02-15").granted == .zero)
  }

  @Test("The report is written as JSON and as a table with the same figures")
  func written() throws {
    let now = report(on: "2026-11-20")
    let json = try JSON(parsing: now.json.pretty)
    #expect(json["funnel"]?[4]?["count"]?.integer == 2)
    #expect(json["paidFen"]?.integer == 500_000)
    #expect(now.table(.zh).rows.contains(["带动就业（人）", "7"]))
    #expect(now.table(.en).rows.allSatisfy { $0.count == 2 })
  }

  @Test("An empty year is a report of zeros")
  func empty() {
    let none = OutcomesReport(OutcomesFacts(contestants: [], successful: [], shops: []), on: today)
    #expect(none.funnel.map(\.count) == [0, 0, 0, 0, 0])
    #expect(none.jobsOverTime.isEmpty)
    #expect(none.visits.rate == nil)
  }
}
