// A data folder opened: the store, the keys and the ports, wired here and nowhere else.

import Basics
import Certificates
import Foundation
import Office
import Papers
import Records
import SQL

/// One installation: `DIR/keys/`, and the records in `DIR/sizhou.sqlite` or in a PostgreSQL database.
struct Installation: Sendable {
  let place: Place
  let engine: any SQLEngine
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

  var folder: String { place.folder }

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

  /// Opens the installation of a data folder, wherever its records are.
  static func open(
    _ folder: String, sample: Bool = false, address: String? = nil, entropy: any Entropy = SystemEntropy(),
    now: @escaping @Sendable () -> Instant = Self.clock
  ) async throws -> Installation {
    try await open(Place(folder), sample: sample, address: address, entropy: entropy, now: now)
  }

  /// Opens an installation, making what is missing.
  /// - Parameters:
  ///   - sample: makes a new folder a demonstration; an existing folder stays what it is.
  static func open(
    _ place: Place, sample: Bool = false, address: String? = nil, entropy: any Entropy = SystemEntropy(),
    now: @escaping @Sendable () -> Instant = Self.clock
  ) async throws -> Installation {
    let folder = place.folder
    let files = KeyFiles(folder)
    let isNew = try await !place.hasRecords()
    try files.makeFolder()
    if sample, isNew { try files.save(Array("demonstration\n".utf8), to: files.mark) }
    let isSample = files.isSample
    let vaultKey = try files.key(files.vault, isNew: isNew, entropy: entropy)
    // Both keys are there before the database is: an installation cut short while it is made is made anew.
    if !isSample { _ = try files.key(files.issuer, isNew: isNew, entropy: entropy) }
    let engine = try place.engine()
    let press = PressProcess(executable: Program.path)
    let ports = OfficePorts(
      engine: engine, entropy: entropy, now: now, readRubric: { RubricDoor.read($0) }, passwords: Scrypt(),
      vault: try Vault(key: vaultKey, entropy: entropy),
      missingGlyphs: { Glyphs.missing(in: $0) },
      typeset: { order in try await press.pdf(try PaperOrders.document(order)) })
    if !isNew, place.database != nil { try await fitting(vaultKey, to: engine) }
    try await OpenStore(ports)()
    if isNew, place.database != nil { try await made(with: ports) }
    let (issuer, ring) =
      isSample
      ? (IssuerKey.sample, nil)
      : try await files.issuer(book: KeyBook(ports), isNew: isNew, address: address, entropy: entropy)
    guard let issuer else {
      throw Refusal(Fault("issuer-key", zh: "签名密钥损坏", en: "the signing key is damaged"))
    }
    try remember(place)
    return Installation(
      place: place, engine: engine, ports: ports, key: issuer, former: ring?.former(than: issuer) ?? [],
      isSample: isSample, press: press,
      issuerName: isSample ? "岑巩县思州厨师大赛组委会（示例）" : "岑巩县思州厨师大赛组委会", address: address)
  }

  /// A database is shared, so the keys beside it may be another's: then nothing is touched.
  private static func fitting(_ vault: [UInt8], to engine: any SQLEngine) async throws {
    let id = try Vault(key: vault, entropy: SystemEntropy()).hashKeyID
    guard try await !engine.read({ try RecordsKeys(in: $0) }).fit(vault: id) else { return }
    throw keysOfAnother
  }

  /// Two servers may begin with the same empty database at once: only one of them has the keys of what is there now.
  private static func made(with ports: OfficePorts) async throws {
    let salt = try await ports.engine.read { try $0.storeFact("salt") }
    guard salt != ports.vault.keyedHash("rows", purpose: "audit") else { return }
    throw keysOfAnother
  }

  private static let keysOfAnother = Refusal(
    Fault(
      "keys-another", zh: "数据目录里的密钥不是这个数据库的",
      en: "the keys in the data folder are not those of this database",
      suggestion: Words(
        zh: "换一个空的数据目录，用 sizhou key restore 和恢复码取得密钥",
        en: "take an empty data folder and bring the keys with `sizhou key restore` and the recovery code")))

  /// Later commands find the database by the folder alone.
  private static func remember(_ place: Place) throws {
    guard let url = place.withoutPassword else { return }
    var settings = FolderSettings(in: place.folder)
    guard settings.database != url else { return }
    settings.database = url
    try settings.save(in: place.folder)
  }

  /// The clock of the machine.
  static let clock: @Sendable () -> Instant = {
    Instant(milliseconds: Int(Date().timeIntervalSince1970 * 1_000))
  }

  /// Opens a folder for a command; whatever goes wrong is said in plain words and ends the program.
  static func opened(
    _ place: Place, language: Language, _ make: () async throws -> Installation
  ) async throws -> Installation {
    let folder = place.folder
    do {
      return try await make()
    } catch let refusal as Refusal {
      for fault in refusal.faults { Console.say(fault.sentence(language)) }
      throw Exit.disk
    } catch SQLFailure.newerSchema(let found, let known) {
      Console.say(Self.newer(found, known).sentence(language))
      throw Exit.invalid
    } catch let failure as SQLFailure where place.database != nil {
      Console.say(language == .zh ? "打不开数据库：\(failure)" : "cannot open the database: \(failure)")
      throw Exit.disk
    } catch {
      Console.say(
        language == .zh
          ? "打不开数据目录 \(folder)：请检查它是不是文件夹、能不能写、里面的数据库是否完好（sizhou doctor 会说得更细）"
          : "cannot open the data folder \(folder): is it a folder, may it be written, is its database sound? (`sizhou doctor` says more)"
      )
      throw Exit.disk
    }
  }

  /// Opens the installation of a data folder, which must be there already: 66 where it is not.
  static func existing(_ folder: String, language: Language) async throws -> Installation {
    try await existing(DatabaseOption.place(folder, language: language), language: language)
  }

  /// Opens an installation that must be there already: 66 where it is not.
  static func existing(_ place: Place, language: Language) async throws -> Installation {
    try await requireExisting(place, language: language)
    return try await opened(place, language: language) { try await open(place) }
  }

  static func requireExisting(_ place: Place, language: Language) async throws {
    let folder = place.folder
    if place.database != nil {
      do {
        if try await place.hasRecords() { return }
      } catch {
        for fault in trouble(error, place.shown) { Console.say(fault.sentence(language)) }
        throw Exit.disk
      }
      Console.say(
        language == .zh
          ? "数据库 \(place.shown) 里还没有思州的数据；用 --data 和 --database 指定"
          : "the database \(place.shown) holds no records of Sizhou yet; name it with --data and --database")
      throw Exit.noFile
    }
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
