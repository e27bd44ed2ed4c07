// What went wrong, in plain words, and what to do next.

public import Basics

/// A page for an answer that is not what was asked for.
public struct ErrorPage: Sendable {
  public var status: Int
  public var faults: [Fault]
  /// Where to go back to.
  public var back: String

  public init(status: Int, faults: [Fault] = [], back: String = "/") {
    self.status = status
    self.faults = faults
    self.back = back
  }

  public func page(_ frame: Frame) -> Page {
    let title = Self.title(status)[frame.language]
    return Page(
      title, status: status, isNarrow: true,
      body: .several([
        el("h1", text: title),
        faults.isEmpty
          ? el("p", .class("lead"), text: Self.advice(status)[frame.language]) : faultBox(faults, frame),
        el("p", .class("actions")) { link(back, frame.say("返回", "Go back"), .class("button plain")) },
      ]))
  }

  /// What a status means for a reader.
  public static func title(_ status: Int) -> Words {
    switch status {
    case 400, 422: Words(zh: "请改正后再试", en: "Please correct this and try again")
    case 401: Words(zh: "请先登录", en: "Please sign in first")
    case 403: Words(zh: "您没有这项权限", en: "This is not open to you")
    case 405: Words(zh: "这个地址不接受这种请求", en: "This address does not take such a request")
    case 404: Words(zh: "没有找到这一页", en: "There is no such page")
    case 409: Words(zh: "现在还不能这样做", en: "This is not possible yet")
    case 413: Words(zh: "内容太大", en: "Too large")
    case 429: Words(zh: "请稍后再试", en: "Please wait a moment")
    case 503: Words(zh: "服务器正忙，请稍后再试", en: "The server is busy. Please try again")
    case 507: Words(zh: "服务器存储已满，请联系管理员", en: "The server's disk is full. Please tell the administrator")
    default: Words(zh: "服务器出了问题", en: "Something went wrong here")
    }
  }

  static func advice(_ status: Int) -> Words {
    switch status {
    case 401: Words(zh: "这一页只对登录的工作人员开放。", en: "This page is open to staff who are signed in.")
    case 403:
      Words(zh: "如果这是您的工作，请管理员为您开通。", en: "If this is your work, ask the administrator to open it to you.")
    case 404:
      Words(zh: "地址可能写错了，或内容还没有公布。", en: "The address may be mistyped, or nothing is published there yet.")
    case 400, 422:
      Words(
        zh: "有一项没有填，或填的内容不认识（例如日期）。什么都没有保存，请返回检查后再提交。",
        en:
          "Something is missing or not understood, a date perhaps. Nothing was saved: go back, check, and send it again."
      )
    case 413: Words(zh: "文件或内容超过上限，什么都没有保存。", en: "The file or text is too large. Nothing was saved.")
    default:
      Words(zh: "您没有做错什么，数据没有丢。请稍后再试。", en: "You did nothing wrong and nothing is lost. Please try again.")
    }
  }
}

/// All faults at once, each with what to do.
func faultBox(_ faults: [Fault], _ frame: Frame) -> HTML {
  el("div", .class("error-box"), Attribute("role", "alert")) {
    el("strong", text: frame.say("请看以下几点：", "Please look at this:"))
    el("ul") {
      for fault in faults {
        el("li") {
          fault.entry.map { "\($0)：" } ?? ""
          frame.say(fault.words)
          if let suggestion = fault.suggestion { " → \(frame.say(suggestion))" }
        }
      }
    }
  }
}
