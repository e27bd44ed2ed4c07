// Rounds, rounding, passing, ranking, awards and certificates: how module results become a place and what it earns.

public import Basics

/// A stage of the event: which modules count in it, and with which weight.
public struct Round: Hashable, Sendable {
  public enum Combine: String, Hashable, Sendable, CaseIterable {
    case sum
    case mean
    /// The best run, or the mean of the best few.
    case best
    case last
  }

  public struct Use: Hashable, Sendable {
    public var module: String
    /// Percent of the round; nil where the module's marks count as they are.
    public var weight: Weight?
    public var line: Int

    public init(module: String, weight: Weight?, line: Int = 0) {
      self.module = module
      self.weight = weight
      self.line = line
    }
  }

  public var id: String
  public var label: Label
  public var uses: [Use]
  /// Percent of the total; nil where the round's result counts as it is.
  public var weight: Weight?
  /// Attempts within the round.
  public var runs: Int
  /// How runs become the round's result.
  public var combine: Combine
  /// How many runs count, for `best`.
  public var best: Int
  public var missing: Missing?
  public var runMissing: Missing?
  public var line: Int

  public init(
    id: String, label: Label, uses: [Use], weight: Weight? = nil, runs: Int = 1, combine: Combine = .best,
    best: Int = 1, missing: Missing? = nil, runMissing: Missing? = nil, line: Int = 0
  ) {
    self.id = id
    self.label = label
    self.uses = uses
    self.weight = weight
    self.runs = runs
    self.combine = combine
    self.best = best
    self.missing = missing
    self.runMissing = runMissing
    self.line = line
  }
}

/// Where a number is rounded, to how many decimals, and how (contract, section 6).
public struct Rounding: Hashable, Sendable {
  public enum Stage: String, Hashable, Sendable, CaseIterable {
    /// What one item gives one judge's sheet.
    case item
    /// What a criterion or item with its own aggregate gives.
    case component
    /// That, times its factor.
    case product
    /// What the panel's sheets of one module give.
    case panel
    /// The module's marks after bonuses, deductions and vetoes.
    case module
    /// The round's result.
    case round
    /// The total.
    case final
  }

  public var stage: Stage
  public var decimals: Int
  public var mode: RoundingMode

  public init(stage: Stage, decimals: Int, mode: RoundingMode) {
    self.stage = stage
    self.decimals = decimals
    self.mode = mode
  }
}

/// Everything after the marks.
public struct Results: Hashable, Sendable {
  /// The full total; weighted rounds add up to it.
  public var scale: Marks
  public var missing: Missing
  public var rounding: [Rounding]
  public var pass: Pass?
  public var ranking: Ranking
  public var awards: Awards?
  public var certificates: [CertificateRule]

  public init(
    scale: Marks, missing: Missing, rounding: [Rounding], pass: Pass?, ranking: Ranking, awards: Awards?,
    certificates: [CertificateRule]
  ) {
    self.scale = scale
    self.missing = missing
    self.rounding = rounding
    self.pass = pass
    self.ranking = ranking
    self.awards = awards
    self.certificates = certificates
  }
}

/// The gates of a pass: every one must be met, none can make up for another.
public struct Pass: Hashable, Sendable {
  public struct Gate: Hashable, Sendable {
    public enum Of: Hashable, Sendable {
      case total
      case module(String)
      case round(String)
    }

    public var of: Of
    public var min: Marks
    public var line: Int

    public init(of: Of, min: Marks, line: Int = 0) {
      self.of = of
      self.min = min
      self.line = line
    }
  }

  public var gates: [Gate]
  /// Whether any effective veto fails the candidate.
  public var vetoFails: Bool

  public init(gates: [Gate], vetoFails: Bool) {
    self.gates = gates
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
      case panelVote = "panel-vote"
      case draw
    }

    public var by: By
    public var ref: String?
    public var line: Int

    public init(by: By, ref: String? = nil, line: Int = 0) {
      self.by = by
      self.ref = ref
      self.line = line
    }
  }

  public var order: Order
  public var numbering: Numbering
  public var ties: Ties
  public var tieBreaks: [TieBreak]

  public init(
    order: Order = .descending, numbering: Numbering = .standard, ties: Ties = .share,
    tieBreaks: [TieBreak] = []
  ) {
    self.order = order
    self.numbering = numbering
    self.ties = ties
    self.tieBreaks = tieBreaks
  }
}

/// The awards in the order in which they are handed out.
public struct Awards: Hashable, Sendable {
  public enum AtTie: String, Hashable, Sendable, CaseIterable { case include, exclude }
  public enum Scope: String, Hashable, Sendable, CaseIterable { case division, overall }

  public var atTie: AtTie
  public var awards: [Award]

  public init(atTie: AtTie, awards: [Award]) {
    self.atTie = atTie
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
