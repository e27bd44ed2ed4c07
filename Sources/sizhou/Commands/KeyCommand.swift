// `sizhou key`: the recovery code for paper, the keys from it, and a new signing key.

import ArgumentParser
import Basics
import Certificates
import Foundation
import Office

struct KeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "密钥：恢复码、恢复、更换 / keys: recovery code, recovery, rotation.",
    subcommands: [Backup.self, Restore.self, Rotate.self])

  struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "backup", abstract: "印出恢复码 / print the recovery code.",
      discussion:
        "恢复码就是密钥本身：抄在纸上，与备份分开存放 / The code is the keys themselves: keep it on paper, away from the backups.")

    @Option(help: "数据目录 / data folder.") var data = "data"
    @OptionGroup var records: DatabaseOption
    @OptionGroup var language: LanguageOption

    func run() async throws {
      let words = language.value
      let installation = try await Installation.existing(
        records.place(data, language: words), language: words)
      let files = KeyFiles(data)
      let (vault, issuer) = (
        KeyFiles.read(files.vault), installation.isSample ? nil : KeyFiles.read(files.issuer)
      )
      guard let vault, installation.isSample || issuer != nil else { throw Exit.invalid }
      let code = RecoveryCode(vault: vault, issuer: issuer)
      try await KeyBook(installation.ports).notePrinted(key: installation.key, by: "system")
      // Words to the screen, the code alone to standard output, so that it can be sent to a printer.
      Console.say(
        words == .zh
          ? "恢复码就是密钥本身。请抄写或打印在纸上，锁好，不要与备份放在一起，不要拍照，不要存在电脑里。\n每组最后一个字符是校验位；O 与 0、I 与 1 不分。更换签名密钥以后要重新印。\n"
          : "The code is the keys themselves. Write or print it on paper and lock it away, apart from the backups; no photo, no file.\nThe last character of each group is a check; O and 0, I and 1 are the same. Print it anew after a rotation.\n"
      )
      Console.print(code.lines.joined(separator: "\n") + "\n")
    }
  }

  struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "restore",
      abstract: "用恢复码恢复密钥（从标准输入读）/ bring the keys back from the code on standard input.")

    @Option(help: "数据目录 / data folder.") var data = "data"
    @OptionGroup var records: DatabaseOption
    @Flag(help: "只有旧恢复码：恢复证件密钥，另立新的签名密钥 / only an older code is left: begin with a new signing key.")
    var newSigningKey = false
    @OptionGroup var language: LanguageOption

    func run() async throws {
      let words = language.value
      if isatty(0) == 1 {
        Console.say(
          words == .zh
            ? "请输入恢复码，一行或几行，最后按 Ctrl-D：" : "Type the recovery code, in one line or several, then Ctrl-D:")
      }
      let typed = String(decoding: try contents(of: "-", limit: 1 << 16, language: words), as: UTF8.self)
      do {
        let code = try RecoveryCode(typed: typed)
        try await bring(code, words)
      } catch let exit as ExitCode {
        throw exit
      } catch {
        let faults = trouble(error, data)
        for fault in faults { Console.say(fault.sentence(words)) }
        throw status(of: faults)
      }
    }

    private func bring(_ code: RecoveryCode, _ words: Language) async throws {
      let files = KeyFiles(data)
      let others = [(files.vault, code.vault), (files.issuer, code.issuer)].filter { path, key in
        FileManager.default.fileExists(atPath: path) && KeyFiles.read(path) != key
      }
      guard others.isEmpty else {
        throw Refusal(
          Fault(
            "keys-there", zh: "\(data)/keys 里已有别的密钥，没有动它们",
            en: "there are other keys in \(data)/keys, they stay",
            suggestion: Words(zh: "确实要换，先把它们移到别处", en: "if they are to go, move them elsewhere first")))
      }
      try files.makeFolder()
      if try await place().hasRecords() { try await check(code, files) }
      try files.save(code.vault, to: files.vault)
      if let issuer = code.issuer, !newSigningKey { try files.save(issuer, to: files.issuer) }
      if newSigningKey { try await begin(files) }
      guard try await place().hasRecords() else {
        Console.print(
          words == .zh
            ? "密钥已恢复；现在把备份也恢复到这里：sizhou restore 备份文件 --data \(data)\n"
            : "the keys are back; now bring the backup here too: sizhou restore FILE --data \(data)\n")
        return
      }
      let installation = try await Installation.existing(
        records.place(data, language: words), language: words)
      Console.print(
        words == .zh
          ? "密钥已恢复，与数据库相符：证件号可以打开，签名密钥 \(installation.key.id)\n"
          : "the keys are back and fit the records: identity numbers open, the signing key is \(installation.key.id)\n"
      )
    }

    private func place() throws -> Place { try records.place(data, language: language.value) }

    /// Whether the code's keys are those of the records, before anything is written.
    private func check(_ code: RecoveryCode, _ files: KeyFiles) async throws {
      guard files.isSample == (code.issuer == nil) else { throw Self.another }
      let known = try await RecordsKeys(place())
      let vault = try Vault(key: code.vault, entropy: SystemEntropy())
      guard known.fit(vault: vault.hashKeyID) else { throw Self.another }
      guard let seed = code.issuer, let text = known.ring, !newSigningKey else { return }
      guard let key = IssuerKey(seed: seed, name: "key-1", address: nil) else { throw Self.another }
      if KeyRing(text, signedBy: key.publicKey) != nil { return }
      let isFormer = KeyRing.claimed(text)?.entries.contains { $0.key.publicKey == key.publicKey } ?? false
      guard isFormer else { throw Self.another }
      throw Refusal(
        Fault(
          "code-older", zh: "这张恢复码是更换签名密钥以前印的，签名密钥对不上",
          en: "this code was printed before the signing key was changed: its signing key is a former one",
          suggestion: Words(
            zh: "请用后来印的那张；实在没有，加 --new-signing-key 另立新的签名密钥，旧证书仍然有效",
            en:
              "use the later code; if there is none, add --new-signing-key: papers issued before stay genuine"
          )))
    }

    /// A signing key of its own, where the one in use is lost.
    private func begin(_ files: KeyFiles) async throws {
      guard try await place().hasRecords(), !FileManager.default.fileExists(atPath: files.issuer) else {
        return
      }
      try await NewKey(files: files, place: place()).afterLoss()
    }

    private static let another = Refusal(
      Fault(
        "code-another", zh: "这张恢复码属于另一个数据库", en: "this code belongs to other records",
        suggestion: Words(zh: "核对备份和恢复码是不是同一套", en: "see that backup and code belong together")))
  }

  struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rotate",
      abstract: "更换签名密钥，旧证书仍然有效 / a new signing key; papers issued before stay genuine.")

    @Option(help: "数据目录 / data folder.") var data = "data"
    @OptionGroup var records: DatabaseOption
    @OptionGroup var language: LanguageOption

    func run() async throws {
      let words = language.value
      let installation = try await Installation.existing(
        records.place(data, language: words), language: words)
      do {
        guard !installation.isSample else {
          throw Refusal(
            Fault("sample-key", zh: "示例的签名密钥是固定的", en: "the signing key of a demonstration is fixed"))
        }
        guard let lock = try FolderLock(data) else {
          throw Refusal(
            Fault(
              "folder-served", zh: "服务正在使用 \(data)", en: "a server is using \(data)",
              suggestion: Words(zh: "先停止服务", en: "stop it first")))
        }
        let key = try await NewKey(files: KeyFiles(data), place: installation.place).rotate(installation)
        withExtendedLifetime(lock) {
          Console.print(
            words == .zh
              ? "新的签名密钥：\(key.id)\n以前的证书仍然有效。请重新印恢复码（sizhou key backup），并重新公布 issuer/keys.json\n"
              : "the new signing key is \(key.id)\nPapers issued before stay genuine. Print a new recovery code (`sizhou key backup`) and publish issuer/keys.json again.\n"
          )
        }
      } catch {
        let faults = trouble(error, data)
        for fault in faults { Console.say(fault.sentence(words)) }
        throw status(of: faults)
      }
    }
  }
}
