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
  @Option(help: "write the half marks as 16-bit numbers, entry by entry, judge by judge") var marks: String?

  func run() async throws {
    let plan = Plan(Self.rubric(items: items))
    var book = MarkBook(plan: plan)
    var halves: [Int16] = []
    halves.reserveCapacity(entries * judges * items)
    var seed: UInt64 = 20_261_124
    for entry in 0..<entries {
      let place = book.entry(Self.id(entry))
      for judge in 0..<judges {
        let own = book.judge("J\(judge)")
        for item in 0..<items {
          let half = Self.half(&seed)
          halves.append(Int16(half))
          _ = book.write(
            MarkValue(raw: half * 500_000), entry: place, round: 0, run: 1, panel: 0, judge: own, slot: item)
        }
      }
    }
    if let marks { try halves.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: marks)) } }
    guard var event = FlatEvent(plan: plan, book: book), var live = LiveStanding(plan: plan, book: book)
    else {
      throw Exit.bug
    }
    var ranking = FlatRanking()
    let ranked = Self.times { event.rank(into: &ranking) }
    let limit = Self.plainLoop(halves, entries, judges, items)
    var turn = 0
    let changed = Self.times(least: 200, most: 5_000) {
      turn += 1
      let entry = Self.id(turn * 7_919 % entries)
      let values = (0..<items).map { (slot: $0, value: MarkValue(raw: Self.half(&seed) * 500_000)) }
      _ = live.write(values, entry: entry, round: 0, judge: "J\(turn % judges)")
      precondition(live.place(of: entry) != nil)
    }
    var places: [String?] = []
    let whole = Self.times(least: 1, most: entries > 10_000 ? 1 : 20) {
      let tally = Tally(plan: plan, book: book)
      places = [String?](repeating: nil, count: entries)
      for line in tally.standing.lines { places[line.result.entry] = line.place }
    }
    for entry in 0..<entries { precondition(places[entry] == ranking.place(ofEntry: entry)) }
    Console.print(
      JSON.object([
        ("entries", .integer(entries)), ("judges", .integer(judges)), ("items", .integer(items)),
        ("ranked", ranked), ("plainLoop", limit), ("oneSheet", changed), ("tally", whole),
        ("checksum", .integer(Self.checksum(event, ranking))),
      ]).compact + "\n")
  }

  private static func id(_ entry: Int) -> String { "E" + String(1_000_000 + entry) }

  /// The next half mark, 0 to 20.
  private static func half(_ seed: inout UInt64) -> Int {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(seed >> 33) % 21
  }

  /// Totals in hundredths and places, in the order of the entries, as `Benchmarks/peers.py` adds them up.
  private static func checksum(_ event: FlatEvent, _ ranking: FlatRanking) -> Int {
    ranking.numbers.indices.reduce(0) { sum, entry in
      let total = event.total(ofEntry: entry).map { Int(($0 * Rational(100)).numerator) } ?? 0
      return sum + (entry % 1_009 + 1) * (total * 3 + Int(ranking.numbers[entry]))
    }
  }

  /// Milliseconds of each call: lowest, median, highest.
  private static func times(least: Int = 5, most: Int = 2_000, _ body: () -> Void) -> JSON {
    var times: [UInt64] = []
    let began = DispatchTime.now().uptimeNanoseconds
    while times.count < least
      || times.count < most && DispatchTime.now().uptimeNanoseconds - began < 500_000_000
    {
      let start = DispatchTime.now().uptimeNanoseconds
      body()
      times.append(DispatchTime.now().uptimeNanoseconds - start)
    }
    times.sort()
    func text(_ nanoseconds: UInt64) -> JSON {
      .number(Rational(Int128(nanoseconds), over: 1_000_000).rounded(to: 6).text)
    }
    return .object([
      ("min", text(times[0])), ("median", text(times[times.count / 2])),
      ("max", text(times[times.count - 1])),
    ])
  }

  /// The least that any ranking must do: a plain loop that adds up each entry's marks once.
  private static func plainLoop(_ halves: [Int16], _ entries: Int, _ judges: Int, _ items: Int) -> JSON {
    let each = judges * items
    var sums = [Int32](repeating: 0, count: entries)
    return times {
      halves.withUnsafeBufferPointer { halves in
        sums.withUnsafeMutableBufferPointer { sums in
          for entry in 0..<entries {
            var sum: Int32 = 0
            for i in entry * each..<(entry + 1) * each { sum &+= Int32(halves[i]) }
            sums[entry] = sum
          }
        }
      }
    }
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
