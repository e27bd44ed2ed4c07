// Looking for an edit, a deletion, an insertion or a change of order in the audit chains, and in the rows they speak of.

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

  /// A place in a chain.
  public struct Place: Hashable, Sendable {
    public var chain: String
    public var sequence: Int
  }

  /// A live row that is not what the audit last said of it.
  public struct Stray: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      /// It has other values.
      case changed
      /// It is gone.
      case missing
      /// No entry speaks of it.
      case unknown
    }
    /// Kind and id, such as `sheet:s-1` or `account:account-1`.
    public var subject: String
    public var title: Words
    public var kind: Kind
    /// The entry that spoke of it last.
    public var said: Place?

    public var fault: Fault {
      let what: Words =
        switch kind {
        case .changed: Words(zh: "与最后一次审计记录不符", en: "is not what the audit last said")
        case .missing: Words(zh: "已被删除", en: "was deleted")
        case .unknown: Words(zh: "没有审计记录", en: "was never recorded by the audit")
        }
      let place = said.map {
        (zh: "（链 \($0.chain) 第 \($0.sequence) 条）", en: " (chain \($0.chain), entry \($0.sequence))")
      }
      return Fault(
        "audit-stray", zh: "\(title.zh) \(subject) \(what.zh)\(place?.zh ?? "")",
        en: "\(title.en) \(subject) \(what.en)\(place?.en ?? "")", entry: subject)
    }
  }

  /// What a check found.
  public struct Report: Hashable, Sendable {
    public var entries: Int
    /// At most one a chain: the first.
    public var breaks: [Break]
    /// Rows that differ from their last audited value, by the entry that spoke of them, then by subject.
    public var strays: [Stray]
    public var isSound: Bool { breaks.isEmpty && strays.isEmpty }
    /// Every finding, the first bad entry first.
    public var faults: [Fault] { breaks.map(\.fault) + strays.map(\.fault) }
  }

  /// Checks every chain from its first entry on, and the live rows against what was last said of them.
  public static func verify(in transaction: any SQLTransaction) throws -> Report {
    var report = Report(entries: 0, breaks: [], strays: [])
    var claims = Claims()
    for chain in try chains(in: transaction) {
      if let found = try verify(chain, in: transaction, claims: &claims, counting: &report.entries) {
        report.breaks.append(found)
      }
    }
    let strays =
      try sheetStrays(in: transaction) + rowStrays(claims, in: transaction) + selfProving(in: transaction)
    report.strays = strays.sorted { left, right in
      let (a, b) = (left.said?.sequence ?? .max, right.said?.sequence ?? .max)
      return a == b ? left.subject.precedesByBytes(right.subject) : a < b
    }
    return report
  }

  /// Reads on behind a break, so that what later entries say of rows is known.
  private static func verify(
    _ chain: String, in transaction: any SQLTransaction, claims: inout Claims, counting count: inout Int
  ) throws -> Break? {
    var found: Break?
    var previous = origin
    var sequence = 0
    while true {
      let page = try transaction.run(
        "SELECT * FROM audit_entry WHERE chain = $1 AND sequence > $2 ORDER BY sequence LIMIT 1000",
        .text(chain), .integer(sequence)
      ).map(Entry.init)
      if page.isEmpty { return found }
      for entry in page {
        count += 1
        if found == nil { found = entry.broken(after: previous, sequence) }
        sequence = entry.sequence
        previous = entry.hash
        claims.take(entry)
      }
    }
  }
}

extension Audit.Entry {
  fileprivate func broken(after previous: String, _ sequence: Int) -> Audit.Break? {
    let kind: Audit.Break.Kind? =
      if self.sequence != sequence + 1 {
        .gap
      } else if self.previous != previous {
        .unlinked
      } else if hash != expectedHash {
        .edited
      } else {
        nil
      }
    return kind.map { Audit.Break(chain: chain, sequence: sequence + 1, kind: $0) }
  }
}
