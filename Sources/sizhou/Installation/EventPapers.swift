// The papers of an event: score sheets, the signed summary, the result list, made from records by the press.

import Basics
import Judging
import Office
import Pages
import Papers
import Rubrics
import Tables
import Website

/// Papers by name: `closing`, `summary-DIVISION`, `sheets-DIVISION`, `list`, `ranking.csv`.
struct EventPapers: Sendable {
  let installation: Installation

  var desk: PaperDesk {
    PaperDesk(
      list: { event in
        let results = try await ComputeResults(installation.ports)(event: event)
        var names: [(name: String, title: Words)] = []
        for result in results {
          let title = result.inputs.title
          names.append(
            ("summary-\(result.inputs.division)", Words(zh: "\(title.zh) 成绩汇总表", en: "\(title.en): summary")))
          names.append(
            (
              "sheets-\(result.inputs.division)",
              Words(zh: "\(title.zh) 空白评分表", en: "\(title.en): blank sheets")
            ))
          names.append(
            (
              "all-sheets-\(result.inputs.division)",
              Words(zh: "\(title.zh) 全部纸质评分表", en: "\(title.en): every sheet on paper")
            ))
          names.append(
            (
              "spares-\(result.inputs.division)",
              Words(zh: "\(title.zh) 备用空表", en: "\(title.en): spare sheets")
            ))
        }
        names.append(("closing", Words(zh: "结束核对声明", en: "closing statement")))
        names.append(("ranking.csv", Words(zh: "成绩表（CSV）", en: "ranking (CSV)")))
        return names
      },
      make: { event, name in try await make(event: event, name: name) })
  }

  private func make(event: String, name: String) async throws -> PaperDesk.Paper? {
    if name == "closing" {
      guard let statement = try await CloseEvent(installation.ports).statement(event: event) else {
        return nil
      }
      let paper = ClosingPaper(ClosingView(statement), isSample: installation.isSample)
      return .init(
        bytes: try await installation.press.pdf(paper.document()), type: "application/pdf",
        file: "closing.pdf")
    }
    let results = try await ComputeResults(installation.ports)(event: event)
    let title = try await EventTitle(installation.ports)(event: event)
    if name == "ranking.csv" {
      let rows = results.flatMap { TallyTable.rows($0.tally) }
      let text = csv(header: results.first.map { TallyTable.header($0.tally) } ?? [], rows: rows)
      return .init(bytes: Array(text.utf8), type: "text/csv; charset=utf-8", file: name)
    }
    for result in results {
      let division = result.inputs.division
      if name == "summary-\(division)" {
        let document = SummaryLayout(
          result, event: title, isSample: installation.isSample, at: installation.ports.now())
        return .init(
          bytes: try await installation.press.pdf(document.document), type: "application/pdf",
          file: name + ".pdf")
      }
      if name == "all-sheets-\(division)" || name == "spares-\(division)" {
        let papers = PaperSheets(installation: installation, result: result, event: title)
        guard let document = try await papers.document(spares: name.hasPrefix("spares")) else { return nil }
        return .init(
          bytes: try await installation.press.pdf(document), type: "application/pdf", file: name + ".pdf")
      }
      if name == "sheets-\(division)" {
        let document = try sheets(result, event: title)
        return .init(
          bytes: try await installation.press.pdf(document), type: "application/pdf", file: name + ".pdf")
      }
    }
    return nil
  }

  /// One blank sheet of the first panel of judges for a division.
  func sheets(_ result: DivisionResult, event: Words) throws -> PaperDocument {
    let rubric = result.tally.plan.rubric
    let panel = rubric.panels.first { $0.role == .judges } ?? rubric.panels[0]
    let round =
      rubric.rounds.first { round in
        round.uses.contains { use in rubric.modules.first { $0.id == use.module }?.panel == panel.id }
      } ?? rubric.rounds[0]
    let forms = result.tally.standing.lines.prefix(1).map { line in
      ScoreSheetPaper.Form(sheet: "blank-\(line.entry.id)", entry: line.entry.id, judge: "")
    }
    return ScoreSheetPaper(
      rubric: rubric, round: round.id, panel: panel.id, event: event.zh, division: result.inputs.title.zh,
      forms: Array(forms), isSample: installation.isSample, created: installation.ports.now()
    ).document()
  }
}

/// The signed summary of one division: every judge's number on the product, what was dropped, and the result.
struct SummaryLayout {
  let document: PaperDocument

  init(_ result: DivisionResult, event: Words, isSample: Bool, at now: Instant) {
    let tally = result.tally
    let rubric = tally.plan.rubric
    var judges: [String] = []
    var lines: [SummarySheetPaper.Line] = []
    for line in tally.standing.lines {
      let explained = tally.explain(line)
      let units = explained.rounds.flatMap(\.runs).flatMap(\.modules).flatMap(\.units)
      let main = units.first { $0.effect == .add && $0.judges.count > 1 }
      if judges.isEmpty { judges = main?.judges.map(\.judge) ?? [] }
      let own = main?.judges ?? []
      let others = units.filter { $0.effect == .add && !$0.isBonus && $0.panel != main?.panel }
      lines.append(
        SummarySheetPaper.Line(
          code: line.entry.id,
          marks: judges.map { judge in
            own.first { $0.judge == judge }.map { .init($0.sum.shown, isDropped: $0.counting != .counted) }
              ?? .init("")
          },
          highest: own.first { $0.counting == .droppedHigh }?.sum.shown ?? "",
          lowest: own.first { $0.counting == .droppedLow }?.sum.shown ?? "",
          mean: main?.aggregated.rounded(to: 2).text(decimals: 2) ?? "",
          site: others.first?.aggregated.rounded(to: 2).text(decimals: 2) ?? "",
          deduction: line.result.deducted == .zero ? "" : line.result.deducted.shown,
          final: line.place == nil ? "" : tally.totalText(line.result) ?? "",
          place: line.place ?? Self.state(line.status)))
    }
    let first = rubric.rounds.first?.label.title.zh ?? ""
    document =
      SummarySheetPaper(
        event: event.zh, part: "\(result.inputs.title.zh) \(first)",
        judges: judges.map { String($0.suffix(2)).uppercased() },
        lines: lines,
        notes: rubric.rounds.count > 1 ? ["评委各列为“\(first)”一轮的成品分；最后得分按评分细则合计各轮。"] : [],
        rubric: String(rubric.sha256.prefix(12)), isSample: isSample, created: now
      ).document()
  }

  static func state(_ status: String) -> String {
    switch status {
    case "absent": "缺席"
    case "withdrawn": "退赛"
    case "disqualified": "取消资格"
    case "blocked": "待定"
    case "not-started": "未开始"
    case "not-finished": "未完成"
    default: status
    }
  }
}
