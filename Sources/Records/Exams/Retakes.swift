// Statements on retakes: which closed gate is sat again under which participation.

public import Basics
public import SQL

/// A closed gate that is sat again.
public struct RetakeRow: Hashable, Sendable {
  public var id: String
  /// The participation in which the other gates were passed.
  public var participation: String
  public var gate: String
  /// The participation under which the gate is sat again.
  public var satAs: String
  /// The last day on which it counts.
  public var until: Day
  public var by: String
  public var registered: Instant

  public init(
    id: String, participation: String, gate: String, satAs: String, until: Day, by: String,
    registered: Instant
  ) {
    self.id = id
    self.participation = participation
    self.gate = gate
    self.satAs = satAs
    self.until = until
    self.by = by
    self.registered = registered
  }
}

extension SQLTransaction {
  public func addRetake(_ row: RetakeRow) throws {
    try run(
      """
      INSERT INTO retake (id, participation, gate, sat_as, until, registered_by, registered)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """, .text(row.id), .text(row.participation), .text(row.gate), .text(row.satAs), .text(row.until.text),
      .text(row.by), .integer(row.registered.milliseconds))
  }

  /// What a participation sits again.
  public func retakes(satAs participation: String) throws -> [RetakeRow] {
    try run("SELECT * FROM retake WHERE sat_as = $1 ORDER BY gate", .text(participation))
      .map { try RetakeRow($0) }
  }

  /// Every retake of gates that were closed in an event.
  public func retakes(ofEvent event: String) throws -> [RetakeRow] {
    try run(
      """
      SELECT r.* FROM retake r JOIN participation p ON p.id = r.participation
      WHERE p.event = $1 ORDER BY r.participation, r.gate, r.registered
      """, .text(event)
    ).map { try RetakeRow($0) }
  }
}

extension RetakeRow {
  init(_ row: SQLRow) throws {
    guard let until = Day(try row.text("until")) else {
      throw SQLFailure.damaged("retake \(try row.text("id"))")
    }
    self.init(
      id: try row.text("id"), participation: try row.text("participation"), gate: try row.text("gate"),
      satAs: try row.text("sat_as"), until: until, by: try row.text("registered_by"),
      registered: Instant(milliseconds: try row.integer("registered")))
  }
}
