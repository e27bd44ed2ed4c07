// Every expected sheet of a division as it is printed: its id, its code, its judge.

internal import Basics
internal import Records
internal import SQL

/// A sheet for the printer.
public struct SheetToPrint: Hashable, Sendable {
  public var sheet: String
  public var code: String
  public var judge: String
  public var panel: String
  public var round: String
  public var run: Int
}

/// Lists what is printed before a division is judged on paper.
public struct SheetsToPrint: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// By panel, round, judge, code, run; withdrawn and absent entries are left out.
  public func callAsFunction(division: String) async throws -> [SheetToPrint] {
    try await ports.engine.read { transaction in
      guard let row = try transaction.division(division) else { return [] }
      let names = Dictionary(try transaction.judges(ofEvent: row.event).map { ($0.id, $0.name) }) {
        first, _ in first
      }
      return try transaction.sheetBook(ofDivision: division).filter {
        $0.entryStatus == "ok" && !$0.code.isEmpty && !SheetLedger.isMachine($0.sheet.judge)
      }.map { page in
        (
          [page.sheet.panel, page.sheet.round, page.sheet.judge, page.code, String(page.sheet.run)],
          SheetToPrint(
            sheet: page.sheet.id, code: page.code, judge: names[page.sheet.judge] ?? page.sheet.judge,
            panel: page.sheet.panel, round: page.sheet.round, run: page.sheet.run)
        )
      }.sorted { $0.0.joined(separator: "\u{1F}").precedesByBytes($1.0.joined(separator: "\u{1F}")) }.map(\.1)
    }
  }
}
