// What one result needs to know of the others: the whole field in order, medians, regressions and awards to the best in one part.

public import Basics
public import Rubrics

/// One entry among all, with the numbers that its place comes from.
public struct FieldLine: Sendable {
  public var entry: String
  public var division: String?
  public var status: String
  public var place: String?
  public var divisionPlace: String?
  /// The total, or the numbers compared in order; empty without a place.
  public var numbers: [Rational]
  public var stage: Int
  public var isAdvanced: Bool
  public var advanced: Int
  public var awards: [String]
}

/// One candidate's point in the regression of a station.
public struct CutPoint: Hashable, Sendable {
  public var entry: String
  public var rating: Rational
  public var mark: Rational
}

/// The facts of a whole event behind every result in it.
///
/// Built once for as many explanations as are asked for.
public struct ExplainedEvent: Sendable {
  /// The rules from values to marks, of everything that a sheet may carry.
  public var items: [ExplainedItem]
  public var field: [FieldLine]
  /// The totals that the median's scale is fixed at, by entry; empty without such a scale.
  public var medianOf: [(entry: String, value: Rational)]
  /// The points of each computed pass mark, by station.
  public var cutPoints: [String: [CutPoint]]
  public var awards: Awards?
  /// What each award to the best in one part compares, by award.
  public var bestIn: [String: [(entry: String, value: Rational)]]
  /// Awards to the best in a part where the lowest number is the best.
  public var lowBest: Set<String>
}

extension Tally {
  /// What the explanations of this event share.
  public var explainedEvent: ExplainedEvent {
    let awards = plan.rubric.results.awards
    let lines = standing.lines
    var cutPoints: [String: [CutPoint]] = [:]
    for cut in cuts { cutPoints[cut.module] = points(of: cut) }
    var bestIn: [String: [(entry: String, value: Rational)]] = [:]
    var lowBest: Set<String> = []
    for award in awards?.awards ?? [] {
      guard let part = award.bestIn else { continue }
      if evaluator.isLowBest(part) { lowBest.insert(award.id) }
      bestIn[award.id] = lines.filter { $0.place != nil }.compactMap { line in
        evaluator.marks(ofPart: part, in: line.result).map { (entry: line.entry.id, value: $0) }
      }
    }
    return ExplainedEvent(
      items: plan.slots.map { slot in
        let item = plan.items[slot.item]
        return ExplainedItem(
          slot: slot, of: item.id, criteria: item.criteria, module: plan.rubric.modules[item.module].id,
          least: Rational(Int128(slot.marks(for: .notPresented)), over: 1_000_000))
      },
      field: lines.map { line in
        let numbers = line.result.tuple.isEmpty ? [line.result.total].compactMap { $0 } : line.result.tuple
        return FieldLine(
          entry: line.entry.id, division: line.entry.division, status: line.status, place: line.place,
          divisionPlace: line.divisionPlace, numbers: line.place == nil ? [] : numbers,
          stage: line.result.stage, isAdvanced: line.result.status != .notAdvanced,
          advanced: line.result.advanced, awards: line.awards)
      },
      medianOf: plan.rubric.results.medianScale == nil
        ? []
        : lines.compactMap { line in line.result.beforeScale.map { (entry: line.entry.id, value: $0) } },
      cutPoints: cutPoints, awards: awards, bestIn: bestIn, lowBest: lowBest)
  }

  private func points(of cut: BorderlineCut) -> [CutPoint] {
    guard let module = plan.moduleOfID[cut.module] else { return [] }
    return standing.lines.compactMap { line in
      guard line.result.status == .ok || line.result.status == .notAdvanced,
        let mark = evaluator.moduleValue(module, line.result),
        let rating = evaluator.globalRating(module, line.result)
      else { return nil }
      return CutPoint(entry: line.entry.id, rating: rating, mark: mark)
    }
  }

  /// One explanation as JSON; nil where there is no such entry.
  public func explanationJSON(of id: String, _ language: Language) -> JSON? {
    explain(id)?.json(language, in: explainedEvent)
  }
}
