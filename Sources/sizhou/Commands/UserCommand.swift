// `sizhou user`: accounts of staff. Passwords are made here and shown once, never typed on the command line.

import ArgumentParser
import Basics
import Office
import Records

struct UserCommand: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "工作人员账户 / accounts of staff.",
    subcommands: [Add.self, List.self, Reset.self, Disable.self, Enable.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "新增账户，口令只显示一次 / a new account; its password is shown once.")

    @Argument(help: "登录名 / the login.") var login: String
    @Option(help: "姓名 / the person's name.") var name: String
    @Option(
      parsing: .upToNextOption,
      help: "角色，可以几个：administrator organizer chief official clerk supervisor / roles.") var role: [String]
    @Option(help: "地区；只有一个地区时可以不写 / region, where there is more than one.") var region: String?
    @Option(help: "只管这一项活动 / for this event only.") var event: String?
    @Option(help: "数据目录 / data folder.") var data = "data"
    @OptionGroup var records: DatabaseOption
    @OptionGroup var language: LanguageOption

    func run() async throws {
      try await keeping(data, records, language) { passwords, words in
        let password = try await passwords.add(
          login: login, name: name, roles: try roles(), region: region, event: event, by: "system")
        show(login, password, words)
      }
    }

    private func roles() throws -> [Role] {
      let names = role.flatMap { $0.split(separator: ",").map(String.init) }
      let all = Role.allCases.map(\.rawValue)
      let faults = names.filter { Role(rawValue: $0) == nil }.map { name in
        let near = nearestName(to: name, in: all) ?? all.joined(separator: ", ")
        return Fault(
          "account-role", zh: "没有角色“\(name)”", en: "there is no role \(name)",
          suggestion: Words(zh: near, en: near))
      }
      guard faults.isEmpty else { throw Refusal(faults) }
      return names.compactMap(Role.init(rawValue:))
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "列出账户 / list the accounts.")

    @Option(help: "text 或 json / text or json.") var format: Format = .text
    @Option(help: "数据目录 / data folder.") var data = "data"
    @OptionGroup var records: DatabaseOption
    @OptionGroup var language: LanguageOption

    func run() async throws {
      try await keeping(data, records, language) { passwords, words in
        let lines = try await passwords.list()
        Console.print(format == .json ? json(lines).pretty : columns(lines.map { row($0, words) }))
      }
    }

    private func row(_ line: AccountLine, _ words: Language) -> [String] {
      let state: Words =
        !line.account.isActive
        ? Words(zh: "已停用", en: "disabled")
        : line.account.mustChange
          ? Words(zh: "口令待修改", en: "to change the password") : Words(zh: "有效", en: "active")
      let roles = line.grants.map { $0.role.rawValue + ($0.event.map { "@\($0)" } ?? "") }
      return [line.account.login, line.account.name, roles.joined(separator: ","), state[words]]
    }

    private func json(_ lines: [AccountLine]) -> JSON {
      .array(
        lines.map { line in
          .object([
            ("login", .string(line.account.login)), ("name", .string(line.account.name)),
            ("active", .bool(line.account.isActive)), ("mustChange", .bool(line.account.mustChange)),
            (
              "roles",
              .array(
                line.grants.map {
                  .object([
                    ("role", .string($0.role.rawValue)), ("region", .string($0.region)),
                    ("office", .optional($0.office)), ("event", .optional($0.event)),
                  ])
                })
            ),
          ])
        })
    }
  }

  struct Reset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reset", abstract: "给账户一个新口令，只显示一次 / a new password, shown once.")

    @Argument(help: "登录名 / the login.") var login: String
    @Option(help: "数据目录 / data folder.") var data = "data"
    @OptionGroup var records: DatabaseOption
    @OptionGroup var language: LanguageOption

    func run() async throws {
      try await keeping(data, records, language) { passwords, words in
        show(login, try await passwords.reset(login: login, by: "system"), words)
      }
    }
  }

  struct Disable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "disable", abstract: "停用账户 / shut an account out.")

    @Argument(help: "登录名 / the login.") var login: String
    @Option(help: "数据目录 / data folder.") var data = "data"
    @OptionGroup var records: DatabaseOption
    @OptionGroup var language: LanguageOption

    func run() async throws {
      try await keeping(data, records, language) { passwords, words in
        try await passwords.setActive(false, login: login, by: "system")
        Console.print(words == .zh ? "已停用 \(login)\n" : "\(login) is disabled\n")
      }
    }
  }

  struct Enable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "enable", abstract: "重新启用账户 / let an account in again.")

    @Argument(help: "登录名 / the login.") var login: String
    @Option(help: "数据目录 / data folder.") var data = "data"
    @OptionGroup var records: DatabaseOption
    @OptionGroup var language: LanguageOption

    func run() async throws {
      try await keeping(data, records, language) { passwords, words in
        try await passwords.setActive(true, login: login, by: "system")
        Console.print(words == .zh ? "已启用 \(login)\n" : "\(login) is enabled\n")
      }
    }
  }
}

/// Opens the accounts of a data folder; a refusal ends the program with 1, for a rule has said no.
private func keeping(
  _ data: String, _ records: DatabaseOption, _ language: LanguageOption,
  _ body: (OneTimePasswords, Language) async throws -> Void
) async throws {
  let words = language.value
  let installation = try await Installation.existing(
    records.place(data, language: words), language: words)
  do {
    try await body(OneTimePasswords(installation.ports), words)
  } catch let refusal as Refusal {
    for fault in refusal.faults { Console.say(fault.sentence(words)) }
    throw Exit.no
  }
}

private func show(_ login: String, _ password: String, _ words: Language) {
  Console.print(
    words == .zh
      ? "登录名 \(login)  口令 \(password)\n口令只显示这一次；首次登录后必须换成自己的。\n"
      : "login \(login)  password \(password)\nIt is shown this once and holds until the first sign-in.\n")
}
