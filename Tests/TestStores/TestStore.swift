// An empty store for a test: a SQLite file of its own, or a schema of its own in the database that SIZHOU_TEST_DATABASE names.

public import Foundation
public import SQL
public import SQLiteEngine

#if POSTGRESQL
  import PostgresEngine
#endif

/// A store that is gone when the test lets go of it.
public final class TestStore: Sendable {
  public enum Kind: Hashable, Sendable {
    /// PostgreSQL where SIZHOU_TEST_DATABASE is set, else SQLite.
    case chosen
    /// SQLite whatever is set: for rules about its files.
    case sqlite
  }

  /// The URL of a PostgreSQL database whose server is there for tests only; nil: the tests use SQLite.
  public static let database: String? = ProcessInfo.processInfo.environment["SIZHOU_TEST_DATABASE"]
    .flatMap { $0.isEmpty ? nil : $0 }

  /// A folder for files of the test, removed with the store.
  public let folder: URL
  /// The SQLite file; none is there where the store is PostgreSQL's.
  public let path: String
  /// The engine where it is SQLite's.
  public let sqlite: SQLiteEngine?
  public let engine: any SQLEngine
  /// Opens the same store once more, as another process would.
  public let again: @Sendable () throws -> any SQLEngine
  private let count: @Sendable () -> (groups: Int, waiting: Int)
  private let end: @Sendable () -> Void

  public init(_ kind: Kind = .chosen, waiting: Int = 4_096) throws {
    let name = "test_" + UUID().uuidString.lowercased().replacing("-", with: "")
    folder = FileManager.default.temporaryDirectory.appending(path: "sizhou-\(name)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // Which writes share a group is for the test to say, not for the load of the machine.
    let longest = Duration.seconds(60)
    let path = folder.appending(path: "sizhou.sqlite").path
    self.path = path
    #if POSTGRESQL
      if kind == .chosen, let database = Self.database {
        let root = try PostgresAddress(database)
        try root.makeSchema(name)
        let address = try root.inSchema(name)
        let engine = try PostgresEngine(address, waiting: waiting, longestGroup: longest)
        self.engine = engine
        sqlite = nil
        again = { try PostgresEngine(address) }
        count = { (engine.commits.groups, engine.waiting) }
        end = { engine.close() }
        return
      }
    #else
      if kind == .chosen, Self.database != nil {
        throw SQLFailure.other("SIZHOU_TEST_DATABASE is set, but this build has no PostgreSQL")
      }
    #endif
    let engine = try SQLiteEngine(path: path, waiting: waiting, longestGroup: longest)
    self.engine = engine
    sqlite = engine
    again = { try SQLiteEngine(path: path) }
    count = { (engine.commits.groups, engine.waiting) }
    end = { try? engine.close() }
  }

  deinit {
    close()
    try? FileManager.default.removeItem(at: folder)
  }

  public func close() { end() }

  /// Groups of writes committed so far.
  public var groups: Int { count().groups }

  /// Writes that wait for the writer.
  public var waiting: Int { count().waiting }
}
