// A statement that the server has planned: values bound in their own types, rows read without any floating point.

internal import CLibPQ
internal import SQL

/// The values of one run in the form that the client library wants them in.
struct BoundValues {
  /// Types by PostgreSQL's numbers; 0 leaves a NULL's type to the server.
  let types: [Oid]
  /// Texts and bytes one after the other, each with a zero behind it.
  private let bytes: [UInt8]
  /// Where each value begins and how long it is; nil for NULL.
  private let places: [(offset: Int, count: Int)?]
  private let formats: [CInt]

  init(_ values: [SQLValue]) throws {
    var types: [Oid] = []
    var bytes: [UInt8] = []
    var places: [(offset: Int, count: Int)?] = []
    var formats: [CInt] = []
    func add(_ content: some Collection<UInt8>) {
      places.append((bytes.count, content.count))
      bytes.append(contentsOf: content)
      bytes.append(0)
    }
    for value in values {
      switch value {
      case .null:
        types.append(0)
        places.append(nil)
      case .integer(let number):
        types.append(PostgresType.int8)
        add(String(number).utf8)
      case .text(let text):
        guard !text.utf8.contains(0) else { throw SQLFailure.other("a text holds U+0000") }
        types.append(PostgresType.text)
        add(text.utf8)
      case .blob(let blob):
        types.append(PostgresType.bytea)
        add(blob)
      }
      if case .blob = value { formats.append(1) } else { formats.append(0) }
    }
    (self.types, self.bytes, self.places, self.formats) = (types, bytes, places, formats)
  }

  /// Runs a prepared statement and waits for its result.
  func execute(_ name: String, on handle: OpaquePointer) -> OpaquePointer? {
    withPointers { PQexecPrepared(handle, name, CInt(formats.count), $0, $1, formats, 0) }
  }

  /// Sends a prepared statement down the pipeline; 1 where that went well.
  func send(_ name: String, on handle: OpaquePointer) -> CInt {
    withPointers { PQsendQueryPrepared(handle, name, CInt(formats.count), $0, $1, formats, 0) }
  }

  private func withPointers<T>(_ body: ([UnsafePointer<CChar>?], [CInt]) -> T) -> T {
    bytes.withUnsafeBytes { buffer in
      let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      return body(
        places.map { place in place.flatMap { at in start.map { $0 + at.offset } } },
        places.map { CInt($0?.count ?? 0) })
    }
  }
}

/// The few types that the records use, by PostgreSQL's numbers.
enum PostgresType {
  static let bool: Oid = 16
  static let bytea: Oid = 17
  static let int8: Oid = 20
  static let int2: Oid = 21
  static let int4: Oid = 23
  static let text: Oid = 25
  static let float4: Oid = 700
  static let float8: Oid = 701
  static let numeric: Oid = 1_700
  static let void: Oid = 2_278
}

/// A statement by the name that the connection has given it.
final class PreparedStatement {
  let name: String
  /// Names and types of the columns, as the first run told them.
  private var columns: [String] = []
  private var types: [Oid] = []

  init(name: String) { self.name = name }

  /// The highest `$n` of a statement; quoted text is skipped.
  static func placeholders(in sql: String) -> Int {
    var highest = 0
    var number: Int?
    var quote: UInt8?
    for byte in sql.utf8 {
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "$") {
        number = 0
      } else if let digits = number, (0x30...0x39).contains(byte) {
        number = digits * 10 + Int(byte - 0x30)
        highest = max(highest, number ?? 0)
      } else {
        number = nil
        if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") { quote = byte }
      }
    }
    return highest
  }

  func run(_ values: BoundValues, on handle: OpaquePointer) throws -> [SQLRow] {
    let result = values.execute(name, on: handle)
    defer { PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK: return []
    case PGRES_TUPLES_OK: break
    default: throw PostgresError(result, on: handle)
    }
    return try rows(of: result)
  }

  func rows(of result: OpaquePointer?) throws -> [SQLRow] {
    let width = PQnfields(result)
    if columns.count != Int(width) {
      columns = (0..<width).map { String(cString: PQfname(result, $0)) }
      types = (0..<width).map { PQftype(result, $0) }
    }
    let height = PQntuples(result)
    var rows: [SQLRow] = []
    rows.reserveCapacity(Int(height))
    for row in 0..<height {
      rows.append(SQLRow(columns: columns, values: try (0..<width).map { try value(result, row, $0) }))
    }
    return rows
  }

  private func value(_ result: OpaquePointer?, _ row: CInt, _ column: CInt) throws -> SQLValue {
    guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else {
      return .null
    }
    let length = Int(PQgetlength(result, row, column))
    let bytes = UnsafeRawBufferPointer(start: start, count: length)
    func text() -> String { String(decoding: bytes, as: UTF8.self) }
    switch types[Int(column)] {
    case PostgresType.bool: return .flag(bytes.first == UInt8(ascii: "t"))
    case PostgresType.int8, PostgresType.int4, PostgresType.int2, PostgresType.numeric:
      guard let number = Int(text()) else { throw notWhole(column) }
      return .integer(number)
    case PostgresType.float4, PostgresType.float8: throw notWhole(column)
    case PostgresType.bytea: return .blob(Self.unhexed(bytes))
    case PostgresType.void: return .null
    default: return .text(text())
    }
  }

  private func notWhole(_ column: CInt) -> SQLFailure {
    .other("column \(columns[Int(column)]) is no whole number")
  }

  /// The bytes of `\x0a1b...`.
  private static func unhexed(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    func digit(_ byte: UInt8) -> UInt8 { byte < 0x40 ? byte - 0x30 : (byte | 0x20) - 0x57 }
    return stride(from: 2, to: text.count - 1, by: 2).map { digit(text[$0]) << 4 | digit(text[$0 + 1]) }
  }
}
