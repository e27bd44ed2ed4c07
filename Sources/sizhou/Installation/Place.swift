// Where an installation lies: keys and settings in a folder, the records beside them in SQLite or in a PostgreSQL database.

import ArgumentParser
import Basics
import Foundation
import Office
import Records
import SQL
import SQLiteEngine

#if POSTGRESQL
  import PostgresEngine
#endif

/// `--database`, for every command that opens an installation.
struct DatabaseOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "PostgreSQL 数据库地址，代替数据目录里的 SQLite；密钥仍在数据目录；会记住（不含密码）/ a PostgreSQL database instead of SQLite in the data folder, which still holds the keys; remembered without its password.",
      valueName: "postgresql://…"))
  var database: String?

  func place(_ folder: String, language: Language) throws -> Place {
    try Self.place(folder, database: database, language: language)
  }

  static func place(_ folder: String, database: String? = nil, language: Language) throws -> Place {
    do { return try Place(folder, database: database) } catch {
      for fault in trouble(error, folder) { Console.say(fault.sentence(language)) }
      throw Exit.usage
    }
  }
}

/// A data folder and, where the records are not in it, the database that they are in.
struct Place: Hashable, Sendable {
  let folder: String
  /// The URL of a PostgreSQL database, with its password if it was given one; never shown.
  let database: String?

  /// A data folder with its records in SQLite.
  init(file folder: String) {
    self.folder = folder
    database = nil
  }

  /// - Parameter database: as `--database` says; where nil, SIZHOU_DATABASE or what the folder remembers.
  /// - Throws: `Refusal` where the folder holds records of its own, or the address is none.
  init(_ folder: String, database: String? = nil) throws {
    self.folder = folder
    let url =
      database ?? ProcessInfo.processInfo.environment["SIZHOU_DATABASE"].flatMap { $0.isEmpty ? nil : $0 }
      ?? FolderSettings(in: folder).database
    self.database = url
    guard url != nil else { return }
    if FileManager.default.fileExists(atPath: file) {
      throw Refusal(
        Fault(
          "place-two", zh: "数据目录 \(folder) 里已有 SQLite 数据，不能同时使用 PostgreSQL",
          en: "the data folder \(folder) holds records in SQLite, so that PostgreSQL cannot be used with it",
          suggestion: Words(
            zh: "换一个数据目录，或去掉 --database（和 SIZHOU_DATABASE）",
            en: "take another data folder, or leave out --database (and SIZHOU_DATABASE)")))
    }
    #if POSTGRESQL
      do { _ = try PostgresAddress(url ?? "") } catch {
        throw Refusal(
          Fault(
            "place-address", zh: "--database 应是 postgresql://用户@主机:端口/数据库",
            en: "--database should be postgresql://USER@HOST:PORT/NAME"))
      }
    #else
      throw Refusal(
        Fault(
          "place-without", zh: "这个程序编译时没有 libpq，不能使用 PostgreSQL",
          en: "this program was built without libpq and cannot use PostgreSQL",
          suggestion: Words(zh: "安装 libpq-dev 后重新编译", en: "install libpq-dev and build it again")))
    #endif
  }

  /// The file of the records in SQLite.
  var file: String { folder + "/sizhou.sqlite" }

  /// The place of the records as it may be shown to people.
  var shown: String {
    #if POSTGRESQL
      if let database { return (try? PostgresAddress(database))?.shown ?? "PostgreSQL" }
    #endif
    return file
  }

  /// The address fit to be kept in a file.
  var withoutPassword: String? {
    #if POSTGRESQL
      return database.flatMap { try? PostgresAddress($0).withoutPassword }
    #else
      return nil
    #endif
  }

  /// Opens the engine; SQLite's makes the file where there is none.
  func engine(readers: Int = 4) throws -> any SQLEngine {
    #if POSTGRESQL
      if let database { return try PostgresEngine(PostgresAddress(database), readers: readers) }
    #endif
    return try SQLiteEngine(path: file, readers: readers)
  }

  /// Runs `body` on the records as they stand, without making or migrating anything.
  func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
    guard database != nil else { return try SQLiteFile.read(file, body) }
    return try await engine(readers: 1).read(body)
  }

  /// Whether there are records; where the database cannot be reached, an error.
  func hasRecords() async throws -> Bool {
    guard database != nil else { return FileManager.default.fileExists(atPath: file) }
    return try await Self.hasRecords(engine(readers: 1))
  }

  static func hasRecords(_ engine: any SQLEngine) async throws -> Bool {
    do { return try await engine.read { try Schema.known(in: $0) } > 0 } catch SQLFailure.damaged {
      return false
    }
  }
}

extension Fault {
  /// The words for what a command of copies cannot do with PostgreSQL.
  static func noCopies(of place: Place) -> Fault {
    Fault(
      "copies-postgresql", zh: "数据在 PostgreSQL（\(place.shown)）里，本程序不复制它，什么也没有做",
      en:
        "the records are in PostgreSQL (\(place.shown)), which this program does not copy; nothing was done",
      suggestion: Words(
        zh: "请用 pg_dump --format=custom（恢复用 pg_restore），或请数据库管理员做连续归档；密钥另存恢复码（sizhou key backup）",
        en:
          "use pg_dump --format=custom (and pg_restore), or have the database's keeper archive its log; keep the keys apart with `sizhou key backup`"
      ))
  }
}
