// A new signing key: written beside the old one, put on record, and only then given the old one's place.

import Basics
import Certificates
import Foundation
import Office
import Records
import SQL

/// Makes signing keys for an installation that has data.
struct NewKey {
  let files: KeyFiles
  let place: Place

  /// Replaces the key in use; cut short anywhere, the next opening finds one whole key and finishes.
  func rotate(_ installation: Installation) async throws -> IssuerKey {
    let book = KeyBook(installation.ports)
    let known = try await book.use(installation.key, name: "key-1")
    let name = known.nextName
    let seed = SystemEntropy().bytes(32)
    guard let key = IssuerKey(seed: seed, name: name, address: KeyFiles.address(of: known)) else {
      throw Refusal(Fault("issuer-key", zh: "签名密钥损坏", en: "the signing key is damaged"))
    }
    try files.save(seed, to: files.next)
    _ = try await book.rotate(from: installation.key, to: key, name: name, by: "system")
    try SafeFile.finish(files.next, as: files.issuer)
    return key
  }

  /// A first key where the last one is lost.
  func afterLoss() async throws {
    guard let vault = KeyFiles.read(files.vault) else { throw Refusal([]) }
    let engine = try place.engine()
    let ports = OfficePorts(
      engine: engine, entropy: SystemEntropy(), now: Installation.clock, readRubric: { RubricDoor.read($0) },
      passwords: Scrypt(), vault: try Vault(key: vault, entropy: SystemEntropy()))
    try await OpenStore(ports)()
    let seed = SystemEntropy().bytes(32)
    let name = try await KeyBook(ports).text().flatMap(KeyRing.claimed)?.nextName ?? "key-1"
    guard let key = IssuerKey(seed: seed, name: name, address: nil) else { return }
    try files.save(seed, to: files.next)
    _ = try await KeyBook(ports).replaceLost(with: key, by: "system")
    try SafeFile.finish(files.next, as: files.issuer)
  }
}

/// What a store says of its keys, read without opening it as an installation.
struct RecordsKeys: Sendable {
  let ring: String?
  private let vaults: [String]

  init(in transaction: any SQLTransaction) throws {
    ring = try transaction.storeFact("keyring")
    vaults = try transaction.hashKeys()
  }

  init(_ place: Place) async throws { self = try await place.read { try RecordsKeys(in: $0) } }

  /// The store's id.
  static func store(_ place: Place) async throws -> String {
    try await place.read { try $0.storeFact("id") ?? "" }
  }

  /// Whether a vault key of this name opens the personal data.
  func fit(vault id: String) -> Bool {
    if let claimed = ring.flatMap(KeyRing.claimed) { return claimed.vault == id }
    return vaults.allSatisfy { $0 == id }
  }
}
