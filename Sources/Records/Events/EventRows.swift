// Statements on series, events, divisions and the rubrics that they are judged by.

public import Basics
public import Rubrics
public import SQL

/// One edition of a contest, one exam batch, one class.
public struct EventRow: Hashable, Sendable {
  public enum State: String, Hashable, Sendable, CaseIterable {
    case preparing, open, closed, published, archived
  }

  public var id: String
  public var series: String?
  public var region: String
  public var office: String?
  public var kind: EventKind
  public var title: Words
  public var day: Day
  public var state: State
  /// Public settings as a JSON object.
  public var settings: JSON
  public var isSample: Bool

  public init(
    id: String, series: String? = nil, region: String, office: String? = nil, kind: EventKind, title: Words,
    day: Day,
    state: State = .preparing, settings: JSON = .members([]), isSample: Bool
  ) {
    self.id = id
    self.series = series
    self.region = region
    self.office = office
    self.kind = kind
    self.title = title
    self.day = day
    self.state = state
    self.settings = settings
    self.isSample = isSample
  }
}

/// Part of an event with one rubric.
public struct DivisionRow: Hashable, Sendable {
  public var id: String
  public var event: String
  /// From 1, the order on the programme.
  public var position: Int
  public var title: Words
  public var rubricSHA256: String
  /// When the first sheet was delivered; the rubric stays from then on.
  public var frozen: Instant?

  public init(
    id: String, event: String, position: Int, title: Words, rubricSHA256: String, frozen: Instant? = nil
  ) {
    self.id = id
    self.event = event
    self.position = position
    self.title = title
    self.rubricSHA256 = rubricSHA256
    self.frozen = frozen
  }
}

extension SQLTransaction {
  public func addSeries(_ id: String, region: String, title: Words) throws {
    try run(
      "INSERT INTO series (id, region, title_zh, title_en) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
      .text(id), .text(region), .text(title.zh), .text(title.en))
  }

  public func addEvent(_ event: EventRow, at now: Instant) throws {
    try run(
      """
      INSERT INTO event
        (id, series, region, office, kind, title_zh, title_en, day, state, settings, sample, created)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      """,
      [
        .text(event.id), .optional(event.series), .text(event.region), .optional(event.office),
        .text(event.kind.rawValue), .text(event.title.zh), .text(event.title.en), .text(event.day.text),
        .text(event.state.rawValue), .text(event.settings.canonical), .flag(event.isSample),
        .integer(now.milliseconds),
      ])
  }

  public func event(_ id: String) throws -> EventRow? {
    try first("SELECT * FROM event WHERE id = $1", .text(id)).map(EventRow.init)
  }

  /// Every event, the latest day first.
  public func allEvents() throws -> [EventRow] {
    try run("SELECT * FROM event ORDER BY day DESC, id").map(EventRow.init)
  }

  public func setState(_ state: EventRow.State, ofEvent event: String) throws {
    try run("UPDATE event SET state = $2 WHERE id = $1", .text(event), .text(state.rawValue))
  }

  public func setSettings(_ settings: JSON, ofEvent event: String) throws {
    try run("UPDATE event SET settings = $2 WHERE id = $1", .text(event), .text(settings.canonical))
  }

  /// Counts a change of an event, so that caches and boards notice it; once for all writes that share a flush.
  public func touch(event: String) throws {
    try runLast(
      """
      INSERT INTO event_version (event, chain, version) VALUES ($1, $2, 1)
      ON CONFLICT (event, chain) DO UPDATE SET version = event_version.version + 1
      """, [.text(event), .text(chain)])
  }

  /// The versions of an event by writing process, for example `main:17`: equal texts, equal content.
  public func version(ofEvent event: String) throws -> String {
    try run("SELECT chain, version FROM event_version WHERE event = $1 ORDER BY chain", .text(event))
      .map { "\(try $0.text("chain")):\(try $0.integer("version"))" }.joined(separator: " ")
  }

  /// Keeps the bytes of a rubric; the same bytes are kept once.
  public func addRubric(_ rubric: Rubric, bytes: [UInt8], at now: Instant) throws {
    try run(
      """
      INSERT INTO rubric (sha256, id, version, bytes, added) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (sha256) DO NOTHING
      """, .text(rubric.sha256), .text(rubric.id), .integer(rubric.version), .blob(bytes),
      .integer(now.milliseconds))
  }

  public func rubricBytes(sha256: String) throws -> [UInt8]? {
    try first("SELECT bytes FROM rubric WHERE sha256 = $1", .text(sha256))?.blob("bytes")
  }

  public func addDivision(_ division: DivisionRow) throws {
    try run(
      "INSERT INTO division (id, event, position, title_zh, title_en, rubric_sha256) VALUES ($1, $2, $3, $4, $5, $6)",
      .text(division.id), .text(division.event), .integer(division.position), .text(division.title.zh),
      .text(division.title.en), .text(division.rubricSHA256))
  }

  public func division(_ id: String) throws -> DivisionRow? {
    try first("SELECT * FROM division WHERE id = $1", .text(id)).map(DivisionRow.init)
  }

  public func divisions(ofEvent event: String) throws -> [DivisionRow] {
    try run("SELECT * FROM division WHERE event = $1 ORDER BY position", .text(event)).map(DivisionRow.init)
  }

  /// Gives a division that is not frozen another rubric, its sheets too.
  public func setRubric(_ sha256: String, ofDivision division: String) throws {
    try run(
      "UPDATE division SET rubric_sha256 = $2 WHERE id = $1 AND frozen IS NULL", .text(division),
      .text(sha256))
    try run("UPDATE sheet SET rubric_sha256 = $2 WHERE division = $1", .text(division), .text(sha256))
  }

  public func freeze(division: String, at now: Instant) throws {
    try run(
      "UPDATE division SET frozen = $2 WHERE id = $1 AND frozen IS NULL", .text(division),
      .integer(now.milliseconds))
  }
}

extension EventRow {
  init(_ row: SQLRow) throws {
    guard let kind = EventKind(rawValue: try row.text("kind")), let day = Day(try row.text("day")),
      let state = State(rawValue: try row.text("state"))
    else { throw SQLFailure.damaged("event \(try row.text("id"))") }
    self.init(
      id: try row.text("id"), series: try row.optionalText("series"), region: try row.text("region"),
      office: try row.optionalText("office"), kind: kind,
      title: Words(zh: try row.text("title_zh"), en: try row.text("title_en")), day: day, state: state,
      settings: try JSON(parsing: try row.text("settings")), isSample: try row.flag("sample"))
  }
}

extension DivisionRow {
  init(_ row: SQLRow) throws {
    self.init(
      id: try row.text("id"), event: try row.text("event"), position: try row.integer("position"),
      title: Words(zh: try row.text("title_zh"), en: try row.text("title_en")),
      rubricSHA256: try row.text("rubric_sha256"),
      frozen: try row.optionalInteger("frozen").map(Instant.init(milliseconds:)))
  }
}
