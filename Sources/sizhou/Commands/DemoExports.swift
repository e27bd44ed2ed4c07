// Every kind of file that leaves the office, written from the sample.

import Basics
import Exams
import Foundation
import Judging
import Office
import Outcomes
import Pages
import Rubrics
import Tables
import Website

/// Writes the sample's files below a folder.
struct DemoExports: Sendable {
  let installation: Installation
  let folder: String
  let language: Language

  /// Returns how many files were written.
  func callAsFunction() async throws -> Int {
    var count = 0
    func put(_ path: String, _ bytes: [UInt8]) throws {
      try write(bytes, to: folder + "/" + path, language: language)
      count += 1
    }
    let ports = installation.ports
    let reader = ReadPublication(ports)
    let results = try await ComputeResults(ports)(event: SampleData.contestID)
    for result in results {
      let name = "rankings/\(result.inputs.division)"
      let table = csv(header: TallyTable.header(result.tally), rows: TallyTable.rows(result.tally))
      try put(name + ".csv", Array(table.utf8))
      try put(name + ".json", Array(result.tally.json().pretty.utf8))
      let inputs = result.inputs
      try put("inputs/\(inputs.division)-sheets.csv", Array(inputs.sheets.csvText.utf8))
      try put("inputs/\(inputs.division)-entries.csv", Array(inputs.entries.csvText.utf8))
      try put("inputs/\(inputs.division)-decisions.csv", Array(inputs.decisions.csvText.utf8))
    }
    if let publication = try await reader(event: SampleData.contestID) {
      try put("rankings/publication.json", Array(publication.document.pretty.utf8))
      let overall = publication.document["overall"]?.items ?? []
      let rows = overall.map { row in ["place", "entry", "division", "total"].map { row[$0]?.string ?? "" } }
      try put(
        "rankings/overall.csv", Array(csv(header: ["place", "entry", "division", "total"], rows: rows).utf8))
    }
    for file in try await StaticPages(
      ports: ports, isSample: installation.isSample, retakes: SampleData.retakePeriod
    )
    .files(event: SampleData.contestID, exam: SampleData.examID, region: SampleData.region.id) {
      try put(file.path, file.bytes)
    }
    try await putExplanation(results, put)
    try await putPapers(results, put)
    try await putPassList(put)
    try await putOutcomes(put)
    try await ExportIssuer(desk: installation.desk)(papers: .oneOfEachKind, at: ports.now()) { file in
      try put(file.path, file.bytes)
    }
    return count
  }

  private func putExplanation(
    _ results: [DivisionResult], _ put: (String, [UInt8]) throws -> Void
  ) async throws {
    guard let first = results.first, let line = first.tally.standing.lines.first else { return }
    let explanation = first.tally.explain(line)
    try put("explanations/\(line.entry.id).txt", Array(explanation.text(.zh).utf8))
    try put("explanations/\(line.entry.id).en.txt", Array(explanation.text(.en).utf8))
    try put(
      "explanations/\(line.entry.id).json",
      Array(explanation.json(language, in: first.tally.explainedEvent).pretty.utf8))
  }

  private func putPapers(_ results: [DivisionResult], _ put: (String, [UInt8]) throws -> Void) async throws {
    guard let first = results.first else { return }
    let papers = EventPapers(installation: installation)
    for name in ["sheets-\(first.inputs.division)", "summary-\(first.inputs.division)"] {
      guard let paper = try await papers.desk.make(SampleData.contestID, name) else { continue }
      try put("papers/\(paper.file)", paper.bytes)
    }
  }

  private func putPassList(_ put: (String, [UInt8]) throws -> Void) async throws {
    for exam in [SampleData.examID, SampleData.retakeID] {
      let list = try await PassListOf(installation.ports)(event: exam, period: SampleData.retakePeriod)
      guard let table = list?.table(.zh) else { continue }
      try put("exams/\(exam)-pass-list.csv", Array(csv(header: table.header, rows: table.rows).utf8))
    }
  }

  private func putOutcomes(_ put: (String, [UInt8]) throws -> Void) async throws {
    let winners = try await ShowWinners(installation.ports)()
    let report = try await OutcomesReportOf(installation.ports)(
      .region, region: SampleData.region.id, winners: winners, on: SampleData.today)
    let table = report.table(language)
    try put("outcomes/report.csv", Array(csv(header: table.header, rows: table.rows).utf8))
  }
}
