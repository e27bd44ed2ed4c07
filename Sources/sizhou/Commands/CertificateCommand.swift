// `sizhou certificate verify`: is this credential or this paper genuine?

import ArgumentParser
import Basics
import Certificates
import Foundation
import Office

struct CertificateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificate", abstract: "证书 / certificates.", subcommands: [Verify.self])

  struct Verify: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "核验证书文件（JSON 或 PDF）/ verify a credential or a paper.")

    @Argument(help: "证书的 JSON 或 PDF；- 为标准输入 / a credential or PDF; - for standard input.") var file: String
    @Option(help: "受信任的公钥文件 / trusted keys (keys.json).") var keys: String?
    @Option(help: "状态文件 / status document (status.json).") var status: String?
    @Option(help: "text 或 json / text or json.") var format: Format = .text
    @Option(help: "数据目录 / data folder.") var data = "data"
    @OptionGroup var records: DatabaseOption
    @OptionGroup var language: LanguageOption

    func run() async throws {
      let words = language.value
      let bytes = try contents(of: file, language: words)
      do {
        try show(try await answer(bytes, words), words)
      } catch let refusal as Refusal {
        for fault in refusal.faults { Console.say(fault.sentence(words)) }
        if format == .json {
          Console.print(
            JSON.object([
              ("verdict", .string("unknown")), ("faults", .array(refusal.faults.map { $0.json(words) })),
            ]).pretty)
        }
        throw Exit.invalid
      }
    }

    private func answer(_ bytes: [UInt8], _ words: Language) async throws -> CertificateAnswer {
      let now = Installation.clock()
      // Verifying never creates an installation.
      let installation = try await openedIfThere()
      var trusted = [TrustedKey.sample]
      if let keys {
        trusted += try KeysDocument.keys(try contents(of: keys, language: words))
      } else if let installation {
        trusted += installation.trusted
      }
      let means = installation.map { VerificationMeans(engine: $0.engine, keys: trusted) }
      var statuses: [StatusList] = []
      if let status {
        statuses = [try StatusList(try contents(of: status, language: words), trusted: trusted)]
      } else if let means {
        statuses = try await means.statusLists(at: now)
      }
      let trust = Trust(keys: trusted, statuses: statuses)
      guard isPDF(bytes) else { return try verifyCredential(bytes, trust: trust, now: now) }
      let beside = file + ".proof"
      let proof =
        file != "-" && FileManager.default.fileExists(atPath: beside)
        ? try contents(of: beside, language: words) : nil
      return verifyPaper(
        bytes, proof: proof, registered: try await means?.paper(bytes), trust: trust, now: now)
    }

    private func openedIfThere() async throws -> Installation? {
      guard let place = try? Place(data, database: records.database), try await place.hasRecords() else {
        return nil
      }
      return try? await Installation.open(place)
    }

    private func show(_ answer: CertificateAnswer, _ words: Language) throws {
      Console.print(
        format == .json ? answer.json(words).pretty : answer.lines(words).joined(separator: "\n") + "\n")
      if answer.verdict != .genuine { throw Exit.no }
    }
  }
}
