// The vault on AES-GCM and HMAC-SHA256: one key of 32 bytes in the data folder, everything else derived from it.

public import Basics
internal import Crypto
internal import Foundation

/// A vault whose key lies in the data folder, apart from the store.
public struct Vault: PersonalVault {
  /// A sealed thing that cannot be opened.
  public enum Failure: Error, Hashable, Sendable {
    case wrongKeyOrAltered
    case keyIsNot32Bytes
  }

  public let hashKeyID: String
  private let master: SymmetricKey
  private let wrapping: SymmetricKey
  private let entropy: any Entropy

  /// - Parameter key: 32 bytes.
  public init(key: [UInt8], entropy: any Entropy) throws {
    guard key.count == 32 else { throw Failure.keyIsNot32Bytes }
    master = SymmetricKey(data: key)
    wrapping = Self.derive("wrap", from: master)
    self.entropy = entropy
    hashKeyID = hex(HMAC<SHA256>.authenticationCode(for: Data("key-id".utf8), using: master).prefix(4))
  }

  private static func derive(_ purpose: String, from key: SymmetricKey) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: key, info: Data("sizhou \(purpose)".utf8), outputByteCount: 32)
  }

  public func newPersonKey() throws -> [UInt8] {
    try seal(entropy.bytes(32), with: wrapping, context: "person-key")
  }

  public func seal(_ text: String, under wrappedKey: [UInt8], context: String) throws -> [UInt8] {
    try seal(Array(text.utf8), with: try unwrap(wrappedKey), context: context)
  }

  public func open(_ sealed: [UInt8], under wrappedKey: [UInt8], context: String) throws -> String {
    String(decoding: try open(sealed, with: try unwrap(wrappedKey), context: context), as: UTF8.self)
  }

  public func keyedHash(_ text: String, purpose: String) -> String {
    hex(
      HMAC<SHA256>.authenticationCode(
        for: Data(text.utf8), using: Self.derive("hash \(purpose)", from: master)))
  }

  private func unwrap(_ wrapped: [UInt8]) throws -> SymmetricKey {
    SymmetricKey(data: try open(wrapped, with: wrapping, context: "person-key"))
  }

  private func seal(_ bytes: [UInt8], with key: SymmetricKey, context: String) throws -> [UInt8] {
    let nonce = try AES.GCM.Nonce(data: entropy.bytes(12))
    let box = try AES.GCM.seal(bytes, using: key, nonce: nonce, authenticating: Data(context.utf8))
    return Array(nonce) + Array(box.ciphertext) + Array(box.tag)
  }

  private func open(_ sealed: [UInt8], with key: SymmetricKey, context: String) throws -> [UInt8] {
    do {
      let box = try AES.GCM.SealedBox(combined: sealed)
      return Array(try AES.GCM.open(box, using: key, authenticating: Data(context.utf8)))
    } catch {
      throw Failure.wrongKeyOrAltered
    }
  }
}
