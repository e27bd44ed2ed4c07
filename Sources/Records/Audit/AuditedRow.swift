// Rows named in an audit entry: the digest of each as the act left it, so that a later edit behind the program's back shows.

public import Basics
public import SQL

/// One row that an act has made or changed.
public struct AuditedRow: Hashable, Sendable {
  let table: AuditedTable
  let key: [SQLValue]

  /// - Parameter key: the values of the key columns in order.
  public init(_ table: AuditedTable, key: SQLValue...) {
    self.table = table
    self.key = key
  }

  /// A row of a table whose key is one text.
  public init(_ table: AuditedTable, _ id: String) {
    self.table = table
    key = [.text(id)]
  }

  /// `table/key/key`, the member of an entry that stands for the row.
  var name: String { Self.name(table, key) }

  static func name(_ table: AuditedTable, _ key: some Sequence<SQLValue>) -> String {
    var name = table.rawValue
    for value in key {
      switch value {
      case .text(let text): name += "/\(text)"
      case .integer(let number): name += "/\(number)"
      default: name += "/"
      }
    }
    return name
  }
}

extension Audit {
  /// The digests of rows as they stand in this transaction, as canonical JSON; null for a row that is not there.
  ///
  /// Nil where there are none.
  static func touched(
    _ rows: [AuditedRow], sheetsOf division: String? = nil, in transaction: any SQLTransaction
  ) throws -> String? {
    guard !rows.isEmpty || division != nil else { return nil }
    let salt = try salt(in: transaction)
    var members: [String: JSON] = [:]
    for row in rows {
      let condition = row.table.key.enumerated().map { "\($1) = $\($0 + 1)" }.joined(separator: " AND ")
      let found = try transaction.run(
        "SELECT \(row.table.columns.joined(separator: ", ")) FROM \(row.table.source) WHERE \(condition)",
        row.key
      ).first
      members[row.name] = .optional(found.map { digest(of: $0, in: row.table, salt: salt) })
    }
    if let division {
      members[sheetsName(division)] = .string(try sheets(ofDivision: division, salt: salt, in: transaction))
    }
    return JSON.object(members.map { ($0.key, $0.value) }).canonical
  }

  /// Mixed into every digest and known to nobody who sees only the entries: of a blind code there are so few that its
  /// digest alone would give it away.
  static func salt(in transaction: any SQLTransaction) throws -> String {
    try transaction.storeFact("salt") ?? ""
  }

  static func digest(of row: SQLRow, in table: AuditedTable, salt: String) -> String {
    var digest = RunningDigest()
    digest.add([.text(salt), .text(table.rawValue)] + row.values)
    return digest.hexadecimal
  }

  static func sheetsName(_ division: String) -> String { "sheets/\(division)" }

  /// One digest over all sheets of a division: what they are of and whose, not what is on them.
  static func sheets(
    ofDivision division: String, salt: String, in transaction: any SQLTransaction
  ) throws -> String {
    var digest = RunningDigest()
    digest.add([.text(salt)])
    var last = ""
    while true {
      let page = try transaction.run(
        """
        SELECT id, event, division, entry, round, run, panel, judge FROM sheet
        WHERE division = $1 AND id > $2 AND judge NOT LIKE 'machine-%' ORDER BY id LIMIT 1000
        """, .text(division), .text(last))
      guard let end = page.last else { break }
      for row in page { digest.add(row.values) }
      last = try end.text("id")
    }
    return digest.hexadecimal
  }

  /// Every audited row as it stands now, in one entry: where the audit begins in a store that an earlier program made.
  public static func begin(in transaction: any SQLTransaction, at now: Instant) throws {
    var rows: [AuditedRow] = []
    for table in AuditedTable.allCases {
      let condition = table.condition.map { " WHERE \($0)" } ?? ""
      let keys = try transaction.run(
        "SELECT \(table.key.joined(separator: ", ")) FROM \(table.source)\(condition)")
      rows += keys.map { AuditedRow(table, keys: $0.values) }
    }
    try append(
      in: transaction, at: now, actor: "system", act: "audit.begin", subject: "store", rows: rows)
    for row in try transaction.run("SELECT id FROM division ORDER BY id") {
      let id = try row.text("id")
      try append(
        in: transaction, at: now, actor: "system", act: "audit.begin", subject: "division:\(id)", sheetsOf: id
      )
    }
  }
}

extension AuditedRow {
  init(_ table: AuditedTable, keys: [SQLValue]) {
    self.table = table
    key = keys
  }
}
