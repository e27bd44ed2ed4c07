// HTML as a value that is escaped by its type: names are literals of the program, texts and attribute values are always escaped.

/// A piece of a page.
public indirect enum HTML: Sendable {
  /// Escaped when written.
  case text(String)
  case element(StaticString, [Attribute], [HTML])
  /// An element without an end tag.
  case void(StaticString, [Attribute])
  case several([HTML])
  /// Markup that stands in the program's own source.
  case constant(StaticString)
  /// A script or style of the program's own assets, written as it is inside its element.
  case asset(StaticString, [Attribute], [UInt8])

  public static var nothing: HTML { .several([]) }
}

/// One attribute; a nil value leaves it out.
public struct Attribute: Sendable {
  let name: StaticString
  let value: String?
  var isWritten = true

  init(_ name: StaticString, _ value: String?) {
    self.name = name
    self.value = value
    isWritten = value != nil
  }

  /// An attribute without a value, written when `flag` is true.
  init(_ name: StaticString, flag: Bool) {
    self.name = name
    value = nil
    isWritten = flag
  }
}

extension Attribute {
  static func `class`(_ names: String) -> Attribute { Attribute("class", names) }
  static func id(_ id: String) -> Attribute { Attribute("id", id) }
  static func type(_ type: String) -> Attribute { Attribute("type", type) }
  static func name(_ name: String) -> Attribute { Attribute("name", name) }
  static func value(_ value: String) -> Attribute { Attribute("value", value) }
  static func scope(_ scope: String) -> Attribute { Attribute("scope", scope) }
  static func lang(_ tag: String) -> Attribute { Attribute("lang", tag) }
  static func aria(label: String) -> Attribute { Attribute("aria-label", label) }

  /// A link.
  ///
  /// Anything but a path of this site, a file beside the page, a fragment or a web address becomes `#`, so no text can become a
  /// script.
  static func href(_ address: String) -> Attribute { Attribute("href", safe(address)) }
  static func action(_ address: String) -> Attribute { Attribute("action", safe(address)) }

  /// A file beside the page, such as `../style.css`: without a colon nothing can name a scheme.
  private static func isBeside(_ address: String) -> Bool {
    guard let first = address.utf8.first, first != 0x2F else { return false }
    return address.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2D, 0x2E, 0x2F, 0x5F].contains(byte)
    }
  }

  private static func safe(_ address: String) -> String {
    let isPath = address.hasPrefix("/") && !address.hasPrefix("//")
    return isPath || isBeside(address) || address.hasPrefix("#") || address.hasPrefix("?")
      || address.hasPrefix("https://")
      || address.hasPrefix("http://") ? address : "#"
  }
}

// Writing.
extension HTML {
  /// The piece as UTF-8 bytes.
  public var bytes: [UInt8] {
    var out: [UInt8] = []
    write(to: &out)
    return out
  }

  /// The piece as text, for tests.
  public var markup: String { String(decoding: bytes, as: UTF8.self) }

  func write(to out: inout [UInt8]) {
    switch self {
    case .text(let text): HTML.escape(text, to: &out)
    case .constant(let markup): HTML.append(markup, to: &out)
    case .several(let pieces): for piece in pieces { piece.write(to: &out) }
    case .void(let name, let attributes): HTML.open(name, attributes, to: &out)
    case .element(let name, let attributes, let pieces):
      HTML.open(name, attributes, to: &out)
      for piece in pieces { piece.write(to: &out) }
      HTML.close(name, to: &out)
    case .asset(let name, let attributes, let bytes):
      HTML.open(name, attributes, to: &out)
      out.append(contentsOf: bytes)
      HTML.close(name, to: &out)
    }
  }

  private static func open(_ name: StaticString, _ attributes: [Attribute], to out: inout [UInt8]) {
    out.append(0x3C)
    append(name, to: &out)
    for attribute in attributes where attribute.isWritten {
      out.append(0x20)
      append(attribute.name, to: &out)
      guard let value = attribute.value else { continue }
      out.append(contentsOf: [0x3D, 0x22])
      escape(value, to: &out)
      out.append(0x22)
    }
    out.append(0x3E)
  }

  private static func close(_ name: StaticString, to out: inout [UInt8]) {
    out.append(contentsOf: [0x3C, 0x2F])
    append(name, to: &out)
    out.append(0x3E)
  }

  private static func append(_ text: StaticString, to out: inout [UInt8]) {
    text.withUTF8Buffer { out.append(contentsOf: $0) }
  }

  /// `&`, `<`, `>`, both quotes as entities; NUL, which no page may carry, as the replacement character.
  private static func escape(_ text: String, to out: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case 0x26: out.append(contentsOf: "&amp;".utf8)
      case 0x3C: out.append(contentsOf: "&lt;".utf8)
      case 0x3E: out.append(contentsOf: "&gt;".utf8)
      case 0x22: out.append(contentsOf: "&quot;".utf8)
      case 0x27: out.append(contentsOf: "&#39;".utf8)
      case 0x00: out.append(contentsOf: "\u{FFFD}".utf8)
      default: out.append(byte)
      }
    }
  }
}
