// Marks become categories: the steps of an item from its minimum, or shares of its range where there are too many.

import Basics

/// The category of each mark, and what each category counts in marks.
struct RaschCoding {
  /// One for each mark of the ratings; nil where the mark has no place (ranks, what has no range).
  var categories: [Int?]
  /// For each item, the marks at each category.
  var marksAt: [[Double]]
  /// For each item, its scale: items with equally many categories share their thresholds.
  var scaleOfItem: [Int]
  var scales: Int
  var notes: [Fault] = []

  /// Steps up to which categories are taken as they are where all items have equally many.
  static let mostSteps = 60
  /// Steps of the common coding at most, tried one after the other where the marks are too thin for more.
  static let shares = [40, 20, 10, 5]
  /// Items with so few steps (levels, checklists) keep them beside others.
  static let fewSteps = 10

  /// - Parameter most: the most shares of a range; nil takes the steps as written where all items have equally many.
  init(_ ratings: Ratings, most: Int? = nil) {
    let own = ratings.items.map { $0.scale.count > 1 ? $0.scale.count - 1 : nil }
    let used = Set(ratings.marks.map(\.item))
    let steps = Set(used.compactMap { own[$0] })
    let observed = Set(ratings.marks.compactMap(\.step)).count
    let isEven = steps.count == 1 && used.allSatisfy { own[$0] != nil } && observed <= Self.mostSteps + 1
    let asWritten = most == nil && isEven
    let fine = steps.filter { $0 > Self.fewSteps }.min() ?? Self.shares[0]
    let shares = min(most ?? Self.shares[0], fine)

    var banded: Set<Int> = []
    var marksAt: [[Double]] = []
    for (index, item) in ratings.items.enumerated() {
      if let count = own[index], asWritten || count <= Self.fewSteps || count == shares {
        marksAt.append(item.scale)
      } else if item.highest > item.lowest {
        banded.insert(index)
        marksAt.append(
          (0...shares).map { item.lowest + (item.highest - item.lowest) * Double($0) / Double(shares) })
      } else {
        marksAt.append([])
      }
    }
    self.marksAt = marksAt
    categories = ratings.marks.map { mark in
      let item = ratings.items[mark.item]
      if !banded.contains(mark.item) { return marksAt[mark.item].isEmpty ? nil : mark.step }
      let share = ((mark.marks - item.lowest) * Double(shares) / (item.highest - item.lowest)).rounded()
      return Int(max(0, min(Double(shares), share)))
    }
    let sizes = Set(used.map { marksAt[$0].count }.filter { $0 > 0 }).sorted()
    scales = sizes.count
    scaleOfItem = marksAt.map { sizes.firstIndex(of: $0.count) ?? 0 }
    let read = banded.intersection(used).count
    if read > 0 {
      notes.append(
        Fault(
          "rasch-shares", zh: "Rasch 模型：有 \(read) 个评分项分档太细或与别项不同，按满分区间的 \(shares) 等分读取",
          en:
            "Rasch model: items whose steps are many or differ (\(read)) are read in \(shares) equal shares of their range"
        ))
    }
    if sizes.count > 1 {
      notes.append(
        Fault(
          "rasch-scales", zh: "Rasch 模型：评分项的档数不同，档数相同的项共用一组阈值，见 scales",
          en:
            "Rasch model: items differ in the number of categories; those with equally many share thresholds, see scales"
        ))
    }
  }
}
