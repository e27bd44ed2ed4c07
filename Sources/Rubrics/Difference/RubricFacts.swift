// A rubric taken apart into single facts, each with its place, so that two rubrics can be compared and the scoring hashed.

import Basics

/// One value somewhere in a rubric.
public struct RubricFact: Hashable, Sendable {
  /// From the outside in: field names and ids, such as `modules`, `HOT-1`, `max`.
  public var path: [String]
  public var value: String
  /// Whether it is a text that people read and no result depends on.
  public var isWording: Bool
}

extension Rubric {
  /// Every fact in document order, without line numbers and without the digest of the file.
  ///
  /// What is not set, false or empty is no fact, so that a later field with such a default changes no hash.
  public var facts: [RubricFact] {
    var collector = FactCollector()
    collector.add(self, at: [])
    return collector.facts.filter { !["id", "version", "schemaVersion", "sha256"].contains($0.path[0]) }
  }

  /// SHA-256 over everything that a result can depend on: all facts but the texts.
  ///
  /// Two rubrics with one scoring hash give the same results; only their wording may differ.
  public var scoringHash: String {
    let lines = facts.filter { !$0.isWording }.map { ($0.path + [$0.value]).joined(separator: "\u{1F}") }
    return sha256Hex(Array(lines.joined(separator: "\n").utf8))
  }
}

private struct FactCollector {
  var facts: [RubricFact] = []

  mutating func add(_ value: Any, at path: [String]) {
    switch value {
    case let words as Words:
      facts.append(
        RubricFact(
          path: path, value: words.zh == words.en ? words.zh : "\(words.zh) / \(words.en)", isWording: true))
    case let flag as Bool: if flag { leaf("true", path) }
    case let number as Int: leaf(String(number), path)
    case let text as String: leaf(text, path)
    case let decimal as any FixedDecimal: leaf(decimal.description, path)
    case let fraction as Rational: leaf(fraction.text, path)
    default: addParts(of: value, at: path)
    }
  }

  private mutating func addParts(of value: Any, at path: [String]) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      if let child = mirror.children.first { add(child.value, at: path) }
    case .collection:
      for (index, child) in mirror.children.enumerated() {
        let (name, inner) = named(child.value, index)
        add(inner, at: path + [name])
      }
    case .enum:
      if let child = mirror.children.first, let label = child.label {
        if !isSimple(child.value) { leaf(label, path + ["kind"]) }
        add(child.value, at: path + [label])
      } else if let raw = (value as? any RawRepresentable)?.rawValue as? String {
        leaf(raw, path)
      } else {
        leaf("\(value)", path)
      }
    default:
      for child in mirror.children {
        guard let label = child.label, label != "line" else { continue }
        add(child.value, at: path + [label])
      }
    }
  }

  private func isSimple(_ value: Any) -> Bool {
    value is String || value is Int || value is any FixedDecimal
  }

  /// What a member of a list is called: its id, its module or item, else its place; and the member itself.
  private func named(_ value: Any, _ index: Int) -> (String, Any) {
    let mirror = Mirror(reflecting: value)
    // A criterion or an item among the parts of a criterion: the case says only which of the two.
    if mirror.displayStyle == .enum, let child = mirror.children.first, let inner = id(of: child.value) {
      return (inner, child.value)
    }
    return (id(of: value) ?? String(index + 1), value)
  }

  private func id(of value: Any) -> String? {
    for child in Mirror(reflecting: value).children {
      if ["id", "module", "item", "stage"].contains(child.label ?? "") {
        if let text = child.value as? String { return text }
        if let stage = child.value as? Rounding.Stage { return stage.rawValue }
      }
    }
    return nil
  }

  private mutating func leaf(_ text: String, _ path: [String]) {
    facts.append(RubricFact(path: path, value: text, isWording: false))
  }
}
