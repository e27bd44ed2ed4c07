// Delivered sheets of an event for trying a changed rubric on: read, never written.

public import Basics
internal import Judging
public import Records
public import Rubrics
internal import SQL

/// What a division delivered, and the rubric that it was judged by.
public struct TrialSheets: Sendable {
  public var rubric: Rubric
  public var title: Words
  public var sheets: Table
  public var entries: Table
  public var decisions: Table
}

/// A division whose sheets fit.
public struct TrialDivision: Hashable, Sendable {
  public var id: String
  public var title: Words
}

/// Finds divisions with delivered sheets that were judged by some version of a rubric.
public struct SheetsForTrial: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameters:
  ///   - id: the rubric's id, in any version.
  ///   - mayRead: whether the caller may read an event.
  public func divisions(ofRubric id: String, mayRead: (EventRow) -> Bool) async throws -> [TrialDivision] {
    let found = try await ports.engine.read { transaction -> [(EventRow, DivisionRow)] in
      let digests = Set(try transaction.keptRubrics().filter { $0.id == id }.map(\.sha256))
      return try transaction.allEvents().flatMap { event in
        try transaction.divisions(ofEvent: event.id)
          .filter { digests.contains($0.rubricSHA256) && $0.frozen != nil }.map { (event, $0) }
      }
    }
    return found.filter { mayRead($0.0) }.map { event, division in
      TrialDivision(
        id: division.id,
        title: Words(
          zh: "\(event.title[.zh]) · \(division.title[.zh])",
          en: "\(event.title[.en]) · \(division.title[.en])"))
    }
  }

  /// The sheets of one division; nil where there is none of that id.
  public func callAsFunction(division id: String, mayRead: (EventRow) -> Bool) async throws -> TrialSheets? {
    let found = try await ports.engine.read { transaction -> (EventRow, DivisionRow)? in
      guard let division = try transaction.division(id), let event = try transaction.event(division.event)
      else { return nil }
      return (event, division)
    }
    guard let (event, division) = found, mayRead(event) else { return nil }
    let plan = try await ports.rubrics.plan(sha256: division.rubricSHA256, from: ports.engine)
    let inputs = try await ports.engine.read {
      try ComputeResults.inputs(of: division, plan: plan, in: $0)
    }
    return TrialSheets(
      rubric: plan.rubric, title: division.title, sheets: inputs.sheets, entries: inputs.entries,
      decisions: inputs.decisions)
  }
}
