// The keys on record: which are in use, that a recovery code was printed, and the change to a new signing key.

public import Basics
public import Certificates
internal import Records
internal import SQL

/// What the records know of the installation's keys.
public struct KeyBook: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  private static let ring = "keyring"
  private static let printed = "key-backup"

  /// The text of the ring; nil in a demonstration and before the first key was used.
  public func text() async throws -> String? { try await ports.engine.read { try $0.storeFact(Self.ring) } }

  /// The ring, if `key` has signed it; nil where there is none.
  /// - Throws: `Refusal` where there is one and another key signed it, or the vault's key is another.
  public func ring(signedBy key: IssuerKey) async throws -> KeyRing? {
    guard let text = try await text() else { return nil }
    guard let ring = KeyRing(text, signedBy: key.publicKey) else { throw Self.otherKey("issuer.key") }
    guard ring.vault == ports.vault.hashKeyID else { throw Self.otherKey("vault.key") }
    return ring
  }

  /// Notes that the office signs with `key` under its present name; does nothing where that is known.
  public func use(_ key: IssuerKey, name: String) async throws -> KeyRing {
    let before = try await ring(signedBy: key)
    if let before, before.entries.last?.key == key.trusted { return before }
    let now = ports.now()
    let ring = (before ?? KeyRing(vault: ports.vault.hashKeyID, entries: [])).using(
      key, name: name, since: now)
    try await keep(ring, signedBy: key, act: "key.use", by: "system", at: now)
    return ring
  }

  /// Makes `new` the key in use; papers signed before stay genuine.
  public func rotate(from old: IssuerKey, to new: IssuerKey, name: String, by actor: String) async throws
    -> KeyRing
  {
    let now = ports.now()
    let known = try await ring(signedBy: old)?.using(old, name: "key-1", since: now)
    let before =
      known ?? KeyRing(vault: ports.vault.hashKeyID, entries: []).using(old, name: "key-1", since: now)
    let ring = before.using(new, name: name, since: now)
    try await keep(ring, signedBy: new, act: "key.rotate", by: actor, at: now)
    return ring
  }

  /// Begins anew with `key` where the signing key is lost: what the records say of earlier keys is believed, because
  /// nothing else is left, and the audit says so.
  public func replaceLost(with key: IssuerKey, by actor: String) async throws -> KeyRing {
    let now = ports.now()
    let claimed = try await text().flatMap(KeyRing.claimed)
    let before = claimed ?? KeyRing(vault: ports.vault.hashKeyID, entries: [])
    let ring = before.using(key, name: before.nextName, since: now)
    try await keep(ring, signedBy: key, act: "key.replace-lost", by: actor, at: now)
    return ring
  }

  /// Notes that a recovery code for the present keys was printed.
  public func notePrinted(key: IssuerKey, by actor: String) async throws {
    let now = ports.now()
    let fact = JSON.object([("at", .string(now.utcText)), ("key", .string(key.id))])
    try await ports.engine.write { transaction in
      try transaction.setStoreFact(Self.printed, to: fact.canonical)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: "key.backup", subject: "key:\(key.id)")
    }
  }

  /// When a recovery code was last printed for this very key; nil where none was.
  public func printed(key: IssuerKey) async throws -> Instant? {
    guard let text = try await ports.engine.read({ try $0.storeFact(Self.printed) }),
      let fact = try? JSON(parsing: text), fact["key"]?.string == key.id
    else { return nil }
    return fact["at"]?.string.flatMap { Instant($0) }
  }

  /// Whether somebody's personal data were sealed under another vault key than the present one.
  public func holdsOthersData() async throws -> Bool {
    let id = ports.vault.hashKeyID
    return try await ports.engine.read { try $0.hashKeys().contains { $0 != id } }
  }

  private func keep(
    _ ring: KeyRing, signedBy key: IssuerKey, act: String, by actor: String, at now: Instant
  ) async throws {
    let text = try ring.text(signedBy: key, at: now)
    try await ports.engine.write { transaction in
      let old = try transaction.storeFact(Self.ring).flatMap(KeyRing.claimed)?.entries.last?.key.id
      try transaction.setStoreFact(Self.ring, to: text)
      try Audit.append(
        in: transaction, at: now, actor: actor, act: act, subject: "key:\(key.id)",
        old: old.map { .string($0) },
        new: .string(key.id), rows: [AuditedRow(.storeFact, Self.ring)])
    }
  }

  private static func otherKey(_ file: String) -> Refusal {
    Refusal(
      Fault(
        "keys-do-not-fit", zh: "密钥文件 \(file) 不属于这个数据库，程序没有改动任何东西",
        en: "the key file \(file) does not belong to these records; nothing was changed",
        suggestion: Words(
          zh: "用 sizhou key restore 和恢复码换回原来的密钥",
          en: "bring the right keys back with `sizhou key restore` and the recovery code")))
  }
}
