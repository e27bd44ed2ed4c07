// `sizhou import`: a roster, or sheets from paper and from phones, into an event; all of a file, or nothing.

import ArgumentParser
import Basics
import Foundation
import Office

struct ImportCommand: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "把名单或评分表导入活动 / bring a roster or sheets into an event.",
    discussion:
      "一个文件要么全部导入，要么一处不改；同一个文件可以导入两次 / All of a file or nothing; the same file may come twice.",
    subcommands: [People.self, Sheets.self])

  struct Options: ParsableArguments {
    @Option(help: "活动编号 / the event's id.") var event: String
    @Flag(help: "只检查，不保存 / check everything, keep nothing.") var dryRun = false
    @Option(help: "文件编码 / encoding of a CSV file.") var encoding: String?
    @Option(help: "text 或 json / text or json.") var format: Format = .text
    @Option(help: "数据目录 / data folder.") var data = "data"
    @OptionGroup var records: DatabaseOption
    @OptionGroup var language: LanguageOption

    /// Runs an import; faults end the program with 65.
    func importing(
      _ file: String, _ body: (Installation) async throws -> (json: [(String, JSON)], lines: [String])
    ) async throws {
      let words = language.value
      let installation = try await Installation.existing(
        records.place(data, language: words), language: words)
      guard try await ShowEvents(installation.ports).event(event) != nil else {
        Console.say(words == .zh ? "没有活动 \(event)" : "there is no event \(event)")
        throw Exit.noFile
      }
      do {
        let (json, lines) = try await body(installation)
        let members = [("dryRun", JSON.bool(dryRun))] + json + [("faults", JSON.array([]))]
        Console.print(
          format == .json ? JSON.object(members).pretty : lines.map { $0 + "\n" }.joined())
      } catch let exit as ExitCode {
        throw exit
      } catch {
        let faults = trouble(error, file)
        for fault in faults { Console.say(fault.sentence(words)) }
        if format == .json {
          Console.print(
            JSON.object([("dryRun", .bool(dryRun)), ("faults", .array(faults.map { $0.json(words) }))]).pretty
          )
        }
        throw status(of: faults)
      }
    }
  }

  struct People: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "people", abstract: "导入名单 / import a roster.",
      discussion:
        "列：姓名、组别，可加编号、单位、作品、身份证号、手机 / Columns name and division; optional number, unit, work, id_number, phone."
    )

    @Argument(help: "CSV 或 XLSX / a CSV or XLSX file; FILE.xlsx#SHEET.") var file: String
    @OptionGroup var options: Options

    func run() async throws {
      let words = options.language.value
      let table = try readTable(in: file, encoding: options.encoding, language: words)
      try await options.importing(file) { installation in
        let found = try await ImportRoster(installation.ports)(
          try table.get(), event: options.event, dryRun: options.dryRun, by: "system")
        return (
          [("added", .integer(found.added)), ("unchanged", .integer(found.unchanged))],
          [Self.sentence(found, isDry: options.dryRun, words)]
        )
      }
    }

    private static func sentence(_ found: ImportRoster.Summary, isDry: Bool, _ words: Language) -> String {
      let known = found.unchanged
      if found.added == 0 {
        return words == .zh
          ? "没有变化：\(known) 人都已在名单里" : "nothing changes: all \(known) are on the roster already"
      }
      let rest =
        known == 0 ? "" : words == .zh ? "，另有 \(known) 人早已在名单里" : "; \(known) more were there already"
      if isDry {
        return words == .zh
          ? "检查通过，会新增 \(found.added) 人\(rest)；什么也没有保存"
          : "all is right, \(found.added) would be added\(rest); nothing was kept"
      }
      return words == .zh ? "新增 \(found.added) 人\(rest)" : "\(found.added) added\(rest)"
    }
  }

  struct Sheets: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sheets", abstract: "导入纸质或手机存下的评分表 / import sheets from paper or from a judge's phone.",
      discussion:
        "表格列：entry,judge,item,value，可加 round,run,panel；或手机存下的 JSON 文件。与已有内容不同的留待裁判长处理，不覆盖 / A table entry,judge,item,value with optional round,run,panel, or the file that a phone saved. What differs from the records waits for the chief judge; nothing is overwritten."
    )

    @Argument(help: "CSV、XLSX 或手机存下的 JSON / CSV, XLSX, or a phone's JSON.") var file: String
    @OptionGroup var options: Options

    func run() async throws {
      let words = options.language.value
      let isThere = FileManager.default.fileExists(atPath: file)
      let bytes = isThere || !file.contains("#") ? try contents(of: file, language: words) : []
      var waiting = 0
      try await options.importing(file) { installation in
        let lines = try await ImportSheets(installation.ports)(
          bytes, file: (file as NSString).lastPathComponent, event: options.event,
          readTable: { try readTable(in: file, encoding: options.encoding, language: words).get() },
          dryRun: options.dryRun, by: "system")
        waiting = lines.count { $0.outcome == .waiting }
        return (Self.json(lines), Self.text(lines, isDry: options.dryRun, words))
      }
      // Something is left for a person to settle.
      if waiting > 0 { throw Exit.no }
    }

    private static func json(_ lines: [ImportSheets.Line]) -> [(String, JSON)] {
      ImportSheets.Line.Outcome.allCases.map { outcome in
        (outcome.rawValue, .integer(lines.count { $0.outcome == outcome }))
      } + [
        (
          "sheets",
          .array(
            lines.map {
              .object([
                ("sheet", .string($0.sheet)), ("entry", .string($0.entry)), ("judge", .string($0.judge)),
                ("outcome", .string($0.outcome.rawValue)),
              ])
            })
        )
      ]
    }

    private static func text(_ lines: [ImportSheets.Line], isDry: Bool, _ words: Language) -> [String] {
      func count(_ outcome: ImportSheets.Line.Outcome) -> Int { lines.count { $0.outcome == outcome } }
      let (stored, same, decided) = (count(.stored), count(.unchanged), count(.decided))
      var text = [
        words == .zh
          ? "\(isDry ? "会存入" : "存入") \(stored) 张，\(same) 张早已如此"
          : "\(stored) \(isDry ? "would be stored" : "stored"), \(same) on record already"
      ]
      if decided > 0 {
        text.append(
          words == .zh ? "\(decided) 张裁判长已处理过" : "\(decided) were settled by the chief judge before")
      }
      let waiting = lines.filter { $0.outcome == .waiting }
      if !waiting.isEmpty {
        text.append(
          words == .zh
            ? "\(waiting.count) 张与记录不同或来得太晚，没有覆盖，请裁判长在活动页上处理："
            : "\(waiting.count) differ from the records or come too late; nothing was overwritten, the chief judge settles them on the event's page:"
        )
        text += waiting.map { "  \($0.entry)  \($0.judge)" }
      }
      if isDry { text.append(words == .zh ? "什么也没有保存" : "nothing was kept") }
      return text
    }
  }
}
