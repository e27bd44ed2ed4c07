// One row of an answer: values by column name, read with a clear failure where a column is not what was expected.

/// A row of a query's answer.
///
/// Rows of one answer share their column names.
public struct SQLRow: Hashable, Sendable {
  public let columns: [String]
  public let values: [SQLValue]

  /// `columns` and `values` have the same length; columns come in the order of the query.
  public init(columns: [String], values: [SQLValue]) {
    self.columns = columns
    self.values = values
  }

  /// The value of a column; nil where the answer has no such column.
  public subscript(column: String) -> SQLValue? {
    columns.firstIndex(of: column).map { values[$0] }
  }

  /// A text that must be there.
  public func text(_ column: String) throws -> String {
    guard case .text(let text)? = self[column] else { throw mismatch(column, "text") }
    return text
  }

  /// A text, or nil for NULL.
  public func optionalText(_ column: String) throws -> String? {
    try isNull(column) ? nil : text(column)
  }

  /// A whole number that must be there.
  public func integer(_ column: String) throws -> Int {
    guard case .integer(let number)? = self[column] else { throw mismatch(column, "integer") }
    return number
  }

  /// A whole number, or nil for NULL.
  public func optionalInteger(_ column: String) throws -> Int? {
    try isNull(column) ? nil : integer(column)
  }

  /// Bytes that must be there.
  public func blob(_ column: String) throws -> [UInt8] {
    guard case .blob(let bytes)? = self[column] else { throw mismatch(column, "blob") }
    return bytes
  }

  /// Bytes, or nil for NULL.
  public func optionalBlob(_ column: String) throws -> [UInt8]? {
    try isNull(column) ? nil : blob(column)
  }

  /// A flag kept as 0 or 1.
  public func flag(_ column: String) throws -> Bool {
    switch self[column] {
    case .integer(0): return false
    case .integer(1): return true
    default: throw mismatch(column, "0 or 1")
    }
  }

  private func isNull(_ column: String) throws -> Bool {
    guard let value = self[column] else { throw mismatch(column, "column") }
    return value == .null
  }

  private func mismatch(_ column: String, _ wanted: String) -> SQLFailure {
    // The value itself stays out: it may be somebody's personal data.
    .mismatch(column: column, wanted: wanted, columns: columns)
  }
}
