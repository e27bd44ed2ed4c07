// A SQLite file by itself: copied while others write in it, filled or read by one process, and looked at for damage.

internal import GRDB
public import SQL

/// Work on a file that is no installation's live store, or that is only copied from it.
///
/// Such files are in rollback mode, so that they open from a medium that cannot be written.
public enum SQLiteFile {
  /// The first 16 bytes of every SQLite database.
  public static let header = Array("SQLite format 3\0".utf8)

  /// Copies what is committed at this moment into a new file, while others read and write.
  ///
  /// The copy is compact: nothing that was deleted is left in it. `target` must not exist. The copy is not flushed.
  public static func copy(_ source: String, to target: String) throws {
    try open(source, isReadOnly: true) { queue in
      try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [target]) }
    }
  }

  /// Runs `body` in one transaction of a file that nobody else has open; the file is made where there is none.
  public static func change<T>(_ path: String, _ body: (any SQLTransaction) throws -> T) throws -> T {
    try open(path, isReadOnly: false) { queue in try queue.write { try body(SQLiteTransaction($0)) } }
  }

  /// Runs `body` on a file that is only read.
  public static func read<T>(_ path: String, _ body: (any SQLTransaction) throws -> T) throws -> T {
    try open(path, isReadOnly: true) { queue in try queue.read { try body(SQLiteTransaction($0)) } }
  }

  /// What `integrity_check` and `foreign_key_check` find wrong in a file; empty where all is well.
  public static func damage(_ path: String) throws -> [String] {
    try read(path) { try $0.damage() }
  }

  private static func open<T>(
    _ path: String, isReadOnly: Bool, _ body: (DatabaseQueue) throws -> T
  ) throws -> T {
    var settings = Configuration()
    settings.readonly = isReadOnly
    settings.foreignKeysEnabled = true
    settings.busyMode = .timeout(5)
    settings.label = "sizhou-file"
    do {
      let queue = try DatabaseQueue(path: path, configuration: settings)
      let answer = try body(queue)
      try queue.close()
      return answer
    } catch {
      throw failure(error)
    }
  }
}

extension SQLTransaction {
  /// What SQLite finds wrong in the file of this transaction: at most a hundred sentences.
  fileprivate func damage() throws -> [String] {
    let pages = try run("PRAGMA integrity_check").map { try $0.text("integrity_check") }.filter { $0 != "ok" }
    let strays = try run("PRAGMA foreign_key_check").prefix(20).map { row in
      "\(try row.text("table")) names a row of \(try row.text("parent")) that is not there"
    }
    return Array((pages + strays).prefix(100))
  }
}

extension SQLiteEngine {
  /// What `integrity_check` and `foreign_key_check` find wrong in the store; empty where all is well.
  ///
  /// Reads the whole file.
  public func damage() async throws -> [String] { try await read { try $0.damage() } }
}
