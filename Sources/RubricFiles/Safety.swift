// What is refused before or while parsing, whatever it says: too much, too deep, not UTF-8, or with a document type.

import Basics
import CLibXML2

enum Safety {
  /// 1 MiB; the largest real rubric has a twentieth of it.
  static let mostBytes = 1 << 20
  /// A rubric nests nine deep.
  static let deepest = 32
  /// Elements, attributes and namespaces together.
  static let mostNodes = 20_000

  /// Attributes of one element; a rubric has nine.
  ///
  /// libxml2 compares each with each other.
  static let mostAttributes = 200

  /// Faults of the bytes themselves, found without parsing; the first is enough, since nothing after it is known.
  static func faults(_ bytes: [UInt8]) -> [Fault] {
    if bytes.isEmpty { return [Fault("xml-empty", zh: "文件是空的", en: "the file is empty", line: 1)] }
    guard bytes.count <= mostBytes else {
      return [
        Fault(
          "xml-too-large", zh: "文件有 \(bytes.count) 字节，评分规则最多 \(mostBytes) 字节",
          en: "the file has \(bytes.count) bytes, a rubric at most \(mostBytes)",
          suggestion: Words(zh: "检查是否选错了文件", en: "check whether it is the right file"))
      ]
    }
    let hasWideMark = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    if hasWideMark { return [encodingFault("UTF-16", line: 1)] }
    if let place = bytes.firstIndex(of: 0) {
      return [
        Fault(
          "xml-nul", zh: "文件里有空字符（U+0000），不是文本", en: "the file holds NUL bytes and is no text",
          suggestion: Words(zh: "用编辑器另存为 UTF-8 文本", en: "save it as UTF-8 text"),
          line: Source(bytes).place(place).line)
      ]
    }
    if let place = firstInvalidUTF8(bytes) {
      let at = Source(bytes).place(place)
      var fault = encodingFault("GB18030", line: at.line)
      fault.column = at.column
      return [fault]
    }
    if let place = crowdedTag(bytes) {
      return [
        Fault(
          "xml-too-many", zh: "一个元素的属性超过 \(mostAttributes) 个",
          en: "one element has more than \(mostAttributes) attributes",
          suggestion: Words(zh: "检查是否选错了文件", en: "check whether it is the right file"),
          line: Source(bytes).place(place).line)
      ]
    }
    if let declared = declaredEncoding(bytes), declared.lowercased() != "utf-8",
      declared.lowercased() != "utf8"
    {
      return [encodingFault(declared, line: 1)]
    }
    return []
  }

  private static func encodingFault(_ name: String, line: Int) -> Fault {
    Fault(
      "xml-encoding", zh: "文件不是 UTF-8 编码（可能是 \(name)）", en: "the file is not UTF-8 (perhaps \(name))",
      suggestion: Words(
        zh: "用编辑器另存为 UTF-8，第一行写 encoding=\"UTF-8\"",
        en: "save it as UTF-8 and write encoding=\"UTF-8\" in line 1"),
      line: line)
  }

  /// The start of a tag with too many attributes, found without parsing.
  private static func crowdedTag(_ bytes: [UInt8]) -> Int? {
    let start = bytes.withUnsafeBytes { raw in
      sizhou_crowded_tag(
        raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count, Int32(mostAttributes))
    }
    return start < 0 ? nil : start
  }

  /// The offset of the first byte that is no UTF-8.
  private static func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }

  private static let usualStart = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>".utf8)

  /// The encoding that the XML declaration names, if any but the usual one.
  private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: usualStart) { return nil }
    let head = String(decoding: bytes.prefix(200), as: UTF8.self)
    guard head.hasPrefix("<?xml"), let end = head.firstRange(of: "?>") else { return nil }
    let declaration = head[..<end.lowerBound]
    guard let found = declaration.firstRange(of: "encoding") else { return nil }
    let rest = declaration[found.upperBound...].drop { $0 == " " || $0 == "=" }
    guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
    return String(rest.dropFirst().prefix { $0 != quote })
  }

  /// What the parser's callbacks refused.
  static func fault(refused: Int32, line: Int) -> Fault? {
    switch Int(refused) {
    case SIZHOU_DOCTYPE:
      Fault(
        "xml-doctype", zh: "不允许 <!DOCTYPE>（文档类型和实体声明）",
        en: "<!DOCTYPE> is not allowed (document types and entities)",
        suggestion: Words(zh: "删去整个 <!DOCTYPE …>", en: "delete the whole <!DOCTYPE ...>"), line: line)
    case SIZHOU_DEEP:
      Fault(
        "xml-too-deep", zh: "元素嵌套超过 \(deepest) 层", en: "elements nest more than \(deepest) deep",
        suggestion: Words(zh: "检查是否漏了结束标签", en: "look for a missing end tag"), line: line)
    case SIZHOU_LARGE:
      Fault(
        "xml-too-many", zh: "元素和属性超过 \(mostNodes) 个", en: "more than \(mostNodes) elements and attributes",
        line: line)
    default: nil
    }
  }
}
