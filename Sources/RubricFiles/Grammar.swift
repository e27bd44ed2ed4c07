// What may stand where, read from the schema itself, so that suggestions and the schema cannot differ.

import Basics

/// The schema as tables for people: elements with their children and attributes, values with their forms.
struct Grammar: Sendable {
  /// The content of a type of element.
  struct Shape: Sendable {
    var title: Words
    var particles: [Particle] = []
    var attributes: [AttributeRule] = []
    /// Holds text.
    var isText = false

    var childNames: [String] { particles.flatMap(\.elements).map(\.name) }

    func type(of child: String) -> String? {
      particles.lazy.flatMap(\.elements).first { $0.name == child }?.type
    }
  }

  /// One place in a sequence: an element, or a choice of several.
  struct Particle: Sendable {
    var elements: [ElementRule]
    var least: Int
    var most: Int
  }

  struct ElementRule: Sendable {
    var name: String
    var type: String
    /// How often it may stand where it is chosen.
    var most = 1
  }

  struct AttributeRule: Sendable {
    var name: String
    var type: String
    var isRequired: Bool
  }

  /// The form of an attribute's value.
  struct ValueRule: Sendable {
    var title: Words
    var options: [String] = []
    var pattern: ValuePattern?
    /// Whether options, or else one pattern, say everything about it.
    var isWhole = false

    func allows(_ value: String) -> Bool {
      if !options.isEmpty { return options.contains(value) }
      return pattern?.matches(value) ?? true
    }
  }

  var shapes: [String: Shape] = [:]
  var values: [String: ValueRule] = [:]
  var rootName = ""
  var rootType = ""
  var namespace = ""

  func shape(_ type: String) -> Shape? { shapes[type] }

  /// How an element is called: `<veto>（一票否决）` and `<veto> (veto)`.
  func called(_ name: String, type: String?) -> Words {
    guard let title = type.flatMap({ shapes[$0]?.title }), !title.zh.isEmpty else {
      return Words(zh: "<\(name)>", en: "<\(name)>")
    }
    return Words(zh: "<\(name)>（\(title.zh)）", en: "<\(name)>")
  }

  /// The type of any element of this name, for words about it.
  func anyType(of name: String) -> String? {
    if name == rootName { return rootType }
    for shape in shapes.values {
      if let type = shape.type(of: name) { return type }
    }
    return nil
  }
}
