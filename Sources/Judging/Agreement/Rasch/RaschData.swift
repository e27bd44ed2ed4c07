// What the Rasch model is fitted to: categories without gaps, and nobody whose marks are all at one end.

/// One mark as the model sees it.
struct RaschMark: Hashable {
  var entry: Int
  var judge: Int
  var item: Int
  /// From 0 without gaps up to the top of the item's scale.
  var category: Int
}

/// Marks with finite estimates, renumbered, and who was left out.
struct RaschData {
  /// At which end all marks of somebody stand.
  enum End: Hashable {
    case lowest
    case highest
    /// No marks are left, since all who gave or got them were left out.
    case nothing
  }

  /// Sorted by entry.
  var marks: [RaschMark] = []
  /// Places in the ratings, by place in the model.
  var entries: [Int] = []
  var judges: [Int] = []
  var items: [Int] = []
  var scaleOfItem: [Int] = []
  /// Top category of each scale.
  var tops: [Int] = []
  /// For each scale, the coded category of each category of the model.
  var categories: [[Int]] = []
  /// Which of the coding's scales each scale is.
  var scales: [Int] = []
  var leftOutEntries: [Int: End] = [:]
  var leftOutJudges: [Int: End] = [:]
  var leftOutItems: [Int: End] = [:]

  init(_ ratings: Ratings, _ coding: RaschCoding) {
    var left: [RaschMark] = zip(ratings.marks, coding.categories).compactMap { mark, category in
      category.map { RaschMark(entry: mark.subject, judge: mark.judge, item: mark.item, category: $0) }
    }
    var found: [[Int]] = []
    while true {
      found = Self.observed(left, coding)
      // An item whose scale shows one category only, then entries, then judges and items at one end.
      let flat = Self.ends(left, \.item, coding, found).filter {
        found[coding.scaleOfItem[$0.key]].count == 1
      }
      let entries = flat.isEmpty ? Self.ends(left, \.entry, coding, found) : [:]
      let judges = flat.isEmpty && entries.isEmpty ? Self.ends(left, \.judge, coding, found) : [:]
      let items =
        flat.isEmpty && entries.isEmpty && judges.isEmpty ? Self.ends(left, \.item, coding, found) : flat
      if entries.isEmpty, judges.isEmpty, items.isEmpty { break }
      leftOutEntries.merge(entries) { first, _ in first }
      leftOutJudges.merge(judges) { first, _ in first }
      leftOutItems.merge(items) { first, _ in first }
      left.removeAll { entries[$0.entry] != nil || judges[$0.judge] != nil || items[$0.item] != nil }
    }
    renumber(left, coding, found)
    for entry in ratings.subjects.indices where !entries.contains(entry) && leftOutEntries[entry] == nil {
      leftOutEntries[entry] = .nothing
    }
  }

  /// The coded categories that occur, by scale.
  private static func observed(_ marks: [RaschMark], _ coding: RaschCoding) -> [[Int]] {
    var found = [Set<Int>](repeating: [], count: coding.scales)
    for mark in marks { found[coding.scaleOfItem[mark.item]].insert(mark.category) }
    return found.map { $0.sorted() }
  }

  /// Whose marks are all the lowest or all the highest that occur.
  private static func ends(
    _ marks: [RaschMark], _ who: KeyPath<RaschMark, Int>, _ coding: RaschCoding, _ found: [[Int]]
  ) -> [Int: End] {
    var low: [Int: Bool] = [:]
    var high: [Int: Bool] = [:]
    for mark in marks {
      let scale = found[coding.scaleOfItem[mark.item]]
      let key = mark[keyPath: who]
      low[key] = (low[key] ?? true) && mark.category == scale.first
      high[key] = (high[key] ?? true) && mark.category == scale.last
    }
    var ends: [Int: End] = [:]
    for (key, isLow) in low {
      if high[key] == true { ends[key] = .highest } else if isLow { ends[key] = .lowest }
    }
    return ends
  }

  private mutating func renumber(_ left: [RaschMark], _ coding: RaschCoding, _ found: [[Int]]) {
    entries = Set(left.map(\.entry)).sorted()
    judges = Set(left.map(\.judge)).sorted()
    items = Set(left.map(\.item)).sorted()
    scales = found.indices.filter { !found[$0].isEmpty }
    categories = scales.map { found[$0] }
    tops = categories.map { $0.count - 1 }
    scaleOfItem = items.map { item in scales.firstIndex(of: coding.scaleOfItem[item]) ?? 0 }
    func places(_ list: [Int]) -> [Int: Int] {
      Dictionary(uniqueKeysWithValues: list.enumerated().map { ($1, $0) })
    }
    let (ofEntry, ofJudge, ofItem) = (places(entries), places(judges), places(items))
    let ofCategory = categories.map(places)
    marks = left.map { mark in
      let item = ofItem[mark.item] ?? 0
      return RaschMark(
        entry: ofEntry[mark.entry] ?? 0, judge: ofJudge[mark.judge] ?? 0, item: item,
        category: ofCategory[scaleOfItem[item]][mark.category] ?? 0)
    }
    marks.sort { ($0.entry, $0.judge, $0.item) < ($1.entry, $1.judge, $1.item) }
  }

  /// Groups of entries that share no judge (or item) with other groups, so that nothing links them.
  ///
  /// - Returns: the group of each judge (or item) and of each entry, and how many groups there are.
  func groups(by who: KeyPath<RaschMark, Int>, count: Int) -> (members: [Int], entries: [Int], count: Int) {
    var parent = Array(0..<count + entries.count)
    func root(_ place: Int) -> Int {
      var place = place
      while parent[place] != place {
        parent[place] = parent[parent[place]]
        place = parent[place]
      }
      return place
    }
    for mark in marks {
      let (a, b) = (root(mark[keyPath: who]), root(count + mark.entry))
      parent[max(a, b)] = min(a, b)
    }
    var names: [Int: Int] = [:]
    let all = parent.indices.map { place -> Int in
      let top = root(place)
      let name = names[top] ?? names.count
      names[top] = name
      return name
    }
    return (Array(all[..<count]), Array(all[count...]), names.count)
  }
}
