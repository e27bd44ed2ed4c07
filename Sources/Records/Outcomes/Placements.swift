// Statements on placements: what became of people, as dated facts.

public import Basics
public import Outcomes
public import SQL

extension SQLTransaction {
  public func addPlacement(_ placement: Placement, region: String, by: String, at now: Instant) throws {
    try run(
      """
      INSERT INTO placement (id, region, person, participation, kind, employer, post, place, started, evidence,
        recorded_by, recorded)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      """,
      [
        .text(placement.id), .text(region), .text(placement.person), .optional(placement.participation),
        .text(placement.kind.rawValue), .optional(placement.employer), .optional(placement.post),
        .optional(placement.place), .text(placement.from.text), .text(placement.evidence.rawValue), .text(by),
        .integer(now.milliseconds),
      ])
  }

  /// The placements of a region's people, by person and day.
  public func placements(region: String) throws -> [Placement] {
    try run("SELECT * FROM placement WHERE region = $1 ORDER BY person, started, id", .text(region)).map {
      row in
      guard let kind = Placement.Kind(rawValue: try row.text("kind")),
        let from = Day(try row.text("started")),
        let evidence = Evidence(rawValue: try row.text("evidence"))
      else { throw SQLFailure.damaged("placement \(try row.text("id"))") }
      return Placement(
        id: try row.text("id"), person: try row.text("person"),
        participation: try row.optionalText("participation"),
        kind: kind, employer: try row.optionalText("employer"), post: try row.optionalText("post"),
        place: try row.optionalText("place"), from: from, evidence: evidence)
    }
  }
}
