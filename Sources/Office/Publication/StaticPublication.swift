// A publication as strangers compute it again: on codes alone, judges numbered, with the rubric's very bytes.

public import Basics
public import Judging
internal import Records
internal import Rubrics
internal import SQL

/// One division of a publication with everything that its ranking was computed from.
public struct PublishedDivision: Sendable {
  public var id: String
  public var title: Words
  public var rubricSHA256: String
  public var rubric: [UInt8]
  public var sheets: Table
  public var entries: Table
  public var decisions: Table
  /// Which revision of each sheet was used.
  public var revisions: JSON
  public var tally: Tally
  /// What a judge is called in public, by the id in `sheets`.
  public var judges: [String: Words]
}

/// A publication ready to become files.
public struct StaticPublication: Sendable {
  public var event: String
  /// With the document that its files show, which differs from the one on record where names are left out.
  public var publication: Publication
  public var divisions: [PublishedDivision]
  public var hasNames: Bool

  public var isSample: Bool { publication.document["sample"]?.bool ?? false }
}

/// Gathers a publication from the records.
public struct GatherPublication: Sendable {
  private let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameters:
  ///   - number: nil for the current one.
  ///   - withNames: false leaves out who stands behind the codes.
  /// - Returns: nil where the event has no such publication.
  /// - Throws: `Refusal` where the kept inputs do not give the kept ranking any more, or a code is no name for a file.
  public func callAsFunction(event: String, number: Int? = nil, withNames: Bool = true) async throws
    -> StaticPublication?
  {
    guard var publication = try await ReadPublication(ports)(event: event, number: number) else { return nil }
    var divisions: [PublishedDivision] = []
    for set in publication.resultSets {
      guard let row = try await ports.engine.read({ try $0.resultSet(set) }),
        let bytes = try await ports.engine.read({ try $0.rubricBytes(sha256: row.rubricSHA256) })
      else { throw SQLFailure.missing("result \(set)") }
      let plan = try await ports.rubrics.plan(sha256: row.rubricSHA256, from: ports.engine)
      let titles = publication.document["divisions"]?.items ?? []
      let title = titles.first { $0["id"]?.string == row.division }
      divisions.append(try Self.division(row, title, rubric: plan.rubric, bytes))
    }
    publication.document = Self.document(publication.document, divisions, withNames: withNames)
    return StaticPublication(
      event: event, publication: publication, divisions: divisions, hasNames: withNames)
  }

  private static func division(_ row: ResultSetRow, _ title: JSON?, rubric: Rubric, _ bytes: [UInt8]) throws
    -> PublishedDivision
  {
    func table(_ text: String) throws -> Table { try Table.read(csv: Array(text.utf8)).get() }
    let (sheets, judges) = numbered(try table(row.sheets))
    // Who decided and why may name people; the rules need neither.
    let decisions = try table(row.decisions).without(["by", "reason"])
    let entries = try table(row.entries)
    let tally = try Tally(rubric: rubric, sheets: sheets, entries: entries, decisions: decisions)
    let kept = try JSON(parsing: row.ranking)
    guard tally.json()["ranking"]?.canonical == kept["ranking"]?.canonical else {
      throw Refusal(
        Fault(
          "publication-not-reproducible", zh: "组别 \(row.division) 的成绩重新计算后与记录不同",
          en: "the ranking of division \(row.division) does not come out again",
          suggestion: Words(zh: "运行 sizhou doctor", en: "run `sizhou doctor`")))
    }
    for line in tally.standing.lines where !isIdentifier(line.entry.id) {
      throw Refusal(
        Fault(
          "publication-code", zh: "编码“\(line.entry.id)”不能作文件名",
          en: "the code “\(line.entry.id)” names no file"))
    }
    return PublishedDivision(
      id: row.division,
      title: Words(
        zh: title?["titleZh"]?.string ?? row.division, en: title?["titleEn"]?.string ?? row.division),
      rubricSHA256: row.rubricSHA256, rubric: bytes, sheets: sheets, entries: entries, decisions: decisions,
      revisions: try JSON(parsing: row.revisions), tally: tally, judges: judges)
  }

  /// Sheets with judges as `judge-01`, `judge-02` in the byte order of their ids: the order decides at a drop, so a
  /// number that kept another order would change results.
  private static func numbered(_ sheets: Table) -> (Table, [String: Words]) {
    guard let column = sheets.header.firstIndex(of: "judge") else { return (sheets, [:]) }
    let ids = Set(sheets.rows.map { $0[column] }).sorted { $0.precedesByBytes($1) }
    let digits = max(2, String(ids.count).count)
    var names: [String: String] = [:]
    var words: [String: Words] = [:]
    for (index, id) in ids.enumerated() {
      let name = "judge-" + padded(index + 1, width: digits)
      names[id] = name
      words[name] = Words(zh: "评委 \(index + 1)", en: "Judge \(index + 1)")
    }
    var table = sheets
    table.rows = sheets.rows.map { row in
      var row = row
      row[column] = names[row[column]] ?? row[column]
      return row
    }
    return (table, words)
  }

  /// The published document with the tallies as they come out of the published inputs.
  private static func document(_ document: JSON, _ divisions: [PublishedDivision], withNames: Bool) -> JSON {
    let tallies = Dictionary(divisions.map { ($0.id, $0.tally.json()) }) { first, _ in first }
    return .members(
      (document.entries ?? []).map { member in
        switch member.key {
        case "people" where !withNames: JSON.Member(key: "people", value: .array([]))
        case "divisions":
          JSON.Member(
            key: "divisions",
            value: .array(
              (member.value.items ?? []).map { division in
                .members(
                  (division.entries ?? []).map { part in
                    part.key == "tally"
                      ? JSON.Member(
                        key: "tally", value: tallies[division["id"]?.string ?? ""] ?? part.value) : part
                  })
              }))
        default: member
        }
      })
  }
}

extension Table {
  /// The table without some columns.
  fileprivate func without(_ names: Set<String>) -> Table {
    let kept = header.indices.filter { !names.contains(header[$0]) }
    return Table(
      file: file, header: kept.map { header[$0] }, rows: rows.map { row in kept.map { row[$0] } },
      rowNumbers: rowNumbers)
  }
}
