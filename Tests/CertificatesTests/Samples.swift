// Invented people, keys and papers for the tests of certificates.

import Basics
import Certificates

enum Samples {
  static let now = Instant(milliseconds: 1_795_600_000_000)  // 25 November 2026 at UTC+8.
  static let today = Day(number: 20_782)

  static let award = CertificateFacts(
    kind: .award, number: "SZCS-2026-0001-I", name: "杨示例", unit: "岑巩县示例村", event: "2026年岑巩县“思州厨师”职业技能大赛",
    division: "热菜组", work: "思州腊猪脚", award: "一等奖",
    scores: [CertificateFacts.Score(label: "总分", value: "92.50", outOf: "100")],
    start: today.adding(days: -3),
    end: today.adding(days: -1), issued: today, organizers: ["岑巩县人力资源和社会保障局", "示例协会"], rubric: "5f3a9c0de1b2",
    sample: true)

  static let completion = CertificateFacts(
    kind: .completion, number: "CG-JZ-2026-0002-X", name: "买买提·示例", event: "家政服务培训班", result: "合格",
    scores: [
      CertificateFacts.Score(label: "理论", value: "81", outOf: "100", needed: "60"),
      CertificateFacts.Score(label: "实操", value: "77.5", outOf: "100", needed: "60"),
    ], hours: "120", start: today.adding(days: -30), end: today, issued: today,
    validUntil: today.adding(months: 24),
    organizers: ["示例培训学校"], supersedes: "CG-JZ-2026-0001-Y", sample: true)

  static let report = CertificateFacts(
    kind: .scoreReport, number: "CG-CJ-2026-0001-Z", name: "\u{20BB7}示例", event: "家政服务考核", end: today,
    issued: today,
    organizers: ["示例培训学校"], sample: true)

  /// A real key of an invented office.
  static func officeKey(_ seed: UInt8 = 7) throws -> IssuerKey {
    try required(
      IssuerKey(
        seed: Array(repeating: seed, count: 32), name: "key-2026", address: "https://rsj.cengong.example"))
  }

  static func sampleKey() throws -> IssuerKey { try required(IssuerKey.sample) }

  static func credential(_ facts: CertificateFacts = award, by key: IssuerKey) throws -> String {
    let issuer = Issuer(id: key.issuer, name: "岑巩县示例局", address: "https://rsj.cengong.example")
    let badge = OpenBadge(facts: facts, issuer: issuer, nonce: Array(1...16))
    return try DataIntegrity.signed(badge.json, by: key, created: now).canonical
  }

  struct Missing: Error {}

  static func required<T>(_ value: T?) throws -> T {
    guard let value else { throw Missing() }
    return value
  }
}

extension String {
  var bytes: [UInt8] { Array(utf8) }
}

/// Repeatable bytes: the tests' stand-in for a source of secrets.
struct Counting: Entropy {
  func bytes(_ count: Int) -> [UInt8] {
    let seed = next()
    return Array(sha256("\(seed)".utf8).prefix(count))
  }

  private let counter = Counter()
  private func next() -> Int { counter.next() }
}
