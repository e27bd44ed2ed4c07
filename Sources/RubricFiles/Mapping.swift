// From the tree to the rubric: one element, one value of the model; what is missing gets the schema's default.

import Basics
import Rubrics

/// Maps a tree that `Structure` has checked.
///
/// Faults of texts, which the model cannot show, are found on the way.
struct Mapping {
  /// The language of texts that name none.
  let language: Language
  /// The languages that the rubric promises.
  let promised: [Language]
  private(set) var faults: [Fault] = []

  init(_ root: Element) {
    language = Language(tag: root.value("xml:lang") ?? "zh-CN")
    promised = (root.value("languages") ?? "").split(separator: " ").map { Language(tag: String($0)) }
  }

  mutating func rubric(_ root: Element, sha256: String) -> Rubric {
    let metadata = root.child("metadata")
    let panels = root.child("panels")?.children("panel").map { panel($0) } ?? []
    let only = panels.count == 1 ? panels[0].id : nil
    let modules = root.child("modules")?.children("module").map { module($0, onlyPanel: only) } ?? []
    let rounds = root.child("rounds")?.children("round").map { round($0) } ?? []
    let occupation = metadata?.child("occupation").map {
      Occupation(code: $0.text("code"), level: $0.value("level").flatMap { Int($0) })
    }
    return Rubric(
      id: root.text("id"), version: root.whole("version", 1), schemaVersion: root.text("schema-version"),
      kind: root.choice("event-kind", .contest), sha256: sha256,
      label: metadata.map { label($0) } ?? Label(title: none),
      occupation: occupation, panels: panels, modules: modules, rounds: rounds,
      results: results(root.child("results")))
  }

  private var none: Words { Words(zh: "", en: "") }

  mutating func label(_ element: Element) -> Label {
    let hints = element.children("hint")
    return Label(
      title: words(element.children("title"), of: element),
      hint: hints.isEmpty ? nil : words(hints, of: element))
  }

  /// The texts of one thing; where a language is missing the other stands in for it.
  mutating func words(_ texts: [Element], of owner: Element) -> Words {
    var zh: String?
    var en: String?
    for text in texts {
      let own = text.value("xml:lang").map { Language(tag: $0) } ?? language
      if (own == .zh ? zh : en) != nil {
        fault(
          "R041", text, zh: "<\(owner.name)> 的 <\(text.name)> 用同一种语言（\(own.tag)）写了两次",
          en: "<\(owner.name)> has two <\(text.name)> in one language (\(own.tag))",
          Words(zh: "删去一个，或改正 xml:lang", en: "delete one or correct its xml:lang"))
      }
      if text.text.isEmpty {
        fault(
          "R043", text, zh: "<\(text.name)> 是空的", en: "<\(text.name)> is empty",
          Words(zh: "写上文字", en: "write the text"))
      }
      if text.text.mayHideSomething, let hidden = text.text.unicodeScalars.first(where: Self.isHidden) {
        let code = "U+" + String(hidden.value, radix: 16, uppercase: true)
        fault(
          "R061", text, zh: "文字里有不可见的控制字符 \(code)", en: "the text holds the invisible character \(code)",
          Words(zh: "删去它", en: "delete it"))
      }
      if own == .zh { zh = text.text } else { en = text.text }
    }
    if let text = texts.first {
      for wanted in promised where (wanted == .zh ? zh : en) == nil {
        fault(
          "R040", text, zh: "<\(owner.name)> 缺少 \(wanted.tag) 的 <\(text.name)>",
          en: "<\(owner.name)> has no <\(text.name)> in \(wanted.tag)",
          Words(
            zh: "加上 <\(text.name) xml:lang=\"\(wanted.tag)\">…，或从 languages 中去掉 \(wanted.tag)",
            en: "add <\(text.name) xml:lang=\"\(wanted.tag)\">..., or take \(wanted.tag) out of languages"))
      }
    }
    return Words(zh: zh ?? en ?? "", en: en ?? zh ?? "")
  }

  /// Characters that change how others look: direction marks, zero-width characters, controls.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
    default: false
    }
  }

  mutating func fault(_ code: String, _ element: Element, zh: String, en: String, _ suggestion: Words) {
    faults.append(
      Fault(
        code, zh: zh, en: en, suggestion: suggestion, line: element.place.line, column: element.place.column))
  }

  private mutating func panel(_ element: Element) -> Panel {
    Panel(
      id: element.text("id"), role: element.choice("role", .judges), blind: element.flag("blind"),
      label: label(element),
      aggregate: element.child("aggregate").map { aggregate($0) } ?? Aggregate(method: .mean),
      double: element.child("double").map {
        DoubleMarking(
          scheme: $0.choice("scheme", .leader), tolerance: $0.marks("tolerance") ?? .zero,
          per: $0.choice("per", .sheet))
      },
      deviations: deviations(element), missing: element.choice("missing"), line: element.place.line)
  }

  func aggregate(_ element: Element) -> Aggregate {
    Aggregate(
      method: element.choice("method", .mean), dropHigh: element.whole("drop-high", 0),
      dropLow: element.whole("drop-low", 0), best: element.value("best").flatMap { Int($0) },
      minJudges: element.whole("min-judges", 1), ifFewer: element.choice("if-fewer", .block),
      judges: element.value("judges").flatMap { Int($0) }, placing: placing(element))
  }

  /// What numbers are turned into; nil where they stay marks.
  func placing(_ element: Element) -> Placing? {
    let turned: Placing.As? = element.choice("as")
    return turned.map {
      Placing(
        as: $0,
        points: (element.value("points") ?? "").split(separator: " ").compactMap { Weight($0) },
        tied: element.choice("tied", .average), first: element.choice("first"),
        within: element.choice("within", .division), areWritten: element.value("place") == "written")
    }
  }

  /// The rounding that a part has of its own; `none` switches a stage off.
  func rounding(_ element: Element) -> [OwnRounding] {
    element.children("rounding").map {
      OwnRounding(
        stage: $0.choice("stage", .final), decimals: $0.value("decimals").flatMap { Int($0) },
        mode: $0.choice("mode", .halfUp))
    }
  }

  func deviations(_ element: Element) -> [Deviation] {
    element.children("deviation").map {
      Deviation(
        scope: $0.choice("scope", .sheet), max: $0.marks("max") ?? .zero, unit: $0.choice("unit", .points),
        compare: $0.choice("compare", .range), action: $0.choice("action", .flag))
    }
  }

  private mutating func round(_ element: Element) -> Round {
    let uses = element.children("use").map {
      Round.Use(
        module: $0.text("module"), weight: $0.weight("weight"), times: $0.multiplier("times"),
        line: $0.place.line)
    }
    let factors = element.children("factor").map {
      Round.Factor(item: $0.text("item"), value: $0.weight("value") ?? .zero, line: $0.place.line)
    }
    let combine = element.choice("combine", Round.Combine.best)
    return Round(
      id: element.text("id"), label: label(element), uses: uses, factors: factors,
      weight: element.weight("weight"), times: element.multiplier("times"), restarts: element.flag("restart"),
      placing: placing(element), runs: element.whole("runs", 1), combine: combine,
      best: element.whole("best", combine == .best ? 1 : 0),
      missing: element.choice("missing"), runMissing: element.choice("run-missing"), line: element.place.line)
  }
}

extension String {
  /// False where certainly none of its characters is hidden; decided by the bytes that hidden ones begin with.
  fileprivate var mayHideSomething: Bool {
    var copy = self
    return copy.withUTF8 { bytes in
      for (index, byte) in bytes.enumerated() {
        switch byte {
        case 0..<0x20, 0x7F, 0xC2, 0xE2: return true
        case 0xEF where index + 1 < bytes.count && bytes[index + 1] == 0xBB: return true
        default: break
        }
      }
      return false
    }
  }
}

// Values of attributes. What does not fit has its fault already and reads as missing.
extension Element {
  func text(_ name: String) -> String { value(name) ?? "" }

  func whole(_ name: String, _ standard: Int) -> Int { value(name).flatMap { Int($0) } ?? standard }

  func marks(_ name: String) -> Marks? { value(name).flatMap { Marks($0) } }

  func weight(_ name: String) -> Weight? { value(name).flatMap { Weight($0) } }

  /// `1.6`, `-1` or `1/3`.
  func multiplier(_ name: String) -> Rational? {
    guard let parts = value(name)?.split(separator: "/"), let top = parts.first.flatMap({ Weight($0) }) else {
      return nil
    }
    guard parts.count == 2 else { return top.exact }
    guard let bottom = Weight(parts[1]), bottom.units != 0 else { return nil }
    return top.exact / bottom.exact
  }

  func flag(_ name: String, _ standard: Bool = false) -> Bool { value(name).map { $0 == "true" } ?? standard }

  func choice<Choice: RawRepresentable<String>>(_ name: String) -> Choice? {
    value(name).flatMap { Choice(rawValue: $0) }
  }

  func choice<Choice: RawRepresentable<String>>(_ name: String, _ standard: Choice) -> Choice {
    choice(name) ?? standard
  }

  /// `PT1H30M` in seconds.
  func seconds(_ name: String) -> Int? {
    guard let text = value(name), text.hasPrefix("PT") else { return nil }
    var sum = 0
    var number = 0
    for character in text.dropFirst(2) {
      switch character {
      case "H": (sum, number) = (sum + number * 3_600, 0)
      case "M": (sum, number) = (sum + number * 60, 0)
      case "S": (sum, number) = (sum + number, 0)
      default:
        guard let digit = character.wholeNumberValue, number < 100_000 else { return nil }
        number = number * 10 + digit
      }
    }
    return sum
  }
}
