// The values that travel between Swift and a database: integers, texts, bytes, and nothing. No floating point.

/// One value of a column or a binding.
public enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int)
  case text(String)
  case blob([UInt8])

  /// A text, or null.
  public static func optional(_ text: String?) -> SQLValue { text.map(SQLValue.text) ?? .null }
  /// A whole number, or null.
  public static func optional(_ number: Int?) -> SQLValue { number.map(SQLValue.integer) ?? .null }
  /// Bytes, or null.
  public static func optional(_ bytes: [UInt8]?) -> SQLValue { bytes.map(SQLValue.blob) ?? .null }
  /// A flag as 0 or 1.
  public static func flag(_ flag: Bool) -> SQLValue { .integer(flag ? 1 : 0) }
}

extension SQLValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(nilLiteral: ()) { self = .null }
}
