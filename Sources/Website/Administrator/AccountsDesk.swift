// Accounts in the browser, for administrators of a county.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Office
internal import Pages
internal import Records

/// Answers administrators.
struct AccountsDesk: Sendable {
  static let path = "/office/accounts"
  let ports: OfficePorts
  let settings: SiteSettings
  let frames: Frames

  func addRoutes(to router: Router<SiteContext>) {
    router.get("/office/accounts", use: page)
    router.post("/office/accounts", use: add)
    router.post("/office/accounts/:account/reset", use: reset)
    router.post("/office/accounts/:account/disable", use: disable)
    router.post("/office/accounts/:account/enable", use: enable)
    router.post("/office/accounts/:account/roles", use: roles)
  }

  @Sendable func page(_ request: Request, _ context: SiteContext) async throws -> Response {
    let done: Words? =
      switch request.uri.queryParameters.get("done") {
      case "disable": Words(zh: "账户已停用", en: "the account is shut out")
      case "enable": Words(zh: "账户已启用", en: "the account is let in again")
      case "roles": Words(zh: "角色已保存", en: "the roles are kept")
      default: nil
      }
    return try await show(request, context, done: done)
  }

  @Sendable func add(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (caller, region) = try context.staff(may: .keepAccounts, home: settings.region)
    let form = try await request.form(of: caller)
    let roles = Role.allCases.filter { form["role.\($0.rawValue)"] == "1" }
    let event = form.optional("event")
    do {
      if let event { try await requireOwn(event: event, region) }
      let password = try await OneTimePasswords(ports).add(
        login: form["login"], name: form["name"], roles: roles, region: region, event: event, by: caller.actor
      )
      return try await show(request, context, fresh: (form["login"], password))
    } catch let refusal as Refusal {
      var typed = ["name": form["name"], "login": form["login"], "event": form["event"]]
      for role in roles { typed["role.\(role.rawValue)"] = "1" }
      return try await show(request, context, faults: refusal.faults, typed: typed)
    }
  }

  @Sendable func reset(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (line, caller) = try await own(context)
    _ = try await request.form(of: caller)
    let login = line.account.login
    let password = try await OneTimePasswords(ports).reset(login: login, by: caller.actor)
    return try await show(request, context, fresh: (login, password))
  }

  @Sendable func disable(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await setActive(false, request, context)
  }

  @Sendable func enable(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await setActive(true, request, context)
  }

  private func setActive(_ active: Bool, _ request: Request, _ context: SiteContext) async throws -> Response
  {
    let (line, caller) = try await own(context)
    _ = try await request.form(of: caller)
    do {
      try await KeepAccounts(ports).setActive(active, account: line.account.id, by: caller.actor)
    } catch let refusal as Refusal {
      return try await show(request, context, faults: refusal.faults)
    }
    return .redirect("\(Self.path)?done=\(active ? "enable" : "disable")")
  }

  @Sendable func roles(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (line, caller) = try await own(context)
    let (_, region) = try context.staff(may: .keepAccounts, home: settings.region)
    let form = try await request.form(of: caller)
    let whole = Role.allCases.filter { form["role.\($0.rawValue)"] == "1" }.map { role in
      line.grants.first { $0.role == role && $0.region == region && $0.event == nil }
        ?? RoleGrant(role: role, region: region)
    }
    let single = line.grants.filter { grant in
      grant.region == region && grant.event != nil && form["grant.\(Self.name(grant))"] == "1"
    }
    do {
      try await ChangeRoles(ports)(whole + single, account: line.account.id, region: region, by: caller.actor)
    } catch let refusal as Refusal {
      return try await show(request, context, faults: refusal.faults)
    }
    return .redirect(Self.path + "?done=roles")
  }
}

extension AccountsDesk {
  /// The account of the address, if every right that it has lies in the caller's hands.
  private func own(_ context: SiteContext) async throws -> (AccountLine, Caller) {
    let caller = try context.staff(may: .keepAccounts)
    let id = try context.parameter("account")
    guard let line = try await OneTimePasswords(ports).list().first(where: { $0.account.id == id }),
      Self.mayChange(line, caller)
    else { throw Trouble(.notFound) }
    return (line, caller)
  }

  private static func mayChange(_ line: AccountLine, _ caller: Caller) -> Bool {
    let regions = caller.regions(may: .keepAccounts)
    return !line.grants.isEmpty && line.grants.allSatisfy { regions.contains($0.region) }
  }

  private func requireOwn(event: String, _ region: String) async throws {
    guard try await ShowEvents(ports).event(event)?.event.region == region else {
      throw Refusal(Fault("event-unknown", zh: "没有这项活动", en: "there is no such event"))
    }
  }

  fileprivate static func name(_ grant: RoleGrant) -> String { "\(grant.role.rawValue)@\(grant.event ?? "")" }

  private func show(
    _ request: Request, _ context: SiteContext, fresh: (login: String, password: String)? = nil,
    faults: [Fault] = [], done: Words? = nil, typed: [String: String] = [:]
  ) async throws -> Response {
    let (caller, region) = try context.staff(may: .keepAccounts, home: settings.region)
    let events = try await ShowEvents(ports)().map(\.event).filter { $0.region == region }
    let titles = Dictionary(events.map { ($0.id, $0.title) }) { first, _ in first }
    let lines = try await OneTimePasswords(ports).list().filter { line in
      line.grants.contains { $0.region == region }
    }
    let frame = frames.frame(request, context, at: Self.path)
    var page = AccountsPage(
      accounts: lines.map { AccountsPage.Account($0, region, titles, mayChange: Self.mayChange($0, caller)) },
      roles: Role.allCases.map { .init(id: $0.rawValue, title: Frames.title($0), tells: Self.tells($0)) },
      events: events.filter { $0.state != .archived }.map { ($0.id, $0.title) }, fresh: fresh, faults: faults,
      done: done, typed: typed
    ).page(frame)
    if !faults.isEmpty { page.status = 422 }
    return .page(page, frame)
  }

  /// What a role is for, in a few words.
  private static func tells(_ role: Role) -> Words {
    switch role {
    case .administrator: Words(zh: "管账户、备份，并能做其他角色的一切", en: "accounts, copies, and all that others may do")
    case .organizer: Words(zh: "筹备、公布、签发证书", en: "sets events up, publishes, issues certificates")
    case .chief: Words(zh: "看全部评分，处理迟到的评分表", en: "sees all marks, decides on late sheets")
    case .official: Words(zh: "门店、扶持、回访、证书", en: "shops, support, visits, certificates")
    case .clerk: Words(zh: "考务：核验身份、登分", en: "the exam desk: identities and theory marks")
    case .supervisor: Words(zh: "只看不改，包括审计", en: "sees everything, the audit too, and changes nothing")
    }
  }
}

extension AccountsPage.Account {
  fileprivate init(_ line: AccountLine, _ region: String, _ events: [String: Words], mayChange: Bool) {
    let grants = line.grants.filter { $0.region == region }
    self.init(
      id: line.account.id, login: line.account.login, name: line.account.name,
      roles: grants.filter { $0.event == nil }.map(\.role.rawValue),
      single: grants.filter { $0.event != nil }.map { grant in
        let role = Frames.title(grant.role)
        let event = events[grant.event ?? ""] ?? Words(zh: grant.event ?? "", en: grant.event ?? "")
        return (
          AccountsDesk.name(grant), Words(zh: "\(role.zh)（\(event.zh)）", en: "\(role[.en]) (\(event[.en]))")
        )
      }, isActive: line.account.isActive, mustChange: line.account.mustChange, mayChange: mayChange)
  }
}
