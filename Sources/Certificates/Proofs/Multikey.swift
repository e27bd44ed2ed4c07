// Ed25519 keys as multibase text (`z6Mk…`), and signatures checked against them.

internal import Crypto

/// The W3C Multikey text of an Ed25519 public key of 32 bytes: base58btc over the multicodec prefix ed01 and
/// the key.
public func multikey(publicKey: [UInt8]) -> String { "z" + base58([0xED, 0x01] + publicKey) }

/// The 32 bytes of an Ed25519 public key written as Multikey; nil for anything else.
public func publicKey(multikey text: String) -> [UInt8]? {
  guard text.hasPrefix("z"), let bytes = bytes(base58: text.dropFirst()), bytes.count == 34,
    bytes.starts(with: [0xED, 0x01])
  else { return nil }
  return Array(bytes.dropFirst(2))
}

/// Whether an Ed25519 signature (64 bytes) over a message is right.
///
/// Wrong sizes are wrong signatures.
func isSignature(_ signature: [UInt8], over message: [UInt8], by publicKey: [UInt8]) -> Bool {
  guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
  else {
    return false
  }
  return key.isValidSignature(signature, for: message)
}
