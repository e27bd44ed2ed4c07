// `sizhou audit verify`: was anything changed behind the program's back?

import ArgumentParser
import Basics
import Certificates
import Foundation
import Office
import Records
import SQL

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "审计 / the chain of evidence.", subcommands: [Verify.self])

  struct Verify: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "检查有没有绕过程序的改动 / find what was changed behind the program's back.",
      discussion: "0 完好，1 有改动，65 读不了 / 0 sound, 1 not sound, 65 unreadable.")

    @Option(help: "检查点文件夹，默认看数据目录里的 / folder of checkpoints, by default that of the data folder.")
    var checkpoints: String?
    @Option(help: "受信任的公钥文件 / trusted keys (keys.json).") var keys: String?
    @Option(help: "text 或 json / text or json.") var format: Format = .text
    @Option(help: "数据目录 / data folder.") var data = "data"
    @OptionGroup var records: DatabaseOption
    @OptionGroup var language: LanguageOption

    func run() async throws {
      let words = language.value
      let place = try records.place(data, language: words)
      try await Installation.requireExisting(place, language: words)
      let files = try checkpointFiles(words)
      let check: AuditCheck
      do {
        let trusted: [TrustedKey]
        if let keys {
          trusted = try KeysDocument.keys(try contents(of: keys, language: words))
        } else {
          trusted = try await OwnKeys(place).trusted
        }
        check = try await place.read { transaction in
          _ = try Schema.known(in: transaction)
          return try AuditCheck(checkpoints: files, trusted: trusted, in: transaction)
        }
      } catch {
        let faults = trouble(error, data)
        for fault in faults { Console.say(fault.sentence(words)) }
        if format == .json {
          Console.print(
            JSON.object([("sound", .bool(false)), ("faults", .array(faults.map { $0.json(words) }))]).pretty)
        }
        throw Exit.invalid
      }
      Console.print(
        format == .json ? check.json(words).pretty : check.lines(words).joined(separator: "\n") + "\n")
      guard check.isSound else { throw Exit.no }
    }

    private func checkpointFiles(_ words: Language) throws -> [(name: String, bytes: [UInt8])] {
      let folder = checkpoints ?? CheckpointFolder.own(data)
      guard checkpoints == nil || FileManager.default.fileExists(atPath: folder) else {
        Console.say(words == .zh ? "没有这个文件夹：\(folder)" : "no such folder: \(folder)")
        throw Exit.noFile
      }
      return CheckpointFolder.files(in: folder)
    }
  }
}

/// The public keys of an installation, read without opening it.
struct OwnKeys {
  let trusted: [TrustedKey]

  /// The key file's own key under every name of the ring that it has signed; the built-in key in a demonstration.
  init(_ place: Place) async throws {
    let files = KeyFiles(place.folder)
    if files.isSample {
      trusted = [TrustedKey.sample]
      return
    }
    guard let seed = KeyFiles.read(files.issuer), let key = IssuerKey(seed: seed, name: "key-1", address: nil)
    else {
      trusted = []
      return
    }
    let text = try await place.read { try $0.storeFact("keyring") }
    let ring = text.flatMap { KeyRing($0, signedBy: key.publicKey) }
    trusted = [key.trusted] + (ring?.former(than: key) ?? [])
  }
}
