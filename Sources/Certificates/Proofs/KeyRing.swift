// The public keys of an office through the years, signed by the one in use: why old papers stay genuine after a rotation.

public import Basics

/// Every key and every name under which an office has signed, oldest first; the last one is in use.
///
/// The ring holds no secret and travels with the records. It is signed by the key in use, so that nobody who can only
/// write into the records can add a key of his own.
public struct KeyRing: Hashable, Sendable {
  /// A key under one name.
  public struct Entry: Hashable, Sendable {
    public var key: TrustedKey
    /// The fragment of a `did:web` key, such as `key-2`.
    public var name: String
    public var since: Instant

    public init(key: TrustedKey, name: String, since: Instant) {
      self.key = key
      self.name = name
      self.since = since
    }
  }

  /// What the vault's key is called, so that keys of another office's records are noticed.
  public var vault: String
  public var entries: [Entry]

  public init(vault: String, entries: [Entry]) {
    self.vault = vault
    self.entries = entries
  }

  /// Keys and names other than the one in use, for checking alone.
  public func former(than key: IssuerKey) -> [TrustedKey] {
    entries.map(\.key).filter { $0 != key.trusted }
  }

  /// The name of a key in the ring; nil where it is not there.
  public func name(of publicKey: [UInt8]) -> String? {
    entries.last { $0.key.publicKey == publicKey }?.name
  }

  /// What the next new key is called.
  public var nextName: String { "key-\(Set(entries.map(\.key.publicKey)).count + 1)" }

  /// The ring with `key` as the one in use.
  public func using(_ key: IssuerKey, name: String, since now: Instant) -> KeyRing {
    var ring = self
    let known = entries.first { $0.key == key.trusted }
    ring.entries.removeAll { $0.key == key.trusted }
    ring.entries.append(known ?? Entry(key: key.trusted, name: name, since: now))
    return ring
  }
}

extension KeyRing {
  /// The signed text.
  public func text(signedBy key: IssuerKey, at now: Instant) throws -> String {
    let document = JSON.object([
      ("type", .string("SizhouKeyRing")), ("issuer", .string(key.issuer)), ("vault", .string(vault)),
      (
        "keys",
        .array(
          entries.map {
            .object([
              ("id", .string($0.key.id)), ("controller", .string($0.key.controller)),
              ("name", .string($0.name)),
              ("publicKeyMultibase", .string(multikey(publicKey: $0.key.publicKey))),
              ("since", .string($0.since.utcText)),
            ])
          })
      ),
    ])
    return try DataIntegrity.signed(document, by: key, created: now).canonical
  }

  /// A ring that the holder of `publicKey` has signed; nil for any other text.
  public init?(_ text: String, signedBy publicKey: [UInt8]) {
    guard let json = try? JSON(parsing: text), let issuer = json["issuer"]?.string,
      let method = json["proof"]?["verificationMethod"]?.string, let ring = KeyRing(json: json)
    else { return nil }
    let signer = TrustedKey(id: method, controller: issuer, publicKey: publicKey)
    guard case .valid = DataIntegrity.check(json, bytes: Array(text.utf8), trusted: [signer]) else {
      return nil
    }
    self = ring
  }

  /// What a text says without anybody vouching for it: of use only where the signing key is lost.
  public static func claimed(_ text: String) -> KeyRing? {
    (try? JSON(parsing: text)).flatMap { KeyRing(json: $0) }
  }

  private init?(json: JSON) {
    guard json["type"]?.string == "SizhouKeyRing", let vault = json["vault"]?.string,
      let items = json["keys"]?.items
    else { return nil }
    let entries = items.compactMap { item -> Entry? in
      guard let id = item["id"]?.string, let controller = item["controller"]?.string,
        let name = item["name"]?.string, let since = item["since"]?.string.flatMap({ Instant($0) }),
        let key = item["publicKeyMultibase"]?.string.flatMap({ publicKey(multikey: $0) })
      else { return nil }
      return Entry(key: TrustedKey(id: id, controller: controller, publicKey: key), name: name, since: since)
    }
    guard entries.count == items.count, !entries.isEmpty else { return nil }
    self.init(vault: vault, entries: entries)
  }
}
