// The report of what became of people: the funnel from contestants to shops, survival, jobs, visits and support.

public import Basics

/// What a report is computed from.
///
/// People are ids; nobody's name stands here.
public struct OutcomesFacts: Hashable, Sendable {
  public var contestants: Set<String>
  /// Winners of an award and those who passed an exam.
  public var successful: Set<String>
  public var shops: [Shop]
  public var schemes: [Scheme]
  public var cases: [SupportCase]

  public init(
    contestants: Set<String>, successful: Set<String>, shops: [Shop], schemes: [Scheme] = [],
    cases: [SupportCase] = []
  ) {
    self.contestants = contestants
    self.successful = successful
    self.shops = shops
    self.schemes = schemes
    self.cases = cases
  }
}

/// The figures of one report on one day.
public struct OutcomesReport: Hashable, Sendable {
  /// One step of the funnel; each counts people (or shops) that got at least so far.
  public struct Step: Hashable, Sendable {
    public var id: String
    public var title: Words
    public var count: Int
  }

  /// How many of the shops that are old enough were still open.
  public struct Survival: Hashable, Sendable {
    public var months: Int
    /// Opened at least so many months ago.
    public var reached: Int
    public var open: Int

    /// In percent with one decimal, half up; nil where no shop is old enough.
    public var rate: Rational? { reached == 0 ? nil : (Rational(open * 100) / reached).rounded(to: 1) }
  }

  public struct JobPoint: Hashable, Sendable {
    /// The last day of the month, or the day of the report.
    public var day: Day
    public var people: Int
    public var shops: Int
  }

  public struct Visits: Hashable, Sendable {
    /// Due by the day of the report, done ones included.
    public var due: Int
    public var done: Int
    public var overdue: Int

    public var rate: Rational? { due == 0 ? nil : (Rational(done * 100) / due).rounded(to: 1) }
  }

  public struct Support: Hashable, Sendable {
    public var scheme: String
    public var title: Words
    public var applied: Int
    public var granted: Int
    public var grantedAmount: Money
    public var paidAmount: Money
    /// A loan is no gift and is never added to grants.
    public var isLoan: Bool
  }

  public var day: Day
  public var funnel: [Step]
  public var survival: [Survival]
  public var jobs: Int
  public var jobsOverTime: [JobPoint]
  public var visits: Visits
  public var support: [Support]

  /// Computes the report as of `day` from facts of any day; later ones are left out.
  public init(_ facts: OutcomesFacts, on day: Day, plan: VisitPlan = VisitPlan()) {
    self.day = day
    let shops = facts.shops.filter { $0.course.state(on: day) != nil }
    let opened = shops.filter { $0.course.openedOn.map { $0 <= day } ?? false }
    let open = opened.filter { $0.course.state(on: day) == .open }
    func owners(_ shops: [Shop]) -> Int {
      Set(shops.map(\.person)).intersection(facts.contestants).count
    }
    funnel = [
      Step(
        id: "contestants", title: Words(zh: "参赛、参考、参训", en: "Contestants, candidates, trainees"),
        count: facts.contestants.count),
      Step(
        id: "successful", title: Words(zh: "获奖或合格", en: "Won or passed"),
        count: facts.successful.intersection(facts.contestants).count),
      Step(id: "preparing", title: Words(zh: "开始筹备开店", en: "Began to prepare a shop"), count: owners(shops)),
      Step(id: "opened", title: Words(zh: "已开业", en: "Opened"), count: owners(opened)),
      Step(id: "open", title: Words(zh: "现仍经营", en: "Open now"), count: owners(open)),
    ]
    survival = [6, 12].map { months in
      let answers = opened.compactMap { $0.course.survived(months: months, today: day) }
      return Survival(months: months, reached: answers.count, open: answers.count { $0 })
    }
    jobs = open.reduce(0) { $0 + $1.jobs(on: day) }
    jobsOverTime = OutcomesReport.series(opened, until: day)
    visits = OutcomesReport.visits(opened, plan, on: day)
    support = facts.schemes.compactMap { OutcomesReport.support(of: $0, facts.cases, on: day) }
  }

  private static func visits(_ opened: [Shop], _ plan: VisitPlan, on day: Day) -> Visits {
    let states: [VisitDue.State] = opened.flatMap { plan.visits(of: $0, today: day) }.map(\.state)
    let done = states.count { $0 == .done }
    let overdue = states.count { $0 == .overdue }
    return Visits(due: done + overdue + states.count { $0 == .due }, done: done, overdue: overdue)
  }

  /// The figures of one scheme; nil where nobody has applied by `day`.
  private static func support(of scheme: Scheme, _ cases: [SupportCase], on day: Day) -> Support? {
    let own = cases.filter { $0.scheme == scheme.id }.map { past($0, day) }.filter { !$0.steps.isEmpty }
    guard !own.isEmpty else { return nil }
    let granted = own.filter { $0.isAlive && $0.amount(.granted) > .zero }
    return Support(
      scheme: scheme.id, title: scheme.title, applied: own.count, granted: granted.count,
      grantedAmount: granted.map { $0.amount(.granted) }.reduce(.zero, +),
      paidAmount: own.map { $0.amount(.paid) }.reduce(.zero, +), isLoan: scheme.kind == .loan)
  }

  /// Granted in all, loans not counted.
  public var granted: Money { support.filter { !$0.isLoan }.reduce(.zero) { $0 + $1.grantedAmount } }
  /// Paid out in all, loans not counted.
  public var paid: Money { support.filter { !$0.isLoan }.reduce(.zero) { $0 + $1.paidAmount } }

  private static func past(_ one: SupportCase, _ day: Day) -> SupportCase {
    var copy = one
    copy.steps.removeAll { $0.day > day }
    return copy
  }

  /// People at work at the end of each month from the first opening, and on the day of the report.
  private static func series(_ shops: [Shop], until day: Day) -> [JobPoint] {
    guard let first = shops.compactMap(\.course.openedOn).min(),
      var month = Day(year: first.parts.year, month: first.parts.month, day: 1)
    else { return [] }
    var days: [Day] = []
    while true {
      month = month.adding(months: 1)
      let last = month.adding(days: -1)
      guard last < day else { break }
      days.append(last)
    }
    return (days + [day]).map { point in
      let open = shops.filter { $0.course.state(on: point) == .open }
      return JobPoint(day: point, people: open.reduce(0) { $0 + $1.jobs(on: point) }, shops: open.count)
    }
  }
}
