// `sizhou bench-ranking N J I`: how long ranking takes once the marks are loaded; `make bench` calls it.

import ArgumentParser
import Basics
import Foundation
import Judging
import Rubrics

struct BenchRanking: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "bench-ranking", shouldDisplay: false)

  @Argument var entries: Int
  @Argument var judges: Int
  @Argument var items: Int

  func run() async throws {
    let plan = Plan(Self.rubric(items: items))
    var book = MarkBook(plan: plan)
    var seed: UInt64 = 20_261_124
    for entry in 0..<entries {
      let place = book.entry("E\(entry)")
      for judge in 0..<judges {
        for item in 0..<items {
          seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let marks = Int(seed >> 33) % 21 * 500_000
          _ = book.write(
            MarkValue(raw: marks), entry: place, round: 0, run: 1, panel: 0, judge: book.judge("J\(judge)"),
            slot: item)
        }
      }
    }
    var times: [Double] = []
    for _ in 0..<(entries > 10_000 ? 3 : 7) {
      let start = DispatchTime.now().uptimeNanoseconds
      let tally = Tally(plan: plan, book: book)
      precondition(tally.standing.lines.count == entries)
      times.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
    }
    times.sort()
    func text(_ value: Double) -> JSON { .number(String((value * 1_000).rounded() / 1_000)) }
    Console.print(
      JSON.object([
        ("entries", .integer(entries)), ("judges", .integer(judges)), ("items", .integer(items)),
        ("min", text(times[0])), ("median", text(times[times.count / 2])),
        ("max", text(times[times.count - 1])),
      ]).compact + "\n")
  }

  private static func rubric(items: Int) -> Rubric {
    let label = Label(title: Words(zh: "测速", en: "Benchmark"))
    let parts = (0..<items).map { index in
      Criterion.Part.item(
        Item(
          id: "i\(index)", label: label,
          kind: .points(Points(max: Marks(whole: 10), step: Marks(units: 500)))))
    }
    return Rubric(
      id: "bench", version: 1, schemaVersion: "1.0", kind: .contest, sha256: "", label: label,
      occupation: nil,
      panels: [
        Panel(
          id: "p", role: .judges, blind: true, label: label,
          aggregate: Aggregate(method: .trimmedMean, dropHigh: 1, dropLow: 1, minJudges: 3))
      ],
      modules: [
        Module(
          id: "m", label: label, panel: "p", max: Marks(whole: items * 10),
          criteria: [Criterion(id: "c", label: label, max: Marks(whole: items * 10), parts: parts)])
      ],
      rounds: [Round(id: "r", label: label, uses: [Round.Use(module: "m", weight: nil)])],
      results: Results(
        scale: Marks(whole: 100), missing: .block,
        rounding: [Rounding(stage: .final, decimals: 2, mode: .halfUp)], pass: nil, ranking: Ranking(),
        awards: nil,
        certificates: []))
  }
}
