// The register of an event's certificates: what is issued, what issuing now would issue, and the way to each paper.

public import Basics
public import Certificates

/// The certificates of one event for those who issue them.
public struct CertificatesPage: Sendable {
  /// One certificate in the register.
  public struct Line: Sendable {
    public var number: String
    public var name: String
    /// The award or the result.
    public var what: String
    public var state: CertificateState
    /// When that state began.
    public var since: Day

    public init(number: String, name: String, what: String, state: CertificateState, since: Day) {
      self.number = number
      self.name = name
      self.what = what
      self.state = state
      self.since = since
    }
  }

  /// What issuing now would issue.
  public struct Plan: Sendable {
    public var claims: [CertificateFacts]
    /// Nothing can be issued while there is one.
    public var faults: [Fault]
    /// Names the list; it comes back with the form.
    public var digest: String

    public init(claims: [CertificateFacts], faults: [Fault], digest: String) {
      self.claims = claims
      self.faults = faults
      self.digest = digest
    }
  }

  public var event: String
  public var title: Words
  public var lines: [Line]
  /// Nil for those who may only look.
  public var plan: Plan?
  public var faults: [Fault]
  /// What was just done, in words.
  public var done: Words?

  public init(
    event: String, title: Words, lines: [Line], plan: Plan?, faults: [Fault] = [], done: Words? = nil
  ) {
    self.event = event
    self.title = title
    self.lines = lines
    self.plan = plan
    self.faults = faults
    self.done = done
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("\(title.zh) 证书", "\(title.en.isEmpty ? title.zh : title.en): certificates"),
      body: .several([
        el("p", .class("crumbs")) { link("/office/events/\(event)", "← " + frame.say(title)) },
        el("h1", text: frame.say("证书", "Certificates")),
        doneNote(done, frame), faults.isEmpty ? .nothing : faultBox(faults, frame),
        figures(frame), plan.map { issue($0, frame) } ?? .nothing, register(frame),
      ]))
  }

  private func figures(_ frame: Frame) -> HTML {
    guard !lines.isEmpty else { return .nothing }
    return el("div", .class("grid")) {
      for kept in CertificateState.allCases {
        let count = lines.count { $0.state == kept }
        if count > 0 {
          el("div", .class("card figure")) {
            el("b", text: "\(count)")
            certificateState(kept, frame)
          }
        }
      }
    }
  }

  private func issue(_ plan: Plan, _ frame: Frame) -> HTML {
    el("section", .class("card no-print"), .id("issue")) {
      el("h2", text: frame.say("签发证书", "Issue certificates"))
      if !plan.faults.isEmpty {
        el("p", text: frame.say("现在还不能签发。", "Nothing can be issued yet."))
        faultBox(plan.faults, frame)
      }
      if plan.claims.isEmpty, plan.faults.isEmpty {
        el("p") {
          state(
            .delivered, frame.say("该发的证书都已签发。", "Every certificate that was earned has been issued."), "good")
        }
      }
      if !plan.claims.isEmpty { claims(plan.claims, frame) }
      if !plan.claims.isEmpty, plan.faults.isEmpty { confirm(plan, frame) }
    }
  }

  private func claims(_ claims: [CertificateFacts], _ frame: Frame) -> HTML {
    table(
      frame.say("将签发 \(claims.count) 张", "\(claims.count) would be issued"),
      head: [
        (frame.say("姓名", "Name"), false), (frame.say("证书", "Certificate"), false),
        (frame.say("奖项或结果", "Award or result"), false), (frame.say("单位或村", "From"), false),
      ]
    ) {
      claims.map { one in
        el("tr") {
          el("th", .scope("row"), text: one.name)
          el("td", text: one.title)
          el("td", text: one.award ?? one.result ?? "–")
          el("td", text: one.unit ?? "–")
        }
      }
    }
  }

  private func confirm(_ plan: Plan, _ frame: Frame) -> HTML {
    let count = plan.claims.count
    return form("/office/events/\(event)/certificates", csrf: frame.csrf) {
      void("input", .type("hidden"), .name("list"), .value(plan.digest))
      el("p", .class("soft")) {
        frame.say(
          "编号连续，签发后内容不能改；写错了只能换发或撤销。",
          "Numbers run on without a gap. What is issued cannot be changed, only replaced or revoked.")
      }
      el("label", .class("choice")) {
        void("input", .type("checkbox"), .name("sure"), .value("1"), Attribute("required", flag: true))
        frame.say("我已核对名单，可以签发", "I have checked the list; issue them")
      }
      submit(frame.say("签发 \(count) 张证书", "Issue \(count) certificates"))
    }
  }

  private func register(_ frame: Frame) -> HTML {
    guard !lines.isEmpty else {
      return el("p", .class("lead"), text: frame.say("还没有签发证书。", "No certificate has been issued yet."))
    }
    return table(
      frame.say("证书登记册", "Register of certificates"),
      head: [
        (frame.say("编号", "Number"), false), (frame.say("姓名", "Name"), false),
        (frame.say("奖项或结果", "Award or result"), false), (frame.say("状态", "State"), false),
        (frame.say("日期", "Day"), false), (frame.say("下载", "Download"), false),
      ]
    ) {
      lines.map { line in
        let address = "/office/certificates/\(line.number.queryEscaped)"
        return el("tr") {
          el("td", .class("code")) { link(address, line.number) }
          el("th", .scope("row"), text: line.name)
          el("td", text: line.what)
          el("td") { certificateState(line.state, frame) }
          el("td", .class("code"), text: line.since.text)
          el("td") {
            link(address + "/paper", "PDF")
            " · "
            link(address + "/credential", "JSON")
          }
        }
      }
    }
  }
}

/// What was just done, read out by screen readers.
func doneNote(_ done: Words?, _ frame: Frame) -> HTML {
  guard let done else { return .nothing }
  return el("p", .class("card"), Attribute("role", "status")) {
    state(.delivered, frame.say(done), "good")
  }
}

/// What holds of a certificate, in shape, word and colour.
func certificateState(_ kept: CertificateState, _ frame: Frame) -> HTML {
  switch kept {
  case .issued: state(.delivered, frame.say("有效", "in force"), "good")
  case .suspended: state(.attention, frame.say("暂停使用", "suspended"), "warn")
  case .revoked: state(.bad, frame.say("已撤销", "revoked"), "bad")
  case .superseded: state(.empty, frame.say("已被替代", "superseded"), "idle")
  }
}
