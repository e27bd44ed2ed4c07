// The key that signs certificates, the name under which it signs, and the built-in key of demonstrations.

internal import Basics
internal import Crypto

/// An Ed25519 signing key with the identity that it speaks for.
public struct IssuerKey: Sendable {
  let seed: [UInt8]
  public let publicKey: [UInt8]
  /// The issuer's DID.
  public let issuer: String
  /// The verification method of proofs: the issuer's DID and a fragment.
  public let id: String

  /// A key from its 32-byte seed; nil for another length.
  ///
  /// The issuer is `did:web` where `address` is https on a name that others can reach, else `did:key`, which
  /// works without any network but proves no identity. `name` is the fragment of a `did:web` key, such as
  /// `key-2026`; a new key gets a new name.
  public init?(seed: [UInt8], name: String, address: String?) {
    guard seed.count == 32, isIdentifier(name),
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    else { return nil }
    self.seed = seed
    publicKey = Array(key.publicKey.rawRepresentation)
    let text = multikey(publicKey: publicKey)
    if let web = address.flatMap(webIdentity) {
      issuer = web
      id = "\(web)#\(name)"
    } else {
      issuer = "did:key:\(text)"
      id = "did:key:\(text)#\(text)"
    }
  }

  /// Whether this is the built-in key of demonstrations, whose seed everybody knows.
  public var isSample: Bool { publicKey == TrustedKey.sample.publicKey }

  /// What others need to check its signatures.
  public var trusted: TrustedKey { TrustedKey(id: id, controller: issuer, publicKey: publicKey) }

  /// The built-in key of demonstrations: its seed stands here for all to see, so it proves nothing, and every
  /// answer about it says `sample`.
  ///
  /// It always speaks as `did:key`.
  public static let sample = IssuerKey(
    seed: sha256("Sizhou sample issuer 1".utf8), name: "sample", address: nil)

  /// The Ed25519 signature over a message, 64 bytes.
  func signature(over message: [UInt8]) throws -> [UInt8] {
    Array(try Curve25519.Signing.PrivateKey(rawRepresentation: seed).signature(for: message))
  }
}

/// A public key that a verifier trusts.
public struct TrustedKey: Hashable, Sendable {
  /// The verification method that proofs name.
  public var id: String
  /// The DID that may issue with it.
  public var controller: String
  /// 32 bytes.
  public var publicKey: [UInt8]

  public init(id: String, controller: String, publicKey: [UInt8]) {
    self.id = id
    self.controller = controller
    self.publicKey = publicKey
  }

  /// The built-in key of demonstrations.
  public static let sample =
    IssuerKey.sample?.trusted ?? TrustedKey(id: "did:key:none", controller: "did:key:none", publicKey: [])

  public var isSample: Bool { publicKey == Self.sample.publicKey }
}

/// `did:web:HOST` or `did:web:HOST%3APORT:PATH` of an https address; nil for plain http, bare numbers and
/// local names.
func webIdentity(_ address: String) -> String? {
  guard address.lowercased().hasPrefix("https://") else { return nil }
  let parts = address.dropFirst(8).split(separator: "/")
  guard let authority = parts.first?.lowercased() else { return nil }
  let pieces = authority.split(separator: ":", omittingEmptySubsequences: false)
  guard let host = pieces.first, pieces.count <= 2, host.contains("."), !host.hasSuffix(".local"),
    host.utf8.allSatisfy({ isHostByte($0) }), host.last.map({ $0.isLetter }) == true,
    parts.dropFirst().allSatisfy({ isIdentifier($0) })
  else { return nil }
  let port = pieces.count == 2 ? "%3A\(pieces[1])" : ""
  return (["did:web:\(host)\(port)"] + parts.dropFirst().map(String.init)).joined(separator: ":")
}

private func isHostByte(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x2E
}
