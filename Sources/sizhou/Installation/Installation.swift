// A data folder opened: the store, the keys and the ports, wired here and nowhere else.

import Basics
import Certificates
import Foundation
import Office
import Papers
import SQL
import SQLiteEngine

/// One installation: `DIR/sizhou.sqlite`, `DIR/keys/`.
struct Installation: Sendable {
  let folder: String
  let engine: SQLiteEngine
  let ports: OfficePorts
  let key: IssuerKey
  /// Keys and names under which the office signed before.
  let former: [TrustedKey]
  /// Whether it holds demonstration data, whose papers certify nothing.
  let isSample: Bool
  let press: PressProcess
  /// The name under which papers are issued.
  let issuerName: String
  /// Where checks and judging pages are reached from outside, such as `https://szcs.example.cn`.
  let address: String?

  /// Every key whose papers are this office's own.
  var trusted: [TrustedKey] { [key.trusted] + former }

  /// The desk that issues certificates here.
  var desk: IssuingDesk {
    IssuingDesk(
      engine: engine, key: key, former: former, issuerName: issuerName, address: address,
      entropy: ports.entropy,
      missingGlyphs: { texts in texts.flatMap { Glyphs.missing(in: $0) } },
      typeset: { [press] requests in
        try await press.pdfs(requests.map(PaperOrders.document)).map { try $0.get() }
      })
  }

  static func database(in folder: String) -> String { folder + "/sizhou.sqlite" }

  static func exists(at folder: String) -> Bool {
    FileManager.default.fileExists(atPath: database(in: folder))
  }

  /// Opens a data folder, making what is missing.
  /// - Parameters:
  ///   - sample: makes a new folder a demonstration; an existing folder stays what it is.
  static func open(
    _ folder: String, sample: Bool = false, address: String? = nil, entropy: any Entropy = SystemEntropy(),
    now: @escaping @Sendable () -> Instant = Self.clock
  ) async throws -> Installation {
    let files = KeyFiles(folder)
    let isNew = !exists(at: folder)
    try files.makeFolder()
    if sample, isNew { try files.save(Array("demonstration\n".utf8), to: files.mark) }
    let isSample = files.isSample
    let vaultKey = try files.key(files.vault, isNew: isNew, entropy: entropy)
    // Both keys are there before the database is: an installation cut short while it is made is made anew.
    if !isSample { _ = try files.key(files.issuer, isNew: isNew, entropy: entropy) }
    let engine = try SQLiteEngine(path: database(in: folder))
    let press = PressProcess(executable: Program.path)
    let ports = OfficePorts(
      engine: engine, entropy: entropy, now: now, readRubric: { RubricDoor.read($0) }, passwords: Scrypt(),
      vault: try Vault(key: vaultKey, entropy: entropy),
      missingGlyphs: { Glyphs.missing(in: $0) },
      typeset: { order in try await press.pdf(try PaperOrders.document(order)) })
    try await OpenStore(ports)()
    let (issuer, ring) =
      isSample
      ? (IssuerKey.sample, nil)
      : try await files.issuer(book: KeyBook(ports), isNew: isNew, address: address, entropy: entropy)
    guard let issuer else {
      throw Refusal(Fault("issuer-key", zh: "签名密钥损坏", en: "the signing key is damaged"))
    }
    return Installation(
      folder: folder, engine: engine, ports: ports, key: issuer, former: ring?.former(than: issuer) ?? [],
      isSample: isSample, press: press,
      issuerName: isSample ? "岑巩县思州厨师大赛组委会（示例）" : "岑巩县思州厨师大赛组委会", address: address)
  }

  /// The clock of the machine.
  static let clock: @Sendable () -> Instant = {
    Instant(milliseconds: Int(Date().timeIntervalSince1970 * 1_000))
  }

  /// Opens a folder for a command; whatever goes wrong is said in plain words and ends the program.
  static func opened(
    _ folder: String, language: Language, _ make: () async throws -> Installation
  ) async throws -> Installation {
    do {
      return try await make()
    } catch let refusal as Refusal {
      for fault in refusal.faults { Console.say(fault.sentence(language)) }
      throw Exit.disk
    } catch SQLFailure.newerSchema(let found, let known) {
      Console.say(Self.newer(found, known).sentence(language))
      throw Exit.invalid
    } catch {
      Console.say(
        language == .zh
          ? "打不开数据目录 \(folder)：请检查它是不是文件夹、能不能写、里面的数据库是否完好（sizhou doctor 会说得更细）"
          : "cannot open the data folder \(folder): is it a folder, may it be written, is its database sound? (`sizhou doctor` says more)"
      )
      throw Exit.disk
    }
  }

  /// Opens an installation that must be there already: 66 where it is not.
  static func existing(_ folder: String, language: Language) async throws -> Installation {
    try requireExisting(folder, language: language)
    return try await opened(folder, language: language) { try await open(folder) }
  }

  static func requireExisting(_ folder: String, language: Language) throws {
    guard exists(at: folder) else {
      Console.say(
        language == .zh
          ? "数据目录 \(folder) 里没有数据库（sizhou.sqlite）；用 --data 指定"
          : "the data folder \(folder) holds no database (sizhou.sqlite); name it with --data")
      throw Exit.noFile
    }
  }

  static func newer(_ found: Int, _ known: Int) -> Fault {
    Fault(
      "schema-newer", zh: "数据由更新的程序写成（结构版本 \(found)，本程序认识到 \(known)）",
      en: "a newer program wrote these data (schema \(found), this one knows up to \(known))",
      suggestion: Words(zh: "请用那个更新的程序", en: "use that newer program"))
  }
}

/// Where this very program lies, so that it can start itself as a press.
enum Program {
  static let path: String = {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  }()
}

/// Which characters the certificate font lacks.
enum Glyphs {
  static func missing(in text: String) -> [Character] {
    (try? missingGlyphs(in: text))?.map { Character($0) } ?? []
  }
}
