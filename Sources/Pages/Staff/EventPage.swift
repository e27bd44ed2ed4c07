// One event for its organizers: the matrix of judges and entries, what came late, what publishing would publish, papers to print.

public import Basics

/// An event as its organizers see it while it runs.
public struct EventPage: Sendable {
  /// What became of one expected sheet.
  ///
  /// The words of part C.
  public enum Cell: String, Hashable, Sendable, CaseIterable {
    /// Nobody expects a sheet here.
    case none
    case empty
    /// Delivered with values still missing.
    case partial
    case delivered
    case signed
    case attention
  }

  public struct Matrix: Sendable {
    public var division: String
    public var title: Words
    /// Codes of the entries, in order.
    public var entries: [String]
    /// A row for each judge in a panel and round.
    public var rows: [(judge: String, panel: Words, cells: [Cell])]

    public init(
      division: String, title: Words, entries: [String], rows: [(judge: String, panel: Words, cells: [Cell])]
    ) {
      self.division = division
      self.title = title
      self.entries = entries
      self.rows = rows
    }
  }

  /// A sheet that came after the door was closed.
  public struct Late: Sendable {
    public var writeID: String
    public var entry: String
    public var judge: String
    public var cause: Words
    public var received: Instant

    public init(writeID: String, entry: String, judge: String, cause: Words, received: Instant) {
      self.writeID = writeID
      self.entry = entry
      self.judge = judge
      self.cause = cause
      self.received = received
    }
  }

  /// A judge who called for help.
  public struct Call: Sendable {
    public var judge: String
    /// The blind code at hand; empty where there was none.
    public var entry: String
    public var about: Words
    public var at: Instant

    public init(judge: String, entry: String, about: Words, at: Instant) {
      self.judge = judge
      self.entry = entry
      self.about = about
      self.at = at
    }
  }

  /// What would be published now.
  public struct Plan: Sendable {
    /// For example "4 divisions, 42 entries, 24 awards".
    public var summary: Words
    /// What stands in the way; publishing is possible only when this is empty.
    public var faults: [Fault]
    public var version: Int

    public init(summary: Words, faults: [Fault], version: Int) {
      self.summary = summary
      self.faults = faults
      self.version = version
    }
  }

  public var id: String
  public var title: Words
  public var day: Day
  public var state: Words
  public var matrices: [Matrix]
  public var late: [Late]
  /// Newest first.
  public var calls: [Call]
  public var plan: Plan?
  /// Papers and lists to print or download.
  public var papers: [(address: String, title: Words)]
  public var mayPublish: Bool
  public var mayDecide: Bool

  public init(
    id: String, title: Words, day: Day, state: Words, matrices: [Matrix], late: [Late] = [],
    calls: [Call] = [], plan: Plan? = nil,
    papers: [(address: String, title: Words)] = [], mayPublish: Bool = false, mayDecide: Bool = false
  ) {
    self.id = id
    self.title = title
    self.day = day
    self.state = state
    self.matrices = matrices
    self.late = late
    self.calls = calls
    self.plan = plan
    self.papers = papers
    self.mayPublish = mayPublish
    self.mayDecide = mayDecide
  }
}

extension EventPage.Cell: Comparable {
  /// From least to most finished, so that the smaller of two is the one to worry about.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .attention: 0
    case .empty: 1
    case .partial: 2
    case .delivered: 3
    case .signed: 4
    case .none: 5
    }
  }
}

extension EventPage.Cell {
  var sign: Sign {
    switch self {
    case .none, .empty: .empty
    case .partial: .working
    case .delivered: .delivered
    case .signed: .signed
    case .attention: .attention
    }
  }

  var words: Words {
    switch self {
    case .none: Words(zh: "不需要", en: "not expected")
    case .empty: Words(zh: "未送达", en: "not delivered")
    case .partial: Words(zh: "填写中", en: "partly filled")
    case .delivered: Words(zh: "已送达", en: "delivered")
    case .signed: Words(zh: "已签名", en: "signed")
    case .attention: Words(zh: "需要处理", en: "needs attention")
    }
  }
}
