// From bytes to a tree through libxml2: every handle lives and dies inside one call.

import Basics
import CLibXML2

/// One error of the schema validator, before anybody put it into words.
struct SchemaError: Hashable, Sendable {
  var code: Int
  /// The element's start tag in bytes, nil where it is not known.
  var offset: Int?
  var line: Int
  var message: String
}

/// A document that was read, with what the schema says about it.
struct Document: Sendable {
  var root: Element
  var schemaErrors: [SchemaError]
}

/// Collects what libxml2 reports during one call.
private final class Sink {
  struct Report {
    var domain: Int
    var code: Int
    var offset: Int
    var line: Int
    var column: Int
    var message: String
  }

  var reports: [Report] = []

  static let report: sizhou_report = { sink, domain, code, _, offset, line, column, message in
    guard let sink else { return }
    let own = Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue()
    guard own.reports.count < 500 else { return }
    own.reports.append(
      Report(
        domain: Int(domain), code: Int(code), offset: offset, line: Int(line), column: Int(column),
        message: message.map { String(cString: $0) } ?? ""))
  }
}

/// Parses, validates against `schema` and copies the tree; well-formedness and safety faults come as a refusal.
func parse(_ source: Source, schema: CompiledSchema?) -> Result<Document, Refusal> {
  _ = LibXML.ready
  let sink = Sink()
  return withExtendedLifetime(sink) {
    var reading = sizhou_reading()
    reading.sink = Unmanaged.passUnretained(sink).toOpaque()
    reading.report = Sink.report
    reading.deepest = Int32(Safety.deepest)
    reading.most_nodes = Safety.mostNodes
    let document = source.bytes.withUnsafeBytes { raw in
      sizhou_parse(raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), &reading)
    }
    if let fault = Safety.fault(refused: reading.refused, line: Int(reading.refused_line)) {
      if let document { xmlFreeDoc(document) }
      return .failure(Refusal(fault))
    }
    let parseFaults = wellFormednessFaults(sink.reports, source: source)
    guard let document, parseFaults.isEmpty else {
      if let document { xmlFreeDoc(document) }
      return .failure(Refusal(parseFaults.isEmpty ? [unreadable] : parseFaults))
    }
    defer { xmlFreeDoc(document) }
    sink.reports = []
    if let schema { _ = sizhou_validate(schema.pointer, document, &reading) }
    guard let root = xmlDocGetRootElement(document) else { return .failure(Refusal(unreadable)) }
    let errors = sink.reports.map { report in
      SchemaError(
        code: report.code, offset: report.offset > 0 ? source.tagStart(before: report.offset - 1) : nil,
        line: report.line, message: report.message)
    }
    return .success(Document(root: copy(root, document, source), schemaErrors: errors))
  }
}

/// The tree of a file that is well-formed and keeps to the grammar beyond doubt; nil for any other.
func parsePlainly(_ text: [UInt8], _ grammar: PlainGrammar) -> Element? {
  _ = LibXML.ready
  var reading = sizhou_reading()
  reading.report = { _, _, _, _, _, _, _, _ in }
  reading.deepest = Int32(Safety.deepest)
  reading.most_nodes = Safety.mostNodes
  let document = text.withUnsafeBytes { raw in
    sizhou_parse(raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), &reading)
  }
  guard let document else { return nil }
  defer { xmlFreeDoc(document) }
  guard let root = xmlDocGetRootElement(document) else { return nil }
  return text.withUnsafeBufferPointer { bytes in
    var copying = PlainCopy(grammar, bytes)
    return copying.copy(root: root)
  }
}

private let unreadable = Fault(
  "xml-unreadable", zh: "这不是 XML 文件", en: "this is no XML file",
  suggestion: Words(zh: "检查是否选错了文件", en: "check whether it is the right file"), line: 1)

/// Copies an element; the depth was limited while parsing.
private func copy(_ node: xmlNodePtr, _ document: xmlDocPtr, _ source: Source) -> Element {
  let end = Int(bitPattern: node.pointee._private)
  let start = end > 0 ? source.tagStart(before: end - 1) ?? 0 : 0
  let places = source.attributePlaces(ofTagAt: start)
  var element = Element(
    name: text(node.pointee.name), namespace: node.pointee.ns.map { text($0.pointee.href) }, attributes: [],
    place: source.place(start), offset: start)
  var attribute = node.pointee.properties
  while let own = attribute {
    let prefix = own.pointee.ns.flatMap { $0.pointee.prefix }.map { text($0) + ":" } ?? ""
    let name = prefix + text(own.pointee.name)
    let isInstance =
      own.pointee.ns.map { text($0.pointee.href) } == "http://www.w3.org/2001/XMLSchema-instance"
    if !isInstance {
      element.attributes.append(
        Attribute(
          name: name, value: content(own.pointee.children, document).trimmed,
          place: places[name] ?? element.place))
    }
    attribute = own.pointee.next
  }
  var child = node.pointee.children
  var pieces = ""
  while let own = child {
    switch own.pointee.type {
    case XML_ELEMENT_NODE: element.children.append(copy(own, document, source))
    case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: pieces += text(own.pointee.content)
    default: break
    }
    child = own.pointee.next
  }
  element.text = pieces.folded
  return element
}

private func content(_ nodes: xmlNodePtr?, _ document: xmlDocPtr) -> String {
  guard let nodes, let found = xmlNodeListGetString(document, nodes, 1) else { return "" }
  defer { sizhou_free(found) }
  return String(cString: found)
}

private func text(_ pointer: UnsafePointer<xmlChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }

private func text(_ pointer: UnsafeMutablePointer<xmlChar>?) -> String {
  pointer.map { String(cString: $0) } ?? ""
}

/// The parser's errors in words; once a tag is broken, what follows is noise and left out.
private func wellFormednessFaults(_ reports: [Sink.Report], source: Source) -> [Fault] {
  var faults: [Fault] = []
  for report in reports {
    let fault = parserFault(
      code: report.code, line: report.line, column: report.column, message: report.message)
    if !faults.contains(where: { $0.line == fault.line }) { faults.append(fault) }
    // After a broken tag the parser has lost its place.
    if ["xml-tags", "xml-attribute", "xml-malformed"].contains(fault.code) || faults.count == 20 { break }
  }
  return faults
}
