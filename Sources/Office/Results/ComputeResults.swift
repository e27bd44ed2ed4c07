// From the records to a tally: the newest revision of every sheet, states, times and decisions, as the tables of `sizhou tally`.

public import Basics
public import Judging
internal import Records
internal import Rubrics
internal import SQL

/// The inputs of one division as tables, and which sheets they came from.
public struct DivisionInputs: Sendable {
  public var division: String
  public var title: Words
  public var rubricSHA256: String
  public var sheets: Table
  public var entries: Table
  public var decisions: Table
  /// Sheet id, revision and hash of everything used, as canonical JSON.
  public var revisions: JSON
  /// Sheets that a result waits for: neither signed nor explained.
  public var open: [OpenSheet]
}

/// One division computed.
public struct DivisionResult: Sendable {
  public var inputs: DivisionInputs
  public var tally: Tally

  /// What stands between this division and a publication.
  public var faults: [Fault] {
    tally.standing.faults + inputs.open.map(\.fault)
  }
}

/// Computes every division of an event from the records as they are now.
public struct ComputeResults: Sendable {
  private let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Divisions in programme order.
  ///
  /// Throws `Refusal` where records do not fit their rubric, which only a damaged store shows.
  public func callAsFunction(event: String) async throws -> [DivisionResult] {
    let engine = ports.engine
    let divisions = try await engine.read { try $0.divisions(ofEvent: event) }
    var results: [DivisionResult] = []
    for division in divisions {
      let plan = try await ports.rubrics.plan(sha256: division.rubricSHA256, from: engine)
      let inputs = try await engine.read { try Self.inputs(of: division, plan: plan, in: $0) }
      results.append(DivisionResult(inputs: inputs, tally: try Self.tally(inputs, plan: plan)))
    }
    return results
  }

  /// Computes from tables: the same path for the board, for publications and for computing again.
  static func tally(_ inputs: DivisionInputs, plan: Plan) throws -> Tally {
    try Tally(
      rubric: plan.rubric, sheets: inputs.sheets, entries: inputs.entries, decisions: inputs.decisions)
  }

  static func inputs(of division: DivisionRow, plan: Plan, in transaction: any SQLTransaction) throws
    -> DivisionInputs
  {
    let ledger = try SheetLedger(division, plan: plan, in: transaction)
    let rows = try transaction.entries(ofDivision: division.id)
    let codes = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0.code ?? "") })
    var sheets: [[String]] = []
    var revisions: [JSON] = []
    for page in ledger.pages where ledger.counts(page) {
      revisions.append(
        .object([
          ("sheet", .string(page.sheet.id)), ("revision", .integer(page.sheet.revision)),
          ("hash", .optional(page.hash)),
        ]))
      for (item, text) in page.values {
        sheets.append(
          [
            page.code, page.sheet.judge, item, text, page.sheet.round, String(page.sheet.run),
            page.sheet.panel,
          ])
      }
    }
    return DivisionInputs(
      division: division.id, title: division.title, rubricSHA256: division.rubricSHA256,
      sheets: Table(header: ["entry", "judge", "item", "value", "round", "run", "panel"], rows: sheets),
      entries: try entries(rows, codes, division, transaction),
      decisions: try decisions(codes, division, ledger, transaction),
      revisions: .array(revisions), open: ledger.open)
  }

  private static func entries(
    _ rows: [EntryRow], _ codes: [String: String], _ division: DivisionRow, _ transaction: any SQLTransaction
  ) throws -> Table {
    var lines = rows.filter { $0.code != nil }.map { row in
      [row.code ?? "", row.lot.map(String.init) ?? "", "", "", "", row.status, "", ""]
    }
    for seen in try transaction.observations(ofDivision: division.id) {
      guard let code = codes[seen.entry], !code.isEmpty else { continue }
      lines.append([
        code, "", seen.round ?? "", seen.run.map(String.init) ?? "", seen.item ?? "", "",
        seen.start.map(Self.stamp) ?? "", seen.finish.map(Self.stamp) ?? "",
      ])
    }
    return Table(header: ["entry", "lot", "round", "run", "item", "status", "start", "finish"], rows: lines)
  }

  /// A moment with milliseconds, as the entries table reads it.
  private static func stamp(_ moment: Instant) -> String {
    let rest = moment.milliseconds % 1_000
    let text = moment.utcText
    guard rest != 0 else { return text }
    let digits = String(rest)
    return text.dropLast() + "." + String(repeating: "0", count: 3 - digits.count) + digits + "Z"
  }

  private static func decisions(
    _ codes: [String: String], _ division: DivisionRow, _ ledger: SheetLedger,
    _ transaction: any SQLTransaction
  ) throws -> Table {
    let rows = try transaction.decisions(ofDivision: division.id).map { row in
      [
        codes[row.entry] ?? "", row.round ?? "", row.panel ?? "", row.item ?? "", row.decision, row.value,
        row.by,
        row.reason,
      ]
    }
    return Table(
      header: ["entry", "round", "panel", "item", "decision", "value", "by", "reason"],
      rows: rows + ledger.notExpected())
  }
}
