// A new event from what an organizer typed: every fault of the form at once.

public import Basics
internal import Records
public import Rubrics
internal import SQL

/// Makes an event in preparation.
public struct NewEvent: Sendable {
  /// Longer ids would leave no room for those of divisions and judges, which begin with it.
  static let longest = 40

  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameters:
  ///   - day: as `2026-11-28`.
  ///   - organizers: who stands on the certificates.
  /// - Throws: `Refusal` with everything that is wrong.
  public func callAsFunction(
    id: String, title: Words, kind: EventKind, day typed: String, organizers: [String], region: String,
    office: String?, isSample: Bool, by actor: String
  ) async throws {
    var faults: [Fault] = []
    if title.zh.isEmpty { faults.append(Fault("event-title", zh: "请写名称", en: "write the name in Chinese")) }
    if !isIdentifier(id) || id.utf8.count > Self.longest {
      faults.append(
        Fault(
          "event-id", zh: "编号只能用字母、数字和 . _ -，最多 \(Self.longest) 个",
          en: "an id has letters, digits and . _ - only, \(Self.longest) at most"))
    }
    let day = Day(typed.foldedToPlain)
    if day == nil {
      faults.append(
        Fault(
          "event-day", zh: "日期“\(typed)”不对", en: "\"\(typed)\" is no day",
          suggestion: Words(zh: "例如 2026-11-28", en: "such as 2026-11-28")))
    }
    guard faults.isEmpty, let day else { throw Refusal(faults) }
    try await CreateEvent(ports)(
      EventRow(
        id: id, region: region, office: office, kind: kind, title: title, day: day,
        settings: .object([("organizers", .strings(organizers))]), isSample: isSample), by: actor)
  }

  /// An id that is free, such as `event-2026-11-28` or `event-2026-11-28-2`.
  public func suggestedID() async throws -> String {
    let taken = Set(try await ports.engine.read { try $0.allEvents().map(\.id) })
    let plain = "event-\(ports.now().day.text)"
    guard taken.contains(plain) else { return plain }
    return (2...(taken.count + 2)).map { "\(plain)-\($0)" }.first { !taken.contains($0) } ?? plain
  }
}
