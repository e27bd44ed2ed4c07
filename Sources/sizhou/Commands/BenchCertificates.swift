// `sizhou bench-certificates N`: how many certificates are signed, drawn and entered a second; `make bench` calls it.

import ArgumentParser
import Basics
import Certificates
import Foundation
import Office
import Records
import Rubrics

struct BenchCertificates: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "bench-certificates", shouldDisplay: false)

  @Argument var count: Int

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sizhou-bench-\(getpid())")
      .path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let installation = try await Installation.open(
      folder, sample: true, address: "http://127.0.0.1:8080", entropy: SampleEntropy())
    let day = SampleData.contestDay
    let participations = try await Self.contestants(count, installation.ports)
    let claims = participations.enumerated().map { index, participation in
      CertificateClaim(
        event: "bench", participation: participation, cause: "award", template: "chef-honour",
        numbering: "BENCH-{year}-{seq:5}-{check}",
        facts: CertificateFacts(
          kind: .award, name: "示例\(index % 10)号", event: "思州厨师测速（示例）", division: "热菜组", work: "腊猪脚",
          award: "一等奖",
          end: day, issued: day, organizers: ["组委会（示例）"], sample: true))
    }
    let start = DispatchTime.now().uptimeNanoseconds
    let issued = try await IssueCertificates(desk: installation.desk)(
      claims, by: "bench", at: Installation.clock())
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    precondition(issued.count == count)
    Console.print(
      JSON.object([
        ("certificates", .integer(count)), ("seconds", .number(String((seconds * 1_000).rounded() / 1_000))),
        ("perSecond", .number(String((Double(count) / seconds * 10).rounded() / 10))),
      ]).compact + "\n")
  }

  /// An event with so many invented contestants.
  private static func contestants(_ count: Int, _ ports: OfficePorts) async throws -> [String] {
    let region = SampleData.region.id
    let title = Words(zh: "测速（示例）", en: "Benchmark (sample)")
    try await OpenStore(ports).addRegion(region, title: title, office: "bench", officeTitle: title)
    try await CreateEvent(ports)(
      EventRow(
        id: "bench", region: region, kind: .contest, title: title, day: SampleData.contestDay, isSample: true),
      by: "bench")
    try await SetDivision(ports)(
      id: "bench-hot", event: "bench", position: 1, title: title,
      rubric: Assets.bytes("rubrics/chef-hot.xml") ?? [],
      by: "bench")
    let roster = (0..<count).map { RosterLine(name: "示例\($0)号", division: "bench-hot") }
    return try await ImportPeople(ports)(roster, event: "bench", by: "bench").lines.map(\.participation)
  }
}
