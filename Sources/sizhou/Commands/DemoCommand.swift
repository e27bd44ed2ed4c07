// `sizhou demo`: the sample contest, exam, class and shops, end to end, the same every time.

import ArgumentParser
import Basics
import Foundation
import Office
import Synchronization

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "从头到尾走一遍示例 / the sample, end to end.")

  @Option(help: "数据目录 / data folder.") var data = "data"
  @Option(help: "导出目录 / folder for the files that leave the office.") var exports = "exports"
  @Option(help: "印在证书上的网址 / the address printed on papers.") var publicURL = "http://127.0.0.1:8080"
  @OptionGroup var records: DatabaseOption
  @OptionGroup var language: LanguageOption

  func run() async throws {
    let words = language.value
    let place = try records.place(data, language: words)
    guard try await isFree(place, words) else {
      Console.say(
        words == .zh
          ? "\(place.database == nil ? "数据目录 \(data)" : "数据库 \(place.shown)") 里已有数据；示例只写入空的"
          : "\(place.database == nil ? "the data folder \(data)" : "the database \(place.shown)") is in use; the sample needs an empty one"
      )
      throw Exit.usage
    }
    let clock = SampleClock()
    let entropy = SampleEntropy()
    do {
      try FileManager.default.createDirectory(atPath: exports, withIntermediateDirectories: true)
    } catch {
      Console.say(words == .zh ? "写不了导出目录：\(exports)" : "cannot write the folder \(exports)")
      throw Exit.disk
    }
    let installation = try await Installation.opened(place, language: words) {
      try await Installation.open(
        place, sample: true, address: publicURL, entropy: entropy, now: { clock.now })
    }
    let logins = try await fill(installation, clock: clock, words)
    try SampleLogins(logins).save(in: data)
    Console.say(words == .zh ? "· 写出文件" : "· writing the files")
    let count = try await DemoExports(installation: installation, folder: exports, language: words)()
    Console.say(
      words == .zh
        ? "完成：\(count) 个文件在 \(exports)，数据在 \(data)" : "done: \(count) files in \(exports), data in \(data)")
  }

  private func isFree(_ place: Place, _ words: Language) async throws -> Bool {
    do { return try await !place.hasRecords() } catch {
      for fault in trouble(error, place.shown) { Console.say(fault.sentence(words)) }
      throw Exit.disk
    }
  }

  private func fill(
    _ installation: Installation, clock: SampleClock, _ words: Language
  ) async throws -> [FillSample.Login] {
    var rubrics: [String: [UInt8]] = [:]
    for id in SampleData.divisionIDs {
      rubrics[id] = Assets.bytes("rubrics/\(id).xml") ?? Assets.bytes("\(id).xml")
    }
    do {
      let fill = try FillSample(
        ports: installation.ports, desk: installation.desk, rubrics: rubrics, goTo: { clock.go(to: $0) },
        progress: { step in Console.say("· " + step[words]) })
      return try await fill()
    } catch let refusal as Refusal {
      for fault in refusal.faults { Console.say(fault.sentence(words)) }
      throw Exit.bug
    }
  }
}

/// The sample's clock: it stands on a day of the story and moves a second at every look.
final class SampleClock: Sendable {
  private let moment = Mutex(Instant(milliseconds: 0))

  var now: Instant {
    moment.withLock { moment in
      moment = moment.adding(seconds: 1)
      return moment
    }
  }

  /// Nine in the morning of a day at UTC+8, or a second later where the clock stands there already.
  func go(to day: Day) {
    moment.withLock { moment in
      let morning = day.start.adding(seconds: 9 * 3_600)
      moment = moment.day == day && moment > morning ? moment : morning
    }
  }
}

/// How to sign in to the sample, kept beside its data so that `serve` can say it.
struct SampleLogins: Sendable {
  var rows: [(role: String, name: String, login: String, secret: String)]

  init(_ logins: [FillSample.Login]) { rows = logins.map { ($0.role, $0.name, $0.login, $0.secret) } }

  /// Empty where the folder holds no sample.
  init(in folder: String) {
    let bytes =
      FileManager.default.contents(atPath: folder + "/keys/sample-logins.json").map { Array($0) } ?? []
    rows = ((try? JSON(parsing: bytes))?.items ?? []).map { row in
      func text(_ key: String) -> String { row[key]?.string ?? "" }
      return (text("role"), text("name"), text("login"), text("secret"))
    }
  }

  func save(in folder: String) throws {
    let json = JSON.array(
      rows.map { row in
        .object([
          ("role", .string(row.role)), ("name", .string(row.name)), ("login", .string(row.login)),
          ("secret", .string(row.secret)),
        ])
      })
    try write(json.pretty.utf8, to: folder + "/keys/sample-logins.json", language: .zh)
  }

  static func role(_ id: String) -> Words {
    switch id {
    case "administrator": Words(zh: "管理员", en: "Administrator")
    case "organizer": Words(zh: "组委会", en: "Organizer")
    case "chief": Words(zh: "裁判长", en: "Chief judge")
    case "official": Words(zh: "人社干部", en: "Official")
    case "clerk": Words(zh: "统分员", en: "Clerk")
    case "supervisor": Words(zh: "监督员", en: "Supervisor")
    case "judge": Words(zh: "评委", en: "Judge")
    default: Words(zh: id, en: id)
    }
  }
}
