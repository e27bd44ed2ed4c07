// Each answer to "is it genuine" has its own case, and none is mistaken for another.

import Basics
import Certificates
import Testing

@Suite("Verdicts")
struct Verdicts {
  private func list(
    _ key: IssuerKey, _ state: CertificateState?, by other: String? = nil, at: Instant = Samples.now
  ) throws -> StatusList {
    let credential = try JSON(parsing: Samples.credential(by: key))
    let id = try #require(credential["id"]?.string)
    let entries = state.map {
      [
        StatusEntry(
          number: Samples.award.number, credential: id, state: $0, at: at, reason: "姓名有误（示例）",
          supersededBy: other)
      ]
    }
    return StatusList(issuer: key.issuer, at: at, entries: entries ?? [], sample: key.isSample)
  }

  @Test(
    "The status of a certificate decides, and its reason is told",
    arguments: [
      (nil, Verdict.genuine), (.revoked, .revoked), (.suspended, .suspended), (.superseded, .superseded),
    ] as [(CertificateState?, Verdict)])
  func states(state: CertificateState?, verdict: Verdict) throws {
    let key = try Samples.officeKey()
    let list = try list(key, state, by: state == .superseded ? "SZCS-2026-0009-X" : nil)
    let answer = try verifyCredential(
      Samples.credential(by: key).bytes, trust: Trust(keys: [key.trusted], statuses: [list]), now: Samples.now
    )
    #expect(answer.verdict == verdict)
    #expect(answer.facts == Samples.award)
    #expect(answer.statusAt == Samples.now)
    #expect(answer.faults.isEmpty == (verdict == .genuine))
    if verdict != .genuine { #expect(answer.faults[0].words.zh.contains("姓名有误")) }
  }

  @Test("Without a status list revocation is not checked, and the answer says so")
  func notChecked() throws {
    let key = try Samples.officeKey()
    let answer = try verifyCredential(
      Samples.credential(by: key).bytes, trust: Trust(keys: [key.trusted]), now: Samples.now)
    #expect(answer.verdict == .genuine)
    #expect(answer.json(.en)["revocation"]?.string == "not-checked")
  }

  @Test("After its last day a certificate is expired, on that day it is not")
  func expiry() throws {
    let key = try Samples.officeKey()
    let text = try Samples.credential(Samples.completion, by: key)
    let last = try #require(Samples.completion.validUntil)
    func verdict(_ now: Instant) throws -> Verdict {
      try verifyCredential(text.bytes, trust: Trust(keys: [key.trusted]), now: now).verdict
    }
    #expect(try verdict(last.adding(days: 1).start.adding(seconds: -1)) == .genuine)
    #expect(try verdict(last.adding(days: 1).start) == .expired)
  }

  @Test("A key that nobody named is unknown; its facts are not shown")
  func unknownKey() throws {
    let key = try Samples.officeKey(9)
    let answer = try verifyCredential(
      Samples.credential(by: key).bytes, trust: Trust(keys: []), now: Samples.now)
    #expect(answer.verdict == .unknownKey)
    #expect(answer.facts == nil)
    #expect(answer.keyId == key.id)
  }

  @Test("The built-in sample key is always known and always says sample")
  func sample() throws {
    let answer = try verifyCredential(
      Samples.credential(by: Samples.sampleKey()).bytes, trust: Trust(keys: []), now: Samples.now)
    #expect(answer.verdict == .genuine)
    #expect(answer.sample)
  }

  @Test("A certificate under the office's name by another's key is altered")
  func borrowedName() throws {
    let sample = try Samples.sampleKey()
    let office = try Samples.officeKey()
    let badge = OpenBadge(
      facts: Samples.award, issuer: Issuer(id: office.issuer, name: "岑巩县示例局", address: nil), nonce: [])
    let text = try DataIntegrity.signed(badge.json, by: sample, created: Samples.now).canonical
    let answer = try verifyCredential(text.bytes, trust: Trust(keys: [office.trusted]), now: Samples.now)
    #expect(answer.verdict == .altered)
    #expect(answer.faults.map(\.code) == ["issuer-not-controller"])
  }

  @Test(
    "What is no certificate is refused",
    arguments: [
      "", "hello", "{}", "[]", "{\"type\":\"1EdTechRevocationList\"}", "{\"a\":1,\"a\":2}", "%PDF-1.7",
    ])
  func noCertificate(text: String) {
    #expect(throws: Refusal.self) {
      try verifyCredential(text.bytes, trust: Trust(keys: []), now: Samples.now)
    }
  }

  @Test("A PDF without a proof is unknown, unless the register knows its bytes")
  func registered() throws {
    let key = try Samples.officeKey()
    let pdf = "%PDF-1.7".bytes
    let proof = PaperProof(
      facts: Samples.award, pdfDigest: sha256Hex(pdf), credential: "urn:uuid:0",
      issuer: Issuer(id: key.issuer, name: "岑巩县示例局", address: nil))
    let paper = RegisteredPaper(proof: proof, keyId: key.id, sample: false)
    let trust = Trust(keys: [key.trusted])
    #expect(verifyPaper(pdf, proof: nil, registered: nil, trust: trust, now: Samples.now).verdict == .unknown)
    #expect(
      verifyPaper(pdf, proof: nil, registered: paper, trust: trust, now: Samples.now).verdict == .genuine)
    #expect(
      verifyPaper(pdf + [10], proof: nil, registered: paper, trust: trust, now: Samples.now).verdict
        == .unknown)
  }

  @Test("Keys and status are read from their documents; a changed one is refused")
  func documents() throws {
    let key = try Samples.officeKey()
    let keys = try KeysDocument.text(key: key, created: Samples.now)
    #expect(try KeysDocument.keys(keys.bytes) == [key.trusted])
    let issuer = Issuer(id: key.issuer, name: "岑巩县示例局", address: "https://rsj.cengong.example")
    let list = try list(key, .revoked)
    let status = try list.text(issuer: issuer, key: key)
    #expect(try StatusList(status.bytes, trusted: [key.trusted]) == list)
    #expect(throws: Refusal.self) { try StatusList(status.bytes, trusted: [Samples.officeKey(9).trusted]) }
    for text in [
      status.replacing("\"revoked\"", with: "\"issued\""),
      status.replacing("SZCS-2026-0001-I", with: "SZCS-2026-0002-G"), status + "\n", "{}",
    ] {
      #expect(throws: Refusal.self) { try StatusList(text.bytes, trusted: [key.trusted]) }
    }
    for text in [keys.replacing("key-2026", with: "key-2027"), keys + " ", "{}", "[]", ""] {
      #expect(throws: Refusal.self) { try KeysDocument.keys(text.bytes) }
    }
  }

  @Test("The sample key's status list says nothing about real certificates")
  func sampleStatus() throws {
    let key = try Samples.officeKey()
    var list = try list(key, .revoked)
    list.sample = true
    let answer = try verifyCredential(
      Samples.credential(by: key).bytes, trust: Trust(keys: [key.trusted], statuses: [list]), now: Samples.now
    )
    #expect(answer.verdict == .genuine)
    #expect(answer.statusAt == nil)
  }

  @Test("The newest status list decides, but an older revocation stands")
  func severalLists() throws {
    let key = try Samples.officeKey()
    let earlier = Samples.now.adding(seconds: -3_600)
    func verdict(_ state: CertificateState) throws -> Verdict {
      let trust = Trust(
        keys: [key.trusted], statuses: [try list(key, state, at: earlier), try list(key, nil)])
      return try verifyCredential(Samples.credential(by: key).bytes, trust: trust, now: Samples.now).verdict
    }
    #expect(try verdict(.suspended) == .genuine)
    #expect(try verdict(.revoked) == .revoked)
  }

  @Test("The answer has exactly the contract's members")
  func contract() throws {
    let answer = try verifyCredential(
      Samples.credential(by: Samples.sampleKey()).bytes, trust: Trust(keys: []), now: Samples.now)
    #expect(
      answer.json(.en).entries?.map(\.key) == [
        "verdict", "sample", "revocation", "number", "keyId", "facts", "faults",
      ])
    #expect(answer.json(.en)["facts"]?["name"]?.string == "杨示例")
    #expect(CertificateAnswer(.unknown).json(.en)["facts"] == .members([]))
  }
}
