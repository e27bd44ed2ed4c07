// Where somebody signed in changes her password; after a one-time password the only page there is.

public import Basics

/// The form for a new password.
public struct PasswordPage: Sendable {
  /// The password in use holds for this one sign-in.
  public var isOneTime: Bool
  public var faults: [Fault]

  public init(isOneTime: Bool, faults: [Fault] = []) {
    self.isOneTime = isOneTime
    self.faults = faults
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("修改口令", "Change your password"), isNarrow: true,
      body: .several([
        el("h1", text: frame.say("修改口令", "Change your password")),
        isOneTime
          ? el(
            "p", .id("one-time"),
            text: frame.say(
              "您用的是一次性口令。请先换成自己的口令，之后才能打开其他页面。",
              "You signed in with a one-time password. Choose your own; nothing else opens before that."))
          : .nothing,
        faults.isEmpty ? .nothing : faultBox(faults, frame),
        form("/office/password", csrf: frame.csrf, class: "card") {
          field("old", frame.say("现在的口令", "Present password"), type: "password", complete: "current-password")
          field(
            "new", frame.say("新口令", "New password"), hint: frame.say("至少 8 个字符", "at least 8 characters"),
            type: "password", complete: "new-password")
          field(
            "again", frame.say("再写一次新口令", "New password again"), type: "password", complete: "new-password")
          submit(frame.say("修改", "Change"))
        },
      ]))
  }
}
