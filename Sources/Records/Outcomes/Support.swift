// Statements on support schemes and cases; the steps of a case are only ever added.

public import Basics
public import Outcomes
public import SQL

extension SQLTransaction {
  public func addScheme(_ scheme: Scheme, region: String) throws {
    let limit: (fen: Int, months: Int?) =
      switch scheme.limit {
      case .once(let amount): (amount.fen, nil)
      case .monthly(let amount, let months): (amount.fen, months)
      }
    try run(
      """
      INSERT INTO scheme (id, region, title_zh, title_en, kind, limit_fen, limit_months, valid_from, valid_to,
        source, one_off, rivals, months_open, people_needed)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
      """,
      [
        .text(scheme.id), .text(region), .text(scheme.title.zh), .text(scheme.title.en),
        .text(scheme.kind.rawValue), .integer(limit.fen), .optional(limit.months),
        .text(scheme.validFrom.text),
        .optional(scheme.validTo?.text), .text(scheme.source), .flag(scheme.isOneOff),
        .optional(scheme.group),
        .integer(scheme.monthsOpen), .integer(scheme.peopleNeeded),
      ])
  }

  /// The schemes of a region, by the day from which they hold.
  public func schemes(region: String) throws -> [Scheme] {
    try run("SELECT * FROM scheme WHERE region = $1 ORDER BY valid_from, id", .text(region))
      .map { try Scheme($0) }
  }

  public func scheme(_ id: String) throws -> (scheme: Scheme, region: String)? {
    try first("SELECT * FROM scheme WHERE id = $1", .text(id)).map { (try Scheme($0), try $0.text("region")) }
  }

  /// Adds a case without steps.
  public func addSupportCase(_ one: SupportCase, at now: Instant) throws {
    try run(
      "INSERT INTO support_case (id, scheme, person, shop, months, recorded) VALUES ($1, $2, $3, $4, $5, $6)",
      .text(one.id), .text(one.scheme), .text(one.person), .optional(one.shop), .optional(one.months),
      .integer(now.milliseconds))
  }

  /// Adds the step at `position`, from 1.
  public func addStep(
    _ step: SupportCase.Step, at position: Int, ofCase id: String, recorded now: Instant
  ) throws {
    try run(
      """
      INSERT INTO support_step (support_case, position, kind, day, amount_fen, decided_by, reason, paper, recorded)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """,
      [
        .text(id), .integer(position), .text(step.kind.rawValue), .text(step.day.text),
        .optional(step.amount?.fen), .text(step.by), .optional(step.reason), .optional(step.paper),
        .integer(now.milliseconds),
      ])
  }

  public func supportCase(_ id: String) throws -> SupportCase? {
    try cases(where: "c.id = $1", [.text(id)]).first
  }

  /// The cases of a person and those of a shop.
  public func supportCases(person: String, shop: String?) throws -> [SupportCase] {
    try cases(where: "c.person = $1 OR c.shop = $2", [.text(person), .optional(shop)])
  }

  /// Every case of a region's schemes.
  public func supportCases(region: String) throws -> [SupportCase] {
    try cases(where: "c.scheme IN (SELECT id FROM scheme WHERE region = $1)", [.text(region)])
  }

  private func cases(where condition: String, _ values: [SQLValue]) throws -> [SupportCase] {
    var found: [SupportCase] = []
    let rows = try run(
      """
      SELECT c.id, c.scheme, c.person, c.shop, c.months, s.kind, s.day, s.amount_fen, s.decided_by, s.reason, s.paper
      FROM support_case c LEFT JOIN support_step s ON s.support_case = c.id
      WHERE \(condition) ORDER BY c.recorded, c.id, s.position
      """, values)
    for row in rows {
      let id = try row.text("id")
      if found.last?.id != id {
        found.append(
          SupportCase(
            id: id, scheme: try row.text("scheme"), person: try row.text("person"),
            shop: try row.optionalText("shop"), months: try row.optionalInteger("months")))
      }
      if try row.optionalText("kind") != nil {
        found[found.count - 1].steps.append(try SupportCase.Step(row))
      }
    }
    return found
  }
}

extension Scheme {
  init(_ row: SQLRow) throws {
    guard let kind = Kind(rawValue: try row.text("kind")), let validFrom = Day(try row.text("valid_from"))
    else {
      throw SQLFailure.damaged("scheme \(try row.text("id"))")
    }
    let amount = Money(fen: try row.integer("limit_fen"))
    let months = try row.optionalInteger("limit_months")
    self.init(
      id: try row.text("id"), title: Words(zh: try row.text("title_zh"), en: try row.text("title_en")),
      kind: kind,
      limit: months.map { .monthly(amount, months: $0) } ?? .once(amount), validFrom: validFrom,
      validTo: try row.optionalText("valid_to").flatMap { Day($0) }, source: try row.text("source"),
      isOneOff: try row.flag("one_off"), group: try row.optionalText("rivals"),
      monthsOpen: try row.integer("months_open"), peopleNeeded: try row.integer("people_needed"))
  }
}

extension SupportCase.Step {
  init(_ row: SQLRow) throws {
    guard let kind = Kind(rawValue: try row.text("kind")), let day = Day(try row.text("day")) else {
      throw SQLFailure.damaged("support_step of \(try row.text("id"))")
    }
    self.init(
      kind: kind, day: day, amount: try row.optionalInteger("amount_fen").map(Money.init(fen:)),
      by: try row.text("decided_by"), reason: try row.optionalText("reason"),
      paper: try row.optionalText("paper"))
  }
}
