// `sizhou doctor`: everything about an installation that can be looked at, in plain words with what to do.

import ArgumentParser
import Basics
import Foundation
import Office
import Records
import SQL
import SQLiteEngine

struct DoctorCommand: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "体检：数据、密钥、磁盘、备份 / examine data, keys, disk and backups.",
    discussion: "0 正常（可以有提醒），1 有必须处理的问题 / 0 well, 1 something must be done.")

  @Option(help: "text 或 json / text or json.") var format: Format = .text
  @Option(help: "数据目录 / data folder.") var data = "data"
  @OptionGroup var records: DatabaseOption
  @OptionGroup var language: LanguageOption

  func run() async throws {
    let words = language.value
    let place = try records.place(data, language: words)
    try await Installation.requireExisting(place, language: words)
    var findings: [Finding] = []
    do {
      findings += try await store(place)
    } catch {
      let faults = trouble(error, place.shown)
      findings += faults.map {
        Finding(
          .bad, $0.code, zh: $0.words.zh, en: $0.words.en,
          todo: $0.suggestion
            ?? Words(zh: "恢复最近的备份（sizhou restore）", en: "restore the last backup (`sizhou restore`)"))
      }
      show(findings + FolderExamination(data)(), words)
      throw Exit.invalid
    }
    findings += FolderExamination(data)()
    show(findings, words)
    if findings.contains(where: { $0.level == .bad }) { throw Exit.no }
  }

  private func show(_ findings: [Finding], _ words: Language) {
    guard format == .text else {
      let isWell = !findings.contains { $0.level == .bad }
      Console.print(
        JSON.object([("well", .bool(isWell)), ("findings", .array(findings.map(\.json)))]).pretty)
      return
    }
    Console.print(findings.flatMap { $0.lines(words) }.joined(separator: "\n") + "\n")
  }

  /// What is in the database.
  private func store(_ place: Place) async throws -> [Finding] {
    guard place.database == nil else {
      return try await [schema(place)] + DatabaseExamination(place)()
        + inside(place).filter { $0.fault.code != "backup" }
    }
    let path = place.file
    var findings = [try await schema(place)]
    let damage = try SQLiteFile.damage(path)
    findings.append(
      damage.isEmpty
        ? Finding(
          .fine, "integrity", zh: "数据库完好，引用齐全", en: "the database is sound and its references are complete")
        : Finding(
          .bad, "integrity", zh: "数据库损坏：\(damage[0])", en: "the database is damaged: \(damage[0])",
          todo: Words(
            zh: "停止服务，恢复最近的备份（sizhou restore --replace）",
            en: "stop the server and restore the last backup (`sizhou restore --replace`)")))
    guard damage.isEmpty else { return findings }
    findings.append(try await durability(path))
    return try await findings + inside(place)
  }

  /// What the records say of themselves.
  private func inside(_ place: Place) async throws -> [Finding] {
    let vault = KeyFiles.read(KeyFiles(data).vault).flatMap { try? Vault(key: $0, entropy: SystemEntropy()) }
    let settings = FolderSettings(in: data)
    let trusted = try await OwnKeys(place).trusted
    let files = CheckpointFolder.files(in: CheckpointFolder.own(data))
    let examine = ExamineStore(
      vault: vault, now: Installation.clock(), isSample: KeyFiles(data).isSample,
      isAutomatic: settings.backupTo != nil)
    return try await place.read { transaction in
      let audit = try AuditCheck(checkpoints: files, trusted: trusted, in: transaction)
      return try examine(audit: audit, in: transaction)
    }
  }

  private func schema(_ place: Place) async throws -> Finding {
    let version = try await place.read { try Schema.known(in: $0) }
    guard version < Schema.newest else {
      return Finding(.fine, "schema", zh: "数据库结构版本 \(version)", en: "the schema has version \(version)")
    }
    return Finding(
      .warning, "schema", zh: "数据库结构是旧版本 \(version)，下次启动会更新到 \(Schema.newest)",
      en: "the schema has the older version \(version); the next start brings it to \(Schema.newest)",
      todo: Words(
        zh: "先备份（sizhou backup），再启动服务", en: "make a backup first (`sizhou backup`), then start the server"))
  }

  /// What the engine really does when it writes: read back, not believed.
  private func durability(_ path: String) async throws -> Finding {
    let engine = try SQLiteEngine(path: path)
    let (synchronous, journal) = (
      try engine.pragma("synchronous") ?? "", try engine.pragma("journal_mode") ?? ""
    )
    try engine.close()
    return synchronous == "2" && journal == "wal"
      ? Finding(
        .fine, "durability", zh: "每次写入都等到落盘（synchronous=FULL，WAL）",
        en: "every write waits for the disk (synchronous=FULL, WAL)")
      : Finding(
        .bad, "durability", zh: "写入不等落盘：synchronous=\(synchronous)，\(journal)",
        en: "writes do not wait for the disk: synchronous=\(synchronous), \(journal)",
        todo: Words(zh: "这是程序的问题，请报告", en: "this is a fault of the program, please report it"))
  }
}
