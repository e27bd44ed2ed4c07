// New shops and the support of shops: who opens one, what is applied for, granted, refused and paid.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Outcomes
internal import Pages
internal import Records

/// Answers officials who record what became of people.
struct OutcomeActsDesk: Sendable {
  let ports: OfficePorts
  let settings: SiteSettings
  let frames: Frames

  func addRoutes(to router: Router<SiteContext>) {
    router.get("/office/new-shop", use: newShop)
    router.post("/office/new-shop", use: open)
    router.get("/office/shops/:shop/support", use: support)
    router.post("/office/shops/:shop/support", use: apply)
    router.post("/office/shops/:shop/support/:case", use: step)
  }

  @Sendable func newShop(_ request: Request, _ context: SiteContext) async throws -> Response {
    let today = ports.now().day.text
    let person = request.uri.queryParameters.get("participation").map { String($0) } ?? ""
    return try await show(request, context, NewShopPage.Typed(participation: person, day: today))
  }

  @Sendable func open(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (caller, region) = try context.staff(may: .recordOutcomes, home: settings.region)
    let form = try await request.form(of: caller)
    let typed = NewShopPage.Typed(
      participation: form["participation"], name: form["name"], place: form["place"], day: form["day"])
    do {
      let shop = try await shop(
        typed, in: region, evidence: Evidence(rawValue: form["evidence"]), by: caller.actor)
      return .redirect("/office/shops/\(shop)?done=1")
    } catch let refusal as Refusal {
      return try await show(request, context, typed, faults: refusal.faults)
    }
  }

  /// Opens the shop for somebody who won or passed, and returns its id.
  private func shop(
    _ typed: NewShopPage.Typed, in region: String, evidence: Evidence?, by actor: String
  ) async throws -> String {
    let openers = try await ShowOpeners(ports)(region: region)
    guard let opener = openers.first(where: { $0.participation == typed.participation }) else {
      throw Refusal(Self.noOpener)
    }
    guard let evidence else { throw Trouble(.badRequest) }
    return try await OpenShop(ports)(
      name: typed.name, person: opener.person, participation: opener.participation, place: typed.place,
      intention: try Self.day(typed.day), evidence: evidence, region: region, by: actor)
  }

  @Sendable func support(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await show(support: request, context, isDone: request.uri.queryParameters.get("done") != nil)
  }

  @Sendable func apply(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (file, caller) = try await context.shop(ports, may: .recordOutcomes)
    let form = try await request.form(of: caller)
    let shop = file.shop
    return try await kept(request, context, shop.id) {
      _ = try await ApplySupport(ports)(
        scheme: form["scheme"], person: shop.person, shop: shop.id, months: Int(form["months"].foldedToPlain),
        amount: try Self.money(form["yuan"]), day: try Self.day(form["day"]), paper: form.optional("paper"),
        by: caller.actor)
    }
  }

  @Sendable func step(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (file, caller) = try await context.shop(ports, may: .recordOutcomes)
    let form = try await request.form(of: caller)
    let id = try context.parameter("case")
    guard file.cases.contains(where: { $0.support.id == id }),
      let kind = SupportCase.Step.Kind(rawValue: form["kind"])
    else { throw Trouble(.notFound) }
    return try await kept(request, context, file.shop.id) {
      try await record(kind, of: id, form, by: caller.actor)
    }
  }

  private func record(_ kind: SupportCase.Step.Kind, of id: String, _ form: FormReader, by actor: String)
    async throws
  {
    let day = try Self.day(form["day"])
    switch kind {
    case .granted:
      try await GrantSupport(ports)(
        case: id, amount: try Self.money(form["yuan"]), day: day, paper: form.optional("note"), by: actor)
    case .refused:
      try await GrantSupport(ports).refuse(case: id, day: day, reason: form["note"], by: actor)
    case .paid:
      try await PaySupport(ports)(
        case: id, amount: try Self.money(form["yuan"]), day: day, paper: form.optional("note"), by: actor)
    case .withdrawn:
      try await PaySupport(ports).withdraw(case: id, day: day, reason: form["note"], by: actor)
    case .applied: throw Trouble(.badRequest)
    }
  }
}

extension OutcomeActsDesk {
  /// Yuan as typed, to the fen; thousands may be set apart with commas.
  private static func money(_ typed: String) throws(Refusal) -> Money {
    let plain = typed.foldedToPlain
    let parts = plain.split(separator: ",", omittingEmptySubsequences: false)
    let isGrouped =
      parts.count == 1
      || (1...3).contains(parts[0].count)
        && parts.dropFirst().allSatisfy { $0.prefix { $0 != "." }.count == 3 }
    guard isGrouped, let money = Money(parts.joined()) else {
      throw Refusal(
        Fault(
          "money", zh: "“\(typed)”不是金额", en: "\"\(typed)\" is no amount",
          suggestion: Words(zh: "填元，例如 3000 或 3000.50", en: "give yuan, such as 3000 or 3000.50")))
    }
    return money
  }

  private static func day(_ typed: String) throws(Refusal) -> Day {
    guard let day = Day(typed) else { throw Refusal(noDay) }
    return day
  }

  private static let noDay = Fault("day", zh: "请填日期", en: "a day is needed")
  private static let noOpener = Fault(
    "shop-opener", zh: "请选择获奖或考核合格的人", en: "choose somebody who won or passed")

  private func kept(
    _ request: Request, _ context: SiteContext, _ shop: String, _ act: () async throws -> Void
  ) async throws -> Response {
    do { try await act() } catch let refusal as Refusal {
      return try await show(support: request, context, faults: refusal.faults)
    }
    return .redirect("/office/shops/\(shop)/support?done=1")
  }

  private func show(
    _ request: Request, _ context: SiteContext, _ typed: NewShopPage.Typed, faults: [Fault] = []
  ) async throws -> Response {
    let (_, region) = try context.staff(may: .recordOutcomes, home: settings.region)
    let openers = try await ShowOpeners(ports)(region: region)
    let frame = frames.frame(request, context, at: "/office/new-shop")
    var page = NewShopPage(
      openers: openers.map {
        NewShopPage.Opener(
          participation: $0.participation, name: $0.name, number: $0.number, event: $0.event, shop: $0.shop)
      }, typed: typed, faults: faults
    ).page(frame)
    if !faults.isEmpty { page.status = 422 }
    return .page(page, frame)
  }

  private func show(
    support request: Request, _ context: SiteContext, faults: [Fault] = [], isDone: Bool = false
  ) async throws -> Response {
    let (file, caller) = try await context.shop(ports, may: .seeOutcomes)
    let schemes = try await KeepSchemes(ports).all(region: file.region).filter {
      $0.isValid(on: file.today)
    }
    let frame = frames.frame(request, context, at: "/office/shops/\(file.shop.id)/support")
    var page = SupportPage(
      shop: file.shop, owner: file.owner, today: file.today, schemes: schemes,
      cases: file.cases.map { (support: $0.support, title: $0.title) },
      mayWrite: caller.may(.recordOutcomes, region: file.region), faults: faults,
      done: isDone ? Words(zh: "已登记", en: "Recorded") : nil
    ).page(frame)
    if !faults.isEmpty { page.status = 422 }
    return .page(page, frame)
  }
}
