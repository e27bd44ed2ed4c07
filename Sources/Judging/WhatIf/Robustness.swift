// How firm a ranking is: without any one judge, with any one mark a step up or down, and with judges drawn anew.

import Basics
import Rubrics

/// One entry whose place would be another.
public struct PlaceChange: Hashable, Sendable {
  public var entry: String
  public var from: String?
  public var to: String?
}

/// The ranking without one judge.
public struct WithoutJudge: Hashable, Sendable {
  public var judge: String
  public var changes: [PlaceChange]
  /// Entries that would have no result, for want of judges.
  public var blocked: [String]
}

/// One mark moved by one step that would move its entry.
public struct OneStep: Hashable, Sendable {
  public var entry: String
  public var judge: String
  public var item: String
  public var round: String
  public var run: Int
  public var value: String
  public var moved: String
  public var change: PlaceChange
}

/// Where an entry stood when the judges of every panel were drawn anew, with repetition.
public struct Resampled: Hashable, Sendable {
  public var entry: String
  public var place: String
  /// How many of the draws gave it this place, and the first place.
  public var same: Int
  public var first: Int
  /// Places of the middle 90 of 100 draws.
  public var low: String
  public var high: String
}

/// What an organizer wants to know before an appeal.
public struct Robustness: Sendable {
  public var withoutJudge: [WithoutJudge]
  public var oneStep: [OneStep]
  /// Marks tried, each one step up and one step down.
  public var tried: Int
  /// Marks left out because there were more than could be tried.
  public var untried: Int
  public var resampled: [Resampled]
  public var seed: UInt64
  public var draws: Int

  /// At most so many marks are moved, those of the best entries first.
  public static let mostMarks = 20_000

  /// Computes everything; `progress` is told how far it is, from 0 to 1.
  public init(of tally: Tally, seed: UInt64, draws: Int = 200, progress: (Double) -> Void = { _ in }) {
    withoutJudge = Self.withoutAnyJudge(tally)
    progress(0.1)
    var mover = StepMover(tally)
    (oneStep, tried, untried) = mover.run(most: Self.mostMarks) { progress(0.1 + 0.6 * $0) }
    resampled = Self.resample(tally, seed: seed, draws: draws) { progress(0.7 + 0.3 * $0) }
    self.seed = seed
    self.draws = draws
    progress(1)
  }

  /// The places without each judge, in byte order of their ids: the part that is quick.
  public static func withoutAnyJudge(_ tally: Tally) -> [WithoutJudge] {
    let plan = tally.plan
    let book = tally.evaluator.book
    let places = tally.places
    return book.judges.sorted { $0.precedesByBytes($1) }.map { judge in
      let other = Tally(plan: plan, book: book.keeping(plan: plan) { $0 != judge })
      return WithoutJudge(
        judge: judge, changes: changes(from: tally, to: other),
        blocked: other.standing.lines.filter { $0.status == "blocked" && places[$0.entry.id] != nil }
          .map(\.entry.id))
    }
  }

  /// Entries whose place differs, in the order of the first.
  static func changes(from tally: Tally, to other: Tally) -> [PlaceChange] {
    let now = other.places
    return tally.standing.lines.compactMap { line in
      let place = now[line.entry.id]
      return place == line.place ? nil : PlaceChange(entry: line.entry.id, from: line.place, to: place)
    }
  }

  private static func resample(
    _ tally: Tally, seed: UInt64, draws: Int, progress: (Double) -> Void
  ) -> [Resampled] {
    var chance = SplitMix64(seed: seed)
    let book = tally.evaluator.book
    let ranked = tally.standing.lines.filter { $0.place != nil }
    var found: [String: [Rational]] = [:]
    for draw in 0..<draws {
      let other = Tally(plan: tally.plan, book: book.redrawn(plan: tally.plan, &chance))
      for line in other.standing.lines {
        if let place = line.place { found[line.entry.id, default: []].append(Rational(text: place) ?? .zero) }
      }
      progress(Double(draw + 1) / Double(draws))
    }
    return ranked.compactMap { line in
      guard let all = found[line.entry.id]?.sorted(), let place = line.place, !all.isEmpty else { return nil }
      let own = Rational(text: place) ?? .zero
      return Resampled(
        entry: line.entry.id, place: place, same: all.filter { $0 == own }.count,
        first: all.filter { $0 == .one }.count, low: all[all.count * 5 / 100].text,
        high: all[min(all.count - 1, all.count * 95 / 100)].text)
    }
  }
}

extension Tally {
  /// Places by entry; entries without a place are left out.
  public var places: [String: String] {
    Dictionary(
      standing.lines.compactMap { line in line.place.map { (line.entry.id, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}

extension MarkBook {
  /// The judges of every round and panel drawn anew with repetition; panels of one or two judges, and of people who do
  /// not judge, stay as they are.
  func redrawn(plan: Plan, _ chance: inout SplitMix64) -> MarkBook {
    struct Group: Hashable {
      var round: Int16
      var panel: Int16
      var division: String?
    }
    var sheets: [Group: [Int32: [Int]]] = [:]
    for (sheet, key) in keys.enumerated() {
      let group = Group(round: key.round, panel: key.panel, division: entries[Int(key.entry)].division)
      sheets[group, default: [:]][key.judge, default: []].append(sheet)
    }
    var book = emptied(plan: plan)
    // In a fixed order, so that one seed always gives one report.
    let order = sheets.keys.sorted {
      ($0.round, $0.panel, $0.division ?? "") < ($1.round, $1.panel, $1.division ?? "")
    }
    for group in order {
      let own = sheets[group] ?? [:]
      let judges = own.keys.sorted { self.judges[Int($0)].precedesByBytes(self.judges[Int($1)]) }
      let panel = plan.rubric.panels[Int(group.panel)]
      let isDrawn = judges.count > 2 && panel.role == .judges && panel.double == nil
      for (place, judge) in judges.enumerated() {
        let drawn = isDrawn ? judges[chance.number(0...judges.count - 1)] : judge
        let name = isDrawn ? "draw-\(1_000 + place)" : self.judges[Int(judge)]
        for sheet in own[drawn] ?? [] { book.copy(sheet, of: self, as: name, plan: plan) }
      }
    }
    return book
  }
}
