// JSON as a value with members in the order written; numbers keep their text, so no mark passes through a binary float.

/// A JSON document.
///
/// Objects keep the order of their members; numbers keep their text.
public indirect enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A number as written, for example `12` or `0.5`.
  case number(String)
  case string(String)
  case array([JSON])
  case members([Member])

  /// One member of an object.
  public struct Member: Hashable, Sendable {
    public var key: String
    public var value: JSON

    public init(key: String, value: JSON) {
      self.key = key
      self.value = value
    }
  }

  public static func object(_ members: [(String, JSON)]) -> JSON {
    .members(members.map { Member(key: $0.0, value: $0.1) })
  }

  public static func integer(_ value: Int) -> JSON { .number(String(value)) }

  /// The text, or null.
  public static func optional(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

  /// The whole number, or null.
  public static func optional(_ number: Int?) -> JSON { number.map { .integer($0) } ?? .null }

  /// The truth value, or null.
  public static func optional(_ flag: Bool?) -> JSON { flag.map { .bool($0) } ?? .null }

  /// An array of texts.
  public static func strings(_ texts: some Sequence<String>) -> JSON { .array(texts.map { .string($0) }) }
}

// Reading members.
extension JSON {
  /// The member of an object, or nil where this is no object or has no such member.
  public subscript(_ key: String) -> JSON? {
    guard case .members(let members) = self else { return nil }
    // By bytes: Swift's == on strings would call two spellings of one letter the same key.
    return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  public subscript(_ index: Int) -> JSON? {
    guard case .array(let items) = self, items.indices.contains(index) else { return nil }
    return items[index]
  }

  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  public var integer: Int? {
    guard case .number(let text) = self else { return nil }
    return Int(text)
  }

  public var bool: Bool? {
    guard case .bool(let flag) = self else { return nil }
    return flag
  }

  public var items: [JSON]? {
    guard case .array(let items) = self else { return nil }
    return items
  }

  public var entries: [Member]? {
    guard case .members(let members) = self else { return nil }
    return members
  }

  public var isNull: Bool { self == .null }
}
