// One certificate in the register: its facts, what became of it, and the acts that it still allows.

public import Basics
public import Certificates

/// A certificate as those who issue it see it.
public struct CertificatePage: Sendable {
  /// One line of its history.
  public struct Step: Sendable {
    public var state: CertificateState
    public var at: Instant
    public var by: String
    public var reason: String
    public var supersededBy: String?

    public init(state: CertificateState, at: Instant, by: String, reason: String, supersededBy: String?) {
      self.state = state
      self.at = at
      self.by = by
      self.reason = reason
      self.supersededBy = supersededBy
    }
  }

  public var event: String
  public var facts: CertificateFacts
  public var state: CertificateState
  /// Oldest first.
  public var history: [Step]
  public var mayChange: Bool
  /// Whether the program can draw a new paper here.
  public var mayCorrect: Bool
  public var faults: [Fault]
  public var done: Words?

  public init(
    event: String, facts: CertificateFacts, state: CertificateState, history: [Step], mayChange: Bool,
    mayCorrect: Bool, faults: [Fault] = [], done: Words? = nil
  ) {
    self.event = event
    self.facts = facts
    self.state = state
    self.history = history
    self.mayChange = mayChange
    self.mayCorrect = mayCorrect
    self.faults = faults
    self.done = done
  }

  private var address: String { "/office/certificates/\(facts.number.queryEscaped)" }

  public func page(_ frame: Frame) -> Page {
    Page(
      facts.number,
      body: .several([
        el("p", .class("crumbs")) {
          link("/office/events/\(event)/certificates", "← " + frame.say("证书", "Certificates"))
        },
        el("h1", text: "\(facts.name) · \(facts.award ?? facts.result ?? facts.title)"),
        el("p", .class("lead")) {
          certificateState(state, frame)
          " "
          el("span", .class("code"), text: facts.number)
        },
        doneNote(done, frame), faults.isEmpty ? .nothing : faultBox(faults, frame),
        el("p", .class("actions")) {
          link(address + "/paper", frame.say("下载 PDF", "Download the PDF"), .class("button plain"))
          link(
            address + "/credential", frame.say("下载电子凭证 JSON", "Download the credential (JSON)"),
            .class("button plain"))
        },
        steps(frame), mayChange ? acts(frame) : .nothing,
        el("h2", text: frame.say("证书上写的内容", "What is certified")),
        Pages.facts(facts.lines.map { (label: frame.say($0.label), value: .text(frame.say($0.value))) }),
      ]))
  }

  private func steps(_ frame: Frame) -> HTML {
    table(
      frame.say("经过", "History"),
      head: [
        (frame.say("时间", "Time"), false), (frame.say("状态", "State"), false),
        (frame.say("理由", "Reason"), false), (frame.say("经办", "By"), false),
      ]
    ) {
      history.map { step in
        el("tr") {
          el("td", .class("code"), text: step.at.localText)
          el("td") { certificateState(step.state, frame) }
          el("td") {
            step.reason.isEmpty ? "–" : step.reason
            if let next = step.supersededBy {
              " → "
              link("/office/certificates/\(next.queryEscaped)", next)
            }
          }
          el("td", text: step.by)
        }
      }
    }
  }

  private func acts(_ frame: Frame) -> HTML {
    guard state == .issued || state == .suspended else {
      return el(
        "p", .class("soft"),
        text: frame.say("这张证书已不再有效，不能再变更。", "This certificate no longer holds and cannot change any more."))
    }
    return el("div", .class("grid wide no-print")) {
      el("section", .class("card"), .id("revoke")) {
        el("h2", text: frame.say("撤销", "Revoke"))
        el(
          "p",
          text: frame.say(
            "撤销后不能恢复。公众查验时会看到理由。", "Revoking is for good. Whoever checks the certificate reads the reason."))
        change("revoke", frame.say("撤销这张证书", "Revoke this certificate"), look: "button warn", frame)
      }
      el("section", .class("card"), .id("suspend")) {
        if state == .issued {
          el("h2", text: frame.say("暂停使用", "Put on hold"))
          el(
            "p",
            text: frame.say("核实期间先停用，查清后可以恢复。", "While something is looked into. It can be reinstated later.")
          )
          change("suspend", frame.say("暂停", "Put on hold"), look: "button plain", frame)
        } else {
          el("h2", text: frame.say("恢复", "Reinstate"))
          el("p", text: frame.say("核实无误，证书重新有效。", "All is well and the certificate holds again."))
          change("reinstate", frame.say("恢复这张证书", "Reinstate this certificate"), look: "button plain", frame)
        }
      }
      if mayCorrect { correction(frame) }
    }
  }

  private func change(_ kind: String, _ title: String, look: String, _ frame: Frame) -> HTML {
    form(address + "/status", csrf: frame.csrf) {
      void("input", .type("hidden"), .name("change"), .value(kind))
      reason("\(kind)-reason", frame)
      submit(title, class: look)
    }
  }

  private func correction(_ frame: Frame) -> HTML {
    el("section", .class("card"), .id("correct")) {
      el("h2", text: frame.say("更正姓名，换发新证", "Correct the name"))
      el(
        "p",
        text: frame.say(
          "换发一张新编号的证书，这一张记为已被替代。花名册请另行更正。",
          "A new certificate with a new number takes the place of this one. The roster is corrected elsewhere."
        ))
      form(address + "/name", csrf: frame.csrf) {
        field("name", frame.say("正确的姓名", "The right name"), value: facts.name, complete: "off")
        reason("name-reason", frame)
        submit(frame.say("换发", "Replace"), class: "button plain")
      }
    }
  }

  private func reason(_ id: String, _ frame: Frame) -> HTML {
    el("div", .class("field")) {
      el("label", Attribute("for", id), text: frame.say("理由（公众可见，必填）", "Reason (public, needed)"))
      void(
        "input", .id(id), .type("text"), .name("reason"), Attribute("required", flag: true),
        Attribute("autocomplete", "off"))
    }
  }
}
