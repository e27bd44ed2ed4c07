// Changing a rubric in a form: fields by part, faults beside them, what changed in words, and a trial.

public import Basics
public import Rubrics

/// A rubric that somebody changes.
public struct RubricEditPage: Sendable {
  /// Where the sheets of a trial come from.
  public struct Sample: Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable { case invented, pasted, event }

    public var kind: Kind
    public var works: String
    public var judges: String
    public var seed: String
    public var text: String
    public var division: String

    public init(
      kind: Kind = .invented, works: String = "12", judges: String = "5", seed: String = "1",
      text: String = "",
      division: String = ""
    ) {
      self.kind = kind
      self.works = works
      self.judges = judges
      self.seed = seed
      self.text = text
      self.division = division
    }
  }

  /// The digest of the rubric that the draft began from.
  public var sha256: String
  public var draft: RubricDraft
  public var difference: RubricDifference
  public var sample: Sample
  /// Divisions whose delivered sheets fit.
  public var divisions: [(id: String, title: Words)]
  public var trial: TrialView?
  public var trialFaults: [Fault]
  /// Why it was not saved.
  public var faults: [Fault]
  /// Whether somebody has sent the form already.
  public var isSent: Bool

  public init(
    sha256: String, draft: RubricDraft, difference: RubricDifference, sample: Sample = Sample(),
    divisions: [(id: String, title: Words)] = [], trial: TrialView? = nil, trialFaults: [Fault] = [],
    faults: [Fault] = [], isSent: Bool = false
  ) {
    self.sha256 = sha256
    self.draft = draft
    self.difference = difference
    self.sample = sample
    self.divisions = divisions
    self.trial = trial
    self.trialFaults = trialFaults
    self.faults = faults
    self.isSent = isSent
  }

  var address: String { "/office/rubrics/\(sha256)/edit" }

  public func page(_ frame: Frame) -> Page {
    let base = draft.base
    return Page(
      frame.say("改评分标准", "Change a rubric"),
      body: .several([
        el("p", .class("crumbs")) { link("/office/rubrics", "← " + frame.say("评分标准", "Rubrics")) },
        el(
          "p", .class("eyebrow"),
          text: frame.say(
            "从 \(base.id) 第 \(base.version) 版改起，原版不会变",
            "from \(base.id) version \(base.version), which stays as it is")),
        el("h1", text: frame.say("改评分标准", "Change a rubric")),
        placedFaultBox(faults, frame),
        changes(frame),
        jumps(frame),
        el(
          "form", .id("draft"), .action(address), Attribute("method", "post"),
          Attribute("enctype", "multipart/form-data"), Attribute("novalidate", flag: true),
          Attribute("autocomplete", "off")
        ) {
          if let csrf = frame.csrf { void("input", .type("hidden"), .name("csrf"), .value(csrf)) }
          // Return in a field asks for nothing but a look.
          el(
            "button", .type("submit"), .name("act"), .value("look"), .class("hidden-visually"),
            Attribute("tabindex", "-1"), Attribute("aria-hidden", "true"), text: "·")
          chapter(.head, Words(zh: "名称与版本", en: "Name and version"), frame)
          chapter(.weights, Words(zh: "轮次与权重", en: "Rounds and weights"), frame)
          chapter(.modules, Words(zh: "评什么，各占多少分", en: "What is marked, and for how much"), frame)
          chapter(.panels, Words(zh: "几位评委的分怎样合成", en: "How judges' marks become one"), frame)
          chapter(.results, Words(zh: "名次、合格线与奖项", en: "Places, pass marks and awards"), frame)
          sampling(frame)
          buttons(frame)
        },
      ]))
  }

  private func jumps(_ frame: Frame) -> HTML {
    let places: [(String, Words)] = [
      ("chapter-weights", Words(zh: "权重", en: "Weights")), ("chapter-modules", Words(zh: "评分项", en: "Items")),
      ("chapter-panels", Words(zh: "评委合成", en: "Judges")),
      ("chapter-results", Words(zh: "名次与奖项", en: "Results")),
      ("trial", Words(zh: "试算", en: "Try it")),
    ]
    return el("nav", .class("chooser no-print"), .aria(label: frame.say("本页各部分", "Parts of this page"))) {
      places.map { link("#\($0.0)", frame.say($0.1)) }
    }
  }

  /// What changed, in words, and how many faults stand in the way; the script keeps it fresh.
  private func changes(_ frame: Frame) -> HTML {
    let scoring = difference.changes.filter { !$0.isWording }
    let wording = difference.changes.filter(\.isWording)
    return el("section", .class("card"), .id("changes"), Attribute("aria-live", "polite")) {
      el("h2", text: frame.say("改了什么", "What changed"))
      if draft.faultCount > 0 {
        el("p", .id("fault-count")) {
          state(
            .bad,
            frame.say(
              "有 \(draft.faultCount) 处要改正，才能试算和保存",
              "\(draft.faultCount) to correct before it can be tried or saved"),
            "bad wrap")
        }
        faultLinks(frame)
      }
      if difference.changes.isEmpty, !difference.changesScoring {
        el("p", .class("soft"), text: frame.say("还没有改动。", "Nothing yet."))
      } else {
        el("p") {
          difference.changesScoring
            ? state(
              .attention, frame.say("计分有变化：成绩可能不同", "the scoring changes: results may differ"), "warn wrap")
            : state(
              .good, frame.say("只有文字变化：成绩不变", "only the wording changes: results stay the same"), "good wrap")
        }
        sentences(scoring, frame)
        if !wording.isEmpty, !scoring.isEmpty { el("p", .class("label"), text: frame.say("文字", "Wording")) }
        sentences(wording, frame)
        if scoring.isEmpty, wording.isEmpty {
          el("p", text: frame.say("只是先后次序变了。", "Only the order of parts changed."))
        }
      }
      el("p", .class("soft small mono wrap-anywhere"), .id("hashes")) {
        frame.say("计分指纹 ", "scoring ")
        String(difference.before.scoringHash.prefix(12))
        if difference.changesScoring {
          " → "
          el("strong", text: String(difference.after.scoringHash.prefix(12)))
        }
        frame.say(" · 文件 ", " · file ")
        String(difference.before.sha256.prefix(12))
        if !difference.changes.isEmpty || difference.changesScoring {
          " → "
          el("strong", text: String(difference.after.sha256.prefix(12)))
        }
      }
    }
  }

  private func sentences(_ changes: [RubricChange], _ frame: Frame) -> HTML {
    guard !changes.isEmpty else { return .nothing }
    let list = { (some: ArraySlice<RubricChange>) in
      el("ul", .class("plain-list changes")) {
        some.map { el("li", text: difference.sentence(of: $0, frame.language)) }
      }
    }
    return .several([
      list(changes.prefix(12)),
      changes.count > 12
        ? el("details") {
          el("summary", text: frame.say("其余 \(changes.count - 12) 处", "\(changes.count - 12) more"))
          list(changes.dropFirst(12))
        } : .nothing,
    ])
  }

  private func faultLinks(_ frame: Frame) -> HTML {
    el("ul", .class("plain-list")) {
      draft.loose.map { fault in el("li", text: frame.say(fault.words)) }
      draft.groups.flatMap { group -> [HTML] in
        let own = group.fields.compactMap { field in field.fault.map { (field.name, $0) } }
        let all = own + group.faults.map { (group.target, $0) }
        return all.map { target, fault in
          el("li") {
            link("#f-\(target)", frame.say(group.title))
            frame.say("：", ": ")
            frame.say(fault.words)
          }
        }
      }
    }
  }

  private func buttons(_ frame: Frame) -> HTML {
    el("div", .class("save-bar no-print")) {
      act("look", frame.say("看改动", "See the changes"), "button plain", "changes")
      act("try", frame.say("试算", "Try it"), "button plain", "trial")
      act("xml", frame.say("下载 XML", "Download XML"), "button plain", nil)
      act("keep", frame.say("存为新版本", "Save as a new version"), "button", nil)
    }
  }

  func act(_ value: String, _ text: String, _ style: String, _ place: String?) -> HTML {
    el(
      "button", .type("submit"), .name("act"), .value(value), .class(style),
      Attribute("formaction", place.map { "\(address)#\($0)" }), text: text)
  }
}
