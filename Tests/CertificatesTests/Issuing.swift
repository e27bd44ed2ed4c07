// Issuing over a real store: idempotent, without gaps, all or nothing; correcting, revoking, checking,
// exporting.

import Basics
import Certificates
import Foundation
import Office
import Records
import SQL
import Synchronization
import TestStores
import Testing

/// A number that grows.
final class Counter: Sendable {
  private let value = Mutex(0)
  func next() -> Int {
    value.withLock {
      $0 += 1
      return $0
    }
  }
}

@Suite("Issuing")
struct Issuing {
  private let store: TestStore
  private var engine: any SQLEngine { store.engine }
  private let desk: IssuingDesk

  init() async throws {
    store = try TestStore()
    let engine = store.engine
    try await Schema.migrate(engine, at: Samples.now)
    try await engine.write { transaction in
      for statement in Self.fixture { try transaction.run(statement) }
      try transaction.run(
        "INSERT INTO rubric (sha256, id, version, bytes, added) VALUES ($1, 'HOT', 1, $2, 0)",
        .text(String(repeating: "0", count: 64)), .blob([0]))
      for statement in Self.people { try transaction.run(statement) }
    }
    desk = try Self.desk(engine)
  }

  private static let fixture =
    [
      "INSERT INTO region (id, title_zh, title_en) VALUES ('cengong', '示例县', 'sample')",
      """
      INSERT INTO event (id, region, kind, title_zh, title_en, day, sample, created)
      VALUES ('chef', 'cengong', 'contest', '示例', 'sample', '2026-11-23', 1, 0)
      """,
    ]

  private static let people =
    [
      """
      INSERT INTO division (id, event, position, title_zh, title_en, rubric_sha256)
      VALUES ('hot', 'chef', 1, '热菜组', 'hot', '\(String(repeating: "0", count: 64))')
      """
    ]
    + (1...40).flatMap { number in
      [
        """
        INSERT INTO person (id, region, name, hash_key, sample, created)
        VALUES ('person-\(number)', 'cengong', '示例', 'k', 1, 0)
        """,
        """
        INSERT INTO participation (id, person, event, division, number)
        VALUES ('p-\(number)', 'person-\(number)', 'chef', 'hot', '\(number)')
        """,
      ]
    }

  struct PressBroke: Error {}

  private static func desk(
    _ engine: any SQLEngine, rejecting: String? = nil
  ) throws -> IssuingDesk {
    IssuingDesk(
      engine: engine, key: try Samples.officeKey(), issuerName: "岑巩县示例局",
      address: "https://rsj.cengong.example",
      entropy: Counting(),
      missingGlyphs: { texts in Array(Set(texts.joined().filter { $0 == "\u{2B740}" })) },
      typeset: { requests in
        if let rejecting, requests.contains(where: { $0.facts.name == rejecting }) { throw PressBroke() }
        return requests.map { Array("%PDF-1.7 \($0.facts.number) \($0.checkAddress)".utf8) }
      })
  }

  private func claim(_ participation: Int, name: String? = nil, cause: String = "first") -> CertificateClaim {
    var facts = Samples.award
    facts.number = ""
    facts.sample = false
    facts.name = name ?? "示例\(participation)"
    return CertificateClaim(
      event: "chef", participation: "p-\(participation)", cause: cause, template: "chef-honour",
      numbering: "SZCS-{year}-{seq:4}-{check}", facts: facts)
  }

  private func issue(_ claims: [CertificateClaim], desk: IssuingDesk? = nil) async throws
    -> [IssueCertificates.Issued]
  {
    try await IssueCertificates(desk: desk ?? self.desk)(claims, by: "account:1", at: Samples.now)
  }

  private func check(_ issued: IssueCertificates.Issued) async throws -> CertificateAnswer {
    try await CheckCertificate(engine: engine, keys: [desk.key.trusted])(
      number: issued.number, knowing: .secret(issued.secret), at: Samples.now)
  }

  @Test("Numbers run without gaps in the order of claims, and issuing again issues nothing")
  func idempotent() async throws {
    let claims = (1...40).map { claim($0) }
    let first = try await issue(claims)
    #expect(first.map { Int($0.number.dropFirst(10).prefix(4)) } == (1...40).map { $0 })
    #expect(first.allSatisfy { $0.isNew })
    let second = try await issue(claims)
    #expect(second.map(\.number) == first.map(\.number))
    #expect(second.allSatisfy { !$0.isNew })
    let count = try await engine.read { try CertificateRegister.all(in: $0).count }
    #expect(count == 40)
    // A certificate stays as it was issued, whatever the claim says later.
    let third = try await issue([claim(1, name: "另一示例")])
    #expect(third[0].facts.name == "示例1")
  }

  @Test("A batch that breaks leaves no number, no certificate and no audit entry behind")
  func allOrNothing() async throws {
    let broken = try Self.desk(engine, rejecting: "示例30")
    await #expect(throws: PressBroke.self) { try await issue((1...40).map { claim($0) }, desk: broken) }
    let left = try await engine.read { transaction in
      (
        try CertificateRegister.all(in: transaction).count,
        try NumberCounters.last("SZCS-2026-####-", in: transaction),
        try Audit.entries(in: transaction).count
      )
    }
    #expect(left == (0, 0, 0))
    let issued = try await issue([claim(7)])
    #expect(issued[0].number.hasPrefix("SZCS-2026-0001-"))
    try await engine.write { try CertificatePapers.removeStray(in: $0) }
    let papers = try await engine.read { try $0.run("SELECT sha256 FROM certificate_paper").count }
    #expect(papers == 1)
  }

  @Test("Two who issue at once share the numbers out without a gap and without a double")
  func atOnce() async throws {
    async let left = issue((1...20).map { claim($0) })
    async let right = issue((11...30).map { claim($0) })
    _ = try await (left, right)
    let numbers = try await engine.read {
      try CertificateRegister.all(in: $0).map { Int($0.record.number.dropFirst(10).prefix(4)) }
    }
    #expect(numbers == (1...30).map { $0 })
  }

  @Test("Every fault of every claim is told at once, and nothing is issued")
  func refusal() async throws {
    var early = claim(2)
    early.facts.issued = early.facts.end.adding(days: -1)
    var title = claim(3)
    title.facts.award = "全国一等奖"
    let rare = claim(4, name: "\u{2B740}示例")
    do {
      _ = try await issue([claim(1), early, title, rare, claim(1)])
      Issue.record("the batch went through")
    } catch let refusal as Refusal {
      #expect(
        refusal.faults.map(\.code) == [
          "certificate-issued-early", "certificate-forbidden-word", "certificate-cause", "certificate-glyph",
        ])
      #expect(refusal.faults.map(\.entry) == ["p-2", "p-3", "p-1", "p-4"])
    }
    let count = try await engine.read { try CertificateRegister.all(in: $0).count }
    #expect(count == 0)
  }

  @Test("The sample key issues nothing real")
  func sampleKey() async throws {
    var sample = desk
    sample.key = try Samples.sampleKey()
    await #expect(throws: Refusal.self) { try await issue([claim(1)], desk: sample) }
  }

  @Test("The check page answers with the secret or the name, and gives nothing away otherwise")
  func checkPage() async throws {
    let issued = try await issue([claim(1, name: "买买提·示例")])[0]
    let act = CheckCertificate(engine: engine, keys: [desk.key.trusted])
    let answer = try await check(issued)
    #expect(answer.verdict == .genuine)
    #expect(answer.facts == issued.facts)
    #expect(answer.statusAt != nil)
    let byName = try await act(number: issued.number.lowercased(), knowing: .name("买买提•示例 "), at: Samples.now)
    #expect(byName.verdict == .genuine)
    let wrongName = try await act(number: issued.number, knowing: .name("示例"), at: Samples.now)
    let wrongSecret = try await act(number: issued.number, knowing: .secret("0"), at: Samples.now)
    #expect(wrongName.verdict == .unknown && wrongName.facts == nil)
    #expect(wrongName == wrongSecret)
    let mistyped = try await act(number: "SZCS-2026-0001-0", knowing: .secret(issued.secret), at: Samples.now)
    #expect(mistyped.verdict == .unknown)
    #expect(mistyped.faults.map(\.code) == ["number-mistyped"])
  }

  @Test("Revoked, suspended and reinstated, each with a reason; what is revoked stays so")
  func statuses() async throws {
    let issued = try await issue([claim(1)])[0]
    let change = ChangeCertificateStatus(engine: engine)
    func act(_ what: ChangeCertificateStatus.Change, _ reason: String = "示例理由") async throws -> Verdict {
      try await change(what, number: issued.number, reason: reason, by: "account:1", at: Samples.now)
      return try await check(issued).verdict
    }
    await #expect(throws: Refusal.self) { try await act(.revoke, "  ") }
    #expect(try await act(.suspend) == .suspended)
    #expect(try await act(.reinstate) == .genuine)
    #expect(try await act(.revoke) == .revoked)
    await #expect(throws: Refusal.self) { try await act(.reinstate) }
    await #expect(throws: Refusal.self) { try await act(.revoke) }
    let again = try await issue([claim(1)])[0]
    #expect(!again.isNew && again.state == .revoked)
    let history = try await engine.read {
      try CertificateRegister.history(of: issued.number, in: $0).map(\.state)
    }
    #expect(history == [.issued, .suspended, .issued, .revoked])
  }

  @Test("A wrong name is corrected by a new certificate; the old one says which")
  func supersede() async throws {
    let old = try await issue([claim(1, name: "杨示列")])[0]
    let number = try await SupersedeCertificate(desk: desk)(
      old.number, with: claim(9, name: "杨示例"), reason: "姓名用字有误", by: "account:1", at: Samples.now)
    let answer = try await check(old)
    #expect(answer.verdict == .superseded)
    #expect(answer.status?.supersededBy == number)
    let now = try await issue([claim(1)])[0]
    #expect(now.number == number && !now.isNew)
    #expect(now.facts.name == "杨示例" && now.facts.supersedes == old.number)
    #expect(try await check(now).verdict == .genuine)
    await #expect(throws: Refusal.self) {
      try await SupersedeCertificate(desk: desk)(
        old.number, with: claim(1), reason: "再改", by: "account:1", at: Samples.now)
    }
  }

  @Test("Somebody who writes into the register is found out")
  func registerAltered() async throws {
    let issued = try await issue([claim(1)])[0]
    try await engine.write { transaction in
      for column in ["facts", "credential"] {
        try transaction.run("UPDATE certificate SET \(column) = replace(\(column), '一等奖', '特等奖')")
        let answer = try verdict(issued, in: transaction)
        #expect(answer == .altered)
        try transaction.run("UPDATE certificate SET \(column) = replace(\(column), '特等奖', '一等奖')")
      }
    }
    #expect(try await check(issued).verdict == .genuine)
  }

  private func verdict(_ issued: IssueCertificates.Issued, in transaction: any SQLTransaction) throws
    -> Verdict
  {
    guard let found = try CertificateRegister.find(number: issued.number, in: transaction) else {
      return .unknown
    }
    let answer = try verifyCredential(
      Array(found.record.credential.utf8), trust: Trust(keys: [desk.key.trusted]), now: Samples.now)
    return answer.facts == found.record.facts ? answer.verdict : .altered
  }

  @Test("What is exported verifies with the exported keys and status alone")
  func export() async throws {
    let issued = try await issue((1...3).map { claim($0) })
    try await ChangeCertificateStatus(engine: engine)(
      .revoke, number: issued[1].number, reason: "示例", by: "account:1", at: Samples.now)
    var files: [String: [UInt8]] = [:]
    try await ExportIssuer(desk: desk)(papers: .oneOfEachKind, at: Samples.now) { files[$0.path] = $0.bytes }
    let keys = try KeysDocument.keys(try #require(files["issuer/keys.json"]))
    let status = try StatusList(try #require(files["issuer/status.json"]), trusted: keys)
    let trust = Trust(keys: keys, statuses: [status])
    for (index, verdict) in [Verdict.genuine, .revoked, .genuine].enumerated() {
      let file = try #require(files["certificates/\(issued[index].number).json"])
      let answer = try verifyCredential(file, trust: trust, now: Samples.now)
      #expect(answer.verdict == verdict && answer.statusAt == Samples.now)
    }
    for (index, verdict) in [Verdict.genuine, .revoked].enumerated() {
      let pdf = try #require(files["certificates/\(issued[index].number).pdf"])
      let proof = try #require(files["certificates/\(issued[index].number).pdf.proof"])
      #expect(
        verifyPaper(pdf, proof: proof, registered: nil, trust: trust, now: Samples.now).verdict == verdict)
      #expect(
        verifyPaper(pdf + [0], proof: proof, registered: nil, trust: trust, now: Samples.now).verdict
          == .altered)
      // The check page takes the PDF alone: the register knows its digest.
      let uploaded = try await CheckCertificate(engine: engine, keys: [desk.key.trusted])(
        file: pdf, at: Samples.now)
      #expect(uploaded.verdict == verdict)
    }
    #expect(files["certificates/\(issued[2].number).pdf"] == nil)
  }

  @Test("What the press is asked to draw survives its order")
  func order() throws {
    let request = PaperRequest(
      template: "chef-honour", facts: Samples.completion,
      issuer: Issuer(id: "did:key:z6Mk", name: "岑巩县示例局", address: nil), checkAddress: "/check/N?s=1")
    #expect(PaperRequest(order: request.order) == request)
    #expect(PaperRequest(order: PaperOrder(kind: "score-sheet", facts: request.order.facts)) == nil)
  }

  @Test("The audit chain holds no name")
  func audit() async throws {
    _ = try await issue([claim(1, name: "杨示例")])
    let entries = try await engine.read { try Audit.entries(in: $0) }
    #expect(entries.map(\.act) == ["certificate.issue"])
    #expect(entries.allSatisfy { !($0.new ?? "").contains("杨示例") })
  }
}
