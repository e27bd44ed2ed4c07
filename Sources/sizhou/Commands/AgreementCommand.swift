// `sizhou agreement`: who is strict or lenient, what one judge decides, and the figures of agreement behind it.

import ArgumentParser
import Basics
import Judging
import Rubrics

struct AgreementCommand: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  static let configuration = CommandConfiguration(
    commandName: "agreement",
    abstract: "评委打分是否一致 / whether the judges agree; never changes a result.")

  @Option(help: "评分细则 XML / the rubric file.") var rubric: String
  @Option(
    help:
      "分数表，CSV 或 XLSX（文件.xlsx#工作表）/ the marks, CSV or XLSX (FILE.xlsx#SHEET): entry,judge,item,value[,round,run,panel]."
  ) var sheets: String
  @Option(help: "参赛名单 / the entries: names, divisions, states, factors, times.") var entries: String?
  @Option(help: "评委组编号，默认为人数最多的一组 / the panel, by default the one with most judges.") var panel: String?
  @Option(help: "table 或 json / output form.") var format: Format = .table
  @Option(help: "CSV 的编码 / encoding of the tables (default: BOM, UTF-8, GB18030).") var encoding: String?
  @OptionGroup var language: LanguageOption

  func run() async throws {
    var faults: [Fault] = []
    var notes: [Fault] = []
    let bytes = try contents(of: rubric, limit: RubricDoor.limit, language: language.value)
    let rubricResult = RubricDoor.read(bytes, file: rubric)
    if case .failure(let refusal) = rubricResult { faults += refusal.faults }
    func table(_ path: String) throws -> Table? {
      switch try readTable(in: path, encoding: encoding, language: language.value) {
      case .success(let table):
        notes += table.notes
        return table
      case .failure(let refusal):
        faults += refusal.faults
        return nil
      }
    }
    let sheetsTable = try table(sheets)
    let entriesTable = try entries.flatMap { try table($0) }
    guard faults.isEmpty, case .success(let rule) = rubricResult, let sheetsTable else {
      try refuse(Refusal(faults), notes)
    }
    if let panel, !rule.panels.contains(where: { $0.id == panel }) {
      let known = rule.panels.map(\.id)
      try refuse(
        Refusal(
          Fault(
            "agreement-unknown-panel", zh: "细则中没有评委组“\(panel)”", en: "the rubric has no panel \"\(panel)\"",
            suggestion: Words(
              zh: "可用：\(known.joined(separator: "、"))", en: "known: \(known.joined(separator: ", "))"))),
        notes)
    }
    let tally: Tally
    do {
      tally = try Tally(rubric: rule, sheets: sheetsTable, entries: entriesTable)
    } catch {
      try refuse(error, notes)
    }
    let agreement = Agreement(tally: tally, panel: panel)
    switch format {
    case .json: Console.print(agreement.json(notes: notes, language.value).pretty)
    case .table:
      Console.print(AgreementText(agreement, rule, language.value).text)
      for note in notes { Console.say(note.sentence(language.value)) }
    }
  }

  private func refuse(_ refusal: Refusal, _ notes: [Fault]) throws -> Never {
    if format == .json { Console.print(Agreement.refused(refusal, notes: notes, language.value).pretty) }
    for fault in refusal.faults { Console.say(fault.sentence(language.value)) }
    throw Exit.invalid
  }
}
