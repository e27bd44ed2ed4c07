// Statements on shops with their dated facts, visits and job counts.

public import Basics
public import Outcomes
public import SQL

extension SQLTransaction {
  /// Adds a shop without any fact.
  public func addShop(_ shop: Shop, region: String, by: String, at now: Instant) throws {
    try run(
      """
      INSERT INTO shop (id, region, name, person, participation, place, sample, recorded_by, recorded)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """,
      [
        .text(shop.id), .text(region), .text(shop.name), .text(shop.person), .optional(shop.participation),
        .text(shop.place), .flag(shop.isSample), .text(by), .integer(now.milliseconds),
      ])
  }

  public func addStage(_ fact: StageFact, ofShop shop: String) throws {
    try run(
      """
      INSERT INTO shop_stage (id, shop, stage, day, paper, evidence, recorded_by, recorded, replaces, note)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """,
      [
        .text(fact.id), .text(shop), .text(fact.stage.rawValue), .text(fact.day.text), .optional(fact.paper),
        .text(fact.evidence.rawValue), .text(fact.by), .integer(fact.recorded.milliseconds),
        .optional(fact.replaces), .optional(fact.note),
      ])
  }

  public func addVisit(_ visit: Visit, toShop shop: String) throws {
    try run(
      """
      INSERT INTO visit (id, shop, month, day, visited_by, way, found, needs, recorded)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """,
      [
        .text(visit.id), .text(shop), .optional(visit.month), .text(visit.day.text), .text(visit.by),
        .text(visit.way.rawValue), .text(visit.found.rawValue), .optional(visit.needs),
        .integer(visit.recorded.milliseconds),
      ])
  }

  public func addJobCount(
    _ count: JobCount, id: String, ofShop shop: String, visit: String? = nil, by: String
  ) throws {
    try run(
      """
      INSERT INTO job_count (id, shop, visit, day, people, evidence, recorded_by, recorded)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """,
      [
        .text(id), .text(shop), .optional(visit), .text(count.day.text), .integer(count.people),
        .text(count.evidence.rawValue), .text(by), .integer(count.recorded.milliseconds),
      ])
  }

  /// One shop with everything that is known about it; nil where there is none.
  public func shop(_ id: String) throws -> Shop? {
    guard let row = try first("SELECT * FROM shop WHERE id = $1", .text(id)) else { return nil }
    return try assembled([row], where: "shop = $1", id).first
  }

  /// Every shop of a region, by id.
  public func shops(region: String) throws -> [Shop] {
    try assembled(
      try run("SELECT * FROM shop WHERE region = $1 ORDER BY id", .text(region)),
      where: "shop IN (SELECT id FROM shop WHERE region = $1)", region)
  }

  /// The region that a shop belongs to.
  public func region(ofShop id: String) throws -> String? {
    try first("SELECT region FROM shop WHERE id = $1", .text(id))?.text("region")
  }

  private func assembled(_ rows: [SQLRow], where condition: String, _ key: String) throws -> [Shop] {
    // One statement a table, not one a shop.
    func grouped<T>(_ table: String, _ order: String, _ read: (SQLRow) throws -> T) throws -> [String: [T]] {
      var found: [String: [T]] = [:]
      for row in try run("SELECT * FROM \(table) WHERE \(condition) ORDER BY \(order)", .text(key)) {
        found[try row.text("shop"), default: []].append(try read(row))
      }
      return found
    }
    let facts = try grouped("shop_stage", "recorded, id") { try StageFact($0) }
    let visits = try grouped("visit", "day, id") { try Visit($0) }
    let jobs = try grouped("job_count", "day, recorded, id") { try JobCount($0) }
    return try rows.map { row in
      let id = try row.text("id")
      return Shop(
        id: id, name: try row.text("name"), person: try row.text("person"),
        participation: try row.optionalText("participation"), place: try row.text("place"),
        course: Course(facts[id] ?? []), jobs: jobs[id] ?? [], visits: visits[id] ?? [],
        isSample: try row.flag("sample"))
    }
  }
}

extension StageFact {
  init(_ row: SQLRow) throws {
    guard let stage = Stage(rawValue: try row.text("stage")), let day = Day(try row.text("day")),
      let evidence = Evidence(rawValue: try row.text("evidence"))
    else { throw SQLFailure.damaged("shop_stage \(try row.text("id"))") }
    self.init(
      id: try row.text("id"), stage: stage, day: day, paper: try row.optionalText("paper"),
      evidence: evidence,
      by: try row.text("recorded_by"), recorded: Instant(milliseconds: try row.integer("recorded")),
      replaces: try row.optionalText("replaces"), note: try row.optionalText("note"))
  }
}

extension Visit {
  init(_ row: SQLRow) throws {
    guard let day = Day(try row.text("day")), let way = Way(rawValue: try row.text("way")),
      let found = ShopState(rawValue: try row.text("found"))
    else { throw SQLFailure.damaged("visit \(try row.text("id"))") }
    self.init(
      id: try row.text("id"), month: try row.optionalInteger("month"), day: day,
      by: try row.text("visited_by"),
      way: way, found: found, needs: try row.optionalText("needs"),
      recorded: Instant(milliseconds: try row.integer("recorded")))
  }
}

extension JobCount {
  init(_ row: SQLRow) throws {
    guard let day = Day(try row.text("day")), let evidence = Evidence(rawValue: try row.text("evidence"))
    else {
      throw SQLFailure.damaged("job_count \(try row.text("id"))")
    }
    self.init(
      day: day, people: try row.integer("people"), evidence: evidence,
      recorded: Instant(milliseconds: try row.integer("recorded")))
  }
}
