// Data Integrity proofs of the W3C cryptosuite eddsa-jcs-2022: Ed25519 over two SHA-256 digests of canonical
// JSON.

public import Basics

/// What the check of a proof found.
public enum ProofFinding: Hashable, Sendable {
  case valid(TrustedKey)
  /// The key is one of the trusted ones and the document is not what it signed; or there is no usable proof.
  case altered(Fault)
  /// The proof names a key that is not trusted.
  case unknownKey(String)
}

public enum DataIntegrity {
  public static let suite = "eddsa-jcs-2022"

  /// The document with a proof by `key` as its last member.
  ///
  /// `created` has whole seconds.
  public static func signed(_ document: JSON, by key: IssuerKey, created: Instant) throws -> JSON {
    var options: [(String, JSON)] = [
      ("type", "DataIntegrityProof"), ("cryptosuite", suite), ("created", created.utcText),
      ("verificationMethod", key.id), ("proofPurpose", "assertionMethod"),
    ].map { ($0.0, .string($0.1)) }
    // The suite wants the document's context among the proof's options, where there is one.
    if let context = document["@context"] { options.insert(("@context", context), at: 0) }
    let value = try key.signature(over: signedBytes(document: document, options: .object(options)))
    options.append(("proofValue", .string("z" + base58(value))))
    return .members((document.entries ?? []) + [JSON.Member(key: "proof", value: .object(options))])
  }

  /// The 64 bytes that are signed: digest of the canonical options, then digest of the canonical document.
  static func signedBytes(document: JSON, options: JSON) -> [UInt8] {
    sha256(options.canonical.utf8) + sha256(document.canonical.utf8)
  }

  /// Checks a document that was read from `bytes`.
  ///
  /// Its bytes must be its canonical form, so that nothing in the file, white space and order included, can
  /// be changed without notice.
  public static func check(_ secured: JSON, bytes: [UInt8], trusted: [TrustedKey]) -> ProofFinding {
    guard let proof = secured["proof"], let method = proof["verificationMethod"]?.string else {
      return .altered(
        Fault("proof-missing", zh: "文件没有可用的签名", en: "the document carries no usable proof"))
    }
    guard let key = trusted.first(where: { $0.id.utf8.elementsEqual(method.utf8) }) else {
      return .unknownKey(method)
    }
    guard secured.canonical.utf8.elementsEqual(bytes) else {
      return .altered(
        Fault(
          "document-not-canonical", zh: "文件不是签发时的字节：内容被重新排版或改动",
          en: "these are not the bytes that were issued: the file was reformatted or changed",
          suggestion: Words(zh: "使用原始文件", en: "use the original file")))
    }
    guard isRight(secured, proof: proof, key: key) else {
      return .altered(
        Fault("proof-wrong", zh: "签名与内容不符：内容被改动", en: "the signature does not match: the content was changed")
      )
    }
    let issuer = secured["issuer"]?.string ?? secured["issuer"]?["id"]?.string
    guard let issuer, issuer.utf8.elementsEqual(key.controller.utf8) else {
      return .altered(
        Fault("issuer-not-controller", zh: "签发单位与密钥不符", en: "the issuer is not the owner of the key"))
    }
    return .valid(key)
  }

  private static func isRight(_ secured: JSON, proof: JSON, key: TrustedKey) -> Bool {
    guard proof["type"]?.string == "DataIntegrityProof", proof["cryptosuite"]?.string == suite,
      proof["proofPurpose"]?.string == "assertionMethod",
      proof["created"]?.string.flatMap({ Instant($0) }) != nil,
      proof["@context"]?.canonical == secured["@context"]?.canonical, let text = proof["proofValue"]?.string,
      text.hasPrefix("z"), let signature = bytes(base58: text.dropFirst()),
      base58(signature).utf8.elementsEqual(text.dropFirst().utf8)
    else { return false }
    let document = JSON.members((secured.entries ?? []).filter { $0.key != "proof" })
    let options = JSON.members((proof.entries ?? []).filter { $0.key != "proofValue" })
    return isSignature(signature, over: signedBytes(document: document, options: options), by: key.publicKey)
  }
}
