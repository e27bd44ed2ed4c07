// JSON as text: compact for machines, indented for people, and canonical (RFC 8785) for signing and hashing.

extension JSON {
  /// The document on one line, members in the order given.
  public var compact: String {
    var out: [UInt8] = []
    write(to: &out, sorted: false)
    return String(decoding: out, as: UTF8.self)
  }

  /// RFC 8785: members sorted by UTF-16 code units, no white space.
  ///
  /// Numbers must be integers without exponent.
  public var canonical: String {
    var out: [UInt8] = []
    write(to: &out, sorted: true)
    return String(decoding: out, as: UTF8.self)
  }

  /// The document over several lines with two spaces of indent and a final line feed.
  public var pretty: String {
    var out: [UInt8] = []
    writePretty(to: &out, depth: 0)
    out.append(0x0A)
    return String(decoding: out, as: UTF8.self)
  }

  private func write(to out: inout [UInt8], sorted: Bool) {
    switch self {
    case .null: out.append(contentsOf: "null".utf8)
    case .bool(let flag): out.append(contentsOf: (flag ? "true" : "false").utf8)
    case .number(let text): out.append(contentsOf: text.utf8)
    case .string(let text): JSON.quote(text, to: &out)
    case .array(let items):
      out.append(0x5B)
      for (index, item) in items.enumerated() {
        if index > 0 { out.append(0x2C) }
        item.write(to: &out, sorted: sorted)
      }
      out.append(0x5D)
    case .members(let members):
      out.append(0x7B)
      let ordered =
        sorted ? members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) } : members
      for (index, member) in ordered.enumerated() {
        if index > 0 { out.append(0x2C) }
        JSON.quote(member.key, to: &out)
        out.append(0x3A)
        member.value.write(to: &out, sorted: sorted)
      }
      out.append(0x7D)
    }
  }

  private func writePretty(to out: inout [UInt8], depth: Int) {
    func newLine(_ depth: Int) {
      out.append(0x0A)
      out.append(contentsOf: repeatElement(0x20, count: depth * 2))
    }
    switch self {
    case .array(let items) where !items.isEmpty:
      out.append(0x5B)
      for (index, item) in items.enumerated() {
        if index > 0 { out.append(0x2C) }
        newLine(depth + 1)
        item.writePretty(to: &out, depth: depth + 1)
      }
      newLine(depth)
      out.append(0x5D)
    case .members(let members) where !members.isEmpty:
      out.append(0x7B)
      for (index, member) in members.enumerated() {
        if index > 0 { out.append(0x2C) }
        newLine(depth + 1)
        JSON.quote(member.key, to: &out)
        out.append(contentsOf: [0x3A, 0x20])
        member.value.writePretty(to: &out, depth: depth + 1)
      }
      newLine(depth)
      out.append(0x7D)
    default: write(to: &out, sorted: false)
    }
  }

  private static func quote(_ text: String, to out: inout [UInt8]) {
    let hex = Array("0123456789abcdef".utf8)
    out.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C: out.append(contentsOf: [0x5C, byte])
      case 0x08: out.append(contentsOf: [0x5C, 0x62])
      case 0x09: out.append(contentsOf: [0x5C, 0x74])
      case 0x0A: out.append(contentsOf: [0x5C, 0x6E])
      case 0x0C: out.append(contentsOf: [0x5C, 0x66])
      case 0x0D: out.append(contentsOf: [0x5C, 0x72])
      case 0..<0x20:
        out.append(contentsOf: [0x5C, 0x75, 0x30, 0x30, hex[Int(byte >> 4)], hex[Int(byte & 15)]])
      default: out.append(byte)
      }
    }
    out.append(0x22)
  }
}
