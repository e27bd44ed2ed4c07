// Statements on what judges' devices last said of themselves.

public import Basics
public import SQL

/// The last report of one device of one judge.
public struct DeviceReport: Hashable, Sendable {
  public var judge: String
  public var device: String
  /// When the server heard from it.
  public var seen: Instant
  /// Sheets with changes that the server does not have.
  public var unsent: Int
  /// Sheets that wait for the judge herself, such as a conflict.
  public var stuck: Int
  /// Ids of those sheets.
  public var sheets: [String]
  /// When it was reported lost.
  public var lost: Instant?

  public init(
    judge: String, device: String, seen: Instant, unsent: Int, stuck: Int, sheets: [String],
    lost: Instant? = nil
  ) {
    self.judge = judge
    self.device = device
    self.seen = seen
    self.unsent = unsent
    self.stuck = stuck
    self.sheets = sheets
    self.lost = lost
  }
}

extension SQLTransaction {
  /// Keeps the newest report of a device; one that was lost and speaks again is found.
  public func keep(report: DeviceReport) throws {
    try run(
      """
      INSERT INTO device_report (judge, device, seen, unsent, stuck, sheets, lost)
      VALUES ($1, $2, $3, $4, $5, $6, NULL)
      ON CONFLICT (judge, device) DO UPDATE SET seen = excluded.seen, unsent = excluded.unsent,
        stuck = excluded.stuck, sheets = excluded.sheets, lost = NULL
      """, .text(report.judge), .text(report.device), .integer(report.seen.milliseconds),
      .integer(report.unsent), .integer(report.stuck), .text(JSON.strings(report.sheets).canonical))
  }

  public func report(ofDevice device: String, judge: String) throws -> DeviceReport? {
    try first("SELECT * FROM device_report WHERE judge = $1 AND device = $2", .text(judge), .text(device))
      .map { try DeviceReport($0) }
  }

  /// Reports of all devices of an event's judges, by judge, the newest first.
  public func deviceReports(ofEvent event: String) throws -> [DeviceReport] {
    try run(
      """
      SELECT r.* FROM device_report r JOIN judge j ON j.id = r.judge
      WHERE j.event = $1 ORDER BY r.judge, r.seen DESC, r.device
      """, .text(event)
    ).map { try DeviceReport($0) }
  }

  public func markLost(device: String, judge: String, at now: Instant) throws {
    try run(
      "UPDATE device_report SET lost = $3 WHERE judge = $1 AND device = $2", .text(judge), .text(device),
      .integer(now.milliseconds))
  }

  /// Ends the sign-ins of one device of a judge.
  public func endSignIns(ofDevice device: String, judge: String, at now: Instant) throws {
    try run(
      "UPDATE sign_in SET ended = $3 WHERE ended IS NULL AND judge = $1 AND device = $2", .text(judge),
      .text(device), .integer(now.milliseconds))
  }
}

extension DeviceReport {
  init(_ row: SQLRow) throws {
    let list = (try? JSON(parsing: try row.text("sheets")))?.items ?? []
    self.init(
      judge: try row.text("judge"), device: try row.text("device"),
      seen: Instant(milliseconds: try row.integer("seen")), unsent: try row.integer("unsent"),
      stuck: try row.integer("stuck"), sheets: list.compactMap(\.string),
      lost: try row.optionalInteger("lost").map(Instant.init(milliseconds:)))
  }
}
