// `sizhou publication verify`: a published folder checked and computed again.

import ArgumentParser
import Basics
import Certificates
import Foundation
import Office

struct PublicationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publication", abstract: "公布的成绩 / published results.", subcommands: [Verify.self])

  struct Verify: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "核验公布的文件夹，并由公布的评分表重算名次 / check a published folder and compute its ranking again.")

    @Argument(help: "公布的文件夹 / the published folder.") var folder: String
    @Option(help: "受信任的公钥文件 / trusted keys (keys.json).") var keys: String?
    @Option(help: "text 或 json / text or json.") var format: Format = .text
    @Option(help: "数据目录，取其密钥 / data folder whose keys are trusted.") var data = "data"
    @OptionGroup var records: DatabaseOption
    @OptionGroup var language: LanguageOption

    func run() async throws {
      let words = language.value
      for path in [folder, folder + "/manifest.json"]
      where !FileManager.default.fileExists(atPath: path) {
        Console.say(words == .zh ? "没有这个文件：\(path)" : "no such file: \(path)")
        throw Exit.noFile
      }
      let found: PublicationCheck
      do {
        var trusted = [TrustedKey.sample]
        if let keys {
          trusted += try KeysDocument.keys(try contents(of: keys, language: words))
        } else if let place = try? Place(data, database: records.database), try await place.hasRecords() {
          trusted += try await OwnKeys(place).trusted
        }
        let (files, strange) = try PublicationFolder.read(folder)
        found = try PublicationCheck(
          files, strange: strange, trusted: trusted, readRubric: { RubricDoor.read($0) })
      } catch let exit as ExitCode {
        throw exit
      } catch {
        let faults = trouble(error, folder)
        for fault in faults { Console.say(fault.sentence(words)) }
        if format == .json {
          Console.print(
            JSON.object([("sound", .bool(false)), ("faults", .array(faults.map { $0.json(words) }))]).pretty)
        }
        throw status(of: faults)
      }
      Console.print(
        format == .json ? found.json(words).pretty : found.lines(words).joined(separator: "\n") + "\n")
      guard found.isSound else { throw Exit.no }
    }
  }
}
