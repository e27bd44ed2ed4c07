// Publications as they were made, and any result in them explained from the inputs that were kept with it.

public import Basics
public import Judging
internal import Records
internal import Rubrics
internal import SQL
internal import Synchronization

/// A publication with its document read.
public struct Publication: Sendable {
  public var id: String
  public var number: Int
  public var document: JSON
  public var published: Instant
  public var noticeUntil: Day
  public var reason: String?
  public var resultSets: [String]
  public var earlier: [Int]
}

/// Reads what was published.
public final class ReadPublication: Sendable {
  private let ports: OfficePorts
  /// Tallies of result sets, which never change.
  private let tallies = Mutex<[String: Tally]>([:])

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// The current publication of an event, or number `number`; nil where there is none.
  public func callAsFunction(event: String, number: Int? = nil) async throws -> Publication? {
    let rows = try await ports.engine.read { try $0.publications(ofEvent: event) }
    guard let row = number.map({ number in rows.first { $0.number == number } }) ?? rows.first else {
      return nil
    }
    return Publication(
      id: row.id, number: row.number, document: try JSON(parsing: row.document), published: row.published,
      noticeUntil: row.noticeUntil, reason: row.reason, resultSets: row.resultSets,
      earlier: rows.map(\.number).filter { $0 < row.number })
  }

  /// The tally of a result set, computed again from its kept inputs.
  public func tally(ofResultSet id: String) async throws -> Tally? {
    if let known = tallies.withLock({ $0[id] }) { return known }
    guard let row = try await ports.engine.read({ try $0.resultSet(id) }) else { return nil }
    let tally = try await recompute(row)
    tallies.withLock { $0[id] = tally }
    return tally
  }

  /// Whether computing again from the kept inputs gives the kept ranking, byte for byte.
  public func isReproducible(resultSet id: String) async throws -> Bool {
    guard let row = try await ports.engine.read({ try $0.resultSet(id) }) else { return false }
    return try await recompute(row).json().canonical == row.ranking
  }

  /// The explanation of one entry in a publication; nil where it is not in it.
  public func explanation(of entry: String, in publication: Publication) async throws -> Explanation? {
    for set in publication.resultSets {
      if let explanation = try await tally(ofResultSet: set)?.explain(entry) { return explanation }
    }
    return nil
  }

  private func recompute(_ row: ResultSetRow) async throws -> Tally {
    let plan = try await ports.rubrics.plan(sha256: row.rubricSHA256, from: ports.engine)
    return try row.recomputed(by: plan.rubric)
  }
}

extension ResultSetRow {
  /// The tally of the kept inputs.
  func recomputed(by rubric: Rubric) throws -> Tally {
    func table(_ text: String) throws -> Table { try Table.read(csv: Array(text.utf8)).get() }
    return try Tally(
      rubric: rubric, sheets: try table(sheets), entries: try table(entries), decisions: try table(decisions))
  }
}
