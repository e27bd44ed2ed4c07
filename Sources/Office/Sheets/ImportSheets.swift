// Sheets that did not come over the network: typed from paper, or carried from a phone. Nothing is ever overwritten.

public import Basics
internal import Judging
internal import Records
internal import SQL

/// Takes sheets from a file: all of it, or nothing and every fault at once.
///
/// A sheet that has other content already becomes a late sheet, which the chief judge settles like any other.
public struct ImportSheets: Sendable {
  /// What became of one sheet.
  public struct Line: Hashable, Sendable {
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
      /// It is the newest revision now.
      case stored
      /// The records say so already.
      case unchanged
      /// It differs from what is on record, or came too late: kept beside the sheet until the chief judge decides.
      case waiting
      /// The chief judge has decided on this very content before.
      case decided
    }

    public var sheet: String
    /// The blind code.
    public var entry: String
    public var judge: String
    public var outcome: Outcome
  }

  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameters:
  ///   - bytes: a table of section 2 of the contract, or what a judge's device saved of its unsent sheets.
  ///   - file: its name, for the audit and for faults.
  ///   - readTable: what a file that is no device's is read with.
  ///   - dryRun: everything is checked, nothing is kept.
  /// - Throws: `Refusal` with every fault and its row.
  public func callAsFunction(
    _ bytes: [UInt8], file: String, event: String, readTable: () throws -> Table, dryRun: Bool,
    by actor: String
  ) async throws -> [Line] {
    let device = try DeviceFile(bytes, file: file)
    let table: Table? = try device == nil ? readTable() : nil
    let rubrics = ports.rubrics
    let offers = try await ports.engine.read { transaction -> [SheetOffer] in
      guard try transaction.event(event) != nil else { throw unknownEvent(event) }
      let ground = try SheetGround(event: event, rubrics: rubrics, in: transaction)
      if let device { return try ground.offers(device) }
      return try ground.offers(table ?? Table(header: [], rows: []))
    }
    let keeping = SheetKeeping(event: event, file: file, at: ports.now(), actor: actor)
    do {
      return try await ports.engine.write { transaction in
        let lines = try offers.map { offer in
          Line(
            sheet: offer.sheet, entry: offer.entry, judge: offer.judge,
            outcome: try keeping.keep(offer, in: transaction))
        }
        if dryRun { throw Rehearsal(lines: lines) }
        return lines
      }
    } catch let rehearsal as Rehearsal {
      return rehearsal.lines
    }
  }

  /// Thrown to undo a rehearsal.
  private struct Rehearsal: Error {
    var lines: [Line]
  }
}

/// One sheet that a file brings, checked against its rubric.
struct SheetOffer: Sendable {
  var sheet: String
  var entry: String
  var judge: String
  var write: SheetWrite
  /// The revision that the device built on; nil for paper, which builds on none.
  var base: Int?
}

/// Decides on each sheet within the one transaction of an import.
private struct SheetKeeping: Sendable {
  var event: String
  var file: String
  var at: Instant
  var actor: String

  func keep(_ offer: SheetOffer, in transaction: any SQLTransaction) throws -> ImportSheets.Line.Outcome {
    guard let row = try transaction.sheet(offer.sheet), let entry = try transaction.entry(row.entry) else {
      throw SQLFailure.missing("sheet \(offer.sheet)")
    }
    if try transaction.stored(writeID: offer.write.writeID) != nil { return .unchanged }
    if try transaction.revision(row.revision, ofSheet: row.id)?.write.hash == offer.write.hash {
      return .unchanged
    }
    if let (_, state) = try transaction.late(writeID: offer.write.writeID) {
      return state == "waiting" ? .waiting : .decided
    }
    var write = offer.write
    write.by = actor
    write.reason = "imported from \(file)"
    let isNext = row.revision == 0 || offer.base == row.revision
    let cause: LateSheetRow.Cause? =
      entry.status == "withdrawn"
      ? .withdrawn : row.state == .signed ? .signed : row.isLocked ? .locked : isNext ? nil : .conflict
    if let cause {
      try transaction.keepLate(LateSheetRow(write: write, cause: cause, received: at))
      try Audit.append(
        in: transaction, at: at, actor: actor, act: "sheet.late", subject: "sheet:\(row.id)",
        new: .object([("cause", .string(cause.rawValue)), ("hash", .string(write.hash))]),
        reason: write.reason, rows: [AuditedRow(.lateSheet, write.writeID)])
      try transaction.touch(event: event)
      return .waiting
    }
    try transaction.revise(write, to: row.revision + 1, event: event, at: at)
    try transaction.freeze(division: row.division, at: at)
    return .stored
  }
}
