// Sample papers and the outside programs that read what was printed.

import Basics
import Foundation
import Pages
import Papers
import Rubrics

/// Invented people of the sample contest.
enum Sample {
  static let created = Instant(milliseconds: 1_796_000_000_000)
  static let contest = "2026年岑巩县“思州厨师”职业技能大赛"
  /// As long as an address with a signed summary is.
  static let address = "HTTPS://SZ.EXAMPLE/V#" + String(repeating: "8190364527", count: 28)

  static func award(
    person: String = "杨昌明", unit: String? = "思旸镇磨寨村", isSample: Bool = true
  ) throws -> AwardCertificatePaper {
    AwardCertificatePaper(
      contest: contest, person: person, unit: unit, category: "思州风味小吃", work: "思州腊猪脚", award: "一等奖",
      date: try day("2026-11-24"), organisers: ["岑巩县人力资源和社会保障局", "岑巩县总工会"], number: "SZCS-2026-0001-X",
      qr: address, isSample: isSample, created: created)
  }

  static func day(_ text: String) throws -> Day {
    guard let day = Day(text) else { throw Unreadable(what: text) }
    return day
  }

  static func words(_ zh: String) -> Words { Words(zh: zh, en: "") }

  static func item(_ id: String, _ title: String, max: Int) -> Item {
    Item(
      id: id, label: Label(title: words(title), hint: words("调味得当，口味纯正")),
      kind: .points(
        Points(
          max: Marks(whole: max), step: Marks(units: 500),
          anchors: [Points.Anchor(from: Marks(whole: max - 2), to: Marks(whole: max), text: words("优"))])))
  }

  /// A rubric with one panel of judges, `criteria` criteria of two items, a deduction, a veto, and a marshal's item.
  static func rubric(criteria: Int = 2) -> Rubric {
    let groups = (1...criteria).map { number in
      Criterion(
        id: "C\(number)", label: Label(title: words("项目\(number)")), max: Marks(whole: 20),
        parts: [.item(item("C\(number)a", "口味", max: 10)), .item(item("C\(number)b", "质感", max: 10))])
    }
    let module = Module(
      id: "dish", label: Label(title: words("成品")), panel: "judges", max: Marks(whole: 20 * criteria),
      criteria: groups,
      extras: [
        Item(
          id: "late", label: Label(title: words("超时")), panel: "marshals",
          kind: .deduct(Deduct(each: Marks(units: 500), per: "minute", counting: .started))),
        Item(
          id: "plate", label: Label(title: words("过度盘饰")),
          kind: .deduct(Deduct(each: Marks(whole: 1), per: "piece", limit: Marks(whole: 5)))),
        Item(id: "toxic", label: Label(title: words("使用禁用原料")), kind: .veto(Veto(effect: .disqualify))),
      ])
    let mean = Aggregate(method: .trimmedMean, dropHigh: 1, dropLow: 1, minJudges: 3)
    return Rubric(
      id: "hot-dish", version: 1, schemaVersion: "1", kind: .contest, sha256: sha256Hex("sample".utf8),
      label: Label(title: words("热菜评分细则")), occupation: nil,
      panels: [
        Panel(id: "judges", role: .judges, blind: true, label: Label(title: words("成品评委组")), aggregate: mean),
        Panel(
          id: "marshals", role: .marshals, blind: false, label: Label(title: words("现场监理")), aggregate: mean),
      ], modules: [module],
      rounds: [
        Round(id: "final", label: Label(title: words("决赛")), uses: [Round.Use(module: "dish", weight: nil)])
      ],
      results: Results(
        scale: Marks(whole: 100), missing: .block, rounding: [], pass: nil, ranking: Ranking(), awards: nil,
        certificates: []))
  }

  static func sheets(_ rubric: Rubric = rubric(), panel: String = "judges") -> ScoreSheetPaper {
    ScoreSheetPaper(
      rubric: rubric, round: "final", panel: panel, event: contest, division: "热菜组",
      forms: [
        ScoreSheetPaper.Form(sheet: "sh-7K2M9QX4", entry: "A017", judge: "3号评委"),
        ScoreSheetPaper.Form(
          sheet: "sh-7K2M9QX5", entry: "A018", judge: "3号评委", values: ["C1a": "9.5"],
          total: Marks(units: 88_125)),
      ], isSample: true, created: created)
  }
}

struct Unreadable: Error {
  var what: String
}

/// A PDF on disk for as long as it is looked at.
final class PrintedPaper {
  let bytes: [UInt8]
  private let folder: URL

  init(_ document: PaperDocument) throws {
    bytes = try PaperPress().pdf(document)
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("paper-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: folder.appendingPathComponent("p.pdf"))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = folder
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// The text of each page, without the white space that justification leaves.
  func pages() throws -> [String] {
    try run("pdftotext", ["-layout", "p.pdf", "-"]).split(
      separator: "\u{0C}", omittingEmptySubsequences: true
    )
    .map { String($0.filter { !$0.isWhitespace }) }.filter { !$0.isEmpty }
  }

  func text() throws -> String { try pages().joined() }

  /// Size of each word in points, by the height of its box.
  func words() throws -> [(text: String, left: Double, right: Double)] {
    try run("pdftotext", ["-bbox", "p.pdf", "-"]).split(separator: "\n").compactMap { line in
      guard line.contains("<word") else { return nil }
      func value(_ name: String) -> Double? {
        line.firstRange(of: "\(name)=\"").flatMap { Double(line[$0.upperBound...].prefix { $0 != "\"" }) }
      }
      guard let left = value("xMin"), let right = value("xMax"), let start = line.firstIndex(of: ">") else {
        return nil
      }
      return (String(line[line.index(after: start)...].prefix { $0 != "<" }), left, right)
    }
  }

  /// What the QR codes of the first page say when printed at `dpi`.
  func codes(dpi: Int) throws -> [String] {
    _ = try run("pdftoppm", ["-r", "\(dpi)", "-png", "-f", "1", "-l", "1", "-singlefile", "p.pdf", "page"])
    return try run("zbarimg", ["--quiet", "--raw", "page.png"]).split(separator: "\n").map(String.init)
      .sorted()
  }

  func fonts() throws -> [String] {
    try run("pdffonts", ["p.pdf"]).split(separator: "\n").dropFirst(2).map(String.init)
  }
}
