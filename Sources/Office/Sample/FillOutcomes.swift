// The sample's certificates and what became of its winners.

internal import Basics
internal import Certificates
internal import Exams
internal import Judging
internal import Outcomes
internal import Records
internal import Rubrics
internal import SQL

extension FillSample {
  func issueCertificates() async throws {
    progress(Words(zh: "制发获奖证书", en: "award certificates"))
    goTo(SampleData.contestDay.adding(days: 8))
    for event in [SampleData.contestID, SampleData.classID] {
      if event == SampleData.classID { goTo(SampleData.classDay.adding(days: 8)) }
      let awards = try await CertificateClaims(ports).awards(event: event)
      _ = try await IssueCertificates(desk: desk)(awards, by: Self.actor, at: ports.now())
    }
    progress(Words(zh: "制发结业证书", en: "completion certificates"))
    for event in data.events where event.kind == .exam {
      goTo(event.day.adding(days: 10))
      let passes = try await CertificateClaims(ports).passes(event: event.id, period: SampleData.retakePeriod)
      _ = try await IssueCertificates(desk: desk)(passes, by: Self.actor, at: ports.now())
    }
    goTo(SampleData.classDay.adding(days: 5))
    let completions = try await CertificateClaims(ports).completions(
      data.completions.map { one in
        CertificateClaims.Completion(
          participation: one.participation, course: one.course.zh, hours: String(one.hours), from: one.from,
          to: one.to,
          result: one.result.zh)
      }, event: SampleData.classID)
    _ = try await IssueCertificates(desk: desk)(completions, by: Self.actor, at: ports.now())
  }

  func addOutcomes() async throws {
    let region = SampleData.region.id
    let winners = try await WinnersOf(ports)(event: SampleData.contestID)
    for scheme in SampleData.schemes {
      goTo(SampleData.contestDay)
      try await KeepSchemes(ports).add(scheme, region: region, by: Self.actor)
    }
    for story in data.shops(of: winners) {
      for row in story.stages where row.stage == .intention {
        goTo(row.day)
        _ = try await OpenShop(ports)(
          name: story.name, person: story.person, participation: story.participation, place: story.place,
          intention: row.day, evidence: row.evidence, region: region, id: story.id, by: Self.actor)
      }
      for row in story.stages where row.stage != .intention {
        goTo(row.day)
        _ = try await RecordStage(ports)(
          shop: story.id, stage: row.stage, day: row.day, paper: row.paper, evidence: row.evidence,
          by: Self.actor)
      }
      for visit in story.visits {
        goTo(visit.day)
        _ = try await RecordVisit(ports)(
          shop: story.id, month: visit.month, day: visit.day, way: visit.way, found: visit.found,
          people: visit.people,
          needs: visit.needs, by: Self.actor)
      }
      try await addSupport(story)
    }
    goTo(SampleData.today)
  }

  private func addSupport(_ story: SampleData.ShopStory) async throws {
    for row in story.support {
      goTo(row.appliedOn)
      _ = try await ApplySupport(ports)(
        scheme: row.scheme, person: story.person, shop: story.id, months: row.months, amount: row.appliedFor,
        day: row.appliedOn, id: row.id, by: Self.actor)
      if let day = row.grantedOn, let amount = row.granted {
        goTo(day)
        try await GrantSupport(ports)(case: row.id, amount: amount, day: day, by: Self.actor)
      }
      if let reason = row.refusedBecause, let day = row.grantedOn ?? row.paidOn {
        goTo(day)
        try await GrantSupport(ports).refuse(case: row.id, day: day, reason: reason, by: Self.actor)
      }
      if let day = row.paidOn, let amount = row.granted {
        goTo(day)
        try await PaySupport(ports)(case: row.id, amount: amount, day: day, by: Self.actor)
      }
    }
  }
}
