// Backups on record: that one was made, how much has changed since, and which automatic copies are kept.

public import Basics
internal import Records
internal import SQL

/// How the store stands with its backups.
public struct BackupStanding: Hashable, Sendable {
  /// When the last one was made; nil where there never was one.
  public var last: Instant?
  /// Audit entries since then.
  public var changes: Int
}

extension BackupStanding {
  /// Hours after which a backup is old, if anything has changed since.
  static let hours = 26

  /// What to do, at a terminal and in a browser.
  public static let command = Words(
    zh: "：启动服务时加 --backup-to 和 U 盘上的目录，或运行 sizhou backup",
    en: ": start with --backup-to and a folder on a stick, or run `sizhou backup`")
  public static let page = Words(
    zh: "。请管理员打开“备份与设备”页，插上 U 盘", en: ". An administrator opens “Copies and devices” and puts in a stick")

  /// What whoever is responsible must hear; nil where all is well.
  /// - Parameters:
  ///   - isAutomatic: copies are made by the server itself.
  ///   - how: what to do about it, added to each warning.
  public func warning(isAutomatic: Bool, now: Instant, how: Words = Self.command) -> Words? {
    guard let last else {
      // The first automatic copy is made in a moment.
      return isAutomatic ? nil : Words(zh: "还没有任何备份" + how.zh, en: "there is no backup at all" + how.en)
    }
    let isOld = changes > 1 && now > last.adding(seconds: Self.hours * 3_600)
    if isOld {
      return Words(
        zh: "最近一次备份是 \(last.localText)，之后又有 \(changes) 条记录" + how.zh,
        en: "the last backup is of \(last.localText), with \(changes) entries since" + how.en)
    }
    return isAutomatic ? nil : Words(zh: "没有设自动备份" + how.zh, en: "there are no automatic copies" + how.en)
  }
}

/// Notes backups and says how old the last one is.
public struct Backups: Sendable {
  let ports: OfficePorts
  private static let fact = "backup"

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Notes that a copy as of `moment` was made and lies under its name.
  /// - Parameters:
  ///   - file: the file's name without its folder.
  ///   - sha256: of the whole file.
  ///   - entries: how many audit entries are in it.
  public func note(file: String, sha256: String, entries: Int, at moment: Instant, by actor: String)
    async throws
  {
    try await ports.engine.write { transaction in
      try Audit.append(
        in: transaction, at: moment, actor: actor, act: "store.backup", subject: "store",
        new: .object([("entries", .integer(entries)), ("file", .string(file)), ("sha256", .string(sha256))]))
      // What came in while the copy was made is not in it; this note is no change that anybody waits for.
      let fact = JSON.object([("at", .string(moment.utcText)), ("entries", .integer(entries + 1))])
      try transaction.setStoreFact(Self.fact, to: fact.canonical)
    }
  }

  public func standing() async throws -> BackupStanding {
    try await ports.engine.read { try Self.standing(in: $0) }
  }

  static func standing(in transaction: any SQLTransaction) throws -> BackupStanding {
    let now = try entries(in: transaction)
    let fact = try transaction.storeFact(fact).flatMap { try? JSON(parsing: $0) }
    guard let at = fact?["at"]?.string.flatMap({ Instant($0) }) else {
      return BackupStanding(last: nil, changes: now)
    }
    return BackupStanding(last: at, changes: max(0, now - (fact?["entries"]?.integer ?? 0)))
  }

  static func entries(in transaction: any SQLTransaction) throws -> Int {
    try Audit.heads(in: transaction).reduce(0) { $0 + $1.sequence }
  }
}

/// Automatic copies: what they are called, and which are kept.
public enum AutomaticCopies {
  /// Copies that are kept: the newest of each of the last 24 hours in which there was one, and of the last 14 days.
  public static let hours = 24
  public static let days = 14

  /// `sizhou-<store>-20261128T010000Z.backup`, the store by the last eight characters of its id.
  public static func name(store: String, at now: Instant) -> String {
    "sizhou-\(store.suffix(8))-\(now.utcText.filter { $0 != "-" && $0 != ":" }).backup"
  }

  /// The moment in a name that `name` made for the same store; nil for any other file, which is never touched.
  public static func moment(of name: String, store: String) -> Instant? {
    let head = "sizhou-\(store.suffix(8))-"
    guard name.hasPrefix(head), name.hasSuffix(".backup") else { return nil }
    let text = Array(name.dropFirst(head.count).dropLast(".backup".count))
    guard text.count == 16, text[8] == "T", text[15] == "Z" else { return nil }
    func part(_ range: Range<Int>) -> String { String(text[range]) }
    return Instant(
      "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z")
  }

  /// The names that are not kept any more.
  public static func outdated(_ names: [String], store: String) -> [String] {
    let found = names.compactMap { name in moment(of: name, store: store).map { (name: name, at: $0) } }
      .sorted { $0.at > $1.at }
    var kept: Set<String> = []
    func keep(_ limit: Int, _ period: (Instant) -> Int) {
      var periods: Set<Int> = []
      for copy in found where periods.count < limit && periods.insert(period(copy.at)).inserted {
        kept.insert(copy.name)
      }
    }
    keep(hours) { ($0.milliseconds / 3_600_000) }
    keep(days) { $0.day.number }
    return found.map(\.name).filter { !kept.contains($0) }
  }
}
