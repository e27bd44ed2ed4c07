// The many-facet Rasch model of a panel: how strict each judge is, how hard each item, how good each entry in fairness.

public import Basics

/// Estimates in logits; nil where all marks stand at one end, so that no finite estimate exists.
public struct Rasch: Hashable, Sendable {
  public struct Judge: Hashable, Sendable {
    public var id: String
    /// Positive is stricter; all judges add up to zero.
    public var severity: Double?
    public var error: Double?
  }

  public struct Item: Hashable, Sendable {
    public var id: String
    /// Positive is harder; all items add up to zero.
    public var difficulty: Double?
    public var error: Double?
  }

  public struct Entry: Hashable, Sendable {
    /// The subject's id.
    public var id: String
    public var measure: Double?
    /// What a judge of average severity would be expected to give, the mean over the items in marks.
    public var fairMean: Double?
    /// The same, the sum over the items.
    public var fairTotal: Double?
    public var error: Double?
  }

  /// A scale that some items share.
  public struct Scale: Hashable, Sendable {
    public var items: [String]
    /// From the first step that occurs to the last; they add up to zero.
    public var thresholds: [Double]
    /// How many of the categories that the items offer nobody used; the rest are numbered anew.
    public var unused: Int
  }

  public var judges: [Judge] = []
  public var items: [Item] = []
  public var entries: [Entry] = []
  public var scales: [Scale] = []
  /// Over the marks of all who have finite estimates.
  public var logLikelihood: Double?
  /// How the model was fitted, and why something is missing.
  public var notes: [Fault] = []

  /// The thresholds where all items share one scale; else see `scales`.
  public var thresholds: [Double] { scales.count == 1 ? scales[0].thresholds : [] }

  public init(_ ratings: Ratings) {
    judges = ratings.judges.map { Judge(id: $0) }
    items = ratings.items.map { Item(id: $0.id) }
    entries = ratings.subjects.map { Entry(id: $0.id) }
    var trouble: RaschFit.Trouble?
    for most in [nil] + RaschCoding.shares.map(Optional.some) {
      let coding = RaschCoding(ratings, most: most)
      let data = RaschData(ratings, coding)
      guard data.entries.count >= 2, !data.marks.isEmpty else { continue }
      do {
        fill(try RaschFit(data), ratings, coding)
        return
      } catch {
        trouble = error
        if error == .notLinked { break }
      }
    }
    notes.append(
      trouble.map(Self.note)
        ?? Fault("rasch-nothing", zh: "Rasch 模型：没有可以估计的评分", en: "Rasch model: no marks to estimate from"))
  }

  private mutating func fill(_ fit: RaschFit, _ ratings: Ratings, _ coding: RaschCoding) {
    notes += coding.notes
    let data = fit.data
    let (judgeCount, itemCount) = (data.judges.count, data.items.count)
    for (place, judge) in data.judges.enumerated() {
      judges[judge].severity = fit.others[place]
      judges[judge].error = fit.otherErrors[place]
    }
    for (place, item) in data.items.enumerated() {
      items[item].difficulty = fit.others[judgeCount + place]
      items[item].error = fit.otherErrors[judgeCount + place]
    }
    scales = data.categories.enumerated().map { scale, found in
      let members = (0..<itemCount).filter { data.scaleOfItem[$0] == scale }
      return Scale(
        items: members.map { ratings.items[data.items[$0]].id },
        thresholds: Array(fit.thresholds(scale)),
        unused: (members.first.map { coding.marksAt[data.items[$0]].count } ?? found.count) - found.count)
    }
    logLikelihood = fit.logLikelihood
    var chances = RaschChances(data, fit.links, fit.others)
    for (place, entry) in data.entries.enumerated() {
      entries[entry].measure = fit.entries[place]
      entries[entry].error = fit.entryErrors[place]
      // The items of the entry's round: those linked with it.
      let group = fit.links.itemGroups.entries[place]
      let expected = (0..<itemCount).filter { fit.links.itemGroups.members[$0] == group }.map { item in
        let scale = data.scaleOfItem[item]
        chances.set(fit.entries[place] - fit.others[judgeCount + item], scale: scale)
        return data.categories[scale].enumerated().reduce(0) {
          $0 + chances.chances[$1.offset] * coding.marksAt[data.items[item]][$1.element]
        }
      }
      setFair(entry, expected)
    }
    fillEnds(data, ratings, coding)
    addNotes(fit, ratings)
  }

  private mutating func setFair(_ entry: Int, _ expected: [Double]) {
    guard !expected.isEmpty else { return }
    let sum = expected.reduce(0, +)
    entries[entry].fairTotal = sum
    entries[entry].fairMean = sum / Double(expected.count)
  }

  /// An entry with all marks at one end has that end as its fair mean, over the items it was marked on.
  private mutating func fillEnds(_ data: RaschData, _ ratings: Ratings, _ coding: RaschCoding) {
    let ends = data.leftOutEntries.filter { $0.value != .nothing }
    guard !ends.isEmpty else { return }
    var given: [Int: [Int: [Int]]] = [:]
    for (mark, category) in zip(ratings.marks, coding.categories) {
      guard let category, ends[mark.subject] != nil, data.items.contains(mark.item) else { continue }
      given[mark.subject, default: [:]][mark.item, default: []].append(category)
    }
    for (entry, end) in ends {
      let items = (given[entry] ?? [:]).sorted { $0.key < $1.key }
      setFair(
        entry,
        items.compactMap { item, own in
          (end == .highest ? own.max() : own.min()).map { coding.marksAt[item][$0] }
        })
    }
  }
}
