// What the chief judge sees of the judges: one panel of one division, computed from what was delivered, never changing it.

internal import Basics
public import Judging
public import Records
public import Rubrics
internal import SQL

/// One division of an event as far as its sheets are there.
public struct DivisionOnView: Sendable {
  public var event: EventRow
  /// All divisions of the event in programme order.
  public var divisions: [DivisionRow]
  public var division: DivisionRow
  public var rubric: Rubric
  public var tally: Tally
  /// Differs wherever the sheets, decisions or states differ that the tally was computed from.
  public var version: String
  /// Sheets that a result waits for.
  public var undelivered: Int
  /// Names of the event's judges by id.
  public var names: [String: String]
  /// Panels of people who delivered something, in the order of the rubric.
  public var panels: [Panel]
}

/// Computes one division for looking at.
///
/// It reads and never writes; what it gives is shown only to those who may see who the judges are.
public struct ShowAgreement: Sendable {
  private let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameters:
  ///   - event: its id.
  ///   - wanted: the id of a division; nil takes the first.
  /// - Returns: nil where there is no such event or division.
  public func callAsFunction(event id: String, division wanted: String?) async throws -> DivisionOnView? {
    let found = try await ports.engine.read { transaction -> (EventRow, [DivisionRow], [JudgeRow])? in
      guard let event = try transaction.event(id) else { return nil }
      return (event, try transaction.divisions(ofEvent: id), try transaction.judges(ofEvent: id))
    }
    guard let (event, divisions, judges) = found,
      let division = divisions.first(where: { wanted == nil || $0.id == wanted })
    else { return nil }
    let plan = try await ports.rubrics.plan(sha256: division.rubricSHA256, from: ports.engine)
    let inputs = try await ports.engine.read {
      try ComputeResults.inputs(of: division, plan: plan, in: $0)
    }
    let place = inputs.sheets.header.firstIndex(of: "panel") ?? 0
    let marking = Set(inputs.sheets.rows.map { $0[place] })
    return DivisionOnView(
      event: event, divisions: divisions, division: division, rubric: plan.rubric,
      tally: try ComputeResults.tally(inputs, plan: plan), version: Self.version(of: inputs),
      undelivered: inputs.open.count { $0.why == .undelivered },
      names: Dictionary(judges.map { ($0.id, $0.name) }) { first, _ in first },
      panels: plan.rubric.panels.filter { marking.contains($0.id) && $0.role == .judges })
  }

  private static func version(of inputs: DivisionInputs) -> String {
    let tables = [inputs.sheets, inputs.entries, inputs.decisions]
    let text = tables.flatMap(\.rows).flatMap { $0 + ["\u{1E}"] }.joined(separator: "\u{1F}")
    return inputs.rubricSHA256 + sha256Hex(Array(text.utf8))
  }
}
