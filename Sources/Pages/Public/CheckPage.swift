// The certificate check page: ask by number, or by file; an answer in plain words, every certified fact, what the paper is and is not.

public import Basics
public import Certificates

/// The form, and the answer where something was asked.
public struct CheckPage: Sendable {
  public var number: String
  public var name: String
  public var answer: CertificateAnswer?
  /// Why a file or number could not be read at all.
  public var faults: [Fault]

  public init(number: String = "", name: String = "", answer: CertificateAnswer? = nil, faults: [Fault] = [])
  {
    self.number = number
    self.name = name
    self.answer = answer
    self.faults = faults
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("证书查验", "Check a certificate"), isNarrow: true, isPublic: answer == nil,
      body: .several([
        el("h1", text: frame.say("证书查验", "Check a certificate")),
        faults.isEmpty ? .nothing : faultBox(faults, frame),
        answer.map { result($0, frame) } ?? .nothing,
        ask(frame),
      ]))
  }

  private func result(_ answer: CertificateAnswer, _ frame: Frame) -> HTML {
    let look = Self.look(answer.verdict)
    return el(
      "section", Attribute("aria-live", "polite"), .id("answer"),
      Attribute("data-verdict", answer.verdict.rawValue)
    ) {
      el("div", .class("verdict \(look.style)")) {
        look.sign.svg
        el("h2", text: frame.say(answer.verdict.words))
        el("p", text: frame.say(Self.plainWords(answer.verdict)))
      }
      if answer.sample {
        el("p") {
          el("span", .class("badge sample"), text: frame.say("示例", "Sample"))
          " " + frame.say("这是演示用的证书，不证明任何事实。", "This is a demonstration and certifies nothing.")
        }
      }
      for fault in answer.faults {
        el("p", .class("soft")) {
          frame.say(fault.words)
          if let suggestion = fault.suggestion { " → \(frame.say(suggestion))" }
        }
      }
      if let certified = answer.facts {
        el("h2", text: frame.say("证书上写的内容", "What is certified"))
        facts(
          certified.lines.map { (label: frame.say($0.label), value: HTML.text(frame.say($0.value))) }
            + (answer.issuer.map { [(label: frame.say("签发单位", "Issuer"), value: HTML.text($0.name))] } ?? []))
        el("div", .class("card")) {
          el("h3", text: frame.say("这张纸是什么，不是什么", "What this paper is, and is not"))
          el("p", text: frame.say(certified.kind.meaning))
        }
      }
      el("p", .class("small soft"), text: revocation(answer, frame))
    }
  }

  private func revocation(_ answer: CertificateAnswer, _ frame: Frame) -> String {
    answer.statusAt.map {
      frame.say("撤销情况已核对，截至 \($0.localText)。", "Revocation was checked as of \($0.localText) (UTC+8).")
    }
      ?? frame.say("没有核对撤销情况。", "Revocation was not checked.")
  }

  private func ask(_ frame: Frame) -> HTML {
    .several([
      el("h2", text: answer == nil ? frame.say("按编号查", "By number") : frame.say("再查一张", "Check another")),
      form("/check", csrf: nil) {
        field(
          "number", frame.say("证书编号", "Certificate number"),
          hint: frame.say("例如 CG-SZCS-2026-HOT-0001", "for example CG-SZCS-2026-HOT-0001"), value: number,
          complete: "off")
        field("name", frame.say("持证人姓名", "Name of the holder"), value: name, complete: "off")
        submit(frame.say("查验", "Check"))
      },
      el("h2", text: frame.say("按文件查", "By file")),
      form("/check/file", csrf: nil, files: true) {
        el("div", .class("field")) {
          el(
            "label", Attribute("for", "f-file"),
            text: frame.say("选择证书文件（PDF 或 JSON）", "Choose the certificate's file (PDF or JSON)"))
          void(
            "input", .id("f-file"), .type("file"), .name("file"),
            Attribute("accept", ".pdf,.json,application/pdf,application/json"),
            Attribute("required", flag: true))
        }
        el("details") {
          el(
            "summary",
            text: frame.say(
              "PDF 不在登记册里？另选它的证明文件（.pdf.proof）", "Is the PDF not in the register? Add its proof (.pdf.proof)")
          )
          void("input", .type("file"), .name("proof"), .aria(label: frame.say("证明文件", "Proof")))
        }
        submit(frame.say("查验文件", "Check the file"))
      },
    ])
  }

  private static func look(_ verdict: Verdict) -> (sign: Sign, style: String) {
    switch verdict {
    case .genuine: (.good, "good")
    case .altered, .revoked, .unknownKey: (.bad, "bad")
    case .suspended, .superseded, .expired: (.attention, "warn")
    case .unknown: (.unknown, "idle")
    }
  }

  /// What the verdict means for somebody who holds the paper.
  static func plainWords(_ verdict: Verdict) -> Words {
    switch verdict {
    case .genuine:
      Words(
        zh: "由登记的单位签发，内容一字未改，目前有效。",
        en: "It was issued as registered, not a letter was changed, and it is valid now.")
    case .altered: Words(zh: "内容和签发时不一样，不要采信。", en: "The content is not what was issued. Do not rely on it.")
    case .revoked:
      Words(zh: "曾经签发，后来被撤销，不再有效。", en: "It was issued and later revoked. It is not valid any more.")
    case .suspended:
      Words(
        zh: "暂时停用，正在核实，请以后再查。", en: "It is on hold while something is looked into. Please check again later.")
    case .superseded:
      Words(zh: "已换发新证书，请查看新证书。", en: "A newer certificate replaces it. Please look at that one.")
    case .expired: Words(zh: "曾经有效，现已过有效期。", en: "It was valid and has run out.")
    case .unknownKey:
      Words(zh: "签名完整，但签发者不是本单位。", en: "The signature holds, but whoever made it is not this office.")
    case .unknown:
      Words(
        zh: "登记册里没有相符的证书。请核对编号和姓名。",
        en: "Nothing in the register fits. Please compare the number and the name.")
    }
  }
}
