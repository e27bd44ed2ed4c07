// A rubric as XML text: the same value always gives the same bytes, and reading them gives the value back.

import Basics

/// The rubric as an XML document in the language of `rubrics/README.md`, indented and complete, ending with a newline.
///
/// Reading the text gives an equal rubric, but for line numbers and the SHA-256 of the bytes. What equals the default
/// is not written. A text that is the same in both languages is written once, without `xml:lang`; where every text
/// differs, `languages` promises both. Comments of a file that a rubric was read from are not part of the value.
public func rubricXML(_ rubric: Rubric) -> String {
  let writer = RubricXMLWriter(rubric)
  let lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"] + writer.root.lines(gap: true)
  return lines.joined(separator: "\n") + "\n"
}

/// Turns the parts of a rubric into elements.
struct RubricXMLWriter {
  let rubric: Rubric

  init(_ rubric: Rubric) { self.rubric = rubric }

  var root: XMLNode {
    let parts = [
      metadata, XMLNode("panels", [], rubric.panels.map(panel)),
      XMLNode("modules", [], rubric.modules.map(module)), XMLNode("rounds", [], rubric.rounds.map(round)),
      results(rubric.results),
    ]
    let texts = parts.flatMap(\.allWords)
    let isChinese = texts.contains { $0.zh.unicodeScalars.contains(where: Self.isHan) }
    let isTwofold = !texts.isEmpty && texts.allSatisfy { $0.zh != $0.en }
    return XMLNode(
      "rubric",
      [
        ("xmlns", "urn:x-sizhou:rubric:1"), ("schema-version", rubric.schemaVersion), ("id", rubric.id),
        ("version", String(rubric.version)), ("event-kind", rubric.kind.rawValue),
        ("xml:lang", isChinese ? Language.zh.tag : Language.en.tag),
        ("languages", isTwofold ? "zh-CN en" : nil),
      ], parts)
  }

  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    (0x3400...0x9FFF).contains(scalar.value) || (0x20000...0x3FFFF).contains(scalar.value)
  }

  private var metadata: XMLNode {
    let occupation = rubric.occupation.map {
      XMLNode("occupation", [("code", $0.code), ("level", $0.level.map { String($0) })])
    }
    return XMLNode("metadata", [], label(rubric.label) + [occupation].compactMap { $0 })
  }

  func label(_ label: Label) -> [XMLNode] {
    [XMLNode("title", words: label.title)] + (label.hint.map { [XMLNode("hint", words: $0)] } ?? [])
  }

  private func panel(_ panel: Panel) -> XMLNode {
    let how =
      panel.double.map { double in
        XMLNode(
          "double",
          [
            ("scheme", double.scheme.rawValue), ("tolerance", double.tolerance.description),
            ("per", other(double.per, .sheet)),
          ])
      } ?? aggregate(panel.aggregate)
    return XMLNode(
      "panel",
      [
        ("id", panel.id), ("role", other(panel.role, .judges)), ("blind", panel.blind ? "true" : nil),
        ("missing", panel.missing?.rawValue),
      ], label(panel.label) + [how] + panel.deviations.map(deviation))
  }

  func aggregate(_ aggregate: Aggregate) -> XMLNode {
    XMLNode(
      "aggregate",
      [
        ("method", aggregate.method.rawValue), ("drop-high", other(aggregate.dropHigh, 0)),
        ("drop-low", other(aggregate.dropLow, 0)), ("best", aggregate.best.map { String($0) }),
        ("min-judges", other(aggregate.minJudges, 1)), ("if-fewer", other(aggregate.ifFewer, .block)),
        ("judges", aggregate.judges.map { String($0) }),
      ] + placing(aggregate.placing))
  }

  private func placing(_ placing: Placing?) -> [(String, String?)] {
    guard let placing else { return [] }
    let points = placing.points.map(\.description).joined(separator: " ")
    return [
      ("as", placing.as.rawValue), ("points", points.isEmpty ? nil : points),
      ("tied", other(placing.tied, .average)), ("first", placing.first?.rawValue),
      ("within", other(placing.within, .division)),
    ]
  }

  func rounding(_ rounding: OwnRounding) -> XMLNode {
    XMLNode(
      "rounding",
      [
        ("stage", rounding.stage.rawValue), ("decimals", rounding.decimals.map { String($0) } ?? "none"),
        ("mode", other(rounding.mode, .halfUp)),
      ])
  }

  func deviation(_ deviation: Deviation) -> XMLNode {
    XMLNode(
      "deviation",
      [
        ("scope", deviation.scope.rawValue), ("max", deviation.max.description),
        ("unit", deviation.unit.rawValue), ("compare", other(deviation.compare, .range)),
        ("action", deviation.action.rawValue),
      ])
  }

  private func round(_ round: Round) -> XMLNode {
    let uses = round.uses.map {
      XMLNode(
        "use",
        [
          ("module", $0.module), ("weight", $0.weight?.description), ("times", $0.times.map(multiplierText)),
        ])
    }
    let factors = round.factors.map {
      XMLNode("factor", [("item", $0.item), ("value", $0.value.description)])
    }
    return XMLNode(
      "round",
      [
        ("id", round.id), ("weight", round.weight?.description), ("times", round.times.map(multiplierText)),
        ("restart", round.restarts ? "true" : nil),
      ] + placing(round.placing) + [
        ("runs", other(round.runs, 1)), ("combine", other(round.combine, .best)),
        ("best", other(round.best, round.combine == .best ? 1 : 0)), ("missing", round.missing?.rawValue),
        ("run-missing", round.runMissing?.rawValue),
      ], label(round.label) + uses + factors)
  }
}

// Values that are written only where they differ from the default.
extension RubricXMLWriter {
  func other<Choice: RawRepresentable<String> & Equatable>(_ value: Choice, _ standard: Choice) -> String? {
    value == standard ? nil : value.rawValue
  }

  func other(_ value: Int, _ standard: Int) -> String? { value == standard ? nil : String(value) }

  func other(_ value: Marks, _ standard: Marks) -> String? {
    value == standard ? nil : value.description
  }
}

/// A multiplier as `times` takes it: a decimal with at most six places, else a fraction such as `5/3`.
func multiplierText(_ value: Rational) -> String {
  let nine: Int128 = 1_000_000_000
  if let text = (0...6).lazy.compactMap({ value.text(decimals: $0) }).first, text.utf8.count <= 10 + 7,
    Int128(text.split(separator: ".")[0]).map({ $0.magnitude < nine }) ?? false
  {
    return text
  }
  if value.numerator.magnitude < nine, value.denominator < nine {
    return "\(value.numerator)/\(value.denominator)"
  }
  // Two decimals hold what whole numbers of nine digits cannot.
  let (top, bottom) = (
    Rational(value.numerator, over: 1_000_000), Rational(value.denominator, over: 1_000_000)
  )
  return "\(top.text)/\(bottom.text)"
}

/// Seconds as `time-limit` takes them: `PT90M` for whole minutes, else `PT1M30S`.
func durationText(_ seconds: Int) -> String {
  if seconds < 60 { return "PT\(seconds)S" }
  // Minutes have four digits at most, hours two.
  let hours = seconds > 9_999 * 60 ? min(99, (seconds - 9_999 * 60 + 3_599) / 3_600) : 0
  let minutes = min(9_999, (seconds - hours * 3_600) / 60)
  let left = seconds - hours * 3_600 - minutes * 60
  return "PT" + (hours > 0 ? "\(hours)H" : "") + (minutes > 0 ? "\(minutes)M" : "")
    + (left > 0 ? "\(left)S" : "")
}
