// A store is made ready: the newest schema, an id of its own, the county and its office.

public import Basics
internal import Records
internal import SQL

/// Migrates a store and gives it an id where it has none.
public struct OpenStore: Sendable {
  let ports: OfficePorts

  public init(_ ports: OfficePorts) { self.ports = ports }

  /// - Returns: the store's id; a device that meets another one delivers again what it still holds.
  /// - Throws: `SQLFailure.newerSchema` where a newer program wrote the store.
  @discardableResult
  public func callAsFunction() async throws -> String {
    let now = ports.now()
    try await Schema.migrate(ports.engine, at: now)
    let fresh = ports.entropy.identifier("store")
    let salt = ports.vault.keyedHash("rows", purpose: "audit")
    return try await ports.engine.write { transaction in
      let known = try transaction.storeFact("id")
      if try transaction.storeFact("salt") == nil {
        try transaction.setStoreFact("salt", to: salt)
        // A store of an earlier program: its rows are taken as they stand, from here on they are vouched for.
        if known != nil { try Audit.begin(in: transaction, at: now) }
      }
      if let known { return known }
      try transaction.setStoreFact("id", to: fresh)
      try Audit.append(
        in: transaction, at: now, actor: "system", act: "store.make", subject: "store:\(fresh)",
        rows: [AuditedRow(.storeFact, "id"), AuditedRow(.storeFact, "salt")])
      return fresh
    }
  }

  /// Adds a region and an office in it; those that are there stay.
  public func addRegion(_ region: String, title: Words, office: String, officeTitle: Words) async throws {
    try await ports.engine.write { transaction in
      try transaction.addRegion(region, title: title)
      try transaction.addOffice(office, region: region, title: officeTitle)
    }
  }
}
