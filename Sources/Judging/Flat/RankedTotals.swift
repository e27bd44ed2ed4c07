// Totals in order that single changes leave sorted: how many are ahead, who is next, without sorting everything again.

/// A sorted multiset of totals with their owners, in blocks short enough to move.
///
/// Adding, removing and counting take time in proportion to a block and to the number of blocks.
struct RankedTotals: Sendable {
  struct Key: Comparable, Hashable, Sendable {
    /// Lower is better.
    var total: Int
    /// The owner's place in byte order of ids.
    var owner: Int

    static func < (a: Key, b: Key) -> Bool { a.total != b.total ? a.total < b.total : a.owner < b.owner }
  }

  private static let longest = 512
  private var blocks: [[Key]] = []
  private var distinct: [Int: Int] = [:]
  private(set) var count = 0

  init(_ keys: [Key]) {
    let order = keys.sorted()
    count = order.count
    var start = 0
    while start < order.count {
      let end = min(order.count, start + Self.longest / 2)
      blocks.append(Array(order[start..<end]))
      start = end
    }
    for key in order { distinct[key.total, default: 0] += 1 }
  }

  /// The block that holds, or would hold, a key.
  private func block(of key: Key) -> Int {
    var (low, high) = (0, blocks.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if let last = blocks[middle].last, last < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func place(of key: Key, in block: [Key]) -> Int {
    var (low, high) = (0, block.count)
    while low < high {
      let middle = (low + high) / 2
      if block[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  mutating func insert(_ key: Key) {
    count += 1
    distinct[key.total, default: 0] += 1
    guard !blocks.isEmpty else { return blocks.append([key]) }
    let block = block(of: key)
    blocks[block].insert(key, at: Self.place(of: key, in: blocks[block]))
    if blocks[block].count > Self.longest {
      let half = Array(blocks[block][(Self.longest / 2)...])
      blocks[block].removeLast(half.count)
      blocks.insert(half, at: block + 1)
    }
  }

  /// Removes a key that is there.
  mutating func remove(_ key: Key) {
    guard !blocks.isEmpty else { return }
    let block = block(of: key)
    let place = Self.place(of: key, in: blocks[block])
    guard place < blocks[block].count, blocks[block][place] == key else { return }
    blocks[block].remove(at: place)
    if blocks[block].isEmpty { blocks.remove(at: block) }
    count -= 1
    distinct[key.total, default: 1] -= 1
    if distinct[key.total] == 0 { distinct[key.total] = nil }
  }

  /// How many totals are lower.
  func countBelow(_ total: Int) -> Int {
    let key = Key(total: total, owner: .min)
    guard !blocks.isEmpty else { return 0 }
    let block = block(of: key)
    var before = 0
    for index in 0..<block { before += blocks[index].count }
    return before + Self.place(of: key, in: blocks[block])
  }

  /// How many have just this total.
  func countEqual(_ total: Int) -> Int { distinct[total] ?? 0 }

  /// How many different totals are lower; looks at every total.
  func distinctBelow(_ total: Int) -> Int { distinct.keys.count { $0 < total } }

  /// The owners of a total, in byte order of ids.
  func owners(of total: Int) -> [Int] {
    let key = Key(total: total, owner: .min)
    var owners: [Int] = []
    guard !blocks.isEmpty else { return owners }
    var block = block(of: key)
    var place = Self.place(of: key, in: blocks[block])
    while block < blocks.count {
      while place < blocks[block].count {
        guard blocks[block][place].total == total else { return owners }
        owners.append(blocks[block][place].owner)
        place += 1
      }
      (block, place) = (block + 1, 0)
    }
    return owners
  }

  /// The best `most` keys, and those tied with the last of them.
  func best(_ most: Int) -> [Key] {
    var best: [Key] = []
    for block in blocks {
      for key in block {
        if best.count >= most, key.total != best.last?.total { return best }
        best.append(key)
      }
    }
    return best
  }
}
