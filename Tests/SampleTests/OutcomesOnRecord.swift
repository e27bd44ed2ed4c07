// Shops, visits and support through the office: dated facts added, nothing overwritten, all on record.

import Basics
import Office
import Outcomes
import Records
import SQL
import Testing

private let actor = "account:official"
private let region = SampleData.region.id

private func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

@Suite("Outcomes on record")
struct OutcomesOnRecord {
  /// The whole sample story told through the acts, each on its day.
  private func told() async throws -> Desk {
    let desk = try await Desk()
    let ports = desk.ports
    for scheme in SampleData.schemes { try await KeepSchemes(ports).add(scheme, region: region, by: actor) }
    let winners = desk.data.participations.filter { $0.event == "chef-2026" }.map(\.id)
    for story in desk.data.shops(of: winners) {
      desk.goTo(story.stages[0].day.text)
      try await OpenShop(ports)(
        name: story.name, person: story.person, participation: story.participation, place: story.place,
        intention: story.stages[0].day, evidence: story.stages[0].evidence, region: region, id: story.id,
        by: actor)
      for row in story.stages.dropFirst() {
        desk.goTo(row.day.text)
        let odd = try await RecordStage(ports)(
          shop: story.id, stage: row.stage, day: row.day, paper: row.paper, evidence: row.evidence, by: actor)
        #expect(odd.isEmpty)
      }
      for visit in story.visits {
        desk.goTo(visit.day.text)
        try await RecordVisit(ports)(
          shop: story.id, month: visit.month, day: visit.day, way: visit.way, found: visit.found,
          people: visit.people,
          needs: visit.needs, by: actor)
      }
      for row in story.support {
        desk.goTo(row.appliedOn.text)
        try await ApplySupport(ports)(
          scheme: row.scheme, person: story.person, shop: story.id, months: row.months,
          amount: row.appliedFor,
          day: row.appliedOn, id: row.id, by: actor)
        guard let decided = row.grantedOn else { continue }
        desk.goTo(decided.text)
        if let reason = row.refusedBecause {
          try await GrantSupport(ports).refuse(case: row.id, day: decided, reason: reason, by: actor)
        }
        if let granted = row.granted {
          try await GrantSupport(ports)(case: row.id, amount: granted, day: decided, by: actor)
          if let paid = row.paidOn {
            desk.goTo(paid.text)
            try await PaySupport(ports)(case: row.id, amount: granted, day: paid, by: actor)
          }
        }
      }
    }
    desk.goTo(SampleData.today.text)
    return desk
  }

  @Test("The sample's shops are told without a refusal, and the report counts them")
  func report() async throws {
    let desk = try await told()
    let winners = Set(desk.data.participations.filter { $0.event == "chef-2026" }.prefix(22).map(\.id))
    let report = try await OutcomesReportOf(desk.ports)(.event("chef-2026"), region: region, winners: winners)
    #expect(report.funnel.map(\.count) == [40, 21, 8, 6, 5])
    #expect(report.survival[0].reached == 3)
    #expect(report.survival[0].open == 2)
    #expect(report.jobs == 24)
    #expect([report.visits.due, report.visits.done, report.visits.overdue] == [13, 11, 1])
    #expect(report.granted == Money(yuan: 21_000))
    #expect(report.paid == Money(yuan: 16_000))
    let year = try await OutcomesReportOf(desk.ports)(.year(2025), region: region, winners: winners)
    #expect(year.funnel.map(\.count) == [0, 0, 0, 0, 0])
  }

  @Test("The register shows open shops first, with owner, credit code, jobs and the next visit")
  func register() async throws {
    let desk = try await told()
    let lines = try await ShopRegister(desk.ports)(region: region)
    #expect(lines.map(\.state) == [.open, .open, .open, .open, .open, .preparing, .preparing, .cancelled])
    #expect(lines.map(\.shop.id).first == "shop-02")
    let one = try #require(lines.first { $0.shop.id == "shop-01" })
    #expect(one.jobs == 6)
    #expect(one.creditCode == "92522699MA00000153")
    #expect(one.nextVisit?.month == 12)
    #expect(one.granted == Money(yuan: 11_000))
    #expect(one.shop.isSample)
    let due = try await PlanVisits(desk.ports)(region: region)
    #expect(
      due.map { "\($0.shop.id) \($0.visit.month) \($0.visit.state)" } == [
        "shop-02 6 overdue", "shop-04 3 due", "shop-03 6 ahead",
      ])
  }

  @Test("The same grant is not claimed twice, and a wrong day is corrected without being lost")
  func rules() async throws {
    let desk = try await told()
    let owner = try #require(try await desk.ports.engine.read { try $0.shop("shop-01") }).person
    #expect(
      try await refusal {
        try await ApplySupport(desk.ports)(
          scheme: "start-up-2026", person: owner, shop: "shop-01", amount: Money(yuan: 1),
          day: SampleData.today, by: actor)
      } == ["support-once"])
    #expect(
      try await refusal {
        try await PaySupport(desk.ports)(
          case: "support-01", amount: Money(fen: 1), day: SampleData.today, by: actor)
      } == ["support-overpaid"])
    let wrong = try #require(
      try await desk.ports.engine.read { try $0.shop("shop-08")?.course.facts.last { $0.stage == .site } })
    try await RecordStage(desk.ports)(
      shop: "shop-08", stage: .site, day: day("2026-11-04"), evidence: .seen, note: "日期记错",
      replaces: wrong.id, by: actor)
    let course = try #require(try await desk.ports.engine.read { try $0.shop("shop-08")?.course })
    #expect(course.recorded.count == 3 && course.facts.count == 2)
    #expect(
      try await refusal {
        try await RecordStage(desk.ports)(
          shop: "shop-08", stage: .opened, day: day("2026-11-10"), evidence: .seen, by: actor)
      } == ["stage-before"])
  }

  @Test("A visit that finds a shop closed says so; the plan of visits is settable")
  func visits() async throws {
    let desk = try await told()
    let odd = try await RecordVisit(desk.ports)(
      shop: "shop-02", month: 6, day: SampleData.today, way: .onSite, found: .suspended, people: 0, by: actor)
    #expect(odd.map(\.code) == ["visit-differs"])
    try await PlanVisits(desk.ports).setPlan(VisitPlan(months: [2, 24], grace: 7), region: region, by: actor)
    #expect(try await PlanVisits(desk.ports).plan(region: region).months == [2, 24])
    #expect(
      try await refusal {
        try await PlanVisits(desk.ports).setPlan(VisitPlan(months: []), region: region, by: actor)
      } == ["visit-plan"])
    #expect(try await desk.audited("visit.plan") == 1)
  }
}
