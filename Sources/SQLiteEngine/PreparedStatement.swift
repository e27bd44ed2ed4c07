// A compiled statement: values bound by number, rows read as they are stored, no floating point let through.

internal import GRDB
internal import GRDBSQLite
internal import SQL

/// A statement of one connection.
///
/// Every run reads all its rows, so none is left open.
final class PreparedStatement {
  // Keeps the C statement alive.
  private let statement: Statement
  private let handle: SQLiteStatement
  /// The number n of each `$n`, in SQLite's order: by first appearance in the text.
  private let order: [Int]
  private let valueCount: Int
  private let columns: [String]

  init(_ statement: Statement, sql: String) {
    self.statement = statement
    handle = statement.sqliteStatement
    order = placeholders(in: sql)
    valueCount = order.max() ?? 0
    columns = statement.columnNames
  }

  func run(_ values: [SQLValue]) throws -> [SQLRow] {
    guard values.count == valueCount, order.count == valueCount else {
      throw SQLFailure.other("\(values.count) values for the placeholders \(order)")
    }
    defer { sqlite3_reset(handle) }
    for (place, number) in order.enumerated() { try bind(values[number - 1], at: CInt(place + 1)) }
    var rows: [SQLRow] = []
    while true {
      switch sqlite3_step(handle) {
      case SQLITE_ROW: rows.append(try row())
      case SQLITE_DONE: return rows
      default: throw lastError()
      }
    }
  }

  private func bind(_ value: SQLValue, at place: CInt) throws {
    let code: CInt
    switch value {
    case .null: code = sqlite3_bind_null(handle, place)
    case .integer(let number): code = sqlite3_bind_int64(handle, place, Int64(number))
    case .text(var text):
      code = try text.withUTF8 { bytes in
        // The other engine cannot hold U+0000, and much C code ends a text there.
        guard !bytes.contains(0) else { throw SQLFailure.other("a text holds U+0000") }
        return bytes.withMemoryRebound(to: CChar.self) { chars in
          // An empty buffer has no address, which SQLite would take for NULL.
          chars.baseAddress.map { sqlite3_bind_text(handle, place, $0, CInt(chars.count), Self.copied) }
            ?? sqlite3_bind_text(handle, place, "", 0, Self.copied)
        }
      }
    case .blob(let bytes):
      code = bytes.withUnsafeBytes { buffer in
        buffer.isEmpty
          ? sqlite3_bind_zeroblob(handle, place, 0)
          : sqlite3_bind_blob(handle, place, buffer.baseAddress, CInt(buffer.count), Self.copied)
      }
    }
    if code != SQLITE_OK { throw lastError() }
  }

  /// Tells SQLite to copy what is bound.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private func row() throws -> SQLRow {
    var values: [SQLValue] = []
    values.reserveCapacity(columns.count)
    for column in CInt(0)..<CInt(columns.count) { values.append(try value(column)) }
    return SQLRow(columns: columns, values: values)
  }

  private func value(_ column: CInt) throws -> SQLValue {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_NULL: return .null
    case SQLITE_INTEGER: return .integer(Int(sqlite3_column_int64(handle, column)))
    case SQLITE_TEXT:
      let text = sqlite3_column_text(handle, column)
      let count = Int(sqlite3_column_bytes(handle, column))
      return .text(String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self))
    case SQLITE_BLOB:
      let bytes = sqlite3_column_blob(handle, column)
      let count = Int(sqlite3_column_bytes(handle, column))
      return .blob(Array(UnsafeRawBufferPointer(start: bytes, count: count)))
    default: throw SQLFailure.other("column \(columns[Int(column)]) is a floating-point number")
    }
  }

  private func lastError() -> DatabaseError {
    let connection = sqlite3_db_handle(handle)
    return DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: sqlite3_errmsg(connection).map { String(cString: $0) })
  }
}

/// The numbers of the `$n` placeholders in the order of their first appearance; quoted text is skipped.
func placeholders(in sql: String) -> [Int] {
  var order: [Int] = []
  var number: Int?
  var quote: UInt8?
  func finish() {
    if let found = number, found > 0, !order.contains(found) { order.append(found) }
    number = nil
  }
  for byte in sql.utf8 {
    if let open = quote {
      if byte == open { quote = nil }
    } else if byte == 0x24 {
      finish()
      number = 0
    } else if let digits = number, (0x30...0x39).contains(byte) {
      number = digits * 10 + Int(byte - 0x30)
    } else {
      finish()
      if byte == 0x27 || byte == 0x22 { quote = byte }
    }
  }
  finish()
  return order
}
