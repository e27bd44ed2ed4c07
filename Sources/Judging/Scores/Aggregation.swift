// Several judges' numbers become one: drop, choose, add, divide; exact, and with every dropped judge named.

public import Basics
public import Rubrics

/// One judge's number.
public struct JudgeNumber: Hashable, Sendable {
  /// The judge's rank in byte order of ids; -1 where a decision gave the number.
  public var judge: Int
  /// What is aggregated: marks, or what they were turned into.
  public var value: Rational
  /// The marks before they were turned into a rank, points or a share; nil where they were not.
  public var marks: Rational?
  /// The marker's part in double marking.
  var part: MarkerPart?
  /// False where a missing sheet counts as zero.
  var isWritten = true

  public init(judge: Int, value: Rational, marks: Rational? = nil) {
    self.judge = judge
    self.value = value
    self.marks = marks
  }

  init(judge: Int, value: Rational, part: MarkerPart) {
    self.init(judge: judge, value: value)
    self.part = part
  }
}

/// What became of a judge's number in the aggregation.
public enum Counting: String, Hashable, Sendable {
  case counted
  case droppedHigh = "dropped-high"
  case droppedLow = "dropped-low"
  /// Outside the middle (median) or the best few.
  case notChosen = "not-chosen"
}

/// The panel's number, and what became of each judge's.
public struct Aggregated: Hashable, Sendable {
  public var value: Rational
  /// In the order of the numbers given.
  public var counting: [Counting]
  /// Whether the plain mean stood in because too few judges were left.
  public var usedMean: Bool
}

/// Why no number came out.
public enum AggregationFault: Error, Hashable, Sendable {
  case tooFew(have: Int, need: Int)
  /// More than the exact number asked for.
  case tooMany(have: Int, need: Int)
  /// `single` with judges who differ.
  case severalDiffer
}

extension Aggregate {
  /// Aggregates numbers; of ranks that judges wrote (`areRanks`) the low ones are the best.
  ///
  /// Of equal numbers at a drop, the judge whose id is last in byte order is dropped (contract, section 6).
  public func callAsFunction(_ numbers: [JudgeNumber], areRanks: Bool = false) -> Result<
    Aggregated, AggregationFault
  > {
    let count = numbers.count
    let trims = method == .trimmedMean || method == .trimmedSum || dropHigh + dropLow > 0
    if let judges, count > judges { return .failure(.tooMany(have: count, need: judges)) }
    let needed = max(judges ?? minJudges, trims ? dropHigh + dropLow + 1 : 1)
    if count < needed {
      guard ifFewer == .mean, count > 0 else { return .failure(.tooFew(have: count, need: needed)) }
      return .success(
        Aggregated(
          value: mean(numbers.map(\.value)), counting: .init(repeating: .counted, count: count),
          usedMean: true))
    }
    var counting = [Counting](repeating: .counted, count: count)
    if trims {
      var order = Array(numbers.indices)
      // Highest first; among equals the last id first, so that it is dropped.
      order.sort { Self.isDropped($0, before: $1, numbers, highest: true) }
      for index in order.prefix(dropHigh) { counting[index] = .droppedHigh }
      var rest = order.dropFirst(dropHigh).map { $0 }
      rest.sort { Self.isDropped($0, before: $1, numbers, highest: false) }
      for index in rest.prefix(dropLow) { counting[index] = .droppedLow }
    }
    choose(numbers, &counting, lowFirst: placing.map { $0.as == .rank } ?? areRanks)
    let counted = numbers.indices.filter { counting[$0] == .counted }.map { numbers[$0].value }
    switch method {
    case .mean, .trimmedMean, .bestOf, .median:
      return .success(Aggregated(value: mean(counted), counting: counting, usedMean: false))
    case .sum, .trimmedSum:
      return .success(
        Aggregated(value: counted.sum, counting: counting, usedMean: false))
    case .single:
      guard Set(counted).count == 1 else { return .failure(.severalDiffer) }
      return .success(
        Aggregated(value: counted[0], counting: counting, usedMean: false))
    }
  }

  private static func isDropped(_ a: Int, before b: Int, _ numbers: [JudgeNumber], highest: Bool) -> Bool {
    if numbers[a].value != numbers[b].value {
      return highest ? numbers[a].value > numbers[b].value : numbers[a].value < numbers[b].value
    }
    return numbers[a].judge > numbers[b].judge
  }

  /// Marks what a median or a best-of leaves out.
  private func choose(_ numbers: [JudgeNumber], _ counting: inout [Counting], lowFirst: Bool) {
    let left = numbers.indices.filter { counting[$0] == .counted }
    switch method {
    case .median:
      let order = left.sorted { a, b in
        numbers[a].value != numbers[b].value
          ? numbers[a].value < numbers[b].value : numbers[a].judge < numbers[b].judge
      }
      let middle = (order.count - 1) / 2...order.count / 2
      for (place, index) in order.enumerated() where !middle.contains(place) { counting[index] = .notChosen }
    case .bestOf:
      let best = left.sorted { a, b in
        let (x, y) = (numbers[a].value, numbers[b].value)
        return x != y ? (lowFirst ? x < y : x > y) : numbers[a].judge < numbers[b].judge
      }
      for index in best.dropFirst(self.best ?? 1) { counting[index] = .notChosen }
    default: break
    }
  }

  private func mean(_ values: [Rational]) -> Rational { values.sum / values.count }
}
