// One theory mark, typed in by a clerk.

internal import Basics
internal import Exams
internal import Records
internal import SQL

/// Records the theory mark of one candidate: 0 to full marks in half marks.
public struct RecordTheoryMark: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameters:
  ///   - number: the candidate's number in the exam.
  ///   - mark: as typed; an empty text is refused, it is not a zero.
  ///   - reason: needed where the mark differs from the one on record.
  /// - Throws: `Refusal`.
  public func callAsFunction(
    event: String, number: String, mark: String, reason: String? = nil, by actor: String
  ) async throws {
    let table = Table(header: ["number", "mark"], rows: [[number, mark]])
    try await ImportTheoryMarks(ports)(event: event, table: table, reason: reason, by: actor)
  }
}
