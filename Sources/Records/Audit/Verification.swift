// Looking for an edit, a deletion, an insertion or a change of order in the audit chains, and in the sheets they speak of.

public import Basics
public import SQL

extension Audit {
  /// The first thing found wrong in one chain.
  public struct Break: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      /// A number is missing or stands twice.
      case gap
      /// The entry does not continue the one before it.
      case unlinked
      /// The entry's own text was changed.
      case edited
    }
    public var chain: String
    public var sequence: Int
    public var kind: Kind

    /// The break as a fault for people.
    public var fault: Fault {
      let what: Words =
        switch kind {
        case .gap: Words(zh: "缺少或重复的条目", en: "an entry is missing or doubled")
        case .unlinked: Words(zh: "与前一条目不衔接", en: "the entry does not follow the one before")
        case .edited: Words(zh: "条目内容被改动", en: "the entry was edited")
        }
      return Fault(
        "audit-broken", zh: "审计链 \(chain) 第 \(sequence) 条：\(what.zh)",
        en: "audit chain \(chain), entry \(sequence): \(what.en)")
    }
  }

  /// What a check found.
  public struct Report: Hashable, Sendable {
    public var entries: Int
    /// At most one a chain: the first.
    public var breaks: [Break]
    /// Sheets whose live revision is not the one last audited.
    public var strays: [String]
    public var isSound: Bool { breaks.isEmpty && strays.isEmpty }
  }

  /// Checks every chain from its first entry on, and the live sheets against the last audited revision.
  public static func verify(in transaction: any SQLTransaction) throws -> Report {
    var report = Report(entries: 0, breaks: [], strays: [])
    for row in try transaction.run("SELECT DISTINCT chain FROM audit_entry ORDER BY chain") {
      if let found = try verify(try row.text("chain"), in: transaction, counting: &report.entries) {
        report.breaks.append(found)
      }
    }
    report.strays = try strays(in: transaction)
    return report
  }

  private static func verify(
    _ chain: String, in transaction: any SQLTransaction, counting count: inout Int
  ) throws -> Break? {
    var previous = origin
    var sequence = 0
    while true {
      let page = try transaction.run(
        "SELECT * FROM audit_entry WHERE chain = $1 AND sequence > $2 ORDER BY sequence LIMIT 1000",
        .text(chain), .integer(sequence)
      ).map(Entry.init)
      if page.isEmpty { return nil }
      for entry in page {
        sequence += 1
        count += 1
        if entry.sequence != sequence { return Break(chain: chain, sequence: sequence, kind: .gap) }
        if entry.previous != previous { return Break(chain: chain, sequence: sequence, kind: .unlinked) }
        if entry.hash != entry.expectedHash { return Break(chain: chain, sequence: sequence, kind: .edited) }
        previous = entry.hash
      }
    }
  }

  /// Sheets whose newest revision has another hash than its audit entry, whose text does not have its hash, or
  /// whose row does not point at it.
  private static func strays(in transaction: any SQLTransaction) throws -> [String] {
    var audited: [String: (revision: Int, text: String)] = [:]
    for row in try transaction.run(
      "SELECT subject, new FROM audit_entry WHERE act = 'sheet.revise' ORDER BY chain, sequence")
    {
      guard let new = try row.optionalText("new") else { continue }
      // Several processes may have written to one sheet: the highest revision is the last.
      let revision = (try? JSON(parsing: new))?["revision"]?.integer ?? 0
      let subject = try row.text("subject")
      if revision >= audited[subject]?.revision ?? 0 { audited[subject] = (revision, new) }
    }
    var strays: [String] = []
    for row in try transaction.run(
      """
      SELECT s.id, s.revision, r.hash, r.marks FROM sheet s
      LEFT JOIN sheet_revision r ON r.sheet = s.id AND r.revision = s.revision
      WHERE s.revision > 0 ORDER BY s.id
      """)
    {
      let id = try row.text("id")
      let hash = try row.optionalText("hash")
      let text = try row.optionalText("marks") ?? ""
      let live = JSON.object([("hash", .optional(hash)), ("revision", .integer(try row.integer("revision")))])
      if audited["sheet:\(id)"]?.text != live.canonical || hash != sha256Hex(Array(text.utf8)) {
        strays.append(id)
      }
      audited["sheet:\(id)"] = nil
    }
    return strays + audited.keys.map { String($0.dropFirst(6)) }.sorted { $0.precedesByBytes($1) }
  }
}
