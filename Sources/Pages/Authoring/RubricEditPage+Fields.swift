// The fields of a rubric's form: what is changed most stands in the open, texts and rarer things behind a fold.

internal import Basics
internal import Rubrics

extension RubricGroup {
  /// The field that a fault of the whole part is shown at: its first number, else its first field.
  var target: String {
    let isNumber = { (field: RubricField) in field.kind == .decimal || field.kind == .whole }
    return (fields.first(where: isNumber) ?? fields.first)?.name ?? anchor
  }
}

extension RubricEditPage {
  func chapter(_ chapter: RubricGroup.Chapter, _ title: Words, _ frame: Frame) -> HTML {
    let own = draft.groups.filter { $0.chapter == chapter }
    guard !own.isEmpty else { return .nothing }
    // A part and what stands inside it share a card.
    var cards: [[RubricGroup]] = []
    for group in own {
      if group.level == 0 || cards.isEmpty {
        cards.append([group])
      } else {
        cards[cards.count - 1].append(group)
      }
    }
    return el("section", .id("chapter-\(chapter.rawValue)")) {
      el("h2", text: frame.say(title))
      cards.map { card in
        el("div", .class("card draft-card")) {
          card.map { part($0, frame) }
          if chapter == .weights { sum(of: card, frame) }
        }
      }
    }
  }

  private func part(_ group: RubricGroup, _ frame: Frame) -> HTML {
    let (open, folded) = split(group, frame)
    let isOut = group.fields.contains { $0.kind == .leaveOut && $0.value == "1" }
    return el(
      "fieldset", .class("part level-\(min(group.level, 3))\(isOut ? " left-out" : "")"),
      .aria(label: frame.say(group.title))
    ) {
      el("legend", .class(group.level == 0 ? "part-title" : "part-title small"), text: frame.say(group.title))
      el("div", .id("faults-\(group.target)"), .class("field-fault"), Attribute("data-fresh", "")) {
        group.faults.map { faultLine($0, frame) }
      }
      el("div", .class("part-fields")) { open.map { field($0, of: group, frame) } }
      if !folded.isEmpty {
        el("details", Attribute("open", flag: folded.contains { $0.fault != nil || $0.isChanged })) {
          el("summary", .class("soft"), text: frame.say("说明、英文与其他", "Hints, Chinese and more"))
          el("div", .class("part-fields texts")) { folded.map { field($0, of: group, frame) } }
        }
      }
    }
  }

  /// Numbers, choices and the title in the reader's language, and everything else.
  private func split(_ group: RubricGroup, _ frame: Frame) -> (open: [RubricField], folded: [RubricField]) {
    let isTitle = { (field: RubricField) in
      field.name.hasSuffix(".title.\(frame.language.rawValue)")
    }
    let isText = { (field: RubricField) in
      switch field.kind {
      case .line, .text, .leaveOut: true
      default: false
      }
    }
    let titles = group.fields.filter(isTitle)
    let numbers = group.fields.filter { !isText($0) }
    return (titles + numbers, group.fields.filter { isText($0) && !isTitle($0) })
  }

  private func faultLine(_ fault: Fault, _ frame: Frame) -> HTML {
    el("p") {
      Sign.bad.svg
      el("span") {
        frame.say(fault.words)
        if let suggestion = fault.suggestion {
          el("span", .class("soft"), text: " → \(frame.say(suggestion))")
        }
      }
    }
  }

  private func field(_ field: RubricField, of group: RubricGroup, _ frame: Frame) -> HTML {
    let id = "f-\(field.name)"
    let isWrong = field.fault != nil || (!group.faults.isEmpty && field.name == group.target)
    let base = field.isChanged ? field.base : nil
    let shared: [Attribute] = [
      .id(id), .name(field.name), Attribute("data-base", base), Attribute("data-field", ""),
      Attribute("aria-invalid", isWrong ? "true" : nil),
      Attribute("aria-describedby", "w-\(field.name) faults-\(group.target)"),
    ]
    return el("div", .class("field \(Self.look(field.kind))\(field.isChanged ? " changed" : "")")) {
      if case .leaveOut = field.kind {
        el("label", .class("choice")) {
          HTML.void(
            "input",
            shared + [.type("checkbox"), .value("1"), Attribute("checked", flag: field.value == "1")])
          frame.say(field.label)
        }
      } else {
        el("label", Attribute("for", id)) {
          frame.say(field.label)
          if let other = Self.language(field.kind), other != frame.language {
            el(
              "span", .class("soft"),
              text: other == .zh ? frame.say("（中文）", " (Chinese)") : frame.say("（英文）", " (English)"))
          }
        }
        control(field, shared, frame)
      }
      el("div", .id("w-\(field.name)"), .class("field-fault"), Attribute("data-fresh", "")) {
        if let fault = field.fault { faultLine(fault, frame) }
      }
    }
  }

  private func control(_ field: RubricField, _ shared: [Attribute], _ frame: Frame) -> HTML {
    switch field.kind {
    case .decimal:
      return .void("input", shared + [.type("text"), Attribute("inputmode", "decimal"), .value(field.value)])
    case .whole:
      return .void("input", shared + [.type("text"), Attribute("inputmode", "numeric"), .value(field.value)])
    case .line, .id: return .void("input", shared + [.type("text"), .value(field.value)])
    case .text: return .element("textarea", shared + [Attribute("rows", "2")], [.text(field.value)])
    case .choice(let options):
      return .element(
        "select", shared,
        options.map { option in
          .element(
            "option", [.value(option.value), Attribute("selected", flag: option.value == field.value)],
            [.text(frame.say(option.words))])
        })
    case .leaveOut: return .nothing
    }
  }

  private static func look(_ kind: RubricField.Kind) -> String {
    switch kind {
    case .decimal, .whole: "number-field"
    case .line, .id: "line-field"
    case .text: "text-field"
    case .choice: "choice-field"
    case .leaveOut: "out-field"
    }
  }

  private static func language(_ kind: RubricField.Kind) -> Language? {
    switch kind {
    case .line(let language), .text(let language): language
    default: nil
    }
  }

  /// The weights of a round beside a hundred.
  private func sum(of card: [RubricGroup], _ frame: Frame) -> HTML {
    let weights = card.filter { $0.anchor.hasPrefix("use:") }.compactMap { $0.fields.first }
      .compactMap { Weight($0.value)?.units }
    guard weights.count > 1 else { return .nothing }
    let total = Weight(units: weights.reduce(0) { $0 &+ $1 })
    let styles = ["a", "c", "d", "e", "g", "f"]
    let scale = 600 / Swift.max(Double(total.units), 1)
    var x = 0.0
    var bars: [HTML] = []
    for (index, units) in weights.enumerated() {
      bars.append(rect(x, 0, Double(units) * scale - 2, 18, styles[index % styles.count]))
      x += Double(units) * scale
    }
    let name = card.first?.anchor ?? ""
    return el("div", .id("sum-\(name)"), .class("weight-sum"), Attribute("data-fresh", "")) {
      chart(frame.say("权重", "Weights"), width: 600, height: 18) { bars }
      el("p", .class("soft"), text: frame.say("合计 \(total)%", "\(total) % in all"))
    }
  }
}
