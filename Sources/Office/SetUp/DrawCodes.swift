// Blind codes are drawn: which code an entry bears says nothing about whose it is.

internal import Basics
internal import Records
internal import SQL

/// Draws codes for the entries of a division that have none.
public struct DrawCodes: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// Codes are `prefix` and two or three digits, for example `A07`, unique within the event.
  /// - Returns: code by entry id.
  /// - Throws: `Refusal` for a prefix that is no id, or an unknown division.
  @discardableResult
  public func callAsFunction(division: String, prefix: String, by actor: String) async throws -> [String:
    String]
  {
    guard isIdentifier(prefix + "1"), prefix.utf8.count <= 8 else {
      throw Refusal(Fault("code-prefix", zh: "编码前缀不合法", en: "the code's prefix is no id"))
    }
    let now = ports.now()
    let (waiting, taken) = try await ports.engine.read { transaction in
      let entries = try transaction.entries(ofDivision: division)
      return (entries.filter { $0.code == nil }.map(\.id), entries.count)
    }
    guard let row = try await ports.engine.read({ try $0.division(division) }) else {
      throw Refusal(Fault("division-unknown", zh: "没有组别 \(division)", en: "there is no division \(division)"))
    }
    let width = taken > 99 ? 3 : 2
    let used = Set(
      try await ports.engine.read { transaction in
        try transaction.divisions(ofEvent: row.event).flatMap { try transaction.entries(ofDivision: $0.id) }
          .compactMap(\.code)
      })
    var codes: [String] = []
    for number in 1...(used.count + max(1, waiting.count)) where codes.count < waiting.count {
      let code = prefix + padded(number, width: width)
      if !used.contains(code) { codes.append(code) }
    }
    // Fisher and Yates: every order equally likely.
    for place in codes.indices.dropFirst().reversed() {
      codes.swapAt(place, ports.entropy.number(below: place + 1))
    }
    let drawn = Dictionary(uniqueKeysWithValues: zip(waiting, codes))
    try await ports.engine.write { transaction in
      for (entry, code) in drawn.sorted(by: { $0.value.precedesByBytes($1.value) }) {
        try transaction.setCode(code, lot: nil, ofEntry: entry)
        // The pair itself stays out of the audit: who may read that may not know who is behind a code.
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "code.draw", subject: "entry:\(entry)",
          rows: [AuditedRow(.entry, entry)])
      }
      try transaction.touch(event: row.event)
    }
    return drawn
  }
}

/// Sets what became of an entry: withdrawn, absent, disqualified, or `ok` again.
public struct SetEntryStatus: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Parameter status: as in `--entries` (contract, section 3).
  public func callAsFunction(entry: String, status: String, reason: String, by actor: String) async throws {
    let now = ports.now()
    do {
      try await ports.engine.write { transaction in
        guard let row = try transaction.entry(entry) else {
          throw Refusal(Fault("entry-unknown", zh: "没有参评编号 \(entry)", en: "there is no entry \(entry)"))
        }
        try transaction.setStatus(status, ofEntry: entry)
        try transaction.touch(event: row.event)
        try Audit.append(
          in: transaction, at: now, actor: actor, act: "entry.status", subject: "entry:\(entry)",
          old: .string(row.status), new: .string(status), reason: reason, rows: [AuditedRow(.entry, entry)])
      }
    } catch SQLFailure.constraintViolation {
      throw Refusal(Fault("entry-status", zh: "没有状态“\(status)”", en: "there is no status “\(status)”"))
    }
  }
}
