// Accounts of staff for the administrator: who may do what, new ones, new passwords, shutting out and letting in.

public import Basics

/// The accounts of a county.
public struct AccountsPage: Sendable {
  /// A role that can be given.
  public struct Role: Sendable {
    public var id: String
    public var title: Words
    /// What it lets somebody do, in a few words.
    public var tells: Words

    public init(id: String, title: Words, tells: Words) {
      self.id = id
      self.title = title
      self.tells = tells
    }
  }

  public struct Account: Sendable {
    public var id: String
    public var login: String
    public var name: String
    /// Roles that hold for the whole county.
    public var roles: [String]
    /// Roles for one event: the grant's id and what it is.
    public var single: [(id: String, title: Words)]
    public var isActive: Bool
    /// Has not chosen a password of her own yet.
    public var mustChange: Bool
    /// False where the account has roles in another county too, whose administrators have a say.
    public var mayChange: Bool

    public init(
      id: String, login: String, name: String, roles: [String], single: [(id: String, title: Words)],
      isActive: Bool, mustChange: Bool, mayChange: Bool
    ) {
      self.id = id
      self.login = login
      self.name = name
      self.roles = roles
      self.single = single
      self.isActive = isActive
      self.mustChange = mustChange
      self.mayChange = mayChange
    }
  }

  public var accounts: [Account]
  public var roles: [Role]
  public var events: [(id: String, title: Words)]
  /// A password that was just made, shown this once.
  public var fresh: (login: String, password: String)?
  public var faults: [Fault]
  public var done: Words?
  /// What was typed for a new account.
  public var typed: [String: String]

  public init(
    accounts: [Account], roles: [Role], events: [(id: String, title: Words)],
    fresh: (login: String, password: String)? = nil, faults: [Fault] = [], done: Words? = nil,
    typed: [String: String] = [:]
  ) {
    self.accounts = accounts
    self.roles = roles
    self.events = events
    self.fresh = fresh
    self.faults = faults
    self.done = done
    self.typed = typed
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("账户", "Accounts"),
      body: .several([
        el("h1", text: frame.say("工作人员账户", "Accounts of staff")),
        done.map { done in
          el("p", .class("card"), Attribute("role", "status")) { state(.good, frame.say(done), "good") }
        } ?? .nothing,
        faults.isEmpty ? .nothing : faultBox(faults, frame),
        fresh.map { password($0, frame) } ?? .nothing,
        .several(accounts.map { card($0, frame) }),
        adding(frame),
      ]))
  }

  private func password(_ fresh: (login: String, password: String), _ frame: Frame) -> HTML {
    el("section", .class("card"), .id("password"), Attribute("role", "status")) {
      el("h2", text: frame.say("一次性口令，只显示这一次", "One-time password, shown this once"))
      facts([
        (frame.say("登录名", "Login"), el("span", .class("code"), text: fresh.login)),
        (frame.say("口令", "Password"), el("span", .class("code total"), .id("fresh"), text: fresh.password)),
      ])
      el(
        "p", .class("soft"),
        text: frame.say(
          "抄给本人。第一次登录后必须换成自己的口令。", "Hand it over. The first sign-in asks for a password of her own."))
    }
  }

  private func card(_ account: Account, _ frame: Frame) -> HTML {
    el("section", .class("card"), .id("account-\(account.login)")) {
      el("h2") {
        account.name
        el("span", .class("soft small"), text: " \(account.login)")
      }
      el("p") {
        titles(account).map { el("span", .class("badge"), text: frame.say($0)) }
        " "
        standing(account, frame)
      }
      if account.mayChange {
        el("details") {
          el("summary", text: frame.say("修改", "Change"))
          rolesForm(account, frame)
          el("div", .class("actions")) {
            act(
              account, "reset", frame.say("重设口令", "New password"), "button plain", frame)
            account.isActive
              ? act(account, "disable", frame.say("停用", "Shut out"), "button warn", frame)
              : act(account, "enable", frame.say("重新启用", "Let in again"), "button", frame)
          }
        }
      } else {
        el(
          "p", .class("soft small"),
          text: frame.say(
            "此账户也属于别的地区，这里不能修改。", "This account belongs to another county too and is not changed here."))
      }
    }
  }

  private func titles(_ account: Account) -> [Words] {
    roles.filter { account.roles.contains($0.id) }.map(\.title) + account.single.map(\.title)
  }

  private func standing(_ account: Account, _ frame: Frame) -> HTML {
    guard account.isActive else { return state(.bad, frame.say("已停用", "shut out"), "bad") }
    return account.mustChange
      ? state(.attention, frame.say("口令待修改", "has yet to choose a password"), "warn")
      : state(.good, frame.say("有效", "active"), "good")
  }

  private func rolesForm(_ account: Account, _ frame: Frame) -> HTML {
    form("/office/accounts/\(account.id)/roles", csrf: frame.csrf) {
      choices(frame, prefix: account.id) { account.roles.contains($0) }
      for grant in account.single {
        check("grant.\(grant.id)", frame.say(grant.title), isChecked: true)
      }
      submit(frame.say("保存角色", "Keep the roles"))
    }
  }

  private func act(_ account: Account, _ name: String, _ label: String, _ style: String, _ frame: Frame)
    -> HTML
  {
    form("/office/accounts/\(account.id)/\(name)", csrf: frame.csrf) { submit(label, class: style) }
  }

  private func choices(_ frame: Frame, prefix: String, _ isChosen: (String) -> Bool) -> HTML {
    el("div", .class("field"), Attribute("role", "group"), Attribute("aria-labelledby", "roles-\(prefix)")) {
      el("span", .class("label"), .id("roles-\(prefix)"), text: frame.say("角色", "Roles"))
      roles.map { role in
        check(
          "role.\(role.id)", frame.say(role.title), tells: frame.say(role.tells), isChecked: isChosen(role.id)
        )
      }
    }
  }

  private func check(_ name: String, _ text: String, tells: String = "", isChecked: Bool) -> HTML {
    el("label", .class("choice")) {
      void(
        "input", .type("checkbox"), .name(name), .value("1"), Attribute("checked", flag: isChecked))
      el("span") {
        text
        if !tells.isEmpty { el("span", .class("soft small"), text: " · \(tells)") }
      }
    }
  }

  private func adding(_ frame: Frame) -> HTML {
    el("section", .class("card"), .id("add")) {
      el("h2", text: frame.say("新增账户", "A new account"))
      form("/office/accounts", csrf: frame.csrf) {
        field("name", frame.say("姓名", "Name"), value: typed["name"] ?? "", complete: "off")
        field(
          "login", frame.say("登录名", "Login"),
          hint: frame.say("字母、数字，例如姓名的拼音", "letters and digits, the name in pinyin for example"),
          value: typed["login"] ?? "", complete: "off")
        choices(frame, prefix: "new") { typed["role.\($0)"] == "1" }
        field(
          "event", frame.say("范围", "Holds for"), value: typed["event"] ?? "", required: false,
          list: [(value: "", text: frame.say("本地区所有活动", "every event of the county"))]
            + events.map { (value: $0.id, text: frame.say("只限：\($0.title.zh)", "only: \($0.title[.en])")) })
        submit(frame.say("新增并显示口令", "Add and show the password"))
      }
    }
  }
}
