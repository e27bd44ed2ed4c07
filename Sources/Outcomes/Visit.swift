// Visits after the opening: when they are due, which are done, and which are overdue.

public import Basics

/// When shops are visited.
public struct VisitPlan: Hashable, Sendable {
  /// Months after the opening, rising.
  public var months: [Int]
  /// Days after the due day from which a visit counts as overdue.
  public var grace: Int

  public init(months: [Int] = [1, 3, 6, 12], grace: Int = 14) {
    self.months = months.sorted()
    self.grace = grace
  }
}

/// A visit that took place.
public struct Visit: Hashable, Sendable {
  public enum Way: String, Hashable, Sendable, CaseIterable {
    case onSite = "on-site"
    case phone
    case message

    public var words: Words {
      switch self {
      case .onSite: Words(zh: "走访", en: "on site")
      case .phone: Words(zh: "电话", en: "by phone")
      case .message: Words(zh: "微信", en: "by message")
      }
    }
  }

  public var id: String
  /// The month of the plan that it fulfils; nil for a visit besides.
  public var month: Int?
  public var day: Day
  public var by: String
  public var way: Way
  public var found: ShopState
  /// What the shop needs, as it was said.
  public var needs: String?
  public var recorded: Instant

  public init(
    id: String, month: Int?, day: Day, by: String, way: Way, found: ShopState, needs: String? = nil,
    recorded: Instant
  ) {
    self.id = id
    self.month = month
    self.day = day
    self.by = by
    self.way = way
    self.found = found
    self.needs = needs
    self.recorded = recorded
  }
}

/// One visit of the plan and what became of it.
public struct VisitDue: Hashable, Sendable {
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// Not due yet.
    case ahead
    case due
    case overdue
    case done
    /// The shop ended before the visit was due.
    case dropped

    public var words: Words {
      switch self {
      case .ahead: Words(zh: "未到期", en: "ahead")
      case .due: Words(zh: "应回访", en: "due")
      case .overdue: Words(zh: "已逾期", en: "overdue")
      case .done: Words(zh: "已回访", en: "done")
      case .dropped: Words(zh: "不再回访", en: "dropped")
      }
    }
  }

  public var month: Int
  public var day: Day
  public var state: State
  public var visit: Visit?

  public init(month: Int, day: Day, state: State, visit: Visit?) {
    self.month = month
    self.day = day
    self.state = state
    self.visit = visit
  }
}

extension VisitPlan {
  /// The visits of a shop as they stand on `today`; empty where it has not opened.
  public func visits(of shop: Shop, today: Day) -> [VisitDue] {
    guard let opened = shop.course.openedOn else { return [] }
    return months.map { month in
      let due = opened.adding(months: month)
      let visit = shop.visits.first { $0.month == month && $0.day <= today }
      let state: VisitDue.State
      if visit != nil {
        state = .done
      } else if let ended = shop.course.endedOn, ended <= due {
        state = .dropped
      } else if today < due {
        state = .ahead
      } else {
        state = today > due.adding(days: grace) ? .overdue : .due
      }
      return VisitDue(month: month, day: due, state: state, visit: visit)
    }
  }

  /// What speaks against recording a visit; empty where nothing does.
  public func faults(adding visit: Visit, to shop: Shop, today: Day) -> [Fault] {
    var faults: [Fault] = []
    if visit.day > today {
      faults.append(
        Fault("visit-future", zh: "回访日期 \(visit.day) 在今天之后", en: "the visit on \(visit.day) is yet to come"))
    }
    guard let opened = shop.course.openedOn else {
      return faults + [
        Fault("visit-not-open", zh: "门店尚未开业，没有应回访的节点", en: "the shop has not opened, so no visit is due")
      ]
    }
    if visit.day < opened {
      faults.append(
        Fault("visit-early", zh: "回访日期早于开业日期 \(opened)", en: "the visit is before the opening on \(opened)"))
    }
    if let month = visit.month {
      let list = months.map(String.init).joined(separator: ", ")
      if !months.contains(month) {
        faults.append(
          Fault(
            "visit-month", zh: "回访计划中没有第 \(month) 个月", en: "the plan has no visit after \(month) months",
            suggestion: Words(zh: "可选：\(list)", en: "one of \(list)")))
      }
      if shop.visits.contains(where: { $0.month == month }) {
        faults.append(
          Fault(
            "visit-twice", zh: "第 \(month) 个月的回访已登记",
            en: "the visit after \(month) months is recorded already",
            suggestion: Words(zh: "登记为计划外回访", en: "record it as a visit besides")))
      }
    }
    return faults
  }
}
