// One SQLite transaction as the records see it: statements with `$1` placeholders, prepared once per connection.

internal import Foundation
internal import GRDB
internal import SQL

/// Statements on one connection, for as long as its closure runs.
struct SQLiteTransaction: SQLTransaction {
  let database: Database
  let dialect = SQLDialect.sqlite

  func run(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
    do {
      let statement = try database.cachedStatement(sql: sql)
      try statement.setArguments(try arguments(of: sql, values))
      guard statement.columnCount > 0 else {
        try statement.execute()
        return []
      }
      let columns = statement.columnNames
      var rows: [SQLRow] = []
      let cursor = try Row.fetchCursor(statement)
      while let row = try cursor.next() {
        rows.append(SQLRow(columns: columns, values: try (0..<columns.count).map { try value(row, $0) }))
      }
      return rows
    } catch let error as DatabaseError {
      throw SQLFailure(error)
    }
  }

  /// SQLite numbers `$n` by first appearance in the text; values come numbered by n.
  private func arguments(of sql: String, _ values: [SQLValue]) throws -> StatementArguments {
    let order = placeholders(in: sql)
    guard order.allSatisfy({ $0 <= values.count }), Set(order).count == values.count else {
      throw SQLFailure.other("\(values.count) values for the placeholders \(order)")
    }
    return try StatementArguments(order.map { try databaseValue(values[$0 - 1]) })
  }

  private func databaseValue(_ value: SQLValue) throws -> DatabaseValue {
    switch value {
    case .null: return .null
    case .integer(let number): return Int64(number).databaseValue
    case .text(let text):
      // The C interface ends a text at U+0000: refused rather than cut short.
      guard !text.utf8.contains(0) else { throw SQLFailure.other("a text holds U+0000") }
      return text.databaseValue
    case .blob(let bytes): return Data(bytes).databaseValue
    }
  }

  private func value(_ row: Row, _ index: Int) throws -> SQLValue {
    let stored: DatabaseValue = row[index]
    switch stored.storage {
    case .null: return .null
    case .int64(let number): return .integer(Int(number))
    case .string(let text): return .text(text)
    case .blob(let data): return .blob(Array(data))
    case .double: throw SQLFailure.other("column \(index + 1) is a floating-point number")
    }
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
