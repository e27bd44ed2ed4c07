// What officials look after: shops, visits, support, and the report of what became of it all.

internal import Basics
internal import Hummingbird
internal import Office
internal import Outcomes
internal import Pages
internal import Records

/// Answers officials.
struct OfficialDesk: Sendable {
  let ports: OfficePorts
  let settings: SiteSettings
  let frames: Frames

  @Sendable func shops(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (_, region) = try context.staff(may: .seeOutcomes, home: settings.region)
    let lines = try await ShopRegister(ports)(region: region)
    let due = try await PlanVisits(ports)(region: region, days: 0).filter {
      $0.visit.state != .ahead
    }
    let page = ShopsPage(
      lines: lines.map {
        ShopsPage.Line(
          shop: $0.shop, owner: $0.owner, event: $0.event, state: $0.state, jobs: $0.jobs,
          nextVisit: $0.nextVisit,
          granted: $0.granted)
      },
      due: due.map { (shop: $0.shop.id, name: $0.shop.name, owner: $0.owner, visit: $0.visit) })
    let frame = frames.frame(request, context)
    return .page(page.page(frame), frame)
  }

  @Sendable func shop(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await show(request, context, isDone: request.uri.queryParameters.get("done") != nil)
  }

  @Sendable func stage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (file, caller) = try await context.shop(ports, may: .recordOutcomes)
    let form = try await request.form(of: caller)
    let shop = file.shop.id
    guard let stage = Stage(rawValue: form["stage"]), let day = Day(form["day"]),
      let evidence = Evidence(rawValue: form["evidence"])
    else { throw Trouble(.badRequest) }
    return try await kept(request, context, shop: shop) {
      try await RecordStage(ports)(
        shop: shop, stage: stage, day: day, paper: form.optional("paper"), evidence: evidence,
        by: caller.actor)
    }
  }

  @Sendable func visit(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (file, caller) = try await context.shop(ports, may: .recordOutcomes)
    let form = try await request.form(of: caller)
    let shop = file.shop.id
    guard let day = Day(form["day"]), let way = Visit.Way(rawValue: form["way"]),
      let found = ShopState(rawValue: form["found"])
    else { throw Trouble(.badRequest) }
    let (month, people) = (form["month"].foldedToPlain, form["people"].foldedToPlain)
    guard month.isEmpty || Int(month) != nil, people.isEmpty || Int(people) != nil else {
      throw Trouble(.unprocessableContent, [Self.notANumber], goTo: "/office/shops/\(shop)")
    }
    return try await kept(request, context, shop: shop) {
      try await RecordVisit(ports)(
        shop: shop, month: Int(month), day: day, way: way, found: found, people: Int(people),
        needs: form.optional("needs"), by: caller.actor)
    }
  }

  private static let notANumber = Fault(
    "visit-number", zh: "月份和人数要填数字", en: "month and people must be whole numbers")

  @Sendable func outcomes(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (_, region) = try context.staff(may: .seeOutcomes, home: settings.region)
    let report = try await OutcomesReportOf(ports)(
      .region, region: region, winners: try await ShowWinners(ports)())
    let frame = frames.frame(request, context)
    let page = OutcomesPage(
      title: Words(zh: "从手艺到门店：成效报告", en: "From skill to shop: what became of it"), report: report)
    return .page(page.page(frame), frame)
  }

  private func kept(
    _ request: Request, _ context: SiteContext, shop: String, _ act: () async throws -> [Fault]
  ) async throws -> Response {
    do {
      let odd = try await act()
      return odd.isEmpty
        ? .redirect("/office/shops/\(shop)?done=1")
        : try await show(request, context, faults: odd, isDone: true)
    } catch let refusal as Refusal {
      return try await show(request, context, faults: refusal.faults)
    }
  }

  private func show(
    _ request: Request, _ context: SiteContext, faults: [Fault] = [], isDone: Bool = false
  ) async throws -> Response {
    let (file, caller) = try await context.shop(ports, may: .seeOutcomes)
    let frame = frames.frame(request, context)
    var page = ShopPage(
      shop: file.shop, owner: file.owner, today: file.today, visits: file.visits,
      cases: file.cases.map { (support: $0.support, title: $0.title) },
      mayWrite: caller.may(.recordOutcomes, region: file.region),
      faults: faults, done: isDone ? Words(zh: "已登记", en: "Recorded") : nil
    ).page(frame)
    if !faults.isEmpty, !isDone { page.status = 422 }
    return .page(page, frame)
  }
}

extension SiteContext {
  /// The shop of the address, if the act is the caller's for its region.
  func shop(_ ports: OfficePorts, may act: Act) async throws -> (file: ShopFile, caller: Caller) {
    _ = try staff(may: act)
    guard let file = try await ShowShop(ports)(try parameter("shop")) else { throw Trouble(.notFound) }
    return (file, try staff(may: act, region: file.region))
  }
}
