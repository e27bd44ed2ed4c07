// The second channel: every expected sheet of a division on paper under its own id, and blank spares.

import Basics
import Judging
import Office
import Pages
import Rubrics

/// Score sheets of one division for the printer.
struct PaperSheets: Sendable {
  let installation: Installation
  let result: DivisionResult
  let event: Words

  /// Blank sheets of each panel and round.
  static let spares = 3

  /// Nil where there is nothing to print.
  func document(spares: Bool) async throws -> PaperDocument? {
    let sheets = try await SheetsToPrint(installation.ports)(division: result.inputs.division)
    var papers: [PaperDocument] = []
    var seen: Set<[String]> = []
    for sheet in sheets where seen.insert([sheet.panel, sheet.round]).inserted {
      let own = sheets.filter { $0.panel == sheet.panel && $0.round == sheet.round }
      let runs = Set(own.map(\.run)).count
      let forms =
        spares
        ? (1...Self.spares).map {
          ScoreSheetPaper.Form(
            sheet: "spare-\(sheet.panel)-\(sheet.round)-\($0)", entry: "＿＿＿＿", judge: "＿＿＿＿＿＿")
        }
        : own.map {
          ScoreSheetPaper.Form(
            sheet: $0.sheet, entry: $0.code, judge: $0.judge, run: runs > 1 ? $0.run : nil)
        }
      let paper = ScoreSheetPaper(
        rubric: result.tally.plan.rubric, round: sheet.round, panel: sheet.panel, event: event.zh,
        division: result.inputs.title.zh, forms: forms, isSample: installation.isSample,
        created: installation.ports.now())
      if !paper.isEmpty { papers.append(paper.document()) }
    }
    guard var whole = papers.first else { return nil }
    whole.sections = papers.flatMap(\.sections)
    return whole
  }
}
