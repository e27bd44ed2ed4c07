// Published test vectors: the W3C suite eddsa-jcs-2022, and the canonical JSON of RFC 8785.

import Basics
import Testing

@testable import Certificates

@Suite("Published vectors")
struct PublishedVectors {
  // w3c/vc-di-eddsa, TestVectors/eddsa-jcs-2022 and keyPair.json (Recommendation of 15 May 2025).
  static let unsigned = """
    {"@context":["https://www.w3.org/ns/credentials/v2","https://www.w3.org/ns/credentials/examples/v2"],
    "id":"urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33","type":["VerifiableCredential","AlumniCredential"],
    "name":"Alumni Credential","description":"A minimum viable example of an Alumni Credential.",
    "issuer":"https://vc.example/issuers/5678","validFrom":"2023-01-01T00:00:00Z",
    "credentialSubject":{"id":"did:example:abcdefgh","alumniOf":"The School of Examples"}}
    """
  static let keyText = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
  static let seed = "c96ef9ea10c5e414c471723aff9de72c35fa5b70fae97e8832ecac7d2e2b8ed6"
  static let proofValue =
    "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"

  private func key() throws -> IssuerKey {
    try Samples.required(
      IssuerKey(seed: try Samples.required(bytes(hex: Self.seed)), name: "key", address: nil))
  }

  @Test("The W3C key pair: seed, public key and Multikey text belong together")
  func keyPair() throws {
    let key = try key()
    #expect(hex(key.publicKey) == "b00d8d938e7f773d51565aad36a623f5344f7f5d1960f9cf3e8e12620ea2810f")
    #expect(multikey(publicKey: key.publicKey) == Self.keyText)
    #expect(publicKey(multikey: Self.keyText) == key.publicKey)
    #expect(key.id == "did:key:\(Self.keyText)#\(Self.keyText)")
  }

  @Test("The W3C eddsa-jcs-2022 proof is reproduced bit for bit")
  func proof() throws {
    let document = try JSON(parsing: Self.unsigned)
    let created = try Samples.required(Instant("2023-02-24T23:36:38Z"))
    let secured = try DataIntegrity.signed(document, by: try key(), created: created)
    #expect(
      sha256Hex(document.canonical.utf8) == "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19"
    )
    let options = JSON.members((secured["proof"]?.entries ?? []).filter { $0.key != "proofValue" })
    #expect(
      sha256Hex(options.canonical.utf8) == "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db")
    #expect(secured["proof"]?["proofValue"]?.string == Self.proofValue)
  }

  @Test("The W3C proof is found right for its issuer, and wrong for another document")
  func check() throws {
    let document = try JSON(parsing: Self.unsigned)
    let key = try key()
    let created = try Samples.required(Instant("2023-02-24T23:36:38Z"))
    let secured = try DataIntegrity.signed(document, by: key, created: created)
    var trusted = key.trusted
    trusted.controller = "https://vc.example/issuers/5678"
    let bytes = secured.canonical.bytes
    #expect(DataIntegrity.check(secured, bytes: bytes, trusted: [trusted]) == .valid(trusted))
    #expect(DataIntegrity.check(secured, bytes: bytes, trusted: []) == .unknownKey(key.id))
    let other = secured.canonical.replacing("Alumni Credential", with: "Alumna Credential")
    guard
      case .altered = DataIntegrity.check(try JSON(parsing: other), bytes: other.bytes, trusted: [trusted])
    else {
      Issue.record("a changed name went through")
      return
    }
  }

  @Test(
    "RFC 8785 canonical forms",
    arguments: [
      // cyberphone/json-canonicalization, testdata: arrays, french, unicode, weird; numbers beside integers
      // left out.
      (
        "[\n  56,\n  {\n    \"d\": true,\n    \"10\": null,\n    \"1\": [ ]\n  }\n]\n",
        "[56,{\"1\":[],\"10\":null,\"d\":true}]"
      ),
      (
        "{\"peach\":\"This sorting order\",\"péché\":\"is wrong according to French\",\"pêche\":\"but canonicalization MUST\",\"sin\":\"ignore locale\"}",
        "{\"peach\":\"This sorting order\",\"péché\":\"is wrong according to French\",\"pêche\":\"but canonicalization MUST\",\"sin\":\"ignore locale\"}"
      ),
      ("{\n  \"Unnormalized Unicode\":\"A\\u030a\"\n}\n", "{\"Unnormalized Unicode\":\"A\u{30A}\"}"),
      (
        #"{"\u20ac":"Euro Sign","\r":"Carriage Return","\u000a":"Newline","1":"One","\u0080":"Control\u007f","\ud83d\ude02":"Smiley","\u00f6":"Latin Small Letter O With Diaeresis","\ufb33":"Hebrew Letter Dalet With Dagesh","</script>":"Browser Challenge"}"#,
        "{\"\\n\":\"Newline\",\"\\r\":\"Carriage Return\",\"1\":\"One\",\"</script>\":\"Browser Challenge\",\"\u{80}\":\"Control\u{7F}\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😂\":\"Smiley\",\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}"
      ),
    ])
  func canonical(input: String, expected: String) throws {
    #expect(try JSON(parsing: input).canonical.bytes == expected.bytes)
  }

  @Test(
    "base58btc, both ways",
    arguments: [
      ("", ""), ("00", "1"), ("0000287fb4cd", "11233QC4"), ("48656c6c6f20576f726c6421", "2NEpo7TZRRrLZSi2U"),
    ])
  func base58Text(bytesHex: String, text: String) throws {
    // draft-msporny-base58, section 5.
    let plain = try Samples.required(bytes(hex: bytesHex))
    #expect(base58(plain) == text)
    #expect(bytes(base58: text) == plain)
  }

  @Test(
    "What is no base58 is refused", arguments: ["0", "O", "l", "I", "思", String(repeating: "z", count: 129)])
  func noBase58(text: String) {
    #expect(bytes(base58: text) == nil)
  }
}
