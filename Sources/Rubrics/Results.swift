// Passing, ranking, awards and certificates: how results become a place and what it earns.

public import Basics

/// Everything after the marks.
public struct Results: Hashable, Sendable {
  /// The full total; weighted rounds add up to it.
  public var scale: Marks
  public var missing: Missing
  /// How many of the best rounds count; nil is all of them.
  public var bestRounds: Int?
  /// How many of the best of some rounds count; rounds in no group all count.
  public var roundGroups: [RoundGroup]
  public var rounding: [Rounding]
  /// A linear scale fixed at the median total.
  public var medianScale: MedianScale?
  public var pass: Pass?
  public var ranking: Ranking
  public var awards: Awards?
  public var certificates: [CertificateRule]

  public init(
    scale: Marks, missing: Missing, bestRounds: Int? = nil, roundGroups: [RoundGroup] = [],
    rounding: [Rounding], medianScale: MedianScale? = nil, pass: Pass?, ranking: Ranking, awards: Awards?,
    certificates: [CertificateRule]
  ) {
    self.scale = scale
    self.missing = missing
    self.bestRounds = bestRounds
    self.roundGroups = roundGroups
    self.rounding = rounding
    self.medianScale = medianScale
    self.pass = pass
    self.ranking = ranking
    self.awards = awards
    self.certificates = certificates
  }
}

/// Of the rounds from one to another, in the rubric's order, only so many of the best count.
public struct RoundGroup: Hashable, Sendable {
  public var from: String
  public var to: String
  public var best: Int
  public var line: Int

  public init(from: String, to: String, best: Int, line: Int = 0) {
    self.from = from
    self.to = to
    self.best = best
    self.line = line
  }
}

/// Totals moved so that the median entry stands at `at`, with every mark of distance from it worth `factor`.
public struct MedianScale: Hashable, Sendable {
  public var at: Marks
  public var factor: Weight

  public init(at: Marks, factor: Weight) {
    self.at = at
    self.factor = factor
  }
}

/// The gates of a pass: every one must be met, none can make up for another.
public struct Pass: Hashable, Sendable {
  public struct Gate: Hashable, Sendable {
    public enum Of: Hashable, Sendable {
      case total
      case module(String)
      case round(String)
      /// How many of the stations listed must be passed.
      case stations
    }

    /// What must be reached.
    public enum Bound: Hashable, Sendable {
      case marks(Marks)
      /// The mark that regression on the global rating gives at this rating.
      case borderline(Marks)
      /// The sum, or the mean, of the pass marks of all stations.
      case sumOfCuts, meanOfCuts
    }

    public var of: Of
    public var bound: Bound
    public var line: Int

    public init(of: Of, bound: Bound, line: Int = 0) {
      self.of = of
      self.bound = bound
      self.line = line
    }

    public init(of: Of, min: Marks, line: Int = 0) { self.init(of: of, bound: .marks(min), line: line) }

    /// The fixed marks to reach; nil where they are computed.
    public var min: Marks? {
      if case .marks(let marks) = bound { marks } else { nil }
    }
  }

  public var gates: [Gate]
  /// Pass marks of stations that are counted by the gate `stations`, none of them a gate by itself.
  public var stations: [Gate]
  /// Whether something must be computed over all candidates, or counted over stations, before anybody passes.
  public var isComputed: Bool { !stations.isEmpty || gates.contains { $0.min == nil || $0.of == .stations } }
  /// Whether any effective veto fails the candidate.
  public var vetoFails: Bool

  public init(gates: [Gate], stations: [Gate] = [], vetoFails: Bool) {
    self.gates = gates
    self.stations = stations
    self.vetoFails = vetoFails
  }
}

/// The order of results and how places are numbered.
public struct Ranking: Hashable, Sendable {
  public enum Order: String, Hashable, Sendable, CaseIterable { case descending, ascending }

  public enum Numbering: String, Hashable, Sendable, CaseIterable {
    case standard = "1224"
    case dense = "1223"
    case modified = "1334"
    case fractional
  }

  public enum Ties: String, Hashable, Sendable, CaseIterable {
    /// Those still equal share a place.
    case share
    /// A tie that the chain leaves must be decided on record.
    case resolve
  }

  public struct TieBreak: Hashable, Sendable {
    public enum By: String, Hashable, Sendable, CaseIterable {
      case criterion
      case item
      case module
      case round
      case fewestDeductions = "fewest-deductions"
      case shortestTime = "shortest-time"
      case highestMedian = "highest-median"
      /// The highest single judge's number, then the next, and so on.
      case highestJudge = "highest-judge"
      /// More numbers of the highest kind, then of the next, and so on.
      case countback
      /// More judges who gave something above 0.
      case mostJudges = "most-judges"
      /// The sum of the judges' numbers that were dropped.
      case dropped
      /// The best run that did not count, then the next.
      case nextRun = "next-run"
      /// The total before its last rounding.
      case unrounded
      case panelVote = "panel-vote"
      case draw
    }

    public var by: By
    public var ref: String?
    /// Only what this round gave.
    public var round: String?
    /// Which is better; nil: the usual one of the step.
    public var order: Order?
    /// Of a countback: only the first place is counted.
    public var firstOnly: Bool
    /// Of a countback: the places behind the numbers are counted, also those that earn no points.
    public var countsPlaces: Bool
    /// Whether a countback also looks at rounds that do not count.
    public var allRounds: Bool
    /// Only ties for this place and better ones are looked at; nil: all.
    public var upTo: Int?
    public var line: Int

    public init(
      by: By, ref: String? = nil, round: String? = nil, order: Order? = nil, firstOnly: Bool = false,
      countsPlaces: Bool = false, allRounds: Bool = false, upTo: Int? = nil, line: Int = 0
    ) {
      self.by = by
      self.ref = ref
      self.round = round
      self.order = order
      self.firstOnly = firstOnly
      self.countsPlaces = countsPlaces
      self.allRounds = allRounds
      self.upTo = upTo
      self.line = line
    }
  }

  public var order: Order
  /// Numbers compared in order in place of a total that is a sum (a medal table); empty: the sum.
  public var compares: [TieBreak]
  public var numbering: Numbering
  public var ties: Ties
  /// Only ties for this place and better ones are broken, or must be resolved; nil: all.
  public var upTo: Int?
  public var tieBreaks: [TieBreak]

  public init(
    order: Order = .descending, compares: [TieBreak] = [], numbering: Numbering = .standard,
    ties: Ties = .share, upTo: Int? = nil, tieBreaks: [TieBreak] = []
  ) {
    self.order = order
    self.compares = compares
    self.numbering = numbering
    self.ties = ties
    self.upTo = upTo
    self.tieBreaks = tieBreaks
  }
}

/// The awards in the order in which they are handed out.
public struct Awards: Hashable, Sendable {
  public enum AtTie: String, Hashable, Sendable, CaseIterable { case include, exclude }
  public enum Scope: String, Hashable, Sendable, CaseIterable { case division, overall }

  /// What becomes of the next award where one was enlarged by a tie.
  public enum Enlarged: String, Hashable, Sendable, CaseIterable {
    case keeps, shrinks
    /// As `shrinks`, but one whose number became 0 still goes to those tied with the last winner.
    case shrinksUnlessNear = "shrinks-unless-near"
  }

  public var atTie: AtTie
  /// Totals so close to the best of their group count as tied; nil: equal places only.
  public var tiedWithin: Marks?
  public var enlarged: Enlarged
  public var awards: [Award]

  public init(
    atTie: AtTie, tiedWithin: Marks? = nil, enlarged: Enlarged = .keeps, awards: [Award]
  ) {
    self.atTie = atTie
    self.tiedWithin = tiedWithin
    self.enlarged = enlarged
    self.awards = awards
  }

  /// One award.
  ///
  /// Main awards go to the next in line; `bestIn` awards are extra.
  public struct Award: Hashable, Sendable {
    public enum RatioRounding: String, Hashable, Sendable, CaseIterable { case down, up, nearest }
    public enum Of: String, Hashable, Sendable, CaseIterable { case placed, registered }

    public var id: String
    public var label: Label
    /// A fixed number of awards.
    public var top: Int?
    /// Percent of those placed (or registered).
    public var ratio: Weight?
    public var ratioRounding: RatioRounding
    public var of: Of
    public var minTotal: Marks?
    public var bestIn: String?
    public var scope: Scope
    public var certificate: String?
    public var line: Int

    public init(
      id: String, label: Label, top: Int? = nil, ratio: Weight? = nil, ratioRounding: RatioRounding = .down,
      of: Of = .placed, minTotal: Marks? = nil, bestIn: String? = nil, scope: Scope = .division,
      certificate: String? = nil, line: Int = 0
    ) {
      self.id = id
      self.label = label
      self.top = top
      self.ratio = ratio
      self.ratioRounding = ratioRounding
      self.of = of
      self.minTotal = minTotal
      self.bestIn = bestIn
      self.scope = scope
      self.certificate = certificate
      self.line = line
    }
  }
}

/// Which paper a result earns and how its numbers look, for example `SZCS-{year}-{seq:4}-{check}`.
public struct CertificateRule: Hashable, Sendable {
  public enum On: String, Hashable, Sendable, CaseIterable { case award, pass, attendance }

  public var id: String
  public var label: Label
  public var template: String
  public var numbering: String
  public var on: On
  public var line: Int

  public init(id: String, label: Label, template: String, numbering: String, on: On, line: Int = 0) {
    self.id = id
    self.label = label
    self.template = template
    self.numbering = numbering
    self.on = on
    self.line = line
  }
}
