// A credential carries every fact, gives every fact back, and shows every edit.

import Basics
import Testing

@testable import Certificates

@Suite("Credentials")
struct CredentialEdits {
  private static let papers = [Samples.award, Samples.completion, Samples.report]

  @Test("Every certified fact comes back from the credential", arguments: papers)
  func roundTrip(facts: CertificateFacts) throws {
    let text = try Samples.credential(facts, by: Samples.officeKey())
    let badge = try #require(OpenBadge(credential: JSON(parsing: text)))
    #expect(badge.facts == facts)
    #expect(badge.facts.name.bytes == facts.name.bytes)
  }

  @Test("Every fact is shown, and facts survive their JSON", arguments: papers)
  func lines(facts: CertificateFacts) {
    #expect(CertificateFacts(json: facts.json) == facts)
    let shown = facts.lines.map(\.value.zh).joined(separator: "\n")
    for text in [
      facts.name, facts.number, facts.event, facts.title, facts.end.words(.zh), facts.issued.words(.zh),
    ]
      + facts.organizers + facts.scores.map(\.value)
      + [
        facts.unit, facts.division, facts.work, facts.award, facts.result, facts.hours, facts.rubric,
        facts.supersedes,
      ]
      .compactMap({ $0 })
    {
      #expect(shown.contains(text))
    }
  }

  @Test("The credential has what Open Badges 3.0 asks for")
  func openBadge() throws {
    let json = try JSON(parsing: Samples.credential(by: Samples.officeKey()))
    #expect(json["@context"]?[0]?.string == "https://www.w3.org/ns/credentials/v2")
    #expect(json["@context"]?[1]?.string == "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
    #expect(json["type"]?.items?.compactMap(\.string) == ["VerifiableCredential", "OpenBadgeCredential"])
    #expect(json["issuer"]?["id"]?.string == "did:web:rsj.cengong.example")
    #expect(json["proof"]?["verificationMethod"]?.string == "did:web:rsj.cengong.example#key-2026")
    #expect(json["credentialSubject"]?["licenseNumber"]?.string == Samples.award.number)
    #expect(json["credentialStatus"]?["id"]?.string == "https://rsj.cengong.example/issuer/status.json")
    let achievement = try #require(json["credentialSubject"]?["achievement"])
    for member in ["id", "type", "name", "description", "criteria"] { #expect(achievement[member] != nil) }
    // Every result is described.
    let described = Set((achievement["resultDescription"]?.items ?? []).compactMap { $0["id"]?.string })
    let used = (json["credentialSubject"]?["result"]?.items ?? []).compactMap {
      $0["resultDescription"]?.string
    }
    #expect(Set(used) == described && used.count == described.count)
  }

  @Test(
    "The issuer's identity comes from its address",
    arguments: [
      ("https://rsj.cengong.example", "did:web:rsj.cengong.example"),
      ("https://rsj.cengong.example/", "did:web:rsj.cengong.example"),
      ("https://cengong.example:8443/sizhou", "did:web:cengong.example%3A8443:sizhou"),
      ("http://rsj.cengong.example", "did:key:"),
      ("https://192.0.2.7", "did:key:"), ("https://localhost", "did:key:"),
      ("https://laptop.local", "did:key:"),
    ])
  func identity(address: String, issuer: String) throws {
    let key = try #require(IssuerKey(seed: Array(repeating: 1, count: 32), name: "key-1", address: address))
    #expect(key.issuer.hasPrefix(issuer))
    #expect(key.id.hasPrefix(key.issuer + "#"))
  }

  @Test("Every edit of one character of a credential is found", arguments: [0, 1, 2])
  func edits(kind: Int) throws {
    let key = try Samples.officeKey()
    let trust = Trust(keys: [key.trusted])
    let original = try Samples.credential(by: key)
    #expect(try verifyCredential(original.bytes, trust: trust, now: Samples.now).verdict == .genuine)
    let scalars = Array(original.unicodeScalars)
    var accepted: [Int] = []
    var altered = 0
    for index in scalars.indices {
      var edited = scalars
      switch kind {
      case 0: edited[index] = scalars[index] == "1" ? "2" : "1"
      case 1: edited.remove(at: index)
      default: edited.insert(scalars[index] == " " ? "\n" : " ", at: index)
      }
      let bytes = String(String.UnicodeScalarView(edited)).bytes
      guard let answer = try? verifyCredential(bytes, trust: trust, now: Samples.now) else { continue }
      if answer.verdict == .genuine { accepted.append(index) }
      if answer.verdict == .altered { altered += 1 }
      #expect(answer.facts == nil, "altered content is never shown as fact")
    }
    #expect(accepted.isEmpty)
    // The rest broke the JSON itself, or named another key.
    #expect(altered * 10 > scalars.count * 7, "\(altered) of \(scalars.count)")
  }

  @Test(
    "Nothing may be added to the bytes either",
    arguments: ["\n", " ", "\u{FEFF}"])
  func additions(text: String) throws {
    let key = try Samples.officeKey()
    let trust = Trust(keys: [key.trusted])
    let original = try Samples.credential(by: key)
    for bytes in [original.bytes + text.bytes, text.bytes + original.bytes] {
      let answer = try? verifyCredential(bytes, trust: trust, now: Samples.now)
      #expect(answer?.verdict != .genuine)
    }
    #expect(try verifyCredential((original + "\n").bytes, trust: trust, now: Samples.now).verdict == .altered)
    let pretty = try JSON(parsing: original).pretty
    #expect(try verifyCredential(pretty.bytes, trust: trust, now: Samples.now).verdict == .altered)
  }

  @Test("Every byte of a paper and of its proof counts")
  func paper() throws {
    let key = try Samples.officeKey()
    let trust = Trust(keys: [key.trusted])
    let pdf = "%PDF-1.7 示例 paper".bytes
    let issuer = Issuer(id: key.issuer, name: "岑巩县示例局", address: nil)
    let proof = try PaperProof(
      facts: Samples.award, pdfDigest: sha256Hex(pdf), credential: "urn:uuid:0", issuer: issuer
    ).text(key: key, created: Samples.now).bytes
    func verdict(_ pdf: [UInt8], _ proof: [UInt8]) -> Verdict {
      verifyPaper(pdf, proof: proof, registered: nil, trust: trust, now: Samples.now).verdict
    }
    #expect(verdict(pdf, proof) == .genuine)
    for index in pdf.indices {
      var edited = pdf
      edited[index] ^= 1
      #expect(verdict(edited, proof) == .altered)
    }
    for index in proof.indices {
      var edited = proof
      edited[index] ^= 1
      #expect(verdict(pdf, edited) != .genuine)
    }
  }
}
