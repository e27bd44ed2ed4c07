// `sizhou backup FILE`: everything but the keys in one file, while judges are scoring.

import ArgumentParser
import Basics
import Foundation
import Office
import Records
import SQL
import SQLiteEngine

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "备份数据（服务运行时也可以）/ copy the records while the server runs.",
    discussion: "备份不含密钥，密钥用 sizhou key backup 另存 / The keys are not in it: see `sizhou key backup`.")

  @Argument(help: "备份文件 / the file to write.") var file: String
  @Option(help: "数据目录 / data folder.") var data = "data"
  @OptionGroup var records: DatabaseOption
  @Flag(help: .hidden) var quiet = false
  @Option(help: .hidden) var by = "system"
  @OptionGroup var language: LanguageOption

  func run() async throws {
    let words = language.value
    let place = try records.place(data, language: words)
    guard place.database == nil else {
      Console.say(Fault.noCopies(of: place).sentence(words))
      throw Exit.usage
    }
    try await Installation.requireExisting(place, language: words)
    let now = Installation.clock()
    let made: Copier.Made
    do {
      made = try Copier(folder: data)(to: file, at: now)
    } catch {
      let faults = trouble(error, file)
      for fault in faults { Console.say(fault.sentence(words)) }
      throw status(of: faults)
    }
    await note(made, at: now, words)
    guard !quiet else { return }
    let rows = made.manifest.tables.reduce(0) { $0 + $1.rows }
    let mega = String(Double(made.size * 10 / 1_048_576) / 10)
    Console.print(
      words == .zh
        ? "已备份到 \(file)：\(made.manifest.tables.count) 张表 \(rows) 行，\(mega) MiB，审计记录 \(made.entries) 条\nSHA-256 \(made.sha256)\n备份不含密钥；没有密钥，证件号打不开，证书也签不了：另存一份恢复码（sizhou key backup）\n"
        : "backed up to \(file): \(made.manifest.tables.count) tables, \(rows) rows, \(mega) MiB, \(made.entries) audit entries\nSHA-256 \(made.sha256)\nThe keys are not in it, and without them no identity number opens: print a recovery code too (`sizhou key backup`)\n"
    )
  }

  /// The copy is good whether or not the store can say so.
  private func note(_ made: Copier.Made, at now: Instant, _ words: Language) async {
    guard made.manifest.schema == Schema.newest,
      let engine = try? SQLiteEngine(path: Installation.database(in: data))
    else { return }
    let name = URL(fileURLWithPath: file).lastPathComponent
    do {
      try await Backups(NoteOnly.ports(engine)).note(
        file: name, sha256: made.sha256, entries: made.entries, at: now, by: by)
      try engine.close()
    } catch {
      Console.say(
        words == .zh ? "备份已完成，但没能在数据库里记下这件事" : "the backup is made, but the records could not note it")
    }
  }
}

/// Ports for acts that only note something: they need no key.
enum NoteOnly {
  static func ports(_ engine: any SQLEngine) -> OfficePorts {
    OfficePorts(
      engine: engine, entropy: SystemEntropy(), now: Installation.clock, readRubric: { RubricDoor.read($0) },
      passwords: Scrypt(), vault: NoVault())
  }
}

/// Stands in where nothing is sealed or opened.
private struct NoVault: PersonalVault {
  struct Absent: Error {}

  let hashKeyID = ""
  func newPersonKey() throws -> [UInt8] { throw Absent() }
  func seal(_ text: String, under wrappedKey: [UInt8], context: String) throws -> [UInt8] { throw Absent() }
  func open(_ sealed: [UInt8], under wrappedKey: [UInt8], context: String) throws -> String { throw Absent() }
  func keyedHash(_ text: String, purpose: String) -> String { "" }
}
