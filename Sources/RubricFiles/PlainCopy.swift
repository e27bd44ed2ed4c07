// The short way for faultless files: the tree is copied and held against the grammar in one pass; any doubt ends it.

import Basics
import CLibXML2

/// The grammar with numbers in place of names, for files that keep to it in the plainest way.
///
/// It takes less than the schema does (no doubled spaces, no attributes of other vocabularies) and nothing more, except
/// that ids and references are left to the rules, which know them all.
struct PlainGrammar: Sendable {
  enum Value: Sendable {
    case options([String])
    case pattern(ValuePattern, number: Int)
  }

  struct AttributeRule: Sendable {
    var name: String
    var value: Value
    var isRequired: Bool
  }

  struct Child: Sendable {
    var name: String
    var shape: Int
    var particle: Int
    var most: Int
  }

  struct Shape: Sendable {
    var attributes: [AttributeRule] = []
    var children: [Child] = []
    var particles: [Particle] = []
    var isText = false
  }

  struct Particle: Sendable {
    var least: Int
    var most: Int
    /// Whether only one of several elements may be chosen.
    var isEither: Bool
  }

  private(set) var shapes: [Shape] = []
  private(set) var root = -1
  private(set) var patterns = 0
  let rootName: String
  let namespace: String

  /// Nil where the schema has something that this form cannot say.
  init?(_ grammar: Grammar) {
    (rootName, namespace) = (grammar.rootName, grammar.namespace)
    var numbers: [String: Int] = [:]
    for (number, type) in grammar.shapes.keys.sorted().enumerated() { numbers[type] = number }
    var values: [String: Value] = [:]
    for (type, rule) in grammar.values where rule.isWhole {
      if !rule.options.isEmpty {
        values[type] = .options(rule.options)
      } else if let pattern = rule.pattern {
        values[type] = .pattern(pattern, number: patterns)
        patterns += 1
      }
    }
    for type in grammar.shapes.keys.sorted() {
      guard let known = grammar.shapes[type] else { return nil }
      var shape = Shape(isText: known.isText)
      for attribute in known.attributes {
        guard let value = values[attribute.type] else { return nil }
        shape.attributes.append(
          AttributeRule(name: attribute.name, value: value, isRequired: attribute.isRequired))
      }
      for (place, particle) in known.particles.enumerated() {
        shape.particles.append(
          Particle(
            least: particle.least, most: particle.most,
            isEither: particle.elements.count > 1 && particle.most != .max))
        for element in particle.elements {
          guard let inner = numbers[element.type] else { return nil }
          shape.children.append(
            Child(name: element.name, shape: inner, particle: place, most: element.most))
        }
      }
      shapes.append(shape)
    }
    guard let root = numbers[grammar.rootType] else { return nil }
    self.root = root
  }
}

/// Copies a tree in one pass over its source, with lines but no columns, since only faults need more.
struct PlainCopy {
  private let grammar: PlainGrammar
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Lines counted so far; start tags come in the order of the source.
  private var line = 1
  private var counted = 0
  private var namespace: UnsafeMutablePointer<xmlNs>?
  /// Values that a pattern has taken already, the last few of each.
  private var taken: [[String]]

  init(_ grammar: PlainGrammar, _ bytes: UnsafeBufferPointer<UInt8>) {
    self.grammar = grammar
    self.bytes = bytes
    taken = [[String]](repeating: [], count: grammar.patterns)
  }

  /// The document's tree; nil where it is not faultless beyond doubt.
  mutating func copy(root: xmlNodePtr) -> Element? {
    guard text(root.pointee.name) == grammar.rootName, let own = root.pointee.ns,
      text(own.pointee.href) == grammar.namespace
    else { return nil }
    namespace = own
    return copy(root, grammar.rootName, grammar.root)
  }

  private mutating func copy(_ node: xmlNodePtr, _ name: String, _ number: Int) -> Element? {
    guard node.pointee.ns == namespace else { return nil }
    let start = tagStart(before: Int(bitPattern: node.pointee._private) - 1)
    var element = Element(
      name: name, namespace: nil, attributes: [], place: Place(line: count(upTo: start), column: 1),
      offset: start)
    guard copyAttributes(node, grammar.shapes[number], &element) else { return nil }
    if grammar.shapes[number].isText { return copyText(node, &element) ? element : nil }
    return copyChildren(node, number, &element) ? element : nil
  }

  private mutating func copyAttributes(
    _ node: xmlNodePtr, _ shape: PlainGrammar.Shape, _ element: inout Element
  ) -> Bool {
    var next = node.pointee.properties
    var required = 0
    while let own = next {
      var name = text(own.pointee.name)
      if let space = own.pointee.ns {
        guard let prefix = space.pointee.prefix, text(prefix) == "xml" else { return false }
        name = "xml:" + name
      }
      guard let rule = shape.attributes.first(where: { $0.name == name }), let only = own.pointee.children,
        only.pointee.next == nil, only.pointee.type == XML_TEXT_NODE, let content = only.pointee.content
      else { return false }
      let value = text(content)
      guard isTaken(value, content, by: rule.value) else { return false }
      if rule.isRequired { required += 1 }
      element.attributes.append(Attribute(name: name, value: value, place: element.place))
      next = own.pointee.next
    }
    return required == shape.attributes.count { $0.isRequired }
  }

  private mutating func isTaken(
    _ value: String, _ content: UnsafeMutablePointer<xmlChar>, by rule: PlainGrammar.Value
  ) -> Bool {
    switch rule {
    case .options(let options): return options.contains(value)
    case .pattern(let pattern, let number):
      if taken[number].contains(value) { return true }
      guard value.isPlainlySpaced, value.utf8.count <= 400, pattern.matches(UnsafePointer(content)) else {
        return false
      }
      if taken[number].count < 8 { taken[number].append(value) }
      return true
    }
  }

  private mutating func copyChildren(_ node: xmlNodePtr, _ number: Int, _ element: inout Element) -> Bool {
    var next = node.pointee.children
    var reached = 0
    var counts = 0
    var last = -1
    let particles = grammar.shapes[number].particles.count
    while let own = next {
      next = own.pointee.next
      if own.pointee.type == XML_TEXT_NODE {
        guard particles > 0, let content = own.pointee.content, isIndentation(content) else { return false }
        continue
      }
      guard own.pointee.type == XML_ELEMENT_NODE else { return false }
      let name = text(own.pointee.name)
      guard
        let child = grammar.shapes[number].children.firstIndex(where: {
          $0.particle >= reached && $0.name == name
        })
      else { return false }
      let rule = grammar.shapes[number].children[child]
      if rule.particle > reached {
        // Everything that was passed over must have been optional, or there often enough.
        guard isEnough(number, from: reached, upTo: rule.particle, counts) else { return false }
        (reached, counts, last) = (rule.particle, 0, -1)
      }
      counts += 1
      let particle = grammar.shapes[number].particles[rule.particle]
      if particle.isEither {
        guard last < 0 || last == child, counts <= rule.most else { return false }
      } else {
        guard counts <= particle.most else { return false }
      }
      last = child
      guard let copied = copy(own, name, rule.shape) else { return false }
      element.children.append(copied)
    }
    return isEnough(number, from: reached, upTo: particles, counts)
  }

  private func isEnough(_ number: Int, from reached: Int, upTo end: Int, _ counts: Int) -> Bool {
    for place in reached..<max(reached, end)
    where (place == reached ? counts : 0) < grammar.shapes[number].particles[place].least {
      return false
    }
    return true
  }

  private func copyText(_ node: xmlNodePtr, _ element: inout Element) -> Bool {
    guard let only = node.pointee.children else { return true }
    guard only.pointee.next == nil, only.pointee.type == XML_TEXT_NODE else { return false }
    let own = text(only.pointee.content)
    element.text = own.isPlainlySpaced ? own : own.folded
    return true
  }

  /// The start of the tag that ends before `end`; raw `<` cannot stand inside a tag.
  private func tagStart(before end: Int) -> Int {
    var index = min(end, bytes.count - 1)
    while index > 0, bytes[index] != 0x3C { index -= 1 }
    return max(0, index)
  }

  private mutating func count(upTo offset: Int) -> Int {
    while counted < offset {
      if bytes[counted] == 0x0A { line += 1 }
      counted += 1
    }
    return line
  }

  private func isIndentation(_ content: UnsafeMutablePointer<xmlChar>) -> Bool {
    var next = content
    while next.pointee == 0x20 || (0x09...0x0D).contains(next.pointee) { next += 1 }
    return next.pointee == 0
  }

  private func text(_ pointer: UnsafePointer<xmlChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }

  private func text(_ pointer: UnsafeMutablePointer<xmlChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}

extension String {
  /// Whether it has no white space at its ends and only single plain spaces inside.
  fileprivate var isPlainlySpaced: Bool {
    var copy = self
    return copy.withUTF8 { bytes in
      var isAfterSpace = true
      for (index, byte) in bytes.enumerated() {
        if byte == 0x20 {
          if isAfterSpace { return false }
          isAfterSpace = true
          continue
        }
        isAfterSpace = false
        if byte < 0x20 || byte >= 0xC2 && isOtherSpace(bytes, index) { return false }
      }
      return bytes.isEmpty || !isAfterSpace
    }
  }
}

/// Whether white space other than the plain space, or a byte order mark, begins here.
private func isOtherSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
  func byte(_ distance: Int) -> UInt8 {
    index + distance < bytes.count ? bytes[index + distance] : 0
  }
  switch bytes[index] {
  case 0xC2: return byte(1) == 0x85 || byte(1) == 0xA0
  case 0xE1: return byte(1) == 0x9A && byte(2) == 0x80
  case 0xE2:
    if byte(1) == 0x81 { return byte(2) == 0x9F }
    return byte(1) == 0x80 && (byte(2) <= 0x8A || byte(2) == 0xA8 || byte(2) == 0xA9 || byte(2) == 0xAF)
  case 0xE3: return byte(1) == 0x80 && byte(2) == 0x80
  case 0xEF: return byte(1) == 0xBB && byte(2) == 0xBF
  default: return false
  }
}
