// The order of all entries: places overall and by division, ties broken as the rubric says, awards handed out.

public import Basics
public import Rubrics

/// One entry in the order.
public struct StandingLine: Sendable {
  public var result: EntryResult
  public var entry: Entry
  /// 1 is first; unranked entries follow the ranked.
  public var order: Int
  /// The place as text, `6` or `6.5`; nil without a place.
  public var place: String?
  public var divisionPlace: String?
  public var awards: [String]
  /// The tie-break steps that told this entry from one with the same total, for the explanation.
  public var tieSteps: [TieStep]

  /// The status as the contract writes it.
  public var status: String {
    result.isBlocked && (result.status == .ok || result.status == .notAdvanced)
      ? "blocked" : result.status.rawValue
  }
}

/// One step of the tie-break chain that was asked about a group of equal totals.
public struct TieStep: Hashable, Sendable {
  public var by: Ranking.TieBreak
  /// The entries that were equal until here, in the resulting order.
  public var group: [String]
  /// What each of them showed, compared number by number; empty where the step was skipped.
  public var numbers: [[Rational]]
  /// Whether lower numbers are better at this step.
  public var lowFirst: Bool
  public var decided: Bool
  /// Whether somebody could not be asked, so that the step decided nothing.
  public var isSkipped = false
}

/// All entries in order.
public struct Standing: Sendable {
  public var lines: [StandingLine]
  public var faults: [Fault]
  public var notes: [Fault]

  public var isComplete: Bool { faults.isEmpty }

  /// Ranks results; entries that a missing decision leaves tied become blocked.
  public init(evaluator: Evaluator, results: [EntryResult]) {
    let ranking = evaluator.plan.rubric.results.ranking
    var results = results
    var breaker = TieBreaker(evaluator: evaluator)
    let ranked = breaker.order(&results)
    var lines: [StandingLine] = []
    let places = Self.places(ranked.map(\.count), ranking.numbering)
    for (group, place) in zip(ranked, places) {
      for index in group {
        lines.append(Self.line(results[index], evaluator, place: place, steps: breaker.steps[index] ?? []))
      }
    }
    Self.addDivisionPlaces(&lines, groups: ranked.map(\.count), ranking.numbering)
    var isRanked = [Bool](repeating: false, count: results.count)
    for index in ranked.joined() { isRanked[index] = true }
    let unranked = results.indices.filter { !isRanked[$0] }
    lines += Self.unranked(unranked.map { results[$0] }, evaluator)
    for index in lines.indices { lines[index].order = index + 1 }
    if let awards = evaluator.plan.rubric.results.awards {
      Self.hand(awards, to: &lines, evaluator: evaluator)
    }
    self.lines = lines
    let inOrder = results.sorted {
      evaluator.book.entries[$0.entry].id.precedesByBytes(evaluator.book.entries[$1.entry].id)
    }
    // A withdrawn or disqualified entry needs no complete sheets, so only the others block.
    faults = inOrder.filter { $0.status == .ok || $0.status == .notAdvanced }.flatMap(\.faults)
    notes = evaluator.book.notes + inOrder.flatMap(\.notes)
  }

  private static func line(
    _ result: EntryResult, _ evaluator: Evaluator, place: String?, steps: [TieStep]
  ) -> StandingLine {
    StandingLine(
      result: result, entry: evaluator.book.entries[result.entry], order: 0, place: place, divisionPlace: nil,
      awards: [], tieSteps: steps)
  }

  /// Places for groups of equal entries in order.
  static func places(_ sizes: [Int], _ numbering: Ranking.Numbering) -> [String] {
    var before = 0
    return sizes.enumerated().map { index, size in
      defer { before += size }
      switch numbering {
      case .standard: return String(before + 1)
      case .dense: return String(index + 1)
      case .modified: return String(before + size)
      case .fractional: return (Rational(Int128(2 * before + size + 1), over: 2)).text
      }
    }
  }

  private static func addDivisionPlaces(
    _ lines: inout [StandingLine], groups: [Int], _ numbering: Ranking.Numbering
  ) {
    var start = 0
    var byDivision: [String: [[Int]]] = [:]
    for size in groups {
      let members = Dictionary(grouping: start..<start + size) { lines[$0].entry.division ?? "" }
      for (division, indices) in members where !division.isEmpty {
        byDivision[division, default: []].append(indices)
      }
      start += size
    }
    for groups in byDivision.values {
      for (indices, place) in zip(groups, places(groups.map(\.count), numbering)) {
        for index in indices { lines[index].divisionPlace = place }
      }
    }
  }

  /// Not finished, not started, absent, withdrawn, disqualified, blocked, each in byte order of ids (contract, section 7).
  private static func unranked(_ results: [EntryResult], _ evaluator: Evaluator) -> [StandingLine] {
    func rank(_ line: StandingLine) -> Int {
      switch line.status {
      case "not-finished": 0
      case "not-started": 1
      case "absent": 2
      case "withdrawn": 3
      case "disqualified": 4
      default: 5
      }
    }
    return results.map { line($0, evaluator, place: nil, steps: []) }.sorted { a, b in
      rank(a) != rank(b) ? rank(a) < rank(b) : a.entry.id.precedesByBytes(b.entry.id)
    }
  }
}
