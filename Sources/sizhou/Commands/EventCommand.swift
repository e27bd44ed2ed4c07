// `sizhou event`: one event as a file that opens years later and checks itself.

import ArgumentParser
import Basics
import Certificates
import Foundation
import Office
import Records
import SQL
import SQLiteEngine

struct EventCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "event", abstract: "活动的导出与核验 / one event as a file.",
    subcommands: [Export.self, Verify.self])

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "把一项活动导出为一个文件 / export an event.",
      discussion:
        "不含证件号、电话、评委姓名；人名只出现在已公布的内容里 / No identity numbers, telephones or judges' names; people are named in what was published only."
    )

    @Option(help: "活动编号 / the event's id.") var event: String
    @Argument(help: "要写的文件 / the file to write.") var file: String
    @Option(help: "数据目录 / data folder.") var data = "data"
    @OptionGroup var records: DatabaseOption
    @OptionGroup var language: LanguageOption

    func run() async throws {
      let words = language.value
      let installation = try await Installation.existing(
        records.place(data, language: words), language: words)
      guard let line = try await ShowEvents(installation.ports).event(event) else {
        Console.say(words == .zh ? "没有活动 \(event)" : "there is no event \(event)")
        throw Exit.noFile
      }
      guard !FileManager.default.fileExists(atPath: file) else {
        Console.say(words == .zh ? "\(file) 已经存在，没有覆盖" : "\(file) is there already and stays")
        throw Exit.usage
      }
      do {
        try await export(installation)
      } catch {
        let faults = trouble(error, file)
        for fault in faults { Console.say(fault.sentence(words)) }
        throw status(of: faults)
      }
      Console.print(
        words == .zh
          ? "已导出 \(line.event.title[.zh]) 到 \(file)；核验：sizhou event verify \(file)\n"
          : "exported \(line.event.title[.en]) to \(file); check it with `sizhou event verify \(file)`\n")
    }

    private func export(_ installation: Installation) async throws {
      guard access(SafeFile.folder(of: file), W_OK) == 0 else { throw FileTrouble(file) }
      let part = SafeFile.part(of: file)
      unlink(part)
      defer {
        unlink(part)
        unlink(part + "-journal")
      }
      let now = Installation.clock()
      let (event, isSample, key) = (event, installation.isSample, installation.key)
      try await installation.place.read { store in
        let id = try store.storeFact("id") ?? ""
        try SQLiteFile.change(part) { file in
          try EventTables.copy(event: event, from: store, into: file)
          let manifest = try EventFile.manifest(
            event: event, store: id, isSample: isSample, key: key, at: now, in: file)
          try CopyManifest.keep(manifest, in: file)
        }
      }
      try SafeFile.finish(part, as: file)
    }
  }

  struct Verify: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "核验导出的活动，并重新计算成绩 / check an exported event and compute its results again.")

    @Argument(help: "导出的文件 / the exported file.") var file: String
    @Option(help: "受信任的公钥文件 / trusted keys (keys.json).") var keys: String?
    @Option(help: "text 或 json / text or json.") var format: Format = .text
    @Option(help: "数据目录，取其密钥 / data folder whose keys are trusted.") var data = "data"
    @OptionGroup var records: DatabaseOption
    @OptionGroup var language: LanguageOption

    func run() async throws {
      let words = language.value
      guard FileManager.default.fileExists(atPath: file) else {
        Console.say(words == .zh ? "没有这个文件：\(file)" : "no such file: \(file)")
        throw Exit.noFile
      }
      let found: EventFile
      do {
        var trusted = [TrustedKey.sample]
        if let keys {
          trusted += try KeysDocument.keys(try contents(of: keys, language: words))
        } else if let place = try? Place(data, database: records.database), try await place.hasRecords() {
          trusted += try await OwnKeys(place).trusted
        }
        let damage = try SQLiteFile.damage(file)
        found = try SQLiteFile.read(file) {
          try EventFile(damage: damage, trusted: trusted, readRubric: { RubricDoor.read($0) }, in: $0)
        }
      } catch let exit as ExitCode {
        throw exit
      } catch {
        let faults = trouble(error, file)
        for fault in faults { Console.say(fault.sentence(words)) }
        if format == .json {
          Console.print(
            JSON.object([("sound", .bool(false)), ("faults", .array(faults.map { $0.json(words) }))]).pretty)
        }
        throw Exit.invalid
      }
      Console.print(
        format == .json ? found.json(words).pretty : found.lines(words).joined(separator: "\n") + "\n")
      guard found.isSound else { throw Exit.no }
    }
  }
}
