// A strict JSON reader: refuses what others let pass (a key twice, bad escapes, trailing text) because signatures depend on it.

/// Why a text is not JSON, with the byte where reading stopped.
public struct JSONFault: Error, Hashable, Sendable {
  public var reason: String
  /// Offset in bytes from the start.
  public var offset: Int
}

extension JSON {
  /// Reads one document.
  ///
  /// A key that stands twice in an object, nesting beyond 128 and anything after the document are faults.
  public init(parsing text: String) throws(JSONFault) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads one document from UTF-8 bytes.
  public init(parsing bytes: [UInt8]) throws(JSONFault) {
    var reader = JSONReader(bytes: bytes)
    self = try reader.document()
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  var at = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONFault) -> JSON {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw fault("not UTF-8") }
    let value = try value(depth: 0)
    skipSpace()
    guard at == bytes.count else { throw fault("text after the document") }
    return value
  }

  private func fault(_ reason: String) -> JSONFault { JSONFault(reason: reason, offset: at) }

  private var current: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func value(depth: Int) throws(JSONFault) -> JSON {
    guard depth <= 128 else { throw fault("nested too deeply") }
    skipSpace()
    switch current {
    case 0x7B: return try object(depth: depth)
    case 0x5B: return try array(depth: depth)
    case 0x22: return .string(try string())
    case 0x74: return try word("true", .bool(true))
    case 0x66: return try word("false", .bool(false))
    case 0x6E: return try word("null", .null)
    case .some(let byte) where byte == 0x2D || (0x30...0x39).contains(byte): return try number()
    default: throw fault("a value is missing")
    }
  }

  private mutating func word(_ text: String, _ value: JSON) throws(JSONFault) -> JSON {
    guard bytes[at...].starts(with: text.utf8) else { throw fault("unknown word") }
    at += text.utf8.count
    return value
  }

  private mutating func number() throws(JSONFault) -> JSON {
    let start = at
    if current == 0x2D { at += 1 }
    let whole = at
    try digits()
    if bytes[whole] == 0x30, at - whole > 1 { throw fault("a number begins with 0") }
    if current == 0x2E {
      at += 1
      try digits()
    }
    if current == 0x65 || current == 0x45 {
      at += 1
      if current == 0x2B || current == 0x2D { at += 1 }
      try digits()
    }
    return .number(String(decoding: bytes[start..<at], as: UTF8.self))
  }

  private mutating func digits() throws(JSONFault) {
    let start = at
    while let byte = current, (0x30...0x39).contains(byte) { at += 1 }
    guard at > start else { throw fault("a digit is missing") }
  }

  private mutating func array(depth: Int) throws(JSONFault) -> JSON {
    at += 1
    var items: [JSON] = []
    skipSpace()
    if current == 0x5D {
      at += 1
      return .array(items)
    }
    while true {
      items.append(try value(depth: depth + 1))
      skipSpace()
      if current == 0x2C {
        at += 1
        continue
      }
      guard current == 0x5D else { throw fault("an array is not closed") }
      at += 1
      return .array(items)
    }
  }

  private mutating func object(depth: Int) throws(JSONFault) -> JSON {
    at += 1
    var members: [JSON.Member] = []
    var seen: Set<[UInt8]> = []
    skipSpace()
    if current == 0x7D {
      at += 1
      return .members(members)
    }
    while true {
      skipSpace()
      guard current == 0x22 else { throw fault("a member's name is missing") }
      let key = try string()
      guard seen.insert(Array(key.utf8)).inserted else { throw fault("the member \"\(key)\" stands twice") }
      skipSpace()
      guard current == 0x3A else { throw fault("a colon is missing") }
      at += 1
      members.append(JSON.Member(key: key, value: try value(depth: depth + 1)))
      skipSpace()
      if current == 0x2C {
        at += 1
        continue
      }
      guard current == 0x7D else { throw fault("an object is not closed") }
      at += 1
      return .members(members)
    }
  }

  private mutating func string() throws(JSONFault) -> String {
    at += 1
    var out: [UInt8] = []
    while let byte = current {
      at += 1
      switch byte {
      case 0x22: return String(decoding: out, as: UTF8.self)
      case 0..<0x20: throw fault("a control character in a string")
      case 0x5C: try escape(into: &out)
      default: out.append(byte)
      }
    }
    throw fault("a string is not closed")
  }

  private mutating func escape(into out: inout [UInt8]) throws(JSONFault) {
    guard let byte = current else { throw fault("a string is not closed") }
    at += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: out.append(byte)
    case 0x62: out.append(0x08)
    case 0x66: out.append(0x0C)
    case 0x6E: out.append(0x0A)
    case 0x72: out.append(0x0D)
    case 0x74: out.append(0x09)
    case 0x75:
      var code = try hex4()
      if (0xD800..<0xDC00).contains(code) {
        guard current == 0x5C, at + 1 < bytes.count, bytes[at + 1] == 0x75 else {
          throw fault("half a surrogate pair")
        }
        at += 2
        let low = try hex4()
        guard (0xDC00..<0xE000).contains(low) else { throw fault("half a surrogate pair") }
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw fault("half a surrogate pair") }
      out.append(contentsOf: String(Character(scalar)).utf8)
    default: throw fault("unknown escape")
    }
  }

  private mutating func hex4() throws(JSONFault) -> UInt32 {
    guard at + 4 <= bytes.count, bytes[at] != 0x2B, bytes[at] != 0x2D,
      let code = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    else { throw fault("four hexadecimal digits are missing") }
    at += 4
    return code
  }
}
