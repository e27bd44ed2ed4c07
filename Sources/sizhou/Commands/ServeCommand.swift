// `sizhou serve`: the site on one port until it is asked to stop.

import ArgumentParser
import Basics
import Certificates
import Exams
import Foundation
import Logging
import Office
import Records
import Tables
import Website

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "启动网站 / serve the site.")

  @Option(help: "监听地址 / address to listen on.") var host = "127.0.0.1"
  @Option(help: "端口 / port.") var port = 8080
  @Option(help: "对外网址，印在证书和卡片上 / the public address, printed on papers.") var publicURL: String?
  @Option(help: "TLS 证书（PEM）/ certificate.") var tlsCertificate: String?
  @Option(help: "TLS 私钥（PEM）/ private key.") var tlsKey: String?
  @Flag(help: "允许在会场局域网里用未加密的 HTTP 登录 / let staff sign in over plain HTTP on a venue's own network.")
  var allowPlainHTTP = false
  @Flag(help: "允许别的机器打开示例数据 / serve sample data to other machines.") var sampleForAll = false
  @Option(
    help:
      "自动备份到这个目录，最好是 U 盘；none 取消；会记住 / folder for automatic copies, best on a stick; none to stop; remembered."
  )
  var backupTo: String?
  @Option(help: "自动备份的间隔，分钟 / minutes between automatic copies.") var backupEvery = 60
  @Option(help: "检查点另存到这个目录；none 取消；会记住 / another folder for checkpoints; none to stop; remembered.")
  var checkpoints: String?
  @Flag(
    help:
      "数据库是从旧备份恢复的（pg_restore）：换一个编号，让手机重送缺的 / the database was brought back from an older copy: give it a new id, so that devices deliver again what it lacks."
  )
  var restored = false
  @Option(help: "数据目录 / data folder.") var data = "data"
  @OptionGroup var records: DatabaseOption
  @OptionGroup var language: LanguageOption

  static let loopback = ["127.0.0.1", "::1", "localhost"]

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port 应在 0 到 65535 之间 / must lie between 0 and 65535")
    }
    guard (1...10_080).contains(backupEvery) else {
      throw ValidationError("--backup-every 应在 1 到 10080 之间 / must lie between 1 and 10080")
    }
    if let publicURL, !publicURL.hasPrefix("http://"), !publicURL.hasPrefix("https://") {
      throw ValidationError("--public-url 要以 http:// 或 https:// 开头 / must begin with http:// or https://")
    }
    if (tlsCertificate == nil) != (tlsKey == nil) {
      throw ValidationError("--tls-certificate 和 --tls-key 要同时给出 / give both or neither")
    }
  }

  func run() async throws {
    let words = language.value
    let scheme = tlsCertificate == nil ? "http" : "https"
    for file in [tlsCertificate, tlsKey].compactMap({ $0 })
    where !FileManager.default.isReadableFile(atPath: file) {
      Console.say(words == .zh ? "没有这个文件：\(file)" : "no such file: \(file)")
      throw Exit.noFile
    }
    let place = try records.place(data, language: words)
    if restored, place.database == nil {
      Console.say(
        words == .zh
          ? "--restored 只用于 PostgreSQL；数据目录请用 sizhou restore"
          : "--restored is for PostgreSQL; a data folder is restored with `sizhou restore`")
      throw Exit.usage
    }
    if place.database != nil, let backupTo, backupTo != "none" {
      Console.say(Fault.noCopies(of: place).sentence(words))
      throw Exit.usage
    }
    // With a database the folder alone does not tell, and a server that is gone is said by the opening.
    let isNew = (try? await place.hasRecords()).map { !$0 } ?? false
    let installation = try await Installation.opened(place, language: words) {
      let opened = try await Installation.open(place, address: publicURL ?? "\(scheme)://\(host):\(port)")
      if !opened.isSample { _ = try await KeyBook(opened.ports).use(opened.key, name: "key-1") }
      return opened
    }
    let lock = try hold(words)
    if place.database != nil { try await lookAtReturned(installation, words) }
    if isNew {
      let password = try await Self.begin(installation)
      Console.say(
        words == .zh
          ? "注意：\(place.database == nil ? data : place.shown) 里原来没有数据，已新建一个空的。首次登录：admin，密码 \(password)（只显示这一次）"
          : "note: \(place.database == nil ? data : place.shown) held no data; a new, empty one was made. First sign-in: admin, password \(password) (shown once)"
      )
    }
    if installation.isSample, !Self.loopback.contains(host), !sampleForAll {
      Console.say(
        words == .zh
          ? "这是示例数据，只在本机打开。确实要给别的机器看，请加 --sample-for-all"
          : "this is sample data and stays on this machine; add --sample-for-all to show it to others")
      throw Exit.usage
    }
    let logins = SampleLogins(in: data)
    let remembered = try remember(words)
    await warn(installation, remembered, words)
    let settings = SiteSettings(
      region: SampleData.region.id, isSample: installation.isSample,
      samples: logins.rows.filter { $0.role != "judge" }.map {
        (SampleLogins.role($0.role), $0.login, $0.secret)
      },
      keys: installation.trusted, retakes: SampleData.retakePeriod,
      allowsPlainPasswords: allowPlainHTTP,
      papers: EventPapers(installation: installation).desk, issuing: installation.desk,
      readTable: { TableReader().read($0) }, setUp: SetUpDoors.means(address: publicURL),
      machine: MachineDoors(folder: data, ports: installation.ports, language: words).means)
    var logger = Logger(label: "sizhou")
    logger.logLevel = .warning
    let server = WebServer(
      ports: installation.ports, settings: settings,
      listening: Listening(host: host, port: port, certificate: tlsCertificate, key: tlsKey), logger: logger)
    let keeper = Keeper(
      installation, settings: remembered, minutesBetweenCopies: backupEvery, language: words)
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await keeper.run() }
        try await server.run { port in
          let address = "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
          Console.print(Self.greeting(address, logins, words))
        }
        group.cancelAll()
      }
      await keeper.finish()
      withExtendedLifetime(lock) {}
    } catch {
      Console.say(
        words == .zh
          ? "网站启动失败：端口 \(port) 可能已被占用（\(error)）" : "cannot serve: port \(port) may be in use (\(error))")
      throw Exit.disk
    }
  }

  /// A database may be an older copy of itself; then nobody delivers what it lacks unless its id is another.
  private func lookAtReturned(_ installation: Installation, _ words: Language) async throws {
    let returned = ReturnedDatabase(installation.ports)
    do {
      if restored {
        let id = try await returned.adopt()
        Console.say(
          words == .zh
            ? "数据库有了新编号 \(id)：手机会把它缺的重新送来"
            : "the database has the new id \(id): devices will deliver what it lacks"
        )
        return
      }
      let files = CheckpointFolder.files(in: CheckpointFolder.own(data))
      guard let fault = try await returned.missing(checkpoints: files, trusted: installation.trusted) else {
        return
      }
      throw Refusal(fault)
    } catch {
      for fault in trouble(error, installation.place.shown) { Console.say(fault.sentence(words)) }
      throw Exit.invalid
    }
  }

  /// One server a folder: two would not see what the other keeps in memory.
  private func hold(_ words: Language) throws -> FolderLock {
    do {
      if let lock = try FolderLock(data) { return lock }
      Console.say(words == .zh ? "另一个服务正在使用 \(data)" : "another server is using \(data)")
      throw Exit.usage
    } catch let trouble as FileTrouble {
      Console.say(trouble.fault.sentence(words))
      throw Exit.disk
    }
  }

  /// Where copies and checkpoints go, kept for the next start where the command line says so.
  private func remember(_ words: Language) throws -> FolderSettings {
    let settings = FolderSettings(in: data)
    let updated = settings.updated(backupTo: backupTo, checkpoints: checkpoints)
    if updated != settings {
      do { try updated.save(in: data) } catch let trouble as FileTrouble {
        Console.say(trouble.fault.sentence(words))
        throw Exit.disk
      }
    }
    return updated
  }

  private func warn(_ installation: Installation, _ settings: FolderSettings, _ words: Language) async {
    guard !installation.isSample else { return }
    guard installation.place.database == nil else {
      Console.say(
        words == .zh
          ? "数据在 PostgreSQL（\(installation.place.shown)）里：备份由数据库管理员做（pg_dump）；密钥在 \(data)/keys，另存恢复码（sizhou key backup）"
          : "the records are in PostgreSQL (\(installation.place.shown)): its keeper makes the backups (pg_dump); the keys are in \(data)/keys, keep a recovery code (`sizhou key backup`)"
      )
      return
    }
    if let folder = settings.backupTo {
      Console.say(
        words == .zh
          ? "自动备份：每 \(backupEvery) 分钟到 \(folder)"
          : "automatic copies: every \(backupEvery) minutes to \(folder)")
    }
    let standing = try? await Backups(installation.ports).standing()
    let warning = standing?.warning(isAutomatic: settings.backupTo != nil, now: installation.ports.now())
    if let warning { Console.say(warning[words]) }
  }

  /// The county, its office, and one administrator who may set everything else up.
  private static func begin(_ installation: Installation) async throws -> String {
    let region = SampleData.region.id
    try await OpenStore(installation.ports).addRegion(
      region, title: Words(zh: "岑巩县", en: "Cengong County"), office: SampleData.office.id,
      officeTitle: Words(zh: "岑巩县人力资源和社会保障局", en: "Cengong human resources office"))
    let password = OneTimePasswords.fresh(installation.ports.entropy)
    try await KeepAccounts(installation.ports).add(
      login: "admin", name: "管理员", password: password,
      grants: [.administrator, .organizer, .chief, .official].map { RoleGrant(role: $0, region: region) },
      mustChange: true, by: "system")
    return password
  }

  private static func greeting(_ address: String, _ logins: SampleLogins, _ words: Language) -> String {
    var text = words == .zh ? "思州已就绪：\(address)\n" : "Sizhou is ready: \(address)\n"
    guard !logins.rows.isEmpty else { return text }
    text +=
      words == .zh
      ? "\n示例登录（每个角色一个，\(address)/sign-in）：\n"
      : "\nSample sign-ins, one for each role (\(address)/sign-in):\n"
    var seen: Set<String> = []
    let rows = logins.rows.filter { $0.role != "judge" && seen.insert($0.role).inserted }
      .map { [role($0.role, words), $0.login, $0.secret] }
    text += columns(rows)
    for judge in logins.rows where judge.role == "judge" {
      text += "\n" + role("judge", words) + "  \(address)\(judge.login)  PIN \(judge.secret)\n"
    }
    return text
  }

  private static func role(_ id: String, _ words: Language) -> String { SampleLogins.role(id)[words] }
}
