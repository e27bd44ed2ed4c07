// Whether the keys in a folder are those of the records: told by the ring, which the signing key has signed.

import Basics
import Certificates
import Foundation
import Office

/// The keys of a folder, read without a store.
struct FittingKeys {
  let vault: [UInt8]?
  let issuer: [UInt8]?
  let isSample: Bool

  init(_ files: KeyFiles) {
    vault = KeyFiles.read(files.vault)
    issuer = KeyFiles.read(files.issuer)
    isSample = files.isSample
  }

  /// Whether there is every key that an installation needs.
  var isComplete: Bool { vault != nil && (isSample || issuer != nil) }

  /// Whether they belong to records with this ring.
  ///
  /// Records without a ring, such as a demonstration's, take any keys.
  func fit(ring text: String?, isSample: Bool) -> Bool {
    guard let vault, isSample || issuer != nil else { return false }
    guard let text else { return true }
    guard let issuer, let key = IssuerKey(seed: issuer, name: "key-1", address: nil),
      let ring = KeyRing(text, signedBy: key.publicKey),
      let id = try? Vault(key: vault, entropy: SystemEntropy()).hashKeyID
    else { return false }
    return ring.vault == id
  }
}
