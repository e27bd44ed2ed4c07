// What the top ten would be without each judge: the whole tally once more with that judge's sheets left out.

import Basics

/// The first ten of a ranking, and whoever shares the tenth place.
public struct TopTen: Hashable, Sendable {
  /// Nil where the event has no divisions.
  public var division: String?
  /// Entry ids in order of place.
  public var entries: [String]

  /// The top ten of each division, in byte order of the divisions' ids, or of all.
  static func all(_ standing: Standing) -> [TopTen] {
    let placed = standing.lines.filter { $0.place != nil }
    let divisions = Set(placed.compactMap(\.entry.division)).sorted { $0.precedesByBytes($1) }
    if divisions.isEmpty { return placed.isEmpty ? [] : [TopTen(placed, \.place, division: nil)] }
    return divisions.map { division in
      TopTen(placed.filter { $0.entry.division == division }, \.divisionPlace, division: division)
    }
  }

  private init(_ lines: [StandingLine], _ place: KeyPath<StandingLine, String?>, division: String?) {
    self.division = division
    let tenth = lines.count > 10 ? lines[9][keyPath: place] : nil
    entries = lines.enumerated().filter { $0 < 10 || $1[keyPath: place] == tenth }.map(\.element.entry.id)
  }
}

/// The top tens without one judge.
public struct TopTenWithout: Hashable, Sendable {
  public var judge: String
  /// Empty where without this judge nobody has a result, for example because too few judges are left.
  public var topTens: [TopTen]
  /// Beside the top tens with this judge, division by division.
  public var changes: [Change]

  public struct Change: Hashable, Sendable {
    public var division: String?
    public var entering: [String]
    public var leaving: [String]
    /// Whether another entry would be first.
    public var first: (before: String, after: String)? {
      guard let before = order.before.first, let after = order.after.first, before != after else {
        return nil
      }
      return (before, after)
    }
    /// Whether the same ten would stand in another order.
    public var reordered: Bool { entering.isEmpty && leaving.isEmpty && order.before != order.after }

    private var order: Orders

    private struct Orders: Hashable, Sendable {
      var before: [String]
      var after: [String]
    }

    init(division: String?, before: [String], after: [String]) {
      self.division = division
      order = Orders(before: before, after: after)
      entering = after.filter { !before.contains($0) }
      leaving = before.filter { !after.contains($0) }
    }
  }

  /// More marks than this, times the judges, and the question is not asked.
  static let mostWork = 20_000_000

  /// One answer a judge, or nil where the event is too large to compute it so often.
  static func all(_ tally: Tally, judges: [String], marks: Int) -> [TopTenWithout]? {
    guard marks * judges.count <= mostWork else { return nil }
    let before = TopTen.all(tally.standing)
    return judges.map { judge in
      let book = tally.evaluator.book.keeping(plan: tally.plan) { $0 != judge }
      let after = TopTen.all(Tally(plan: tally.plan, book: book).standing)
      let changes =
        after.isEmpty
        ? []
        : before.map { old in
          Change(
            division: old.division, before: old.entries,
            after: after.first { $0.division == old.division }?.entries ?? [])
        }
      return TopTenWithout(judge: judge, topTens: after, changes: changes)
    }
  }
}
