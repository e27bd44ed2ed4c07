// The support of one shop: applications by scheme, and what became of each, amounts in yuan to the fen.

public import Basics
public import Outcomes

/// Applying for support, granting, refusing and paying it.
public struct SupportPage: Sendable {
  public var shop: Shop
  public var owner: String
  public var today: Day
  /// Those that are valid today.
  public var schemes: [Scheme]
  public var cases: [(support: SupportCase, title: Words)]
  public var mayWrite: Bool
  public var faults: [Fault]
  public var done: Words?

  public init(
    shop: Shop, owner: String, today: Day, schemes: [Scheme], cases: [(support: SupportCase, title: Words)],
    mayWrite: Bool, faults: [Fault] = [], done: Words? = nil
  ) {
    self.shop = shop
    self.owner = owner
    self.today = today
    self.schemes = schemes
    self.cases = cases
    self.mayWrite = mayWrite
    self.faults = faults
    self.done = done
  }

  private var address: String { "/office/shops/\(shop.id)/support" }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("\(shop.name) 扶持", "\(shop.name): support"),
      body: .several([
        el("p", .class("crumbs")) { link("/office/shops/\(shop.id)", "← \(shop.name)") },
        el("h1", text: frame.say("扶持", "Support")),
        el("p", .class("lead"), text: "\(owner) · \(shop.name) · \(shop.place)"),
        doneNote(done, frame), faults.isEmpty ? .nothing : faultBox(faults, frame),
        cases.isEmpty
          ? el("p", text: frame.say("还没有申请。", "Nothing has been applied for."))
          : .several(cases.map { one($0.support, $0.title, frame) }),
        mayWrite ? apply(frame) : .nothing,
      ]))
  }

  private func one(_ support: SupportCase, _ title: Words, _ frame: Frame) -> HTML {
    el("section", .class("card"), .id(support.id)) {
      el("h2", text: frame.say(title))
      table(
        frame.say("经过", "History"),
        head: [
          (frame.say("日期", "Day"), false), (frame.say("进展", "Step"), false),
          (frame.say("金额（元）", "Yuan"), true),
          (frame.say("文号或原因", "Paper or reason"), false),
        ]
      ) {
        support.steps.map { step in
          el("tr") {
            el("td", .class("code"), text: step.day.text)
            el("th", .scope("row")) { stepState(step.kind, frame) }
            el("td", .class("number"), text: step.amount?.text ?? "–")
            el("td", text: step.paper ?? step.reason ?? "–")
          }
        }
      }
      if mayWrite { next(support, frame) }
    }
  }

  /// The steps that may follow, in one form.
  @HTMLBuilder
  private func next(_ support: SupportCase, _ frame: Frame) -> HTML {
    let kinds = Self.next(after: support)
    if !kinds.isEmpty {
      form("\(address)/\(support.id)", csrf: frame.csrf, class: "compact-form") {
        labelled("kind-\(support.id)", frame.say("下一步", "Next step")) {
          el("select", .id("kind-\(support.id)"), .name("kind")) {
            kinds.map { el("option", .value($0.rawValue), text: frame.say($0.words)) }
          }
        }
        labelled("day-\(support.id)", frame.say("日期", "Day")) {
          void("input", .id("day-\(support.id)"), .type("date"), .name("day"), .value(today.text))
        }
        labelled("yuan-\(support.id)", frame.say("金额（元）", "Yuan")) {
          void(
            "input", .id("yuan-\(support.id)"), .type("text"), .name("yuan"),
            Attribute("inputmode", "decimal"),
            .value(proposal(support)))
        }
        labelled("note-\(support.id)", frame.say("文号，或未批准、撤回的原因", "Paper, or why not")) {
          void("input", .id("note-\(support.id)"), .type("text"), .name("note"))
        }
        submit(frame.say("登记", "Record"), class: "button plain")
      }
    }
  }

  private func labelled(_ id: String, _ label: String, @HTMLBuilder _ control: () -> HTML) -> HTML {
    el("div", .class("field")) {
      el("label", Attribute("for", id), text: label)
      control()
    }
  }

  private func apply(_ frame: Frame) -> HTML {
    el("section", .class("card no-print"), .id("apply")) {
      el("h2", text: frame.say("申请扶持", "Apply for support"))
      if schemes.isEmpty {
        el("p", text: frame.say("今天没有有效的政策。", "No scheme is valid today."))
      } else {
        form(address, csrf: frame.csrf) {
          field("scheme", frame.say("政策", "Scheme"), list: schemes.map { ($0.id, choice($0, frame)) })
          field(
            "yuan", frame.say("申请金额（元，可到分）", "Amount in yuan, to the fen"), inputMode: "decimal",
            complete: "off")
          field(
            "months", frame.say("申请月数（按月发放的才填）", "Months (for monthly schemes)"), required: false,
            inputMode: "numeric")
          field("day", frame.say("申请日期", "Day of the application"), type: "date", value: today.text)
          field("paper", frame.say("材料编号", "Number on the paper"), required: false)
          submit(frame.say("申请", "Apply"))
        }
      }
    }
  }

  private func choice(_ scheme: Scheme, _ frame: Frame) -> String {
    switch scheme.limit {
    case .once(let most):
      frame.say("\(scheme.title.zh)（最多 \(most.text) 元）", "\(frame.say(scheme.title)) (at most \(most.text))")
    case .monthly(let most, let months):
      frame.say(
        "\(scheme.title.zh)（每月最多 \(most.text) 元，\(months) 个月）",
        "\(frame.say(scheme.title)) (at most \(most.text) a month, \(months) months)")
    }
  }

  /// The amount that the next step would usually carry, as it is typed.
  private func proposal(_ support: SupportCase) -> String {
    let left =
      support.state == .applied
      ? support.amount(.applied) : Money(fen: support.amount(.granted).fen - support.amount(.paid).fen)
    return left > .zero ? left.text.filter { $0 != "," } : ""
  }

  /// What may follow; nothing where all that was granted is paid.
  static func next(after support: SupportCase) -> [SupportCase.Step.Kind] {
    switch support.state {
    case .paid where support.amount(.paid) >= support.amount(.granted): []
    case .applied: [.granted, .refused, .withdrawn]
    case .granted: [.paid, .withdrawn]
    case .paid: [.paid]
    case nil, .refused, .withdrawn: []
    }
  }

  private func stepState(_ kind: SupportCase.Step.Kind, _ frame: Frame) -> HTML {
    let word = frame.say(kind.words)
    return switch kind {
    case .applied: state(.working, word, "go")
    case .granted: state(.delivered, word, "good")
    case .paid: state(.signed, word, "good")
    case .refused: state(.bad, word, "bad")
    case .withdrawn: state(.empty, word, "idle")
    }
  }
}
