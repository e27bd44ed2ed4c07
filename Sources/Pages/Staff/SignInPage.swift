// Where staff sign in by name and password.

public import Basics

/// The sign-in form for staff.
public struct SignInPage: Sendable {
  public var login: String
  public var faults: [Fault]
  /// Where to go afterwards; a path of this site.
  public var next: String
  /// Sign-ins to try in a demonstration; empty otherwise.
  public var samples: [(role: Words, login: String, password: String)]

  public init(
    login: String = "", faults: [Fault] = [], next: String = "/office",
    samples: [(role: Words, login: String, password: String)] = []
  ) {
    self.login = login
    self.faults = faults
    self.next = next
    self.samples = samples
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("工作人员登录", "Staff sign-in"), isNarrow: true,
      body: .several([
        el("h1", text: frame.say("工作人员登录", "Staff sign-in")),
        faults.isEmpty ? .nothing : faultBox(faults, frame),
        form("/sign-in", csrf: nil, class: "card") {
          void("input", .type("hidden"), .name("next"), .value(next))
          field("login", frame.say("登录名", "Name"), value: login, complete: "username")
          field("password", frame.say("口令", "Password"), type: "password", complete: "current-password")
          submit(frame.say("登录", "Sign in"))
        },
        el("p") {
          frame.say("评委请扫卡片上的二维码，或打开 ", "Judges scan the QR on their card, or open ")
          link("/judge", frame.say("评委入口", "the judges' page"))
        },
        samples.isEmpty
          ? .nothing
          : table(
            frame.say("示例账户（仅演示）", "Sample accounts (demonstration only)"),
            head: [
              (frame.say("身份", "Role"), false), (frame.say("登录名", "Name"), false),
              (frame.say("口令", "Password"), false),
            ]
          ) {
            samples.map { sample in
              el("tr") {
                el("th", .scope("row"), text: frame.say(sample.role))
                el("td", .class("mono"), text: sample.login)
                el("td", .class("mono"), text: sample.password)
              }
            }
          },
      ]))
  }
}
