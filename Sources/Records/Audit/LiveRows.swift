// Live rows held against the audit: tables by the digests in the entries, sheets by their own, and rows that prove themselves.

internal import Basics
internal import SQL

extension Audit {
  /// What the entries last said of each row.
  struct Claims {
    struct Claim {
      /// Nil: the row was gone.
      var digest: String?
      var place: Place
      var at: Instant
      /// What other chains said within `slack` of it: clocks of several servers cannot tell who was last.
      var rivals: Set<String> = []

      func allows(_ digest: String) -> Bool { self.digest == digest || rivals.contains(digest) }
    }
    var rows: [String: Claim] = [:]

    /// How far the clocks of two servers may lie apart, in milliseconds.
    static let slack = 5_000

    mutating func take(_ entry: Entry) {
      guard let touched = entry.touched, let members = (try? JSON(parsing: touched))?.entries else { return }
      let place = Place(chain: entry.chain, sequence: entry.sequence)
      for member in members {
        note(Claim(digest: member.value.string, place: place, at: entry.at), of: member.key)
      }
    }

    /// Within a chain the later entry holds; between chains the later time, where the clocks can tell.
    private mutating func note(_ claim: Claim, of row: String) {
      guard let known = rows[row], known.place.chain != claim.place.chain else {
        rows[row] = claim
        return
      }
      let (later, other) = claim.at < known.at ? (known, claim) : (claim, known)
      var last = later
      if last.at.milliseconds - other.at.milliseconds <= Self.slack {
        last.rivals.formUnion(other.rivals)
        if let digest = other.digest { last.rivals.insert(digest) }
      }
      rows[row] = last
    }
  }

  /// Rows of audited tables that differ, are gone, or were never recorded.
  static func rowStrays(_ claims: Claims, in transaction: any SQLTransaction) throws -> [Stray] {
    // A store of the first schema says nothing of rows.
    guard let salt = try transaction.storeFact("salt") else { return [] }
    var open = claims.rows
    var strays: [Stray] = []
    let version = try Schema.version(in: transaction)
    for table in AuditedTable.allCases where table.since <= version {
      let condition = table.condition.map { " WHERE \($0)" } ?? ""
      let rows = try transaction.run(
        "SELECT \(table.columns.joined(separator: ", ")) FROM \(table.source)\(condition)")
      for row in rows {
        let key = table.key.compactMap { row[$0] }
        let claim = open.removeValue(forKey: AuditedRow.name(table, key))
        if let claim, claim.allows(digest(of: row, in: table, salt: salt)) { continue }
        strays.append(
          Stray(
            subject: subject(table, key), title: table.title,
            kind: claim?.digest == nil ? .unknown : .changed,
            said: claim?.place))
      }
    }
    for row in try transaction.run("SELECT id FROM division ORDER BY id") {
      let id = try row.text("id")
      guard let claim = open.removeValue(forKey: sheetsName(id)) else { continue }
      if claim.allows(try sheets(ofDivision: id, salt: salt, in: transaction)) { continue }
      strays.append(
        Stray(
          subject: "division:\(id)", title: Words(zh: "评分表的归属", en: "whose sheets are whose, in"),
          kind: .changed,
          said: claim.place))
    }
    for (name, claim) in open where claim.digest != nil {
      let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
      let title = AuditedTable(rawValue: parts[0])?.title ?? Words(zh: "组别", en: "division")
      strays.append(
        Stray(
          subject: parts.joined(separator: ":"), title: title, kind: .missing, said: claim.place))
    }
    return strays
  }

  /// Of a sign-in only the beginning is named: it is the digest of a token.
  private static func subject(_ table: AuditedTable, _ key: [SQLValue]) -> String {
    let name = AuditedRow.name(table, key).dropFirst(table.rawValue.utf8.count + 1)
    return "\(table.rawValue):\(table == .signIn ? name.prefix(12) : name)"
  }

  /// Sheets whose revisions, newest revision, state or signatures are not what the audit says.
  static func sheetStrays(in transaction: any SQLTransaction) throws -> [Stray] {
    let questions: [(words: Words, kind: Stray.Kind, sql: String)] = [
      (
        Words(zh: "评分表", en: "sheet"), .changed,
        """
        SELECT r.sheet AS id, 0 AS sequence, '' AS chain FROM sheet_revision r WHERE NOT EXISTS (
          SELECT 1 FROM audit_entry a WHERE a.subject = 'sheet:' || r.sheet AND a.act = 'sheet.revise'
            AND a.actor = r.written_by AND a.at = r.received
            AND a.new = '{"hash":"' || r.hash || '","revision":' || r.revision || '}')
        """
      ),
      (
        Words(zh: "评分表", en: "sheet"), .missing,
        """
        SELECT substr(a.subject, 7) AS id, a.sequence, a.chain FROM audit_entry a
        WHERE a.act = 'sheet.revise' AND NOT EXISTS (
          SELECT 1 FROM sheet_revision r WHERE r.sheet = substr(a.subject, 7)
            AND a.new = '{"hash":"' || r.hash || '","revision":' || r.revision || '}')
        """
      ),
      (
        Words(zh: "评分表的现行版本", en: "newest revision of sheet"), .changed,
        """
        SELECT s.id, 0 AS sequence, '' AS chain FROM sheet s WHERE s.revision <>
          (SELECT COALESCE(MAX(r.revision), 0) FROM sheet_revision r WHERE r.sheet = s.id)
        """
      ),
      (
        Words(zh: "评分表的签名状态", en: "state of sheet"), .changed,
        """
        SELECT s.id, 0 AS sequence, '' AS chain FROM sheet s WHERE s.state <> CASE WHEN EXISTS (
          SELECT 1 FROM audit_entry a WHERE a.subject = 'sheet:' || s.id AND a.act = 'sheet.sign'
            AND a.new LIKE '%"revision":' || s.revision || '}') THEN 'signed' ELSE 'open' END
        """
      ),
      (
        Words(zh: "评分表的签名", en: "signature under sheet"), .changed,
        """
        SELECT g.sheet AS id, 0 AS sequence, '' AS chain FROM sheet_signature g WHERE NOT EXISTS (
          SELECT 1 FROM audit_entry a WHERE a.subject = 'sheet:' || g.sheet AND a.act = 'sheet.sign'
            AND a.actor = 'judge:' || g.judge AND a.at = g.signed
            AND a.new = '{"hash":"' || g.hash || '","revision":' || g.revision || '}')
        """
      ),
      (
        Words(zh: "评分表的签名", en: "signature under sheet"), .missing,
        """
        SELECT substr(a.subject, 7) AS id, a.sequence, a.chain FROM audit_entry a
        WHERE a.act = 'sheet.sign' AND NOT EXISTS (
          SELECT 1 FROM sheet_signature g WHERE g.sheet = substr(a.subject, 7)
            AND a.new = '{"hash":"' || g.hash || '","revision":' || g.revision || '}')
        """
      ),
    ]
    var strays: [Stray] = []
    var seen: Set<String> = []
    func add(_ id: String, _ words: Words, _ kind: Stray.Kind, _ said: Place?) {
      // One line a sheet: an edited revision is both unknown and missing.
      guard seen.insert(id).inserted else { return }
      strays.append(Stray(subject: "sheet:\(id)", title: words, kind: kind, said: said))
    }
    for id in try falseHashes(in: transaction) {
      add(id, Words(zh: "评分表的分值", en: "marks of sheet"), .changed, nil)
    }
    for question in questions {
      for row in try transaction.run(question.sql) {
        let chain = try row.text("chain")
        let said = chain.isEmpty ? nil : Place(chain: chain, sequence: try row.integer("sequence"))
        add(try row.text("id"), question.words, question.kind, said)
      }
    }
    return try strays.map { stray in
      var placed = stray
      if placed.said == nil { placed.said = try lastEntry(on: stray.subject, in: transaction) }
      return placed
    }
  }

  private static func lastEntry(on subject: String, in transaction: any SQLTransaction) throws -> Place? {
    try transaction.first(
      "SELECT chain, sequence FROM audit_entry WHERE subject = $1 ORDER BY at DESC, sequence DESC LIMIT 1",
      .text(subject)
    ).map { Place(chain: try $0.text("chain"), sequence: try $0.integer("sequence")) }
  }

  /// Sheets with a revision whose marks do not have their hash.
  private static func falseHashes(in transaction: any SQLTransaction) throws -> [String] {
    var found: [String] = []
    var last = ("", 0)
    while true {
      let page = try transaction.run(
        """
        SELECT sheet, revision, marks, hash FROM sheet_revision
        WHERE sheet > $1 OR (sheet = $1 AND revision > $2) ORDER BY sheet, revision LIMIT 1000
        """, .text(last.0), .integer(last.1))
      guard let end = page.last else { return found }
      for row in page where try row.text("hash") != sha256Hex(Array(row.text("marks").utf8)) {
        found.append(try row.text("sheet"))
      }
      last = (try end.text("sheet"), try end.integer("revision"))
    }
  }

  /// Rubrics and papers, whose key is the digest of their bytes.
  static func selfProving(in transaction: any SQLTransaction) throws -> [Stray] {
    var strays: [Stray] = []
    let tables = [
      ("rubric", "bytes", Words(zh: "评分细则", en: "rubric")),
      ("certificate_paper", "pdf", Words(zh: "证书文件", en: "paper of a certificate")),
    ]
    for (table, column, title) in tables {
      var last = ""
      while let row = try transaction.first(
        "SELECT sha256, \(column) AS bytes FROM \(table) WHERE sha256 > $1 ORDER BY sha256 LIMIT 1",
        .text(last))
      {
        last = try row.text("sha256")
        guard last != sha256Hex(try row.blob("bytes")) else { continue }
        strays.append(Stray(subject: "\(table):\(last.prefix(12))", title: title, kind: .changed, said: nil))
      }
    }
    return strays
  }
}
