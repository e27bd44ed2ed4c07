// A data folder opened: the store, the keys and the ports, wired here and nowhere else.

import Basics
import Certificates
import Foundation
import Office
import Papers
import SQLiteEngine

/// One installation: `DIR/sizhou.sqlite`, `DIR/keys/`.
struct Installation: Sendable {
  let folder: String
  let engine: SQLiteEngine
  let ports: OfficePorts
  let key: IssuerKey
  /// Whether it holds demonstration data, whose papers certify nothing.
  let isSample: Bool
  let press: PressProcess
  /// The name under which papers are issued.
  let issuerName: String
  /// Where checks and judging pages are reached from outside, such as `https://szcs.example.cn`.
  let address: String?

  /// The desk that issues certificates here.
  var desk: IssuingDesk {
    IssuingDesk(
      engine: engine, key: key, issuerName: issuerName, address: address, entropy: ports.entropy,
      missingGlyphs: { texts in texts.flatMap { Glyphs.missing(in: $0) } },
      typeset: { [press] requests in
        try await press.pdfs(requests.map(PaperOrders.document)).map { try $0.get() }
      })
  }

  static func exists(at folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/sizhou.sqlite")
  }

  /// Opens a data folder, making what is missing.
  /// - Parameters:
  ///   - sample: makes a new folder a demonstration; an existing folder stays what it is.
  static func open(
    _ folder: String, sample: Bool = false, address: String? = nil, entropy: any Entropy = SystemEntropy(),
    now: @escaping @Sendable () -> Instant = Self.clock
  ) async throws -> Installation {
    let keys = folder + "/keys"
    try FileManager.default.createDirectory(
      atPath: keys, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    if sample, !exists(at: folder) {
      try save(Array("demonstration\n".utf8), to: keys + "/sample")
    }
    let isSample = FileManager.default.fileExists(atPath: keys + "/sample")
    let vaultKey = try key(at: keys + "/vault.key", entropy: entropy)
    let known =
      isSample
      ? IssuerKey.sample
      : IssuerKey(
        seed: try key(at: keys + "/issuer.key", entropy: entropy), name: "key-1", address: address)
    guard let issuer = known else {
      throw Refusal(Fault("issuer-key", zh: "签名密钥损坏", en: "the signing key is damaged"))
    }
    let engine = try SQLiteEngine(path: folder + "/sizhou.sqlite")
    let press = PressProcess(executable: Program.path)
    let ports = OfficePorts(
      engine: engine, entropy: entropy, now: now, readRubric: { RubricDoor.read($0) }, passwords: Scrypt(),
      vault: try Vault(key: vaultKey, entropy: entropy),
      missingGlyphs: { Glyphs.missing(in: $0) },
      typeset: { order in try await press.pdf(try PaperOrders.document(order)) })
    try await OpenStore(ports)()
    return Installation(
      folder: folder, engine: engine, ports: ports, key: issuer, isSample: isSample, press: press,
      issuerName: isSample ? "岑巩县思州厨师大赛组委会（示例）" : "岑巩县思州厨师大赛组委会", address: address)
  }

  /// The clock of the machine.
  static let clock: @Sendable () -> Instant = {
    Instant(milliseconds: Int(Date().timeIntervalSince1970 * 1_000))
  }

  /// A key file of 32 bytes; made only for a new installation.
  ///
  /// A key that is missing, damaged or unreadable beside existing data is never replaced: what it sealed would be
  /// lost for good.
  private static func key(at path: String, entropy: any Entropy) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent().path
    if !FileManager.default.fileExists(atPath: path), !exists(at: folder) {
      let fresh = entropy.bytes(32)
      try save(fresh, to: path)
      return fresh
    }
    guard let data = FileManager.default.contents(atPath: path), data.count == 32 else {
      throw Refusal(
        Fault(
          "key-damaged", zh: "密钥文件 \(path) 缺失、损坏或无法读取，程序没有改动任何东西",
          en: "the key file \(path) is missing, damaged or unreadable; nothing was changed",
          suggestion: Words(zh: "从备份恢复这个文件，或检查它的权限", en: "restore it from a backup, or check who may read it")
        ))
    }
    return Array(data)
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
    } catch {
      Console.say(
        language == .zh
          ? "打不开数据目录 \(folder)：请检查它是不是文件夹、能不能写、里面的数据库是否完好"
          : "cannot open the data folder \(folder): is it a folder, may it be written, is its database sound?"
      )
      throw Exit.disk
    }
  }

  private static func save(_ bytes: [UInt8], to path: String) throws {
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
    else { throw Refusal(Fault("key-file", zh: "写不了密钥文件 \(path)", en: "cannot write the key file \(path)")) }
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
