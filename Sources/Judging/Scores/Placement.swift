// Numbers of several entries turned into ranks, points by place, or shares of their sum; exact, ties shared as the rubric says.

import Basics
import Rubrics

/// One entry's number among those it is compared with.
struct Compared: Hashable, Sendable {
  /// The entry's place in the book.
  var entry: Int
  var number: Rational
}

extension Placing {
  /// What each number is turned into, in the order of `numbers`.
  /// - Parameter lowestFirst: which numbers come first where the rubric does not say.
  /// - Parameter missing: how many more there are without a number; they share the places after all others, and get
  ///   no points and no share. Their value is the second of the result.
  func callAsFunction(
    _ numbers: [Rational], missing: Int, lowestFirst: Bool
  ) -> (turned: [Rational], missing: Rational) {
    let last = self.as == .rank && missing > 0 ? worth(of: numbers.count..<numbers.count + missing) : .zero
    return (callAsFunction(numbers, lowestFirst: lowestFirst), last)
  }

  /// The place of each number, 1 for the first; equal numbers share the best of their places.
  func places(_ numbers: [Rational], lowestFirst: Bool) -> [Int] {
    let lowest = first.map { $0 == .lowest } ?? lowestFirst
    let order = numbers.sorted { lowest ? $0 < $1 : $1 < $0 }
    var place: [Rational: Int] = [:]
    for (index, number) in order.enumerated() where place[number] == nil { place[number] = index + 1 }
    return numbers.map { place[$0] ?? 0 }
  }

  func callAsFunction(_ numbers: [Rational], lowestFirst: Bool) -> [Rational] {
    guard self.as != .share else {
      let sum = numbers.sum
      return numbers.map { sum == .zero ? .zero : $0 * Rational(100) / sum }
    }
    let lowest = first.map { $0 == .lowest } ?? lowestFirst
    let order = numbers.indices.sorted { a, b in
      numbers[a] == numbers[b] ? a < b : (lowest ? numbers[a] < numbers[b] : numbers[a] > numbers[b])
    }
    var turned = [Rational](repeating: .zero, count: numbers.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, numbers[order[end]] == numbers[order[start]] { end += 1 }
      let value = worth(of: start..<end)
      for index in order[start..<end] { turned[index] = value }
      start = end
    }
    return turned
  }

  /// What the places `range` (from 0) are worth to those who share them.
  private func worth(of range: Range<Int>) -> Rational {
    func worth(_ place: Int) -> Rational {
      if self.as == .rank { return Rational(place + 1) }
      return place < points.count ? points[place].exact : .zero
    }
    if tied == .best { return worth(range.lowerBound) }
    return range.map(worth).sum / range.count
  }
}

/// What was compared, and what came out, over a whole event.
struct Placements: Sendable {
  /// One judge's entries in one unit, round and run, within a division where there is one.
  struct Key: Hashable, Sendable {
    var unit: Int
    var round: Int
    var run: Int
    var division: String?
    /// The judge's rank; -1 where rounds are compared.
    var judge: Int
  }

  /// Unit of the keys that compare round results.
  static let rounds = -1

  private(set) var compared: [Key: [Compared]] = [:]
  /// Entries that have no number there and whose missing one counts as zero.
  private var missing: [Key: [Int]] = [:]
  private var turned: [Key: [Int: Rational]] = [:]
  private var places: [Key: [Int: Int]] = [:]

  /// Adds an entry's number; nil where it is missing and counts as zero.
  mutating func add(_ number: Rational?, of entry: Int, to key: Key) {
    if let number {
      compared[key, default: []].append(Compared(entry: entry, number: number))
    } else {
      missing[key, default: []].append(entry)
    }
  }

  /// Turns everything added for keys that `rule` knows.
  mutating func turn(_ rule: (Key) -> (placing: Placing, lowestFirst: Bool)?) {
    for key in Set(compared.keys).union(missing.keys) where turned[key] == nil {
      guard let (placing, lowestFirst) = rule(key) else { continue }
      let (members, lacking) = (compared[key] ?? [], missing[key] ?? [])
      let numbers = members.map(\.number)
      let values = placing(numbers, missing: lacking.count, lowestFirst: lowestFirst)
      turned[key] = Dictionary(
        zip(members.map(\.entry), values.turned) + lacking.map { ($0, values.missing) },
        uniquingKeysWith: { first, _ in first })
      places[key] = Dictionary(
        zip(members.map(\.entry), placing.places(numbers, lowestFirst: lowestFirst)),
        uniquingKeysWith: { first, _ in first })
    }
  }

  func value(of entry: Int, _ key: Key) -> Rational? { turned[key]?[entry] }

  /// The entry's place among those it was compared with; nil where it has no number there.
  func place(of entry: Int, _ key: Key) -> Int? { places[key]?[entry] }
}

extension Plan {
  /// Whether any judges of a round compare entries.
  func comparesJudges(round: Int) -> Bool {
    modulesOfRound[round].contains { module in
      unitsOfModule[module].contains { units[$0].aggregate.placing != nil }
    }
  }

  /// The division within which a placing compares.
  func division(_ placing: Placing, _ entry: Entry) -> String? {
    placing.within == .division ? entry.division : nil
  }

  /// Whether everything that a round adds up is ranks, so that its low results come first.
  func holdsRanks(round: Int) -> Bool {
    let own = modulesOfRound[round].flatMap { unitsOfModule[$0] }.filter { units[$0].effect == .add }
    return !own.isEmpty && own.allSatisfy { holdsRanks(units[$0]) && units[$0].aggregate.placing == nil }
  }

  /// Whether a unit holds ranks that judges wrote, so that low numbers come first.
  func holdsRanks(_ unit: Unit) -> Bool {
    unit.items.allSatisfy { items[$0].kind == .rank }
  }
}
