// Making a backup file: a compact copy of the live store with its manifest, checked, flushed, and only then given its name.

import Basics
import Foundation
import Office
import Records
import SQL
import SQLiteEngine

/// Copies the store of a data folder while others read and write in it.
struct Copier: Sendable {
  let folder: String

  struct Made: Sendable {
    var manifest: CopyManifest
    /// Bytes of the file.
    var size: Int
    var sha256: String
    var entries: Int
  }

  /// Writes the copy to `path`, which may hold an earlier backup of the same store and nothing else.
  /// - Throws: `Refusal` where the store is damaged or `path` is taken by something else; `FileTrouble`; `SQLFailure`.
  func callAsFunction(to path: String, at now: Instant) throws -> Made {
    let source = Installation.database(in: folder)
    let (store, schema) = try SQLiteFile.read(source) {
      (try $0.storeFact("id") ?? "", try Schema.known(in: $0))
    }
    try check(path, store: store)
    let damage = try SQLiteFile.damage(source)
    guard damage.isEmpty else {
      throw Refusal(
        damage.prefix(20).map {
          Fault(
            "store-damaged", zh: "数据库损坏，没有覆盖旧备份：\($0)",
            en: "the database is damaged, the old backup stays: \($0)",
            suggestion: Words(
              zh: "用最近一个完好的备份恢复（sizhou restore）", en: "restore the last sound backup (`sizhou restore`)"))
        })
    }
    let part = SafeFile.part(of: path)
    unlink(part)
    defer {
      unlink(part)
      unlink(part + "-journal")
    }
    try SQLiteFile.copy(source, to: part)
    let isSample = KeyFiles(folder).isSample
    let (manifest, entries) = try SQLiteFile.change(part) { transaction in
      let manifest = try CopyManifest(
        kind: .backup, store: store, at: now, schema: schema, isSample: isSample, in: transaction)
      try CopyManifest.keep(manifest.json.canonical, in: transaction)
      return (manifest, try Audit.heads(in: transaction).reduce(0) { $0 + $1.sequence })
    }
    let found = try SQLiteFile.damage(part)
    guard found.isEmpty else {
      throw Refusal(
        found.map { Fault("copy-damaged", zh: "写出的副本损坏：\($0)", en: "the copy came out damaged: \($0)") })
    }
    let (size, sha256) = try Self.digest(part)
    chmod(part, 0o600)
    try SafeFile.finish(part, as: path)
    return Made(manifest: manifest, size: size, sha256: sha256, entries: entries)
  }

  /// An earlier backup of the same store may be replaced, anything else may not.
  private func check(_ path: String, store: String) throws {
    // The engine would only say that it cannot open a file.
    guard access(SafeFile.folder(of: path), W_OK) == 0 else { throw FileTrouble(path) }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    let manifest: CopyManifest? =
      isFolder.boolValue
      ? nil
      : (try? SQLiteFile.read(path) { try CopyManifest.text(in: $0) }).flatMap { $0 }
        .flatMap { try? JSON(parsing: $0) }.flatMap { CopyManifest(json: $0) }
    let formerly = try SQLiteFile.read(Installation.database(in: folder)) {
      try $0.storeFact("formerly") ?? ""
    }
    let own = [store] + formerly.split(separator: " ").map(String.init)
    guard let manifest, manifest.kind == .backup, own.contains(manifest.store) else {
      throw Refusal(
        Fault(
          "backup-taken", zh: "\(path) 已经存在，而且不是这个数据库的备份，没有覆盖",
          en: "\(path) is there and is no backup of these records; it stays",
          suggestion: Words(zh: "换一个文件名", en: "choose another name")))
    }
  }

  /// Size and SHA-256 of a file of any size.
  static func digest(_ path: String) throws -> (Int, String) {
    guard let handle = FileHandle(forReadingAtPath: path) else { throw FileTrouble(path) }
    defer { try? handle.close() }
    var digest = RunningDigest()
    var size = 0
    while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
      digest.add(Array(part))
      size += part.count
    }
    return (size, digest.hexadecimal)
  }
}
