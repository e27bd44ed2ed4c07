// Reads rubrics: bytes in, a checked rubric or every fault at once out.

public import Basics
public import Rubrics

/// Reads rubric files against one compiled schema; may be shared by many threads.
public struct RubricReader: Sendable {
  /// The `schema-version` that this program knows: 1.0 to 1.`newestMinor`.
  static let newestMinor = 1

  /// Parts of a rubric that must have been read for certain before these rules make sense.
  private static let needs: [String: [String]] = [
    "R002": ["rounds"], "R004": ["rounds", "modules"], "R024": ["modules"], "R026": ["modules"],
    "R027": ["panels"],
    "R028": ["modules"], "R029": ["modules", "rounds"], "R030": ["modules", "rounds"],
    "R031": ["modules", "rounds"], "R036": ["results"],
    "R037": ["results"], "R038": ["modules", "rounds"], "R070": ["panels", "modules"],
    "R071": ["modules", "rounds"],
  ]

  private let schema: CompiledSchema
  private let grammar: Grammar
  private let plain: PlainGrammar?

  /// Compiles the schema from bytes: `rubric.xsd`, and `xml.xsd` for its import.
  ///
  /// Throws a `Refusal` where they are wrong.
  public init(schema: [UInt8], xmlNamespaceSchema: [UInt8]) throws {
    self.schema = try CompiledSchema(schema, importing: xmlNamespaceSchema)
    grammar = try Grammar(schema: schema, imported: xmlNamespaceSchema)
    plain = PlainGrammar(grammar)
  }

  /// The rubric in `bytes`, or every fault: of the XML (`xml-`), of its structure (`xsd-`) and of the rules (`R`).
  ///
  /// Hostile input (too large, too deep, document types, other encodings) is refused before it can cost anything.
  /// `file` only names the file in faults; nothing is opened.
  /// - Parameter isCareful: whether the short way for faultless files is left out; the answer is the same.
  public func read(_ bytes: [UInt8], file: String?, isCareful: Bool = false) -> Result<Rubric, Refusal> {
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let text = isMarked ? Array(bytes.dropFirst(3)) : bytes
    let unsafe = Safety.faults(text)
    guard unsafe.isEmpty else { return .failure(placed(unsafe, file)) }
    if !isCareful, let rubric = faultless(text, bytes) { return .success(rubric) }
    return readCarefully(Source(text), bytes, file)
  }

  /// The rubric of a file that nothing is wrong with; nil where anything might be.
  private func faultless(_ text: [UInt8], _ bytes: [UInt8]) -> Rubric? {
    guard let plain, let root = parsePlainly(text, plain), versionFaults(root).isEmpty else { return nil }
    var mapping = Mapping(root)
    let rubric = mapping.rubric(root, sha256: sha256Hex(bytes))
    return mapping.faults.isEmpty && check(rubric).isEmpty ? rubric : nil
  }

  /// The rubric, or every fault at once with its place, by the schema and all rules.
  private func readCarefully(_ source: Source, _ bytes: [UInt8], _ file: String?) -> Result<Rubric, Refusal> {
    let document: Document
    switch parse(source, schema: schema) {
    case .success(let read): document = read
    case .failure(let refusal): return .failure(placed(refusal.faults, file))
    }
    var structure = Structure(grammar)
    guard let root = structure.check(document.root) else { return .failure(placed(structure.faults, file)) }
    var faults = structure.faults + versionFaults(root)
    var mapping = Mapping(root)
    let rubric = mapping.rubric(root, sha256: sha256Hex(bytes))
    // Sums over something unreadable, and references into it, would only confuse.
    let unsure = lines(of: structure.unsure, in: root)
    let rules = (mapping.faults + check(rubric)).filter { fault in
      let parts = Self.needs[fault.code] ?? []
      let isReadable = parts.allSatisfy {
        root.child($0).map { !structure.unsure.contains($0.offset) } ?? false
      }
      return isReadable && fault.line.map { !unsure.contains($0) } ?? true
    }
    faults += rules.map { withColumn($0, root: root) }
    faults += unexplained(document.schemaErrors, by: faults, in: document.root)
    return faults.isEmpty ? .success(rubric) : .failure(placed(faults, file))
  }

  private func placed(_ faults: [Fault], _ file: String?) -> Refusal {
    var seen: Set<Fault> = []
    let unique = faults.filter { seen.insert($0).inserted }
    let ordered = unique.enumerated().sorted { a, b in
      let left = (a.element.line ?? 0, a.element.column ?? 0, a.offset)
      return left < (b.element.line ?? 0, b.element.column ?? 0, b.offset)
    }
    return Refusal(ordered.map { pair in file.map { pair.element.placed(in: $0) } ?? pair.element })
  }

  private func versionFaults(_ root: Element) -> [Fault] {
    guard let version = root.attribute("schema-version"), let minor = Int(version.value.dropFirst(2)),
      minor > Self.newestMinor
    else { return [] }
    return [
      Fault(
        "xsd-version", zh: "schema-version=\"\(version.value)\" 比本程序认识的新（最新 1.\(Self.newestMinor)）",
        en: "schema-version \(version.value) is newer than this program knows (1.\(Self.newestMinor))",
        suggestion: Words(
          zh: "更新程序，或改为 1.\(Self.newestMinor)", en: "update the program, or write 1.\(Self.newestMinor)"),
        line: version.place.line, column: version.place.column)
    ]
  }

  private func lines(of offsets: Set<Int>, in element: Element) -> Set<Int> {
    var lines: Set<Int> = offsets.contains(element.offset) ? [element.place.line] : []
    for child in element.children where offsets.contains(child.offset) {
      lines.formUnion(self.lines(of: offsets, in: child))
    }
    return lines
  }

  /// A rule knows the line of an element; the column is that of the element's start tag.
  private func withColumn(_ fault: Fault, root: Element) -> Fault {
    guard fault.column == nil, let line = fault.line else { return fault }
    var copy = fault
    copy.column = firstColumn(onLine: line, in: root)
    return copy
  }

  private func firstColumn(onLine line: Int, in element: Element) -> Int? {
    if element.place.line == line { return element.place.column }
    for child in element.children {
      if let found = firstColumn(onLine: line, in: child) { return found }
    }
    return nil
  }

  /// libxml2's code for keys, unique ids and references.
  private static let identityConstraint = 1877

  /// The schema's word is last: whatever it refuses and nobody put into words is reported as it is.
  private func unexplained(_ errors: [SchemaError], by faults: [Fault], in root: Element) -> [Fault] {
    guard !errors.isEmpty else { return [] }
    let explained = Set(faults.compactMap(\.line))
    var kin: [Int: Kin] = [:]
    collect(root, parent: nil, into: &kin)
    return errors.compactMap { error in
      // References and repeated ids have rules of their own, which are silent only where a part could not be read.
      if error.code == Self.identityConstraint, !faults.isEmpty { return nil }
      let own =
        error.offset.flatMap { kin[$0] } ?? Kin(place: Place(line: max(1, error.line), column: 1), around: [])
      guard explained.isDisjoint(with: own.around), !explained.contains(own.place.line) else { return nil }
      let plain = error.message.replacing("{\(grammar.namespace)}", with: "").folded
      return Fault(
        "xsd-invalid", zh: "这里的结构不符合评分规则的语法", en: "the structure is wrong here: \(plain)",
        suggestion: Words(zh: "对照 rubrics/README.md 检查这一处", en: "compare this place with rubrics/README.md"),
        line: own.place.line, column: own.place.column)
    }
  }

  /// An element's place, and the lines of its parent, siblings and children, where a fault of its content may have been noted.
  private struct Kin {
    var place: Place
    var around: Set<Int>
  }

  private func collect(_ element: Element, parent: Element?, into kin: inout [Int: Kin]) {
    var around = Set(element.children.map(\.place.line))
    if let parent {
      around.insert(parent.place.line)
      around.formUnion(parent.children.map(\.place.line))
    }
    kin[element.offset] = Kin(place: element.place, around: around)
    for child in element.children { collect(child, parent: element, into: &kin) }
  }
}
