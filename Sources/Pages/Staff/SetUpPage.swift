// Setting an event up: seven steps on one page, each showing what is done and what comes next.

public import Basics

/// The set-up of one event.
public struct SetUpPage: Sendable {
  /// The steps in their order.
  public enum Step: String, Hashable, Sendable, CaseIterable {
    case divisions, roster, codes, judges, assignments, sheets, open
  }

  /// A panel of a division.
  public struct Jury: Sendable {
    public var panel: String
    public var title: Words
    /// The fewest judges that each entry needs; 0 where the panel may stay empty.
    public var needed: Int
    /// Ids of those who are assigned.
    public var judges: [String]
    /// Entries with fewer judges than needed.
    public var gaps: Int

    public init(panel: String, title: Words, needed: Int, judges: [String], gaps: Int) {
      self.panel = panel
      self.title = title
      self.needed = needed
      self.judges = judges
      self.gaps = gaps
    }
  }

  public struct Division: Sendable {
    public var id: String
    public var title: Words
    public var rubric: Words
    public var entrants: Int
    public var drawn: Int
    public var juries: [Jury]
    public var expected: Int
    public var made: Int
    /// What the next codes begin with.
    public var prefix: String

    public init(
      id: String, title: Words, rubric: Words, entrants: Int, drawn: Int, juries: [Jury], expected: Int,
      made: Int, prefix: String
    ) {
      self.id = id
      self.title = title
      self.rubric = rubric
      self.entrants = entrants
      self.drawn = drawn
      self.juries = juries
      self.expected = expected
      self.made = made
      self.prefix = prefix
    }

    var isAssigned: Bool { juries.contains { !$0.judges.isEmpty } }
  }

  public struct Judge: Sendable {
    public var id: String
    public var name: String
    public var unit: String
    /// Ids of the panels that she was named for.
    public var panels: [String]
    /// Ids of the divisions in which she has entries.
    public var divisions: [String]
    public var isRevoked: Bool

    public init(
      id: String, name: String, unit: String, panels: [String], divisions: [String], isRevoked: Bool
    ) {
      self.id = id
      self.name = name
      self.unit = unit
      self.panels = panels
      self.divisions = divisions
      self.isRevoked = isRevoked
    }
  }

  public var event: String
  public var title: Words
  public var day: Day
  public var state: Words
  public var isPreparing: Bool
  public var divisions: [Division]
  public var judges: [Judge]
  /// Rubrics that come with the program, by file name.
  public var rubrics: [(name: String, title: Words)]
  /// What stands in the way of opening.
  public var missing: [Fault]
  /// The number of the next judge, sent along so that a form that is sent twice adds nobody twice.
  public var nextJudge: Int
  /// Suggested for the next division.
  public var nextDivision: String
  public var faults: [Fault]
  public var done: Words?
  /// What was typed into a form that was refused, by field.
  public var typed: [String: String]

  public init(
    event: String, title: Words, day: Day, state: Words, isPreparing: Bool, divisions: [Division],
    judges: [Judge], rubrics: [(name: String, title: Words)], missing: [Fault], nextJudge: Int,
    nextDivision: String, faults: [Fault] = [], done: Words? = nil, typed: [String: String] = [:]
  ) {
    self.event = event
    self.title = title
    self.day = day
    self.state = state
    self.isPreparing = isPreparing
    self.divisions = divisions
    self.judges = judges
    self.rubrics = rubrics
    self.missing = missing
    self.nextJudge = nextJudge
    self.nextDivision = nextDivision
    self.faults = faults
    self.done = done
    self.typed = typed
  }

  var address: String { "/office/events/\(event)/set-up" }

  /// Every panel of the divisions once, in their order.
  public var panels: [(id: String, title: Words, needed: Int)] {
    var known: [(id: String, title: Words, needed: Int)] = []
    for jury in divisions.flatMap(\.juries) {
      if let place = known.firstIndex(where: { $0.id == jury.panel }) {
        known[place].needed = max(known[place].needed, jury.needed)
      } else {
        known.append((jury.panel, jury.title, jury.needed))
      }
    }
    return known
  }

  /// Judges who are not shut out.
  var active: [Judge] { judges.filter { !$0.isRevoked } }

  func isDone(_ step: Step) -> Bool {
    switch step {
    case .divisions: !divisions.isEmpty
    case .roster: isDone(.divisions) && divisions.allSatisfy { $0.entrants > 0 }
    case .codes: isDone(.roster) && divisions.allSatisfy { $0.drawn == $0.entrants }
    case .judges:
      isDone(.divisions)
        && panels.allSatisfy { panel in active.count { $0.panels.contains(panel.id) } >= panel.needed }
    case .assignments:
      isDone(.roster) && divisions.allSatisfy { $0.isAssigned && $0.juries.allSatisfy { $0.gaps == 0 } }
    case .sheets:
      isDone(.assignments) && divisions.allSatisfy { $0.expected > 0 && $0.made >= $0.expected }
    case .open: !isPreparing
    }
  }

  var next: Step? { Step.allCases.first { !isDone($0) } }

  static func words(_ step: Step) -> Words {
    switch step {
    case .divisions: Words(zh: "组别与评分标准", en: "Divisions and rubrics")
    case .roster: Words(zh: "选手名单", en: "Roster")
    case .codes: Words(zh: "抽取编码", en: "Blind codes")
    case .judges: Words(zh: "评委", en: "Judges")
    case .assignments: Words(zh: "分配评委", en: "Assignments")
    case .sheets: Words(zh: "生成评分表", en: "Sheets")
    case .open: Words(zh: "开放", en: "Open")
    }
  }
}
