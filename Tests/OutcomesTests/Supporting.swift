// Support: dated schemes, limits, one-off and no double claim, steps in order.

import Basics
import Outcomes
import Testing

private let grant = Scheme(
  id: "grant", title: Words(zh: "创业补贴", en: "Grant"), kind: .grant, limit: .once(Money(yuan: 5_000)),
  validFrom: day("2026-01-01"), validTo: day("2026-12-31"), source: "示例", group: "start-up", monthsOpen: 3,
  peopleNeeded: 2)
private let rival = Scheme(
  id: "rival", title: Words(zh: "返乡补贴", en: "Rival"), kind: .grant, limit: .once(Money(yuan: 3_000)),
  validFrom: day("2026-01-01"), source: "示例", group: "start-up")
private let rent = Scheme(
  id: "rent", title: Words(zh: "租赁补贴", en: "Rent"), kind: .rent,
  limit: .monthly(Money(yuan: 500), months: 36),
  validFrom: day("2026-01-01"), source: "示例")

private let open = shop("shop-1", opened(on: "2026-05-12"), jobs: [("2026-06-12", 3)])

private func step(_ kind: SupportCase.Step.Kind, _ on: String, yuan: Int? = nil, reason: String? = nil)
  -> SupportCase.Step
{
  SupportCase.Step(
    kind: kind, day: day(on), amount: yuan.map { Money(yuan: $0) }, by: "account:official", reason: reason)
}

private func one(
  _ steps: [SupportCase.Step] = [], id: String = "c-1", scheme: Scheme = grant, person: String = "p-1",
  shop: String? = "shop-1", months: Int? = nil
) -> SupportCase {
  SupportCase(id: id, scheme: scheme.id, person: person, shop: shop, months: months, steps: steps)
}

private func codes(
  _ one: SupportCase, _ step: SupportCase.Step, scheme: Scheme = grant, others: [SupportCase] = [],
  shop: Shop? = open
) -> [String] {
  one.faults(
    adding: step,
    in: SupportSituation(
      scheme: scheme, schemes: [grant, rival, rent], others: others, shop: shop, today: today)
  ).map(\.code)
}

@Suite("Supporting")
struct Supporting {
  @Test("Applied, granted, paid in two sums: the straight way")
  func straight() {
    var steps: [SupportCase.Step] = []
    for next in [
      step(.applied, "2026-08-20", yuan: 5_000), step(.granted, "2026-09-08", yuan: 4_000),
      step(.paid, "2026-09-20", yuan: 1_500), step(.paid, "2026-10-20", yuan: 2_500),
    ] {
      #expect(codes(one(steps), next) == [])
      steps.append(next)
    }
    #expect(one(steps).amount(.paid) == Money(yuan: 4_000))
    #expect(codes(one(steps), step(.paid, "2026-10-21", yuan: 1)) == ["support-overpaid"])
  }

  @Test("Limits: of the scheme, of the application, of the grant")
  func limits() {
    #expect(codes(one(), step(.applied, "2026-08-20", yuan: 5_001)) == ["support-limit"])
    let applied = one([step(.applied, "2026-08-20", yuan: 3_000)])
    #expect(codes(applied, step(.granted, "2026-09-08", yuan: 3_001)) == ["support-above-application"])
    #expect(codes(one(), step(.applied, "2026-08-20", yuan: 0)) == ["support-amount"])
    #expect(
      codes(one(scheme: rent, months: 6), step(.applied, "2026-08-20", yuan: 3_000), scheme: rent) == [])
    #expect(
      codes(one(scheme: rent, months: 6), step(.applied, "2026-08-20", yuan: 3_001), scheme: rent) == [
        "support-limit"
      ])
    #expect(
      codes(one(scheme: rent, months: 37), step(.applied, "2026-08-20", yuan: 500), scheme: rent) == [
        "support-months"
      ])
  }

  @Test("A scheme holds on its days only; what it asks of the shop is asked on the day of the application")
  func conditions() {
    #expect(codes(one(), step(.applied, "2026-08-11", yuan: 5_000)) == ["support-months-open"])
    #expect(codes(one(), step(.applied, "2026-08-12", yuan: 5_000)) == [])
    let alone = shop("shop-1", opened(on: "2026-05-12"), jobs: [("2026-06-12", 1)])
    #expect(codes(one(), step(.applied, "2026-08-20", yuan: 5_000), shop: alone) == ["support-people"])
    #expect(codes(one(shop: nil), step(.applied, "2026-08-20", yuan: 5_000), shop: nil) == ["support-shop"])
    #expect(
      codes(one(scheme: rival), step(.applied, "2025-12-31", yuan: 5), scheme: rival) == ["support-not-valid"]
    )
  }

  @Test("Nobody gets a one-off twice, nor for a shop that a relative has taken over")
  func once() {
    let applied = step(.applied, "2026-08-20", yuan: 5_000)
    let earlier = one([step(.applied, "2026-08-15", yuan: 5_000)], id: "c-0")
    #expect(codes(one(), applied, others: [earlier]) == ["support-once"])
    let relative = one([step(.applied, "2026-08-15", yuan: 5_000)], id: "c-0", person: "p-2")
    #expect(codes(one(), applied, others: [relative]) == ["support-shop-once"])
    let refused = one(
      [step(.applied, "2026-08-15", yuan: 5_000), step(.refused, "2026-08-16", reason: "材料不全")], id: "c-0")
    #expect(codes(one(), applied, others: [refused]) == [])
  }

  @Test("Schemes of one group exclude each other")
  func group() {
    let earlier = one([step(.applied, "2026-08-15", yuan: 3_000)], id: "c-0", scheme: rival)
    #expect(codes(one(), step(.applied, "2026-08-20", yuan: 5_000), others: [earlier]) == ["support-group"])
    let other = one([step(.applied, "2026-08-15", yuan: 3_000)], id: "c-0", scheme: rent, months: 6)
    #expect(codes(one(), step(.applied, "2026-08-20", yuan: 5_000), others: [other]) == [])
  }

  @Test("Steps come in their order, with their days and reasons")
  func steps() {
    #expect(codes(one(), step(.granted, "2026-08-20", yuan: 1)).contains("support-step"))
    let applied = one([step(.applied, "2026-08-20", yuan: 5_000)])
    #expect(codes(applied, step(.granted, "2026-08-19", yuan: 5_000)) == ["support-order"])
    #expect(codes(applied, step(.refused, "2026-08-21")) == ["support-reason"])
    #expect(codes(applied, step(.granted, "2026-11-21", yuan: 5_000)) == ["support-future"])
    let over = one([step(.applied, "2026-08-20", yuan: 5), step(.withdrawn, "2026-08-21", reason: "改领其他")])
    #expect(codes(over, step(.granted, "2026-08-22", yuan: 5)).contains("support-step"))
  }

  @Test("A scheme names its source, a limit and days in order")
  func scheme() {
    var wrong = grant
    wrong.source = " "
    wrong.validTo = day("2025-12-31")
    wrong.limit = .once(.zero)
    #expect(wrong.faults.map(\.code) == ["scheme-days", "scheme-source", "scheme-limit"])
    #expect(grant.isValid(on: day("2026-12-31")) && !grant.isValid(on: day("2027-01-01")))
  }
}
