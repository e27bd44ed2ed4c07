// The pages of a static publication: the ranking and one explanation an entry, in Chinese and below `en/` in English.

internal import Basics
internal import Judging
public import Office
internal import Pages

/// Renders a publication for a folder.
public struct PublicationPages: Sendable {
  private let publication: StaticPublication
  private let style: [UInt8]

  public init(_ publication: StaticPublication) {
    self.publication = publication
    style = Assets().style.bytes
  }

  /// Pages and their style sheet; they open from a stick or any web server, without a script.
  public var files: [ExportFile] {
    [ExportFile(path: "style.css", bytes: style)] + Language.allCases.flatMap(pages)
  }

  private func pages(_ language: Language) -> [ExportFile] {
    let folder = language == .zh ? "" : "en/"
    let up = language == .zh ? "" : "../"
    let event = publication.event
    let spreads = VisitorDesk.spreads(publication.divisions.map(\.tally))
    var ranking = RankingPage(publication.publication, event: event, spreads: spreads)
    ranking.files = list(up)
    let front = frame(
      language, FilePlace(toRanking: "", other: language == .zh ? "en/index.html" : "../index.html"), up: up)
    var files = [
      ExportFile(path: folder + "index.html", bytes: ranking.page(front).bytes(in: front))
    ]
    for division in publication.divisions {
      for line in division.tally.standing.lines {
        let code = line.entry.id
        guard let explanation = division.tally.explain(code) else { continue }
        let other = language == .zh ? "../en/entries/\(code).html" : "../../entries/\(code).html"
        let frame = frame(language, FilePlace(toRanking: "../", other: other), up: up + "../")
        let page = ExplanationPage(
          explanation, of: publication.publication, event: event, judges: division.judges)
        files.append(
          ExportFile(path: folder + "entries/\(code).html", bytes: page.page(frame).bytes(in: frame)))
      }
    }
    return files
  }

  private func frame(_ language: Language, _ place: FilePlace, up: String) -> Frame {
    Frame(
      language: language, path: "", isSample: publication.isSample, files: place, style: up + "style.css",
      script: "")
  }

  private func list(_ up: String) -> [(address: String, title: Words)] {
    var list = publication.divisions.flatMap { division in
      [
        ("ranking.csv", Words(zh: "名次表", en: "ranking")),
        ("ranking.json", Words(zh: "名次（JSON）", en: "ranking (JSON)")),
        ("sheets.csv", Words(zh: "评分表", en: "sheets")), ("entries.csv", Words(zh: "作品", en: "entries")),
        ("decisions.csv", Words(zh: "裁定", en: "decisions")),
        ("rubric.xml", Words(zh: "评分细则", en: "rubric")),
        ("revisions.json", Words(zh: "所用的版本", en: "revisions used")),
      ].map { name, title in
        (
          address: "\(up)divisions/\(division.id)/\(name)",
          title: Words(zh: "\(division.title.zh) · \(title.zh)", en: "\(division.title[.en]) · \(title[.en])")
        )
      }
    }
    list.append((address: up + "result.json", title: Words(zh: "全部结果（JSON）", en: "the whole result (JSON)")))
    list.append((address: up + "manifest.json", title: Words(zh: "清单与签名", en: "manifest and signature")))
    return list
  }
}
