// A new event: its id, its name in both languages, its kind and its day.

public import Basics
public import Rubrics

/// The form for a new event.
public struct NewEventPage: Sendable {
  /// What was typed, or suggested at first.
  public struct Typed: Sendable {
    public var id: String
    public var zh: String
    public var en: String
    public var kind: EventKind
    public var day: String
    public var organizers: String

    public init(
      id: String, zh: String = "", en: String = "", kind: EventKind = .contest, day: String,
      organizers: String = ""
    ) {
      self.id = id
      self.zh = zh
      self.en = en
      self.kind = kind
      self.day = day
      self.organizers = organizers
    }
  }

  public var typed: Typed
  public var faults: [Fault]

  public init(_ typed: Typed, faults: [Fault] = []) {
    self.typed = typed
    self.faults = faults
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("新建活动", "New event"), isNarrow: true,
      body: .several([
        el("p", .class("crumbs")) { link("/office", "← " + frame.say("工作台", "Office")) },
        el("h1", text: frame.say("新建活动", "New event")),
        el("p", .class("lead")) {
          frame.say(
            "先起名、定日子，其余一步一步来：组别、名单、编码、评委、评分表。",
            "Name it and set the day. The rest follows step by step: divisions, roster, codes, judges, sheets."
          )
        },
        placedFaultBox(faults, frame),
        form("/office/new-event", csrf: frame.csrf, class: "card") { fields(frame) },
      ]))
  }

  private func fields(_ frame: Frame) -> HTML {
    .several([
      field("zh", frame.say("名称（中文）", "Name in Chinese"), value: typed.zh),
      field(
        "en", frame.say("名称（英文，可不填）", "Name in English (may stay empty)"), value: typed.en, required: false),
      field(
        "kind", frame.say("类型", "Kind"), value: typed.kind.rawValue,
        list: EventKind.allCases.map { ($0.rawValue, frame.say(Self.words($0))) }),
      field("day", frame.say("日期", "Day"), type: "date", value: typed.day),
      field(
        "organizers", frame.say("主办单位（印在证书上）", "Organizers (printed on certificates)"),
        hint: frame.say("几个单位之间用顿号“、”隔开", "separate several with “、”"), value: typed.organizers,
        required: false),
      field(
        "id", frame.say("编号", "Id"),
        hint: frame.say(
          "用在网址和文件名里：字母、数字和 . _ -，以后不改", "for addresses and file names: letters, digits and . _ -; it stays"),
        value: typed.id),
      submit(frame.say("建立并继续", "Make it and go on")),
    ])
  }

  static func words(_ kind: EventKind) -> Words {
    switch kind {
    case .contest: Words(zh: "大赛", en: "contest")
    case .exam: Words(zh: "考核", en: "exam")
    case .training: Words(zh: "培训", en: "class")
    }
  }
}
