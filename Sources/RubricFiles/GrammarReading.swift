// Reads the grammar out of rubric.xsd: only the constructs that this schema uses.

import Basics

extension Grammar {
  /// The grammar of a schema and the small schema that it imports for `xml:lang`.
  init(schema: [UInt8], imported: [UInt8]) throws(Refusal) {
    let root = try Grammar.tree(schema)
    let other = try Grammar.tree(imported)
    namespace = root.value("targetNamespace") ?? ""
    for attribute in other.children("attribute") {
      guard let simple = attribute.child("simpleType") else { continue }
      values["xml:\(attribute.value("name") ?? "")"] = Grammar.valueRule(simple)
    }
    for simple in root.children("simpleType") {
      values[simple.value("name") ?? ""] = Grammar.valueRule(simple)
    }
    var groups = Groups()
    for group in root.children("group") {
      groups.elements[group.value("name") ?? ""] = group.child("sequence")
    }
    for group in root.children("attributeGroup") {
      groups.attributes[group.value("name") ?? ""] = group.children.compactMap(Grammar.attributeRule)
    }
    for complex in root.children("complexType") {
      shapes[complex.value("name") ?? ""] = Grammar.shape(complex, groups)
    }
    rootName = root.child("element")?.value("name") ?? ""
    rootType = root.child("element")?.value("type") ?? ""
  }

  private struct Groups {
    var elements: [String: Element] = [:]
    var attributes: [String: [AttributeRule]] = [:]
  }

  private static func tree(_ bytes: [UInt8]) throws(Refusal) -> Element {
    switch parse(Source(bytes), schema: nil) {
    case .success(let document): document.root
    case .failure(let refusal): throw refusal
    }
  }

  private static func title(_ element: Element) -> Words {
    let texts = element.child("annotation")?.children("documentation") ?? []
    func text(_ language: Language) -> String {
      texts.first { Language(tag: $0.value("xml:lang") ?? "zh-CN") == language }?.text ?? ""
    }
    return Words(zh: text(.zh), en: text(.en))
  }

  private static func valueRule(_ simple: Element) -> ValueRule {
    let restriction = simple.child("restriction")
    let facets = restriction?.children.map(\.name).filter { $0 != "annotation" } ?? []
    return ValueRule(
      title: title(simple),
      options: restriction?.children("enumeration").compactMap { $0.value("value") } ?? [],
      pattern: restriction?.child("pattern")?.value("value").flatMap { ValuePattern($0) },
      isWhole: !facets.isEmpty && (facets.allSatisfy { $0 == "enumeration" } || facets == ["pattern"]))
  }

  private static func attributeRule(_ element: Element) -> AttributeRule? {
    guard element.name == "attribute" else { return nil }
    let required = element.value("use") == "required"
    if let ref = element.value("ref") { return AttributeRule(name: ref, type: ref, isRequired: required) }
    return AttributeRule(
      name: element.value("name") ?? "", type: element.value("type") ?? "", isRequired: required)
  }

  private static func shape(_ complex: Element, _ groups: Groups) -> Shape {
    var shape = Shape(title: title(complex))
    let content = complex.child("simpleContent")?.child("extension")
    shape.isText = content != nil
    for child in content?.children ?? complex.children {
      if child.name == "attributeGroup" {
        shape.attributes += groups.attributes[child.value("ref") ?? ""] ?? []
      }
      if let rule = attributeRule(child) { shape.attributes.append(rule) }
    }
    if let sequence = complex.child("sequence") { shape.particles = particles(sequence, groups) }
    return shape
  }

  private static func particles(_ sequence: Element, _ groups: Groups) -> [Particle] {
    sequence.children.flatMap { child -> [Particle] in
      let (least, most) = bounds(child)
      switch child.name {
      case "element":
        return [Particle(elements: [elementRule(child)], least: least, most: most)]
      case "group":
        return groups.elements[child.value("ref") ?? ""].map { particles($0, groups) } ?? []
      case "choice":
        let inner = child.children.filter { $0.name == "element" }
        let widest = inner.map { bounds($0).most }.max() ?? 1
        return [Particle(elements: inner.map(elementRule), least: least, most: max(most, widest))]
      default: return []
      }
    }
  }

  private static func elementRule(_ element: Element) -> ElementRule {
    ElementRule(
      name: element.value("name") ?? "", type: element.value("type") ?? "", most: bounds(element).most)
  }

  private static func bounds(_ element: Element) -> (least: Int, most: Int) {
    let most = element.value("maxOccurs")
    return (
      element.value("minOccurs").flatMap { Int($0) } ?? 1,
      most == "unbounded" ? .max : most.flatMap { Int($0) } ?? 1
    )
  }
}
