// The Rasch model against a second, plain implementation, and what must hold of its estimates.

import Basics
import Judging
import Testing

/// Marks drawn from entries, judges and items of known strength; nobody stands at an end.
private func ratings(
  entries: Int, judges: Int, items: Int, top: Int, seed: UInt64,
  isMarked: (Int, Int) -> Bool = { _, _ in true }
) -> Ratings {
  var lot = Lot(seed)
  var marks: [Ratings.Mark] = []
  for entry in 0..<entries {
    for judge in 0..<judges where isMarked(entry, judge) {
      for item in 0..<items {
        let quality = 0.2 + 0.6 * Double(entry) / Double(entries)
        let level = Double(top) * quality - 0.3 * Double(judge) + 0.2 * Double(item)
        let step =
          top == 1
          ? (lot.draw(100) < Int(100 * quality) - 5 * judge + 5 * item ? 1 : 0)
          : max(0, min(top, Int(level.rounded()) + lot.draw(4) - 1))
        marks.append(
          Ratings.Mark(subject: entry, judge: judge, item: item, value: Double(step), step: step))
      }
    }
  }
  return Ratings(
    subjects: (0..<entries).map { .init(id: "E\($0)") }, judges: (0..<judges).map { "J\($0)" },
    items: (0..<items).map { .init(id: "I\($0)", scale: (0...top).map(Double.init)) }, marks: marks,
    totals: RatingMatrix([]))
}

/// Climbs the same likelihood one unknown at a time, each by its own slope and curvature, until nothing moves.
private struct PlainRasch {
  var entries: [Double]
  var judges: [Double]
  var items: [Double]
  var thresholds: [Double]
  let marks: [Ratings.Mark]

  init(_ ratings: Ratings, top: Int) {
    entries = ratings.subjects.map { _ in 0 }
    judges = ratings.judges.map { _ in 0 }
    items = ratings.items.map { _ in 0 }
    thresholds = (0..<top).map { _ in 0 }
    marks = ratings.marks
    var moved = 1.0
    // Where somebody stands at an end it would climb for ever.
    for _ in 0..<3_000 where moved > 1e-9 {
      moved = 0
      for place in entries.indices { climb(\.entries, place, sign: 1, \.subject, &moved) }
      for place in judges.indices { climb(\.judges, place, sign: -1, \.judge, &moved) }
      for place in items.indices { climb(\.items, place, sign: -1, \.item, &moved) }
      for place in thresholds.indices { climbThreshold(place, &moved) }
      level(\.judges)
      level(\.items)
      level(\.thresholds)
    }
  }

  func chances(_ mark: Ratings.Mark) -> [Double] {
    let measure = entries[mark.subject] - judges[mark.judge] - items[mark.item]
    var weights = [1.0]
    for threshold in thresholds { weights.append(weights[weights.count - 1] * exp(measure - threshold)) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// e to the power of x, by halving and a series: no library shared with what is tested.
  private func exp(_ x: Double) -> Double {
    let small = x / 1_024
    var (term, sum) = (1.0, 1.0)
    for n in 1...12 {
      term *= small / Double(n)
      sum += term
    }
    for _ in 0..<10 { sum *= sum }
    return sum
  }

  private mutating func climb(
    _ list: WritableKeyPath<Self, [Double]>, _ place: Int, sign: Double, _ who: KeyPath<Ratings.Mark, Int>,
    _ moved: inout Double
  ) {
    var (slope, curvature) = (0.0, 0.0)
    for mark in marks where mark[keyPath: who] == place {
      let chances = chances(mark)
      let mean = chances.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
      let square = chances.enumerated().reduce(0) { $0 + Double($1.offset * $1.offset) * $1.element }
      slope += sign * (mark.value - mean)
      curvature += square - mean * mean
    }
    move(list, place, slope / curvature, &moved)
  }

  private mutating func climbThreshold(_ place: Int, _ moved: inout Double) {
    var (slope, curvature) = (0.0, 0.0)
    for mark in marks {
      let above = chances(mark)[(place + 1)...].reduce(0, +)
      slope += above - (mark.value > Double(place) ? 1 : 0)
      curvature += above * (1 - above)
    }
    move(\.thresholds, place, slope / curvature, &moved)
  }

  private mutating func move(
    _ list: WritableKeyPath<Self, [Double]>, _ place: Int, _ step: Double, _ moved: inout Double
  ) {
    let step = max(-1, min(1, step))
    self[keyPath: list][place] += step
    moved = max(moved, abs(step))
  }

  /// Puts the mean of a list at zero; the entries take it up.
  private mutating func level(_ list: WritableKeyPath<Self, [Double]>) {
    let mean = self[keyPath: list].reduce(0, +) / Double(self[keyPath: list].count)
    self[keyPath: list] = self[keyPath: list].map { $0 - mean }
    entries = entries.map { $0 - mean }
  }

  func fairMean(_ entry: Int) -> Double {
    let sum = items.indices.reduce(0) { sum, item in
      var plain = self
      plain.judges[0] = 0
      let mark = Ratings.Mark(subject: entry, judge: 0, item: item, value: 0)
      return sum + plain.chances(mark).enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    }
    return sum / Double(items.count)
  }
}

private func agree(_ a: [Double?], _ b: [Double]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { x, y in x.map { abs($0 - y) < 1e-4 } ?? false }
}

@Suite("Many-facet Rasch model")
struct RaschTwice {
  @Test("A second, plain implementation gives the same estimates to 1e-4", arguments: [1, 2, 3])
  func complete(seed: UInt64) {
    let given = ratings(entries: 10, judges: 4, items: 3, top: 4, seed: seed)
    compare(given, top: 4)
  }

  @Test("So it does where every entry has two of five judges in turn", arguments: [4, 5])
  func incomplete(seed: UInt64) {
    let given = ratings(entries: 15, judges: 5, items: 2, top: 5, seed: seed) { entry, judge in
      judge == entry % 5 || judge == (entry + 1 + entry / 5) % 5
    }
    compare(given, top: 5)
  }

  @Test("Two categories are the dichotomous model, its one threshold zero")
  func dichotomous() {
    let given = ratings(entries: 8, judges: 3, items: 6, top: 1, seed: 11)
    compare(given, top: 1)
    #expect(Rasch(given).thresholds.allSatisfy { abs($0) < 1e-9 })
  }

  private func compare(_ given: Ratings, top: Int) {
    let fitted = Rasch(given)
    #expect(fitted.notes.isEmpty)
    let plain = PlainRasch(given, top: top)
    #expect(agree(fitted.judges.map(\.severity), plain.judges))
    #expect(agree(fitted.items.map(\.difficulty), plain.items))
    #expect(agree(fitted.entries.map(\.measure), plain.entries))
    #expect(agree(fitted.thresholds, plain.thresholds))
    #expect(agree(fitted.entries.map(\.fairMean), given.subjects.indices.map(plain.fairMean)))
    #expect(fitted.judges.allSatisfy { ($0.error ?? 0) > 0 })
  }

  @Test("Judges, items and thresholds each add up to zero")
  func sums() {
    let fitted = Rasch(ratings(entries: 12, judges: 4, items: 3, top: 4, seed: 7))
    #expect(abs(fitted.judges.compactMap(\.severity).reduce(0, +)) < 1e-9)
    #expect(abs(fitted.items.compactMap(\.difficulty).reduce(0, +)) < 1e-9)
    #expect(abs(fitted.thresholds.reduce(0, +)) < 1e-9)
  }

  @Test("Judges in another order keep their severities, and entries their fair means")
  func order() {
    let given = ratings(entries: 12, judges: 4, items: 3, top: 4, seed: 9)
    var turned = given
    turned.judges.reverse()
    turned.marks = given.marks.map { mark in
      var copy = mark
      copy.judge = 3 - mark.judge
      return copy
    }
    let (a, b) = (Rasch(given), Rasch(turned))
    #expect(agree(b.judges.reversed().map(\.severity), a.judges.compactMap(\.severity)))
    #expect(agree(b.entries.map(\.fairMean), a.entries.compactMap(\.fairMean)))
  }

  @Test(
    "An entry with every mark at the top has no measure, full marks in fairness, and does not disturb the others"
  )
  func top() {
    var given = ratings(entries: 10, judges: 4, items: 3, top: 4, seed: 2)
    let before = Rasch(given)
    given.subjects.append(.init(id: "best"))
    for judge in 0..<4 {
      for item in 0..<3 {
        given.marks.append(.init(subject: 10, judge: judge, item: item, value: 4, step: 4))
      }
    }
    let after = Rasch(given)
    #expect(after.entries[10].measure == nil)
    #expect(after.entries[10].fairMean == 4)
    #expect(after.notes.contains { $0.code == "rasch-entries-at-end" })
    #expect(agree(after.judges.map(\.severity), before.judges.compactMap(\.severity)))
    #expect(after.logLikelihood == before.logLikelihood)
  }

  @Test("Groups of judges without a common entry are centred each and said not to be comparable")
  func groups() {
    let given = ratings(entries: 12, judges: 4, items: 3, top: 4, seed: 3) { $0 < 6 ? $1 < 2 : $1 >= 2 }
    let fitted = Rasch(given)
    let severities = fitted.judges.compactMap(\.severity)
    #expect(severities.count == 4)
    #expect(abs(severities[0] + severities[1]) < 1e-9)
    #expect(fitted.notes.contains { $0.code == "rasch-judge-groups" })
    #expect(fitted.entries.allSatisfy { ($0.error ?? .infinity) < 3 })
  }

  @Test("Categories that nobody used are numbered anew and counted")
  func unused() {
    var given = ratings(entries: 10, judges: 4, items: 3, top: 4, seed: 2)
    let before = Rasch(given)
    given.items = given.items.map { .init(id: $0.id, scale: (0...9).map { Double($0) / 2 }) }
    given.marks = given.marks.map { mark in
      var copy = mark
      copy.step = (mark.step ?? 0) * 2
      return copy
    }
    let after = Rasch(given)
    #expect(after.scales.map(\.unused) == [5])
    #expect(agree(after.thresholds, before.thresholds))
  }

  @Test("Judges who each have an item of their own cannot be told from their items: nothing is claimed")
  func confounded() {
    var given = ratings(entries: 10, judges: 3, items: 3, top: 4, seed: 5)
    given.marks.removeAll { $0.judge != $0.item }
    let fitted = Rasch(given)
    #expect(fitted.judges.allSatisfy { $0.severity == nil })
    #expect(fitted.logLikelihood == nil)
    #expect(fitted.notes.contains { $0.code == "rasch-not-linked" })
  }

  @Test("Marks from 0 to 40 by halves beside items of 10 and 20 are read in shares, and that is said")
  func manySteps() {
    var lot = Lot(21)
    let tops = [40.0, 20, 10]
    var marks: [Ratings.Mark] = []
    for entry in 0..<30 {
      for judge in 0..<5 {
        for (item, top) in tops.enumerated() {
          let share = 0.6 + 0.3 * Double(entry) / 30 - 0.02 * Double(judge) + Double(lot.draw(9) - 4) / 60
          let value = (share * top * 2).rounded() / 2
          marks.append(.init(subject: entry, judge: judge, item: item, value: value, step: Int(value * 2)))
        }
      }
    }
    let fitted = Rasch(
      Ratings(
        subjects: (0..<30).map { .init(id: "E\($0)") }, judges: (0..<5).map { "J\($0)" },
        items: tops.map { top in .init(id: "I\(top)", scale: (0...Int(top * 2)).map { Double($0) / 2 }) },
        marks: marks, totals: RatingMatrix([])))
    #expect(fitted.notes.contains { $0.code == "rasch-shares" })
    let severities = fitted.judges.compactMap(\.severity)
    #expect(severities.count == 5)
    #expect(severities.sorted() == severities)
    #expect(fitted.entries.compactMap(\.fairMean).count == 30)
  }

  @Test("Nothing, one mark or the same mark everywhere gives no estimates and no trap", arguments: [0, 1, 2])
  func nothing(kind: Int) {
    var given = ratings(entries: 3, judges: 2, items: 1, top: 2, seed: 1)
    given.marks = kind == 0 ? [] : kind == 1 ? Array(given.marks.prefix(1)) : given.marks
    if kind == 2 { for index in given.marks.indices { given.marks[index].step = 1 } }
    let fitted = Rasch(given)
    #expect(fitted.logLikelihood == nil)
    #expect(fitted.judges.allSatisfy { $0.severity == nil })
    #expect(!fitted.notes.isEmpty)
  }
}
