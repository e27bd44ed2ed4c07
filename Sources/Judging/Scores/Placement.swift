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
  private var turned: [Key: [Int: Rational]] = [:]

  mutating func add(_ number: Rational, of entry: Int, to key: Key) {
    compared[key, default: []].append(Compared(entry: entry, number: number))
  }

  /// Turns everything added for keys that `rule` knows.
  mutating func turn(_ rule: (Key) -> (placing: Placing, lowestFirst: Bool)?) {
    for (key, members) in compared where turned[key] == nil {
      guard let (placing, lowestFirst) = rule(key) else { continue }
      let values = placing(members.map(\.number), lowestFirst: lowestFirst)
      turned[key] = Dictionary(zip(members.map(\.entry), values), uniquingKeysWith: { first, _ in first })
    }
  }

  func value(of entry: Int, _ key: Key) -> Rational? { turned[key]?[entry] }
}

extension Plan {
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
