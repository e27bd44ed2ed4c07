// `issuer/keys.json`: the public keys of an issuer as a DID document, which did:web also serves as
// `did.json`.

public import Basics

public enum KeysDocument {
  /// The document of one issuer, signed by the key in use.
  ///
  /// `former` are older keys of the same office. Those under another name stand in it too, their names among
  /// `alsoKnownAs`: a `did:key` issuer changes its name with its key, and papers signed before stay genuine.
  public static func text(key: IssuerKey, former: [TrustedKey] = [], created: Instant) throws -> String {
    let keys = [key.trusted] + former.filter { $0.id != key.id }
    var names: [String] = []
    for name in keys.map(\.controller) where name != key.issuer && !names.contains(name) {
      names.append(name)
    }
    let head: [(String, JSON)] = [
      ("@context", .strings(["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"])),
      ("id", .string(key.issuer)),
      ("issuer", .string(key.issuer)),
    ]
    let aliases: [(String, JSON)] = names.isEmpty ? [] : [("alsoKnownAs", .strings(names))]
    let methods: [(String, JSON)] = [
      (
        "verificationMethod",
        .array(
          keys.map {
            .object([
              ("id", .string($0.id)), ("type", .string("Multikey")), ("controller", .string($0.controller)),
              ("publicKeyMultibase", .string(multikey(publicKey: $0.publicKey))),
            ])
          })
      ),
      ("assertionMethod", .strings(keys.filter { $0.controller == key.issuer }.map(\.id))),
    ]
    return try DataIntegrity.signed(.object(head + aliases + methods), by: key, created: created).canonical
  }

  /// The keys that a document names, for a verifier who was told to trust it.
  ///
  /// A document without a proof is read as it stands; one whose proof does not fit its own keys is refused,
  /// as is a key that its own issuer does not control.
  public static func keys(_ bytes: [UInt8]) throws(Refusal) -> [TrustedKey] {
    let refusal = Refusal(
      Fault(
        "keys-unreadable", zh: "这不是密钥文件，或内容已损坏", en: "this is no keys document, or it is damaged",
        suggestion: Words(zh: "使用签发单位公布的 issuer/keys.json", en: "use the issuer's published issuer/keys.json")
      ))
    guard let json = try? JSON(parsing: bytes), let issuer = json["id"]?.string,
      let methods = json["verificationMethod"]?.items, !methods.isEmpty
    else { throw refusal }
    let names = [issuer] + (json["alsoKnownAs"]?.items ?? []).compactMap(\.string)
    var keys: [TrustedKey] = []
    for method in methods {
      guard let id = method["id"]?.string, let controller = method["controller"]?.string,
        names.contains(controller), id.hasPrefix(controller + "#"),
        let publicKey = method["publicKeyMultibase"]?.string.flatMap({ publicKey(multikey: $0) }),
        isOwn(controller, publicKey)
      else { throw refusal }
      keys.append(TrustedKey(id: id, controller: controller, publicKey: publicKey))
    }
    if json["proof"] != nil {
      guard case .valid = DataIntegrity.check(json, bytes: bytes, trusted: keys) else { throw refusal }
    }
    return keys
  }

  /// A `did:key` is its own key's name and no other's.
  private static func isOwn(_ controller: String, _ publicKey: [UInt8]) -> Bool {
    !controller.hasPrefix("did:key:") || controller == "did:key:\(multikey(publicKey: publicKey))"
  }
}
