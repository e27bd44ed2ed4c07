// Elements of an XML document to be written: attributes in order, texts in one language or two, two spaces a level.

import Basics

/// One element to be written.
struct XMLNode {
  var name: String
  var attributes: [(name: String, value: String)]
  var children: [XMLNode] = []
  /// The text of a text element; where it differs between the languages, one element a language is written.
  var words: Words?

  /// Attributes without a value are left out.
  init(_ name: String, _ attributes: [(String, String?)] = [], _ children: [XMLNode] = []) {
    self.name = name
    self.attributes = attributes.compactMap { pair in pair.1.map { (pair.0, $0) } }
    self.children = children
  }

  /// A text element, with white space folded as a reader folds it and the other language in place of a missing one.
  init(_ name: String, words: Words) {
    self.init(name)
    let zh = XMLNode.folded(words[.zh])
    let en = XMLNode.folded(words[.en])
    self.words = Words(zh: zh.isEmpty ? en : zh, en: en.isEmpty ? zh : en)
  }

  /// Every text in the element and below it.
  var allWords: [Words] { (words.map { [$0] } ?? []) + children.flatMap(\.allWords) }

  private static func folded(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

// Layout.
extension XMLNode {
  /// Characters a line may have where an element and the one text in it share it.
  private static let widest = 120

  /// The element as lines; `gap` puts an empty line between its children.
  func lines(indent: String = "", gap: Bool = false) -> [String] {
    if let words { return textLines(words, indent) }
    let start = "\(indent)<\(name)\(attributesText)"
    guard !children.isEmpty else { return [start + "/>"] }
    let inner = children.enumerated().flatMap { index, child in
      (gap && index > 0 ? [""] : []) + child.lines(indent: indent + "  ")
    }
    let end = "</\(name)>"
    if children.count == 1, children[0].words != nil, inner.count == 1 {
      let line = start + ">" + inner[0].trimmed + end
      if line.count <= Self.widest { return [line] }
    }
    return [start + ">"] + inner + [indent + end]
  }

  private func textLines(_ words: Words, _ indent: String) -> [String] {
    guard words.zh != words.en else { return ["\(indent)<\(name)>\(Self.escaped(words.zh))</\(name)>"] }
    return Language.allCases.map { language in
      let text = Self.escaped(words[language])
      return "\(indent)<\(name) xml:lang=\"\(language.tag)\">\(text)</\(name)>"
    }
  }

  private var attributesText: String {
    attributes.map { " \($0.name)=\"\(Self.escaped($0.value).replacing("\"", with: "&quot;"))\"" }.joined()
  }

  /// The text with markup escaped and what XML cannot carry replaced.
  private static func escaped(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": scalars.append(contentsOf: "&amp;".unicodeScalars)
      case "<": scalars.append(contentsOf: "&lt;".unicodeScalars)
      case ">": scalars.append(contentsOf: "&gt;".unicodeScalars)
      case "\t", "\n", "\r": scalars.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": scalars.append("\u{FFFD}")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
