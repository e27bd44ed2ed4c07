// The key files of a data folder: made for a new installation, read for any other, never replaced by chance.

import Basics
import Certificates
import Foundation
import Office

/// `DIR/keys/vault.key` and `DIR/keys/issuer.key`, 32 bytes each, readable by their owner only.
struct KeyFiles: Sendable {
  let folder: String

  init(_ dataFolder: String) { folder = dataFolder + "/keys" }

  var vault: String { folder + "/vault.key" }
  var issuer: String { folder + "/issuer.key" }
  /// The next signing key while a rotation is under way.
  var next: String { folder + "/issuer.key.next" }
  /// The mark of a demonstration.
  var mark: String { folder + "/sample" }

  var isSample: Bool { FileManager.default.fileExists(atPath: mark) }
  /// Whether there is any key.
  var isEmpty: Bool { ![vault, issuer].contains { FileManager.default.fileExists(atPath: $0) } }

  func makeFolder() throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// A key; made only where `isNew`.
  ///
  /// A key that is missing, damaged or unreadable beside existing data is never replaced: what it sealed would be
  /// lost for good.
  func key(_ path: String, isNew: Bool, entropy: any Entropy) throws -> [UInt8] {
    if isNew, !FileManager.default.fileExists(atPath: path) {
      let fresh = entropy.bytes(32)
      try save(fresh, to: path)
      return fresh
    }
    guard let key = Self.read(path) else {
      throw Refusal(
        Fault(
          "key-damaged", zh: "密钥文件 \(path) 缺失、损坏或无法读取，程序没有改动任何东西",
          en: "the key file \(path) is missing, damaged or unreadable; nothing was changed",
          suggestion: Words(
            zh: "用 sizhou key restore 和恢复码恢复密钥，或检查这个文件的权限",
            en: "bring it back with `sizhou key restore` and the recovery code, or check who may read it")))
    }
    return key
  }

  /// The 32 bytes of a key file; nil where it is missing or something else.
  static func read(_ path: String) -> [UInt8]? {
    guard let data = FileManager.default.contents(atPath: path), data.count == 32 else { return nil }
    return Array(data)
  }

  func save(_ bytes: [UInt8], to path: String) throws {
    do { try SafeFile.write(bytes, to: path, mode: 0o600) } catch let trouble as FileTrouble {
      throw Refusal(trouble.fault)
    }
  }
}

extension KeyFiles {
  /// The signing key that the records know, under the name for `address`, and the ring of former keys.
  ///
  /// A rotation that was cut short between records and file is finished here.
  func issuer(book: KeyBook, isNew: Bool, address: String?, entropy: any Entropy) async throws -> (
    IssuerKey, KeyRing?
  ) {
    let text = try await book.text()
    let seed = try key(issuer, isNew: isNew, entropy: entropy)
    guard let present = IssuerKey(seed: seed, name: "key-1", address: nil) else { throw Self.damaged }
    if let text, KeyRing(text, signedBy: present.publicKey) == nil, let waiting = Self.read(next),
      let later = IssuerKey(seed: waiting, name: "key-1", address: nil),
      KeyRing(text, signedBy: later.publicKey) != nil
    {
      try SafeFile.finish(next, as: issuer)
      return try await issuer(book: book, isNew: false, address: address, entropy: entropy)
    }
    let ring = try await book.ring(signedBy: present)
    let name = ring?.name(of: present.publicKey) ?? "key-1"
    guard let key = IssuerKey(seed: seed, name: name, address: address ?? Self.address(of: ring)) else {
      throw Self.damaged
    }
    return (key, ring)
  }

  /// The web address that the key in use speaks for, so that commands without an address sign under the same name.
  static func address(of ring: KeyRing?) -> String? {
    guard let issuer = ring?.entries.last?.key.controller, issuer.hasPrefix("did:web:") else { return nil }
    return "https://"
      + issuer.dropFirst("did:web:".count).replacing(":", with: "/").replacing("%3A", with: ":")
  }

  private static var damaged: Refusal {
    Refusal(Fault("issuer-key", zh: "签名密钥损坏", en: "the signing key is damaged"))
  }
}
