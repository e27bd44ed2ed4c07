// The files of a static publication that programs read, and the signed manifest that names every file.

internal import Basics
public import Certificates
internal import Judging

extension StaticPublication {
  /// Ranking, inputs and rubric of each division, and the whole result.
  public var dataFiles: [ExportFile] {
    var files = [ExportFile(path: "result.json", bytes: Array(publication.document.canonical.utf8))]
    for division in divisions {
      func add(_ name: String, _ text: String) {
        files.append(ExportFile(path: "divisions/\(division.id)/\(name)", bytes: Array(text.utf8)))
      }
      files.append(ExportFile(path: "divisions/\(division.id)/rubric.xml", bytes: division.rubric))
      add("sheets.csv", division.sheets.csvText)
      add("entries.csv", division.entries.csvText)
      add("decisions.csv", division.decisions.csvText)
      add("revisions.json", division.revisions.canonical)
      add("ranking.json", division.tally.json().pretty)
      add("ranking.csv", ranking(division))
    }
    return files
  }

  /// The ranking as a table for people, with names where they are published.
  private func ranking(_ division: PublishedDivision) -> String {
    let people = publication.document["people"]?.items ?? []
    let known = Dictionary(people.map { ($0["entry"]?.string ?? "", $0) }) { first, _ in first }
    let rows = (division.tally.json()["ranking"]?.items ?? []).map { line -> [String] in
      func text(_ key: String) -> String { line[key]?.string ?? "" }
      let person = known[text("entry")]
      return [
        text("place"), text("entry"), person?["name"]?.string ?? "", person?["unit"]?.string ?? "",
        person?["work"]?.string ?? "", text("status"), text("total"),
        (line["awards"]?.items ?? []).compactMap(\.string).joined(separator: " "),
      ]
    }
    return csv(header: ["place", "entry", "name", "unit", "work", "status", "total", "awards"], rows: rows)
  }

  /// The manifest: what was published, the SHA-256 of every file, signed.
  ///
  /// Dated by the publication and not by the clock, so that the same publication gives the same bytes.
  public func manifest(of files: [ExportFile], signedBy key: IssuerKey) throws -> ExportFile {
    let document = JSON.object([
      ("type", .string(PublicationManifest.type)), ("version", .integer(1)), ("issuer", .string(key.issuer)),
      ("event", .string(event)), ("number", .integer(publication.number)),
      ("published", .string(publication.published.utcText)),
      ("noticeUntil", .string(publication.noticeUntil.text)), ("reason", .optional(publication.reason)),
      ("earlier", .array(publication.earlier.sorted().map { .integer($0) })), ("sample", .bool(isSample)),
      ("names", .bool(hasNames)),
      (
        "divisions",
        .array(
          divisions.map {
            .object([("id", .string($0.id)), ("rubricSha256", .string($0.rubricSHA256))])
          })
      ),
      (
        "files",
        .array(
          files.sorted { $0.path.precedesByBytes($1.path) }.map {
            .object([
              ("path", .string($0.path)), ("sha256", .string(sha256Hex($0.bytes))),
              ("bytes", .integer($0.bytes.count)),
            ])
          })
      ),
    ])
    let signed = try DataIntegrity.signed(document, by: key, created: publication.published)
    return ExportFile(path: PublicationManifest.file, bytes: Array(signed.canonical.utf8))
  }
}

/// A manifest as it was read.
struct PublicationManifest: Sendable {
  static let file = "manifest.json"
  static let type = "SizhouPublication"

  var json: JSON
  var event: String
  var number: Int
  var published: Instant
  var noticeUntil: Day
  var isSample: Bool
  var divisions: [(id: String, rubricSHA256: String)]
  var files: [(path: String, sha256: String)]

  /// Nil for anything but a manifest.
  init?(_ bytes: [UInt8]) {
    guard let json = try? JSON(parsing: bytes), json["type"]?.string == Self.type,
      let event = json["event"]?.string,
      let number = json["number"]?.integer,
      let published = json["published"]?.string.flatMap({ Instant($0) }),
      let until = json["noticeUntil"]?.string.flatMap({ Day($0) }), let divisions = json["divisions"]?.items,
      let files = json["files"]?.items
    else { return nil }
    self.json = json
    self.event = event
    self.number = number
    self.published = published
    noticeUntil = until
    isSample = json["sample"]?.bool ?? false
    self.divisions = divisions.map { ($0["id"]?.string ?? "", $0["rubricSha256"]?.string ?? "") }
    self.files = files.map { ($0["path"]?.string ?? "", $0["sha256"]?.string ?? "") }
  }
}
