// Public pages as files: a ranking, one explanation, a pass list and the outcomes report, readable without any server.

internal import Basics
public import Exams
internal import Judging
public import Office
internal import Pages

/// Renders pages for a folder.
public struct StaticPages: Sendable {
  private let ports: OfficePorts
  private let isSample: Bool
  private let retakes: RetakePeriod

  public init(ports: OfficePorts, isSample: Bool, retakes: RetakePeriod) {
    self.ports = ports
    self.isSample = isSample
    self.retakes = retakes
  }

  /// The pages of a contest, an exam and a region's outcomes, in Chinese, with their style sheet.
  public func files(event: String, exam: String, region: String) async throws -> [ExportFile] {
    var files = [ExportFile(path: "site.css", bytes: Assets().style.bytes)]
    let publications = ReadPublication(ports)
    if let publication = try await publications(event: event) {
      let desk = VisitorDesk(
        ports: ports, settings: settings(region),
        frames: Frames(assets: Assets(), isSample: isSample, isPlain: false))
      let spreads = try await desk.spreads(publication)
      files.append(
        file("rankings/ranking.html", RankingPage(publication, event: event, spreads: spreads).page(frame)))
      if let first = publication.document["overall"]?.items?.first?["entry"]?.string,
        let explanation = try await publications.explanation(of: first, in: publication)
      {
        files.append(
          file(
            "explanations/\(first).html",
            ExplanationPage(explanation, of: publication, event: event).page(frame)))
      }
    }
    if let list = try await PassListOf(ports)(event: exam, period: retakes) {
      files.append(file("exams/pass-list.html", PassListPage(list, isPublic: true, back: "/").page(frame)))
    }
    let winners = try await ShowWinners(ports)()
    let report = try await OutcomesReportOf(ports)(.region, region: region, winners: winners)
    let title = Words(zh: "从手艺到门店：成效报告", en: "From skill to shop: what became of it")
    files.append(file("outcomes/report.html", OutcomesPage(title: title, report: report).page(frame)))
    return files
  }

  private var frame: Frame {
    Frame(language: .zh, path: "/", isSample: isSample, style: "../site.css", script: "")
  }

  private func settings(_ region: String) -> SiteSettings {
    SiteSettings(region: region, isSample: isSample, retakes: retakes)
  }

  private func file(_ path: String, _ page: Page) -> ExportFile {
    ExportFile(path: path, bytes: page.bytes(in: frame))
  }
}
