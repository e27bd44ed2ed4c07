// Totals as whole numbers put in order by counting or radix sort, and places numbered; buffers are taken once.

public import Basics
public import Rubrics

/// An order of entries by total, before any tie-break.
public struct FlatRanking: Sendable {
  /// Entries of the book with a total, best first; ties in byte order of their ids.
  public private(set) var order: [Int32] = []
  /// The place of each entry of the book; 0 without a place, twice the place where numbering is fractional.
  public private(set) var numbers: [Int32] = []
  public private(set) var numbering = Ranking.Numbering.standard

  private var keys: [UInt64] = []
  private var spare: [UInt64] = []
  private var counts: [Int32] = []

  public init() {}

  /// The place of an entry as text; nil without one.
  public func place(ofEntry entry: Int) -> String? {
    let number = Int(numbers[entry])
    guard number > 0 else { return nil }
    return numbering == .fractional ? Rational(Int128(number), over: 2).text : String(number)
  }

  /// Fewer entries are sorted by insertion.
  private static let few = 48

  /// Ranks totals anew; all lists are by place among all, `byteOrder` gives the places in byte order of the ids.
  mutating func rank(
    entries: UnsafeBufferPointer<Int>, totals: UnsafeBufferPointer<Int>, byteOrder: [Int]?,
    isRanked: UnsafeBufferPointer<Bool>, _ rule: Ranking
  ) {
    numbering = rule.numbering
    let count = totals.count
    if numbers.count != count {
      numbers = [Int32](repeating: 0, count: count)
      order = numbers
      keys = [UInt64](repeating: 0, count: count)
      spare = keys
    }
    let descends = rule.order == .descending
    // The best total gets the smallest key.
    var (low, high) = (Int.max, Int.min)
    for place in 0..<count where isRanked[place] {
      low = min(low, totals[place])
      high = max(high, totals[place])
    }
    guard low <= high else {
      order = []
      for place in 0..<count { numbers[place] = 0 }
      return
    }
    let range = high - low + 1
    guard range < Int(UInt32.max) else { return rankWide(entries, totals, byteOrder, isRanked, descends) }
    var ranked = 0
    keys.withUnsafeMutableBufferPointer { keys in
      for turn in 0..<count {
        let place = byteOrder?[turn] ?? turn
        guard isRanked[place] else { continue }
        let key = descends ? high &- totals[place] : totals[place] &- low
        keys[ranked] = UInt64(truncatingIfNeeded: key) &<< 32 | UInt64(truncatingIfNeeded: place)
        ranked += 1
      }
    }
    sort(ranked, range)
    number(ranked, entries, count)
  }

  /// Sorts the first `count` keys; those of one total keep their order.
  private mutating func sort(_ count: Int, _ range: Int) {
    if count <= Self.few { return insert(count) }
    let bits = Int.bitWidth - (range - 1).leadingZeroBitCount
    // Digits as wide as the counters of one pass are cheap beside the entries.
    let widest = count >= 16_384 ? 14 : count >= 2_048 ? 11 : 8
    let passes = max(1, (bits + widest - 1) / widest)
    let width = max(1, (bits + passes - 1) / passes)
    if counts.count < 1 << width { counts = [Int32](repeating: 0, count: 1 << width) }
    for pass in 0..<passes {
      radix(count, shift: UInt64(32 + pass * width), width: width)
      swap(&keys, &spare)
    }
  }

  private mutating func radix(_ count: Int, shift: UInt64, width: Int) {
    let mask = UInt64(1) << UInt64(width) - 1
    keys.withUnsafeBufferPointer { keys in
      spare.withUnsafeMutableBufferPointer { spare in
        counts.withUnsafeMutableBufferPointer { counts in
          for digit in 0..<Int(mask) + 1 { counts[digit] = 0 }
          for i in 0..<count { counts[Int(truncatingIfNeeded: keys[i] &>> shift & mask)] &+= 1 }
          var sum: Int32 = 0
          for digit in 0..<Int(mask) + 1 {
            let own = counts[digit]
            counts[digit] = sum
            sum &+= own
          }
          for i in 0..<count {
            let digit = Int(truncatingIfNeeded: keys[i] &>> shift & mask)
            spare[Int(counts[digit])] = keys[i]
            counts[digit] &+= 1
          }
        }
      }
    }
  }

  private mutating func insert(_ count: Int) {
    keys.withUnsafeMutableBufferPointer { keys in
      for i in 1..<max(1, count) {
        let key = keys[i]
        var hole = i
        while hole > 0, keys[hole - 1] &>> 32 > key &>> 32 {
          keys[hole] = keys[hole - 1]
          hole -= 1
        }
        keys[hole] = key
      }
    }
  }

  /// Numbers the sorted keys.
  private mutating func number(_ ranked: Int, _ entries: UnsafeBufferPointer<Int>, _ count: Int) {
    if ranked < count { for entry in 0..<count { numbers[entry] = 0 } }
    if order.count != ranked { order = [Int32](repeating: 0, count: ranked) }
    let numbering = numbering
    keys.withUnsafeBufferPointer { keys in
      order.withUnsafeMutableBufferPointer { order in
        numbers.withUnsafeMutableBufferPointer { numbers in
          var (start, dense) = (0, 0)
          while start < ranked {
            let total = keys[start] &>> 32
            var end = start + 1
            while end < ranked, keys[end] &>> 32 == total { end += 1 }
            dense += 1
            let number =
              switch numbering {
              case .standard: start + 1
              case .dense: dense
              case .modified: end
              case .fractional: start + end + 1
              }
            for i in start..<end {
              let entry = entries[Int(truncatingIfNeeded: keys[i] & 0xFFFF_FFFF)]
              order[i] = Int32(truncatingIfNeeded: entry)
              numbers[entry] = Int32(truncatingIfNeeded: number)
            }
            start = end
          }
        }
      }
    }
  }

  /// Totals too far apart for packed keys: sorted by comparing, then numbered as their order.
  private mutating func rankWide(
    _ entries: UnsafeBufferPointer<Int>, _ totals: UnsafeBufferPointer<Int>, _ byteOrder: [Int]?,
    _ isRanked: UnsafeBufferPointer<Bool>, _ descends: Bool
  ) {
    let places = (byteOrder ?? Array(0..<totals.count)).filter { isRanked[$0] }
    let turns = places.indices.sorted { a, b in
      let (x, y) = (totals[places[a]], totals[places[b]])
      return x == y ? a < b : (descends ? x > y : x < y)
    }
    var (key, last): (UInt64, Int?) = (0, nil)
    for (position, turn) in turns.enumerated() {
      let total = totals[places[turn]]
      if let last, last != total { key += 1 }
      last = total
      keys[position] = key << 32 | UInt64(places[turn])
    }
    number(places.count, entries, totals.count)
  }
}

extension FlatEvent {
  /// Adds every mark up again and ranks the totals.
  public mutating func rank(into ranking: inout FlatRanking) {
    addUp()
    rankTotals(into: &ranking)
  }

  /// Adds every mark up again.
  mutating func addUp() {
    for group in groups.indices { run(group, 0, groups[group].entries.count) }
    for (place, total) in otherTotals { totals[place] = total }
  }

  func rankTotals(into ranking: inout FlatRanking) {
    let rule = evaluator.plan.rubric.results.ranking
    totals.withUnsafeBufferPointer { totals in
      entryAtPlace.withUnsafeBufferPointer { entries in
        isRanked.withUnsafeBufferPointer { isRanked in
          ranking.rank(entries: entries, totals: totals, byteOrder: byteOrder, isRanked: isRanked, rule)
        }
      }
    }
  }

  /// The total of an entry of the book; nil without one.
  public func total(ofEntry entry: Int) -> Rational? {
    let place = placeOfEntry[entry]
    return isRanked[place] ? Rational(Int128(totals[place]), over: Int128(totalScale)) : nil
  }
}
