// `sizhou rubric to-table` and `from-table`: a rubric as a spreadsheet to edit, and a spreadsheet as a rubric.

import ArgumentParser
import Basics
import Foundation
import Rubrics
import Tables

extension RubricCommand {
  struct ToTable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "to-table", abstract: "把细则写成表格（XLSX）/ write a rubric as a spreadsheet.")

    @Argument(help: "细则文件 / the rubric file.") var file: String
    @Option(name: .shortAndLong, help: "写到哪个 .xlsx；不写则输出 / the file to write; else standard output.")
    var output: String?
    @OptionGroup var language: LanguageOption

    func run() async throws {
      let words = language.value
      guard output != nil || isatty(STDOUT_FILENO) == 0 else {
        Console.say(
          words == .zh ? "请用 -o 说明写到哪个 .xlsx 文件" : "say with -o which .xlsx file to write")
        throw Exit.usage
      }
      let bytes = try contents(of: file, limit: RubricDoor.limit, language: words)
      switch RubricDoor.read(bytes, file: file) {
      case .success(let rubric):
        if String(decoding: bytes, as: UTF8.self).contains("<!--") {
          Console.say(
            words == .zh
              ? "注意：文件里的注释（<!-- -->）不会带进表格" : "note: comments of the file (<!-- -->) do not go into the table"
          )
        }
        let table = xlsx(workbook(of: rubric, words))
        if let output {
          try write(table, to: output, language: words)
        } else {
          FileHandle.standardOutput.write(Data(table))
        }
      case .failure(let refusal):
        for fault in refusal.faults { Console.say(fault.sentence(words)) }
        throw Exit.invalid
      }
    }
  }

  struct FromTable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "from-table", abstract: "把表格变成细则 XML / make a rubric of a spreadsheet.",
      discussion:
        "表格可以是 to-table 写的、CIS 导出的评分表，或只有“评分项”和“满分”两列的表 / a file of to-table, a CIS export, or any table with items and full marks."
    )

    @Argument(help: "表格文件，XLSX 或 CSV / the spreadsheet, XLSX or CSV.") var file: String
    @Option(name: .shortAndLong, help: "写到哪个 .xml；不写则输出 / the file to write; else standard output.")
    var output: String?
    @Option(help: "text 或 json（json 须有 -o）/ text, or json, which needs -o.") var format: Format = .text
    @Option(help: "CSV 的编码 / encoding of CSV (default: BOM, UTF-8, GB18030).") var encoding: String?
    @OptionGroup var language: LanguageOption

    func validate() throws {
      if format == .json, output == nil {
        throw ValidationError("--format json 要和 -o 一起用 / needs -o")
      }
    }

    func run() async throws {
      let words = language.value
      let bytes = try contents(of: file, language: words)
      let read = TableReader(encoding: encoding).workbook(bytes, file: file).flatMap { rubric(from: $0) }
      switch read.flatMap({ made in Self.checked(made, file: file) }) {
      case .success(let made):
        if let output { try write(made.xml.utf8, to: output, language: words) }
        if format == .json {
          Console.print(Self.answer(file, made.rubric, faults: [], notes: made.notes, words).pretty)
          return
        }
        for note in made.notes { Console.say(note.sentence(words)) }
        if output == nil { Console.print(made.xml) }
      case .failure(let refusal):
        if format == .json {
          Console.print(Self.answer(file, nil, faults: refusal.faults, notes: [], words).pretty)
        } else {
          for fault in refusal.faults { Console.say(fault.sentence(words)) }
        }
        throw Exit.invalid
      }
    }

    private struct Made {
      var xml: String
      var rubric: Rubric
      var notes: [Fault]
    }

    /// The XML, read as any rubric is read: what the grammar says beyond the sheets' own rules is a fault too.
    private static func checked(_ made: RubricOfWorkbook, file: String) -> Result<Made, Refusal> {
      let xml = rubricXML(made.rubric)
      return RubricDoor.read(Array(xml.utf8)).map { Made(xml: xml, rubric: $0, notes: made.notes) }
        .mapError { refusal in
          Refusal(
            refusal.faults.map { fault in
              Fault(
                fault.code, zh: fault.words.zh, en: fault.words.en, suggestion: fault.suggestion, file: file)
            })
        }
    }

    private static func answer(
      _ file: String, _ rubric: Rubric?, faults: [Fault], notes: [Fault], _ words: Language
    ) -> JSON {
      .object([
        ("file", .string(file)), ("valid", .bool(rubric != nil)), ("id", .optional(rubric?.id)),
        ("version", .optional(rubric?.version)), ("sha256", .optional(rubric?.sha256)),
        ("faults", .array(faults.map { $0.json(words) })), ("notes", .array(notes.map { $0.json(words) })),
      ])
    }
  }
}
