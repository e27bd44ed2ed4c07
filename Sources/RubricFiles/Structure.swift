// Finds every fault of structure at once, and repairs what has only one likely meaning so that the sums can still be checked.

import Basics

/// A walk through a rubric's tree along the grammar.
struct Structure {
  let grammar: Grammar
  private(set) var faults: [Fault] = []
  /// Start tags (by offset) whose element, or something inside it, could not be read for certain.
  private(set) var unsure: Set<Int> = []

  init(_ grammar: Grammar) { self.grammar = grammar }

  /// The tree with likely meanings in place of slips; nil where the root is no rubric at all.
  mutating func check(_ root: Element) -> Element? {
    var root = root
    if root.name != grammar.rootName {
      let isNear = nearestName(to: root.name, in: [grammar.rootName]) != nil
      add(
        "xsd-root", root.place, zh: "最外层是 <\(root.name)>，应当是 <\(grammar.rootName)>",
        en: "the outermost element is <\(root.name)> and should be <\(grammar.rootName)>",
        Words(zh: "改为 <\(grammar.rootName)>", en: "change it to <\(grammar.rootName)>"))
      guard isNear else { return nil }
      root.name = grammar.rootName
    }
    if root.namespace != grammar.namespace {
      add(
        "xsd-namespace", root.place, zh: "命名空间不对", en: "the namespace is wrong",
        Words(
          zh: "写成 <\(grammar.rootName) xmlns=\"\(grammar.namespace)\" …>",
          en: "write <\(grammar.rootName) xmlns=\"\(grammar.namespace)\" ...>"))
    }
    return walk(root, type: grammar.rootType, namespace: root.namespace).element
  }

  /// The repaired element, and whether everything in it is certain.
  private mutating func walk(_ element: Element, type: String, namespace: String?) -> (
    element: Element, sure: Bool
  ) {
    guard let shape = grammar.shape(type) else { return (element, true) }
    var copy = element
    var sure = true
    copy.attributes = []
    for attribute in element.attributes {
      let before = faults.count
      guard let repaired = check(attribute, in: element, shape) else {
        // An attribute that nobody knows takes nothing away; a known one with an unreadable value does.
        if faults[before...].contains(where: { $0.code == "xsd-value" }) { sure = false }
        continue
      }
      if !copy.attributes.contains(where: { $0.name == repaired.name }) { copy.attributes.append(repaired) }
    }
    for rule in shape.attributes where rule.isRequired && copy.attribute(rule.name) == nil {
      let wasWritten = element.attribute(rule.name) != nil
      sure = false
      if wasWritten { continue }
      let title = grammar.values[rule.type]?.title ?? Words(zh: "", en: "")
      add(
        "xsd-missing-attribute", element.place, zh: "<\(element.name)> 缺少属性 \(rule.name)",
        en: "<\(element.name)> has no attribute \(rule.name)",
        Words(zh: "加上 \(rule.name)=\"…\"（\(title.zh)）", en: "add \(rule.name)=\"...\" (\(title.en))"))
    }
    if !shape.isText, !element.text.isEmpty {
      add(
        "xsd-text", element.place, zh: "<\(element.name)> 里不能直接写文字：“\(String(element.text.prefix(20)))”",
        en: "text cannot stand directly in <\(element.name)>: \"\(String(element.text.prefix(20)))\"",
        Words(zh: "放进 <title> 或 <text>，或删去", en: "put it into <title> or <text>, or delete it"))
    }
    copy.children = []
    for child in element.children {
      guard let name = checkedName(of: child, in: element, shape, namespace), let inner = shape.type(of: name)
      else {
        sure = false
        continue
      }
      var named = child
      named.name = name
      let walked = walk(named, type: inner, namespace: namespace)
      if !walked.sure { sure = false }
      copy.children.append(walked.element)
    }
    if !checkOrder(copy, shape) { sure = false }
    if !sure { unsure.insert(element.offset) }
    return (copy, sure)
  }

  /// The attribute as it was meant; nil where nothing can be made of it.
  private mutating func check(
    _ attribute: Attribute, in element: Element, _ shape: Grammar.Shape
  ) -> Attribute? {
    var attribute = attribute
    var rule = shape.attributes.first { $0.name == attribute.name }
    if rule == nil {
      let names = shape.attributes.map(\.name)
      let missing = names.filter { element.attribute($0) == nil }
      let likely = nearestName(to: attribute.name, in: missing)
      let list = names.joined(separator: ", ")
      let suggestion =
        likely.map { Words(zh: "是不是想写 \($0)？", en: "did you mean \($0)?") }
        ?? (names.isEmpty
          ? Words(zh: "删去它", en: "delete it") : Words(zh: "可用的属性：\(list)", en: "its attributes are: \(list)"))
      add(
        "xsd-unknown-attribute", attribute.place, zh: "<\(element.name)> 没有属性 \(attribute.name)",
        en: "<\(element.name)> has no attribute called \(attribute.name)", suggestion)
      guard let likely else { return nil }
      attribute.name = likely
      rule = shape.attributes.first { $0.name == likely }
    }
    guard let rule, let value = grammar.values[rule.type], !value.allows(attribute.value) else {
      return attribute
    }
    let plainer = value.plainer(attribute.value)
    let written = "\(attribute.name)=\"\(attribute.value.shortened)\""
    let allowed =
      plainer == nil ? Words(zh: "", en: "") : Words(zh: "：\(value.allowed.zh)", en: ": \(value.allowed.en)")
    add(
      "xsd-value", attribute.place, zh: "\(written) 不对\(allowed.zh)", en: "\(written) is wrong\(allowed.en)",
      plainer?.how ?? value.allowed)
    guard let plainer else { return nil }
    attribute.value = plainer.value
    return attribute
  }

  /// The child's name as it was meant; nil where it belongs somewhere else or nowhere.
  private mutating func checkedName(
    of child: Element, in parent: Element, _ shape: Grammar.Shape, _ namespace: String?
  ) -> String? {
    let allowed = shape.childNames
    if allowed.contains(child.name) {
      if child.namespace != namespace {
        add(
          "xsd-namespace", child.place, zh: "<\(child.name)> 的命名空间不对",
          en: "<\(child.name)> is in the wrong namespace",
          Words(zh: "去掉 xmlns 和前缀", en: "remove xmlns and prefixes"))
      }
      return child.name
    }
    let unique = allowed.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    if let type = grammar.anyType(of: child.name) {
      let called = grammar.called(child.name, type: type)
      let list = unique.map { "<\($0)>" }.joined(separator: " ")
      add(
        "xsd-misplaced", child.place, zh: "\(called.zh) 不能放在 <\(parent.name)> 里",
        en: "\(called.en) cannot stand in <\(parent.name)>",
        unique.isEmpty
          ? Words(zh: "移到别处或删去", en: "move or delete it")
          : Words(zh: "这里可以放：\(list)", en: "here may stand: \(list)"))
      return nil
    }
    let likely = nearestName(to: child.name, in: unique)
    let list = unique.map { "<\($0)>" }.joined(separator: " ")
    let suggestion: Words
    if let likely {
      let called = grammar.called(likely, type: shape.type(of: likely))
      suggestion = Words(zh: "是不是想写 \(called.zh)？", en: "did you mean <\(likely)>?")
    } else {
      suggestion =
        unique.isEmpty
        ? Words(zh: "删去它", en: "delete it") : Words(zh: "这里可以放：\(list)", en: "here may stand: \(list)")
    }
    add(
      "xsd-unknown-element", child.place, zh: "不认识的元素 <\(child.name)>", en: "unknown element <\(child.name)>",
      suggestion)
    return likely
  }

  private mutating func add(_ code: String, _ place: Place, zh: String, en: String, _ suggestion: Words) {
    faults.append(Fault(code, zh: zh, en: en, suggestion: suggestion, line: place.line, column: place.column))
  }
}

// The order and number of children.
extension Structure {
  /// Whether nothing is missing, too much or out of order.
  private mutating func checkOrder(_ element: Element, _ shape: Grammar.Shape) -> Bool {
    let before = faults.count
    var counts = [Int](repeating: 0, count: shape.particles.count)
    var reached = 0
    for child in element.children {
      let places = shape.particles.indices.filter { index in
        shape.particles[index].elements.contains { $0.name == child.name }
      }
      guard let last = places.last else { continue }
      if let place = places.first(where: { $0 >= reached }) {
        reached = place
        counts[place] += 1
        if counts[place] - 1 == shape.particles[place].most {
          add(
            "xsd-too-many", child.place,
            zh: "<\(element.name)> 里的 <\(child.name)> 太多，最多 \(shape.particles[place].most) 个",
            en: "too many <\(child.name)> in <\(element.name)>, \(shape.particles[place].most) at most",
            Words(zh: "删去多余的", en: "delete what is too much"))
        }
      } else {
        counts[last] += 1
        let next = shape.particles[reached].elements.first?.name ?? ""
        add(
          "xsd-order", child.place, zh: "<\(child.name)> 的位置不对，应当在 <\(next)> 之前",
          en: "<\(child.name)> stands too late: it belongs before <\(next)>",
          Words(
            zh: "<\(element.name)> 里的顺序：\(Self.order(shape))",
            en: "the order in <\(element.name)>: \(Self.order(shape))"))
      }
    }
    for (index, particle) in shape.particles.enumerated() where counts[index] < particle.least {
      let names = particle.elements.map { "<\($0.name)>" }
      let first = particle.elements.first
      let called = first.map { grammar.called($0.name, type: $0.type) } ?? Words(zh: "", en: "")
      let list = names.joined(separator: " ")
      add(
        "xsd-missing-element", element.place,
        zh: names.count == 1 ? "<\(element.name)> 里缺少 \(called.zh)" : "<\(element.name)> 里还没有内容，可以放：\(list)",
        en: names.count == 1
          ? "<\(element.name)> has no \(list)" : "<\(element.name)> is empty; here may stand: \(list)",
        Words(zh: "加上 \(names[0])", en: "add \(names[0])"))
    }
    return faults.count == before
  }

  private static func order(_ shape: Grammar.Shape) -> String {
    shape.particles.map {
      $0.elements.count > 3 ? "…" : $0.elements.map { "<\($0.name)>" }.joined(separator: "|")
    }
    .joined(separator: " ")
  }
}

extension String {
  /// At most 40 characters, for a message.
  var shortened: String {
    guard utf8.count > 40 else { return self }
    let start = String(prefix(40))
    return start.utf8.count < utf8.count ? start + "…" : start
  }
}
