// The course of one shop: its facts in order, what may come next, and what the facts say about a given day.

public import Basics

/// What a shop is on a day.
public enum ShopState: String, Hashable, Sendable, CaseIterable {
  case preparing
  case open
  case suspended
  case transferred
  case cancelled
  case abandoned

  public var words: Words {
    switch self {
    case .preparing: Words(zh: "筹备中", en: "preparing")
    case .open: Words(zh: "经营中", en: "open")
    case .suspended: Words(zh: "停业", en: "suspended")
    case .transferred: Words(zh: "已转让", en: "transferred")
    case .cancelled: Words(zh: "已注销", en: "closed")
    case .abandoned: Words(zh: "已放弃", en: "given up")
    }
  }
}

/// What must be there before a shop may open.
///
/// A bakery that sells packed food only needs no food permit.
public struct OpeningRules: Hashable, Sendable {
  public var needed: Set<Stage>

  public init(needed: Set<Stage> = [.licence, .health, .foodPermit]) { self.needed = needed }
}

/// The facts of one shop.
public struct Course: Hashable, Sendable {
  /// Every fact ever recorded, replaced ones included.
  public let recorded: [StageFact]
  /// The facts that stand, by day and then in the order of the stages.
  public let facts: [StageFact]

  public init(_ recorded: [StageFact]) {
    self.recorded = recorded
    let replaced = Set(recorded.compactMap(\.replaces))
    let order = Stage.allCases
    facts = recorded.filter { !replaced.contains($0.id) }.sorted { left, right in
      if left.day != right.day { return left.day < right.day }
      let (a, b) = (order.firstIndex(of: left.stage) ?? 0, order.firstIndex(of: right.stage) ?? 0)
      return a != b ? a < b : left.recorded < right.recorded
    }
  }

  /// The first fact of a stage.
  public func first(_ stage: Stage) -> StageFact? { facts.first { $0.stage == stage } }

  public var openedOn: Day? { first(.opened)?.day }

  /// The newest stage reached by `day`, along the path or an end.
  public func stage(on day: Day) -> Stage? { facts.last { $0.day <= day }?.stage }

  /// What the shop is at the end of `day`; nil before its first fact.
  public func state(on day: Day) -> ShopState? {
    let past = facts.filter { $0.day <= day }
    guard !past.isEmpty else { return nil }
    var state = ShopState.preparing
    for fact in past {
      switch fact.stage {
      case .intention, .site, .licence, .health, .foodPermit: break
      case .opened, .resumed: state = .open
      case .sixMonths, .twelveMonths: break
      case .suspended: state = .suspended
      case .transferred: state = .transferred
      case .cancelled: state = .cancelled
      case .abandoned: state = .abandoned
      }
    }
    return state
  }

  /// Whether the shop was still alive `months` after it opened; nil where it never opened or that day is after `today`.
  public func survived(months: Int, today: Day) -> Bool? {
    guard let openedOn else { return nil }
    let then = openedOn.adding(months: months)
    guard then <= today else { return nil }
    return state(on: then) == .open
  }

  /// The day after which the shop is not open any more for good; nil while it is.
  public var endedOn: Day? { facts.first { $0.stage.isEnd }?.day }
}

// What may be recorded.
extension Course {
  /// The stages that may follow on what stands today.
  public func next(rules: OpeningRules = OpeningRules(), today: Day) -> [Stage] {
    Stage.allCases.filter { stage in
      let fact = StageFact(
        id: "next", stage: stage, day: today, evidence: .register, by: "", recorded: Instant(milliseconds: 0))
      return faults(adding: fact, rules: rules, today: today, papers: false).isEmpty
    }
  }

  /// What speaks against adding a fact; empty where nothing does.
  /// - Parameter papers: whether the number on the paper is checked too.
  public func faults(
    adding fact: StageFact, rules: OpeningRules = OpeningRules(), today: Day, papers: Bool = true
  ) -> [Fault] {
    let others = Course(recorded + [fact]).facts.filter { $0.id != fact.id }
    var faults: [Fault] = []
    if fact.day > today {
      faults.append(
        Fault("stage-future", zh: "日期 \(fact.day) 在今天之后", en: "\(fact.day) is after today"))
    }
    if let replaces = fact.replaces, !facts.contains(where: { $0.id == replaces }) {
      faults.append(
        Fault(
          "stage-replaces", zh: "要更正的记录不存在或已更正",
          en: "the record to correct is not there or was corrected already"))
    }
    if !fact.stage.mayRepeat, others.contains(where: { $0.stage == fact.stage }) {
      faults.append(
        Fault(
          "stage-twice", zh: "“\(fact.stage.words.zh)”已有记录", en: "\(fact.stage.words.en) is recorded already",
          suggestion: Words(zh: "如记错，请更正原记录", en: "correct that record if it is wrong")))
    }
    let past = others.filter { $0.day <= fact.day }
    if let end = past.first(where: { $0.stage.isEnd }) {
      faults.append(
        Fault(
          "stage-ended", zh: "门店已于 \(end.day) \(end.stage.words.zh)，其后不再有阶段",
          en: "the shop ended on \(end.day) (\(end.stage.words.en)); nothing comes after that"))
    }
    if fact.stage.isEnd, let later = others.first(where: { $0.day > fact.day }) {
      faults.append(
        Fault(
          "stage-order", zh: "\(later.day) 还有“\(later.stage.words.zh)”的记录，晚于本次结束日期",
          en: "\(later.stage.words.en) is recorded on \(later.day), after this end"))
    }
    faults += orderFaults(fact, past: past, others: others, rules: rules)
    if papers { faults += Course.paperFaults(fact) }
    return faults
  }

  private func orderFaults(
    _ fact: StageFact, past: [StageFact], others: [StageFact], rules: OpeningRules
  ) -> [Fault] {
    let reached = Set(past.map(\.stage))
    var missing: [Stage] = []
    switch fact.stage {
    case .intention: break
    case .site, .licence, .health, .abandoned: missing = reached.contains(.intention) ? [] : [.intention]
    case .foodPermit: missing = [.licence].filter { !reached.contains($0) }
    case .opened: missing = Stage.path.filter { rules.needed.contains($0) && !reached.contains($0) }
    case .sixMonths, .twelveMonths, .suspended, .transferred:
      missing = reached.contains(.opened) ? [] : [.opened]
    case .cancelled: missing = reached.contains(.licence) ? [] : [.licence]
    case .resumed: missing = reached.contains(.suspended) ? [] : [.suspended]
    }
    var faults: [Fault] = []
    if !missing.isEmpty {
      let zh = missing.map(\.words.zh).joined(separator: "、")
      let en = missing.map(\.words.en).joined(separator: ", ")
      faults.append(
        Fault(
          "stage-before", zh: "“\(fact.stage.words.zh)”之前须先有：\(zh)（日期不晚于 \(fact.day)）",
          en: "\(fact.stage.words.en) needs first, by \(fact.day): \(en)",
          suggestion: Words(zh: "先登记这些阶段", en: "record those stages first")))
    }
    if fact.stage == .intention, let earlier = others.first(where: { $0.day < fact.day }) {
      faults.append(
        Fault(
          "stage-order", zh: "“\(earlier.stage.words.zh)”（\(earlier.day)）早于意向日期",
          en: "\(earlier.stage.words.en) (\(earlier.day)) is before the intention"))
    }
    if fact.stage == .abandoned, reached.contains(.opened) {
      faults.append(
        Fault(
          "stage-open", zh: "门店已开业，不能登记为放弃", en: "the shop has opened and cannot be given up before",
          suggestion: Words(zh: "登记停业、转让或注销", en: "record suspended, transferred or licence given back")))
    }
    let stateThen = Course(past).state(on: fact.day)
    if fact.stage == .suspended, reached.contains(.opened), stateThen != .open {
      faults.append(Fault("stage-not-open", zh: "门店当日不在经营中", en: "the shop was not open on that day"))
    }
    if fact.stage == .resumed, reached.contains(.suspended), stateThen != .suspended {
      faults.append(
        Fault("stage-not-suspended", zh: "门店当日并未停业", en: "the shop was not suspended on that day"))
    }
    if let months = fact.stage.months, let opened = past.first(where: { $0.stage == .opened })?.day {
      let due = opened.adding(months: months)
      if fact.day < due {
        faults.append(
          Fault(
            "stage-early", zh: "开业满 \(months) 个月应为 \(due)，早于此日不能登记",
            en: "\(months) months after the opening is \(due); it cannot be recorded for an earlier day"))
      } else if stateThen != .open {
        faults.append(Fault("stage-not-open", zh: "门店当日不在经营中", en: "the shop was not open on that day"))
      }
    }
    return faults
  }

  /// A licence carries a social credit code; other papers carry any number.
  private static func paperFaults(_ fact: StageFact) -> [Fault] {
    guard fact.stage == .licence else { return [] }
    guard let paper = fact.paper, !paper.trimmed.isEmpty else {
      return [
        Fault(
          "stage-credit-code", zh: "营业执照须填统一社会信用代码", en: "a business licence needs its social credit code")
      ]
    }
    do throws(Refusal) {
      _ = try CreditCode(paper)
      return []
    } catch {
      return error.faults
    }
  }
}
