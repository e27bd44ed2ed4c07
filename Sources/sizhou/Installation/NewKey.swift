// A new signing key: written beside the old one, put on record, and only then given the old one's place.

import Basics
import Certificates
import Foundation
import Office
import Records
import SQL
import SQLiteEngine

/// Makes signing keys for an installation that has data.
struct NewKey {
  let files: KeyFiles
  let data: String

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
    let engine = try SQLiteEngine(path: Installation.database(in: data))
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
    try engine.close()
  }
}

/// What a store says of its keys, read without opening it as an installation.
struct RecordsKeys {
  let ring: String?
  private let vaults: [String]

  init(_ data: String) throws {
    (ring, vaults) = try SQLiteFile.read(Installation.database(in: data)) {
      (try $0.storeFact("keyring"), try $0.hashKeys())
    }
  }

  /// The store's id.
  static func store(_ data: String) throws -> String {
    try SQLiteFile.read(Installation.database(in: data)) { try $0.storeFact("id") ?? "" }
  }

  /// Whether a vault key of this name opens the personal data.
  func fit(vault id: String) -> Bool {
    if let claimed = ring.flatMap(KeyRing.claimed) { return claimed.vault == id }
    return vaults.allSatisfy { $0 == id }
  }
}
