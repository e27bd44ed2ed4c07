// One way through a rubric that both lists its fields and takes what was typed into them.

import Basics

/// Walks over a rubric; what is typed replaces what is there where it can be read.
struct DraftWalk {
  let typed: [String: String]
  var groups: [RubricGroup] = []
  /// Where each tie-break of the changed rubric stands in the form.
  var tieAnchors: [String] = []

  init(typed: [String: String]) { self.typed = typed }

  /// Longer texts than this are nobody's title.
  static let longest = 2_000

  mutating func open(_ chapter: RubricGroup.Chapter, _ anchor: String, _ title: Words, level: Int = 0) {
    groups.append(RubricGroup(chapter, anchor, title, level: level))
  }

  private mutating func add(_ field: RubricField) { groups[groups.count - 1].fields.append(field) }

  // MARK: texts

  /// Title and hint of a part.
  mutating func label(_ name: String, _ label: inout Label) {
    words("\(name).title", Words(zh: "名称", en: "Title"), &label.title)
    var hint = label.hint ?? Words(zh: "", en: "")
    words("\(name).hint", Words(zh: "说明", en: "Hint"), &hint, isLong: true, mayBeEmpty: true)
    label.hint = hint.zh.isEmpty && hint.en.isEmpty ? nil : hint
  }

  /// A text in both languages; where both were the same, a change of one changes the other too.
  mutating func words(
    _ name: String, _ label: Words, _ value: inout Words, isLong: Bool = false, mayBeEmpty: Bool = false
  ) {
    let old = value
    var parts: [Language: String] = [:]
    for language in Language.allCases {
      let base = language == .zh ? old.zh : old.en
      let kind: RubricField.Kind = isLong ? .text(language) : .line(language)
      let own = "\(name).\(language.rawValue)"
      var text = typed[own].map(Self.folded) ?? base
      var fault: Fault?
      if text.count > Self.longest {
        fault = Fault(
          "draft-long", zh: "太长（最多 \(Self.longest) 字）", en: "too long (\(Self.longest) characters at most)")
        text = base
      }
      parts[language] = text
      add(
        RubricField(
          name: own, label: label, kind: kind, value: fault == nil ? text : typed[own] ?? "", base: base,
          fault: fault))
    }
    let (zh, en) = (parts[.zh] ?? "", parts[.en] ?? "")
    value = Words(zh: zh, en: en)
    if old.zh == old.en, zh != old.zh, en == old.en {
      value.en = zh
    } else if old.zh == old.en, en != old.en, zh == old.zh {
      value.zh = en
    }
    if value.zh.isEmpty, value.en.isEmpty, !mayBeEmpty {
      value = old
      let place = groups[groups.count - 1].fields.count - 2
      groups[groups.count - 1].fields[place].fault = Fault(
        "draft-empty", zh: "不能空着", en: "this may not be empty")
    }
  }

  /// One line, without what no rubric carries.
  private static func folded(_ text: String) -> String {
    let plain = String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter {
          ![0xFFFE, 0xFFFF].contains($0.value) && ($0.value >= 0x20 || $0.properties.isWhitespace)
        }))
    return plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  mutating func identifier(_ name: String, _ label: Words, _ value: inout String) {
    let base = value
    var fault: Fault?
    if let text = typed[name]?.foldedToPlain {
      if isIdentifier(text) {
        value = text
      } else {
        fault = Fault(
          "draft-id", zh: "编号只能用字母、数字和 . _ -，以字母或数字开头，最多 64 个字符",
          en: "an id is 1 to 64 letters, digits and . _ -, the first a letter or digit")
      }
    }
    add(
      RubricField(
        name: name, label: label, kind: .id, value: fault == nil ? value : typed[name] ?? "", base: base,
        fault: fault))
  }

  // MARK: numbers

  /// A decimal that must be there; never below zero.
  mutating func decimal<Value: FixedDecimal>(_ name: String, _ label: Words, _ value: inout Value) {
    var some: Value? = value
    decimal(name, label, &some, mayBeEmpty: false)
    value = some ?? value
  }

  /// A decimal that may be left empty; never below zero.
  mutating func decimal<Value: FixedDecimal>(
    _ name: String, _ label: Words, _ value: inout Value?, mayBeEmpty: Bool = true
  ) {
    let base = value?.description ?? ""
    var fault: Fault?
    if let raw = typed[name] {
      let text = raw.foldedToPlain
      if text.isEmpty, mayBeEmpty {
        value = nil
      } else if let number = Value(text), (0...Self.most * Value.one).contains(number.units) {
        value = number
      } else {
        fault = Self.notANumber(text, Value.self)
      }
    }
    add(
      RubricField(
        name: name, label: label, kind: .decimal,
        value: fault == nil ? value?.description ?? "" : typed[name] ?? "", base: base, fault: fault))
  }

  /// Nothing that is marked has more; sums and products of such numbers stay exact.
  static let most = 1_000_000

  private static func notANumber<Value: FixedDecimal>(_ text: String, _ type: Value.Type) -> Fault {
    if let number = Value(text), number.units > 0 {
      return Fault("draft-large", zh: "“\(text)”太大，最多 \(most)", en: "“\(text)” is more than \(most)")
    }
    let places = Value.places
    if text.isEmpty { return Fault("draft-empty", zh: "要填一个数字", en: "this needs a number") }
    if text.hasPrefix("-") {
      return Fault("draft-negative", zh: "不能是负数：“\(text)”", en: "“\(text)” is below zero")
    }
    if text.contains(","), !text.contains(".") {
      return Fault(
        "draft-comma", zh: "小数点要用“.”：“\(text)”", en: "“\(text)”: write a point, not a comma",
        suggestion: Words(zh: text.replacing(",", with: "."), en: text.replacing(",", with: ".")))
    }
    return Fault(
      "draft-number", zh: "“\(text)”不是数字（最多 \(places) 位小数）",
      en: "“\(text)” is no number with at most \(places) decimals",
      suggestion: Words(zh: "例如 30 或 0.5", en: "for example 30 or 0.5"))
  }

  mutating func whole(_ name: String, _ label: Words, _ value: inout Int, in range: ClosedRange<Int>) {
    var some: Int? = value
    whole(name, label, &some, in: range, mayBeEmpty: false)
    value = some ?? value
  }

  mutating func whole(
    _ name: String, _ label: Words, _ value: inout Int?, in range: ClosedRange<Int>, mayBeEmpty: Bool = true
  ) {
    let base = value.map(String.init) ?? ""
    var fault: Fault?
    if let raw = typed[name] {
      let text = raw.foldedToPlain
      if text.isEmpty, mayBeEmpty {
        value = nil
      } else if let number = Int(text), range.contains(number) {
        value = number
      } else {
        fault = Fault(
          "draft-whole",
          zh: text.isEmpty ? "要填一个整数" : "“\(text)”不是 \(range.lowerBound) 到 \(range.upperBound) 的整数",
          en: text.isEmpty
            ? "this needs a whole number"
            : "“\(text)” is no whole number from \(range.lowerBound) to \(range.upperBound)")
      }
    }
    add(
      RubricField(
        name: name, label: label, kind: .whole,
        value: fault == nil ? value.map(String.init) ?? "" : typed[name] ?? "", base: base, fault: fault))
  }

  // MARK: choices

  mutating func choice<Value: RawRepresentable & CaseIterable>(
    _ name: String, _ label: Words, _ value: inout Value, _ words: (Value) -> Words?
  ) where Value.RawValue == String {
    let base = value.rawValue
    // What the list does not offer may stay, it is only not chosen anew.
    let options = Value.allCases.filter { words($0) != nil || $0.rawValue == base }
    if let text = typed[name], let chosen = options.first(where: { $0.rawValue == text }) { value = chosen }
    add(
      RubricField(
        name: name, label: label,
        kind: .choice(
          options.map {
            RubricField.Option(
              value: $0.rawValue, words: words($0) ?? Words(zh: $0.rawValue, en: $0.rawValue))
          }), value: value.rawValue, base: base))
  }

  /// One of some texts; returns what is chosen.
  mutating func pick(_ name: String, _ label: Words, _ options: [RubricField.Option]) -> String {
    let text = typed[name].flatMap { text in options.contains { $0.value == text } ? text : nil } ?? ""
    add(RubricField(name: name, label: label, kind: .choice(options), value: text, base: ""))
    return text
  }

  /// Whether the part is to be left out.
  mutating func leavesOut(_ name: String, _ label: Words) -> Bool {
    let isOut = typed[name] == "1"
    add(RubricField(name: name, label: label, kind: .leaveOut, value: isOut ? "1" : "", base: ""))
    return isOut
  }
}
