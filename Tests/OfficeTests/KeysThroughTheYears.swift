// Signing keys through the years: a rotation keeps old papers genuine, and keys of other records are noticed.

import Basics
import Certificates
import Office
import Records
import SQL
import Testing

@Suite("Keys through the years")
struct KeysThroughTheYears {
  let venue: Venue
  let book: KeyBook

  init() async throws {
    venue = try await Venue()
    book = KeyBook(venue.ports)
  }

  func key(_ seed: UInt8, _ name: String = "key-1", _ address: String? = nil) throws -> IssuerKey {
    try #require(IssuerKey(seed: [UInt8](repeating: seed, count: 32), name: name, address: address))
  }

  @Test("After a rotation the old key is a former one, and the ring is the new key's")
  func rotate() async throws {
    let (old, new) = (try key(1), try key(2, "key-2"))
    _ = try await book.use(old, name: "key-1")
    let ring = try await book.rotate(from: old, to: new, name: "key-2", by: "system")
    #expect(ring.former(than: new) == [old.trusted])
    #expect(try await book.ring(signedBy: new) == ring)
    #expect(ring.nextName == "key-3")
    await #expect(throws: Refusal.self) { try await book.ring(signedBy: old) }
    #expect(try await venue.audit().isSound)
  }

  @Test("A new public address is a new name of the same key, and the old name stays known")
  func address() async throws {
    _ = try await book.use(try key(1), name: "key-1")
    let web = try key(1, "key-1", "https://rsj.cengong.example")
    let ring = try await book.use(web, name: "key-1")
    #expect(ring.former(than: web).map(\.id) == [try key(1).id])
    #expect(try await book.use(web, name: "key-1") == ring)
  }

  @Test("A key that somebody wrote into the records is not believed")
  func forged() async throws {
    let own = try key(1)
    let ring = try await book.use(own, name: "key-1").using(try key(7), name: "key-2", since: venue.clock.now)
    let text = try ring.text(signedBy: try key(7), at: venue.clock.now)
    try await venue.engine.write { try $0.setStoreFact("keyring", to: text) }
    await #expect(throws: Refusal.self) { try await book.ring(signedBy: own) }
    #expect(try await venue.audit().strays.map(\.subject) == ["store_fact:keyring"])
  }

  @Test("The published keys name former ones, and papers of both are genuine with them")
  func published() throws {
    let (old, new) = (try key(1), try key(2, "key-2"))
    let now = venue.clock.now
    let text = try KeysDocument.text(key: new, former: [old.trusted], created: now)
    let keys = try KeysDocument.keys(Array(text.utf8))
    #expect(keys == [new.trusted, old.trusted])
    let paper = JSON.object([("issuer", .string(old.issuer)), ("a", .string("b"))])
    let signed = try DataIntegrity.signed(paper, by: old, created: now)
    #expect(
      DataIntegrity.check(signed, bytes: Array(signed.canonical.utf8), trusted: keys) == .valid(old.trusted))
  }

  @Test("A keys document whose did:key does not fit its key is refused")
  func mismatched() throws {
    let (old, new) = (try key(1), try key(2))
    let text = try KeysDocument.text(key: new, former: [old.trusted], created: venue.clock.now)
    let json = try JSON(parsing: text)
    let bare = JSON.members((json.entries ?? []).filter { $0.key != "proof" }).canonical
    let forged = bare.replacing(
      multikey(publicKey: old.publicKey), with: multikey(publicKey: try key(3).publicKey))
    #expect(try KeysDocument.keys(Array(forged.utf8)).count == 2, "all of it replaced fits again")
    let half = bare.replacing(
      "\"publicKeyMultibase\":\"\(multikey(publicKey: old.publicKey))\"",
      with: "\"publicKeyMultibase\":\"\(multikey(publicKey: try key(3).publicKey))\"")
    #expect(throws: Refusal.self) { try KeysDocument.keys(Array(half.utf8)) }
  }

  @Test("Where the signing key is lost, a new one begins and keeps what the records say of earlier ones")
  func lost() async throws {
    let (old, new) = (try key(1), try key(2, "key-2"))
    _ = try await book.use(old, name: "key-1")
    let ring = try await book.replaceLost(with: new, by: "system")
    #expect(ring.former(than: new) == [old.trusted])
    #expect(try await book.ring(signedBy: new) == ring)
  }

  @Test("A printed recovery code counts for the key that it was printed for")
  func printed() async throws {
    let (old, new) = (try key(1), try key(2, "key-2"))
    _ = try await book.use(old, name: "key-1")
    #expect(try await book.printed(key: old) == nil)
    try await book.notePrinted(key: old, by: "system")
    #expect(try await book.printed(key: old) != nil)
    _ = try await book.rotate(from: old, to: new, name: "key-2", by: "system")
    #expect(try await book.printed(key: new) == nil)
  }
}
