// A rubric while somebody changes it: the fields that a form shows, what was typed into them, and the faults beside each.

public import Basics

/// One field of a rubric that can be changed.
public struct RubricField: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A decimal: marks, percent.
    case decimal
    /// A whole number.
    case whole
    /// A short text in one language.
    case line(Language)
    /// A longer text in one language.
    case text(Language)
    /// An identifier.
    case id
    case choice([Option])
    /// Leaves the part out when it is ticked.
    case leaveOut
  }

  public struct Option: Hashable, Sendable {
    public var value: String
    public var words: Words
  }

  /// Unique in the draft, and the same for everybody who starts from the same rubric, such as `item.N1.max`.
  public var name: String
  public var label: Words
  public var kind: Kind
  /// What the field shows: as typed where it cannot be read, else as the draft has it.
  public var value: String
  /// What the rubric has that the draft began from.
  public var base: String
  /// Why what was typed cannot be taken; the draft keeps the former value then.
  public var fault: Fault?

  public var isChanged: Bool { value != base }
}

/// Fields that belong to one part of a rubric.
public struct RubricGroup: Hashable, Sendable {
  public enum Chapter: String, Hashable, Sendable, CaseIterable {
    case head, weights, panels, modules, results
  }

  public var chapter: Chapter
  /// The part: kind and id, such as `item:N1`.
  public var anchor: String
  public var title: Words
  /// How deep the part stands in its chapter, from 0.
  public var level: Int
  /// What people change most: numbers and choices, and the title in the reader's language.
  public var fields: [RubricField] = []
  /// What rules say about the part.
  public var faults: [Fault] = []

  init(_ chapter: Chapter, _ anchor: String, _ title: Words, level: Int = 0) {
    self.chapter = chapter
    self.anchor = anchor
    self.title = title
    self.level = level
  }
}

/// A rubric with changes.
///
/// It is made anew from the rubric it began from and what stands in the form: nothing is kept between two looks, so two
/// windows never mix.
public struct RubricDraft: Sendable {
  public let base: Rubric
  /// With every change that could be read; its digest is empty until it is written.
  public private(set) var rubric: Rubric
  public private(set) var groups: [RubricGroup]
  /// Faults that belong to no part that is shown.
  public private(set) var loose: [Fault] = []
  private let tieAnchors: [String]

  /// - Parameter typed: texts by field name; a field that is not there keeps the value of `base`.
  public init(base: Rubric, typed: [String: String]) {
    self.base = base
    var changed = base
    var walk = DraftWalk(typed: typed)
    walk.walk(&changed)
    changed.sha256 = ""
    rubric = changed
    groups = walk.groups
    tieAnchors = walk.tieAnchors
  }

  public var fields: [RubricField] { groups.flatMap(\.fields) }

  /// Everything that was typed and cannot be read.
  public var unreadable: [Fault] { fields.compactMap(\.fault) }

  /// Whether nothing stands in the way of keeping it; asked after `place`.
  public var isWhole: Bool { unreadable.isEmpty && loose.isEmpty && groups.allSatisfy { $0.faults.isEmpty } }

  public var faultCount: Int {
    unreadable.count + loose.count + groups.reduce(0) { $0 + $1.faults.count }
  }

  /// Puts faults of the written draft beside the part that they stand in.
  /// - Parameters:
  ///   - faults: as a reader of `xml` gave them.
  ///   - xml: the draft as `rubricXML` writes it.
  public mutating func place(_ faults: [Fault], in xml: String) {
    let places = RubricPlaces(xml)
    let known = Dictionary(
      groups.enumerated().map { ($1.anchor, $0) }, uniquingKeysWith: { first, _ in first })
    for fault in faults {
      // The line is one of a file that nobody has seen.
      var shown = fault
      shown.line = nil
      shown.column = nil
      shown.file = nil
      let anchors = fault.line.map { places.anchors(ofLine: $0).map(shownAnchor) } ?? []
      if let place = anchors.lazy.compactMap({ known[$0] }).first {
        groups[place].faults.append(shown)
      } else {
        loose.append(shown)
      }
    }
  }
}

extension RubricDraft {
  /// Tie-breaks stand in the form in their former order.
  private func shownAnchor(_ anchor: String) -> String {
    guard anchor.hasPrefix("tie-break:"), let number = Int(anchor.dropFirst(10)),
      tieAnchors.indices.contains(number - 1)
    else { return anchor }
    return tieAnchors[number - 1]
  }
}

/// Which part of a rubric stands in which line of the text that `rubricXML` writes.
struct RubricPlaces {
  private var stacks: [[String]] = []

  init(_ xml: String) {
    var open: [(indent: Int, anchors: [String])] = []
    var counts: [String: Int] = [:]
    for line in xml.split(separator: "\n", omittingEmptySubsequences: false) {
      let indent = line.prefix { $0 == " " }.count
      let rest = line.dropFirst(indent)
      if rest.hasPrefix("<"), !rest.hasPrefix("</"), !rest.hasPrefix("<?") {
        open.removeAll { $0.indent >= indent }
        let tag = String(rest.dropFirst().prefix { $0.isLetter || $0 == "-" })
        counts[tag, default: 0] += 1
        let around = open.last?.anchors ?? []
        open.append(
          (
            indent,
            Self.anchor(tag, rest, number: counts[tag] ?? 0, around: around).map { [$0] + around } ?? around
          ))
      }
      stacks.append(open.last?.anchors ?? [])
    }
  }

  /// From the innermost outwards.
  func anchors(ofLine line: Int) -> [String] { stacks.indices.contains(line - 1) ? stacks[line - 1] : [] }

  private static let items: Set<String> = [
    "points", "levels", "checklist", "measure", "deduct", "veto", "bonus", "rank", "count", "given", "global",
  ]

  private static func anchor(_ tag: String, _ line: Substring, number: Int, around: [String]) -> String? {
    let isRule = around.contains("results:")
    switch tag {
    case "rubric", "metadata": return "head:"
    case "results": return "results:"
    case "use":
      let round = around.first { $0.hasPrefix("round:") }?.dropFirst(6) ?? ""
      return attribute("module", of: line).map { "use:\(round)/\($0)" }
    case "tie-break", "rounding": return "\(tag):\(number)"
    case "pass": return "pass:"
    case "awards": return "awards:"
    // A gate of a pass refers to a part, it is none.
    case "round", "module": return isRule ? "pass:" : attribute("id", of: line).map { "\(tag):\($0)" }
    case "panel", "criterion", "award", "step": return attribute("id", of: line).map { "\(tag):\($0)" }
    default: return items.contains(tag) ? attribute("id", of: line).map { "item:\($0)" } : nil
    }
  }

  private static func attribute(_ name: String, of line: Substring) -> String? {
    let mark = " \(name)=\""
    var rest = line
    while let first = rest.first {
      if rest.hasPrefix(mark) { return String(rest.dropFirst(mark.count).prefix { $0 != "\"" }) }
      // Nothing is looked for beyond the start tag.
      if first == ">" { return nil }
      rest = rest.dropFirst()
    }
    return nil
  }
}
