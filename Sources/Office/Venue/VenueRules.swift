// How an event is run on the day: how paper is checked, who of the chiefs scores too, which separations of duties are waived.

public import Basics
internal import Records
internal import SQL

/// The organizers' settings for the day, kept in the event's settings under `venue`.
public struct VenueRules: Hashable, Sendable {
  /// How a typed paper sheet is checked.
  public enum Check: String, Hashable, Sendable, CaseIterable {
    /// Somebody else types it again without seeing the first typing.
    case retype
    /// Somebody else reads the typed numbers back from the paper.
    case readBack = "read-back"
  }

  /// Duties that two people should have.
  public enum Separation: String, Hashable, Sendable, CaseIterable {
    /// The chief judge scores too.
    case chiefScores = "chief-scores"
    /// The chief judge drew the codes or has seen whose they are.
    case chiefKnowsCodes = "chief-knows-codes"
    /// The same clerk types and checks.
    case oneClerk = "one-clerk"
  }

  public struct Waiver: Hashable, Sendable {
    public var separation: Separation
    public var reason: String
    public var by: String
    public var at: Instant
  }

  public var check: Check
  public var waivers: [Waiver]
  /// The sample of a division that is added up again.
  public struct Drawn: Hashable, Sendable {
    public var codes: [String]
    public var by: String
    public var at: Instant
  }

  /// By division id.
  public var drawn: [String: Drawn] = [:]
  /// Judge ids by account id: chief judges who score too, by their own word.
  public var scoring: [String: String]

  public init(check: Check = .retype, waivers: [Waiver] = [], scoring: [String: String] = [:]) {
    self.check = check
    self.waivers = waivers
    self.scoring = scoring
  }

  public func isWaived(_ separation: Separation) -> Bool {
    waivers.contains { $0.separation == separation }
  }
}

extension VenueRules {
  /// Reads an event's settings; what is not there is as usual.
  public init(_ settings: JSON) {
    let venue = settings["venue"]
    self.init(
      check: venue?["check"]?.string.flatMap(Check.init) ?? .retype,
      waivers: (venue?["waived"]?.items ?? []).compactMap { line in
        guard let separation = line["what"]?.string.flatMap(Separation.init) else { return nil }
        return Waiver(
          separation: separation, reason: line["reason"]?.string ?? "", by: line["by"]?.string ?? "",
          at: Instant(milliseconds: line["at"]?.integer ?? 0))
      },
      scoring: Dictionary(
        (venue?["scoring"]?.entries ?? []).compactMap { line in line.value.string.map { (line.key, $0) } }
      ) { _, last in last })
    for line in venue?["drawn"]?.entries ?? [] {
      drawn[line.key] = Drawn(
        codes: (line.value["codes"]?.items ?? []).compactMap(\.string), by: line.value["by"]?.string ?? "",
        at: Instant(milliseconds: line.value["at"]?.integer ?? 0))
    }
  }

  /// The settings with these rules in them.
  func put(into settings: JSON) -> JSON {
    let venue = JSON.object([
      ("check", .string(check.rawValue)),
      (
        "waived",
        .array(
          waivers.map {
            .object([
              ("what", .string($0.separation.rawValue)), ("reason", .string($0.reason)),
              ("by", .string($0.by)), ("at", .integer($0.at.milliseconds)),
            ])
          })
      ),
      (
        "drawn",
        .object(
          drawn.sorted { $0.key < $1.key }.map { division, sample in
            (
              division,
              .object([
                ("codes", .strings(sample.codes)), ("by", .string(sample.by)),
                ("at", .integer(sample.at.milliseconds)),
              ])
            )
          })
      ),
      ("scoring", .object(scoring.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
    ])
    let others = (settings.entries ?? []).filter { $0.key != "venue" }
    return .members(others + [JSON.Member(key: "venue", value: venue)])
  }
}

/// Changes the rules of the day.
public struct SetVenueRules: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// How paper sheets are checked from now on.
  public func check(_ check: VenueRules.Check, event: String, by actor: String) async throws {
    try await change(event, act: "venue.check", reason: nil, by: actor) { rules, _ in rules.check = check }
  }

  /// Two duties may be one person's, with a reason that stands on the closing statement.
  public func waive(
    _ separation: VenueRules.Separation, event: String, reason: String, by actor: String
  ) async throws {
    try requireReason(reason)
    try await change(event, act: "venue.waive", reason: reason, by: actor) { rules, now in
      rules.waivers.removeAll { $0.separation == separation }
      rules.waivers.append(.init(separation: separation, reason: reason, by: actor, at: now))
    }
  }

  /// A chief judge says which judge she is; an empty id says that she does not score.
  public func scoring(account: String, as judge: String, event: String, by actor: String) async throws {
    try await change(event, act: "venue.scoring", reason: nil, by: actor) { rules, _ in
      rules.scoring[account] = judge.isEmpty ? nil : judge
    }
  }

  private func change(
    _ event: String, act: String, reason: String?, by actor: String,
    _ change: @escaping @Sendable (inout VenueRules, Instant) -> Void
  ) async throws {
    let now = ports.now()
    try await ports.engine.write { transaction in
      guard let row = try transaction.event(event) else { throw unknownEvent(event) }
      var rules = VenueRules(row.settings)
      change(&rules, now)
      let settings = rules.put(into: row.settings)
      try transaction.setSettings(settings, ofEvent: event)
      try transaction.touch(event: event)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: act, subject: "event:\(event)",
        old: row.settings["venue"], new: settings["venue"], reason: reason,
        rows: [AuditedRow(.event, event)])
    }
  }
}

/// A refusal unless somebody wrote why.
func requireReason(_ reason: String) throws {
  guard reason.contains(where: { !$0.isWhitespace }) else {
    throw Refusal(Fault("reason-missing", zh: "请写明理由", en: "a reason is needed"))
  }
}
