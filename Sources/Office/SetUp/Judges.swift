// Judges are made, given their QR code and PIN, and assigned; a conflict of interest blocks an assignment.

internal import Basics
public import Records
internal import SQL

/// What a judge gets on paper, shown this once.
public struct JudgeCredentials: Hashable, Sendable {
  public var judge: String
  /// For the fragment of the QR code's address.
  public var qrToken: String
  /// Four digits.
  public var pin: String
  /// Six digits that name the card where its QR code cannot be scanned.
  public var code: String { CardCode.of(tokenHash: tokenDigest(qrToken)) }

  public init(judge: String, qrToken: String, pin: String) {
    self.judge = judge
    self.qrToken = qrToken
    self.pin = pin
  }
}

/// Makes judges and renews or takes back what opens their sheets.
public struct KeepJudges: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameters:
  ///   - id: the judge's id in sheets and files, unique in the store.
  ///   - pin: given in a demonstration; nil draws one.
  public func add(
    id: String, event: String, name: String, unit: String = "", person: String? = nil, pin: String? = nil,
    by actor: String
  ) async throws -> JudgeCredentials {
    guard isIdentifier(id) else {
      throw Refusal(Fault("judge-id", zh: "评委编号不合法", en: "the judge's id is none"))
    }
    let fresh = try await credentials(id, pin: pin)
    let row = JudgeRow(
      id: id, event: event, name: name, unit: unit, person: person, tokenHash: tokenDigest(fresh.qrToken),
      pinHash: pinHash(fresh.pin, judge: id, vault: ports.vault))
    let now = ports.now()
    do {
      try await ports.engine.write { transaction in
        try transaction.addJudge(row)
        try transaction.touch(event: event)
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "judge.add", subject: "judge:\(id)",
          rows: [AuditedRow(.judge, id)])
      }
    } catch SQLFailure.uniqueViolation {
      throw Refusal(Fault("judge-taken", zh: "评委编号 \(id) 已存在", en: "judge \(id) exists already"))
    }
    return fresh
  }

  /// A new QR code and PIN; the old ones and all devices signed in with them are shut out.
  public func renew(_ judge: String, by actor: String) async throws -> JudgeCredentials {
    let fresh = try await credentials(judge, pin: nil)
    let (tokenHash, pinHash) = (
      tokenDigest(fresh.qrToken), pinHash(fresh.pin, judge: judge, vault: ports.vault)
    )
    let now = ports.now()
    try await ports.engine.write { transaction in
      try transaction.setCredentials(tokenHash: tokenHash, pinHash: pinHash, ofJudge: judge)
      try transaction.endSignIns(ofJudge: judge, at: now)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "judge.renew", subject: "judge:\(judge)",
        rows: [AuditedRow(.judge, judge)])
    }
    return fresh
  }

  /// Shuts a judge out; what was delivered stays.
  public func revoke(_ judge: String, reason: String, by actor: String) async throws {
    let now = ports.now()
    try await ports.engine.write { transaction in
      try transaction.setRevoked(now, ofJudge: judge)
      try transaction.endSignIns(ofJudge: judge, at: now)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "judge.revoke", subject: "judge:\(judge)",
        reason: reason,
        rows: [AuditedRow(.judge, judge)])
    }
  }

  private func credentials(_ judge: String, pin: String?) async throws -> JudgeCredentials {
    let taken = Set(
      try await ports.engine.read { try $0.judgesAtWork().map { CardCode.of(tokenHash: $0.tokenHash) } })
    while true {
      let fresh = JudgeCredentials(
        judge: judge, qrToken: ports.entropy.token(),
        pin: pin ?? padded(ports.entropy.number(below: 10_000), width: 4))
      if !taken.contains(fresh.code) { return fresh }
    }
  }
}

/// Assigns judges to entries and makes the expected sheets.
public struct AssignJudges: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Assigns all or nothing.
  /// - Throws: `Refusal` naming every pair where the judge is the contestant or works for the same unit.
  public func callAsFunction(_ assignments: [AssignmentRow], by actor: String) async throws {
    let now = ports.now()
    try await ports.engine.write { transaction in
      var faults: [Fault] = []
      var judges: [String: JudgeRow] = [:]
      var entries: [String: (entry: EntryRow, participation: ParticipationRow)] = [:]
      for row in assignments {
        if judges[row.judge] == nil { judges[row.judge] = try transaction.judge(row.judge) }
        if entries[row.entry] == nil, let entry = try transaction.entry(row.entry),
          let participation = try transaction.participation(entry.participation)
        {
          entries[row.entry] = (entry, participation)
        }
        guard let judge = judges[row.judge], let (entry, participation) = entries[row.entry],
          judge.event == entry.event
        else {
          faults.append(
            Fault("assignment-unknown", zh: "评委或参评编号不属于本届", en: "judge or entry is not of this event"))
          continue
        }
        if let fault = Self.conflict(judge, participation, code: entry.code ?? entry.id) {
          faults.append(fault)
          continue
        }
        try transaction.assign(row)
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "assignment.add", subject: "judge:\(row.judge)",
          new: .strings([row.panel, row.entry, row.round]), rows: [row.audited])
      }
      guard faults.isEmpty else { throw Refusal(faults) }
      for event in Set(judges.values.map(\.event)) { try transaction.touch(event: event) }
    }
  }

  /// Why a judge may not judge somebody's work; nil where nothing stands against it.
  static func conflict(_ judge: JudgeRow, _ participation: ParticipationRow, code: String) -> Fault? {
    let isSelf = judge.person != nil && judge.person == participation.person
    let isColleague = !judge.unit.isEmpty && judge.unit == participation.unit
    guard isSelf || isColleague else { return nil }
    return Fault(
      "assignment-conflict",
      zh: "评委 \(judge.id) 与 \(code) \(isSelf ? "为同一人" : "同属一个单位")，应当回避",
      en:
        "judge \(judge.id) and \(code) \(isSelf ? "are one person" : "belong to one unit"): a conflict of interest",
      suggestion: Words(zh: "换一位评委", en: "assign another judge"), entry: code)
  }

  /// Takes one assignment back; its sheets stay with the judge and take no more deliveries.
  public func revoke(_ assignment: AssignmentRow, reason: String, by actor: String) async throws {
    let now = ports.now()
    try await ports.engine.write { transaction in
      try transaction.revoke(assignment, at: now)
      if let entry = try transaction.entry(assignment.entry) { try transaction.touch(event: entry.event) }
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "assignment.revoke",
        subject: "judge:\(assignment.judge)",
        old: .strings([assignment.panel, assignment.entry, assignment.round]), reason: reason,
        rows: [assignment.audited])
    }
  }
}

extension AssignmentRow {
  /// The row as the audit names it.
  var audited: AuditedRow {
    AuditedRow(.assignment, key: .text(judge), .text(panel), .text(entry), .text(round))
  }
}
