// A support case: applied for, granted or refused, paid. Steps are added with their days, none is overwritten.

public import Basics

/// One person's claim on one scheme.
public struct SupportCase: Hashable, Sendable {
  public struct Step: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      case applied
      case granted
      case refused
      case paid
      case withdrawn

      public var words: Words {
        switch self {
        case .applied: Words(zh: "已申请", en: "applied")
        case .granted: Words(zh: "已批准", en: "granted")
        case .refused: Words(zh: "未批准", en: "refused")
        case .paid: Words(zh: "已拨付", en: "paid")
        case .withdrawn: Words(zh: "已撤回", en: "withdrawn")
        }
      }
    }

    public var kind: Kind
    public var day: Day
    /// Nil for refused and withdrawn.
    public var amount: Money?
    public var by: String
    /// Needed for refused and withdrawn.
    public var reason: String?
    public var paper: String?

    public init(kind: Kind, day: Day, amount: Money?, by: String, reason: String? = nil, paper: String? = nil)
    {
      self.kind = kind
      self.day = day
      self.amount = amount
      self.by = by
      self.reason = reason
      self.paper = paper
    }
  }

  public var id: String
  public var scheme: String
  public var person: String
  public var shop: String?
  /// Months applied for, for schemes with a monthly limit.
  public var months: Int?
  /// In the order of recording.
  public var steps: [Step]

  public init(
    id: String, scheme: String, person: String, shop: String?, months: Int? = nil, steps: [Step] = []
  ) {
    self.id = id
    self.scheme = scheme
    self.person = person
    self.shop = shop
    self.months = months
    self.steps = steps
  }

  public var state: Step.Kind? { steps.last?.kind }

  /// Neither refused nor withdrawn.
  public var isAlive: Bool { state != .refused && state != .withdrawn }

  /// The sum applied for, granted or paid.
  public func amount(_ kind: Step.Kind) -> Money {
    steps.filter { $0.kind == kind }.reduce(.zero) { $0 + ($1.amount ?? .zero) }
  }
}

/// What a decision about a case is held against.
public struct SupportSituation: Hashable, Sendable {
  public var scheme: Scheme
  /// All schemes, for the groups of other cases.
  public var schemes: [Scheme]
  /// Other cases of the person and of the shop, never this one.
  public var others: [SupportCase]
  public var shop: Shop?
  public var today: Day

  public init(scheme: Scheme, schemes: [Scheme], others: [SupportCase], shop: Shop?, today: Day) {
    self.scheme = scheme
    self.schemes = schemes
    self.others = others
    self.shop = shop
    self.today = today
  }
}

extension SupportCase {
  /// What speaks against the next step; empty where nothing does.
  public func faults(adding step: Step, in situation: SupportSituation) -> [Fault] {
    var faults = orderFaults(step)
    let scheme = situation.scheme
    if step.day > situation.today {
      faults.append(Fault("support-future", zh: "日期 \(step.day) 在今天之后", en: "\(step.day) is after today"))
    }
    if let last = steps.last, step.day < last.day {
      faults.append(
        Fault(
          "support-order", zh: "日期早于上一步（\(last.day)）", en: "the day is before the last step (\(last.day))"))
    }
    switch step.kind {
    case .applied, .granted, .paid:
      guard let amount = step.amount, amount > .zero else {
        return faults + [Fault("support-amount", zh: "金额须大于零", en: "the amount must be above zero")]
      }
      if step.kind != .paid { faults += doubleClaims(in: situation) }
      let most = scheme.limit.most(months: months)
      if amount > most {
        faults.append(
          Fault(
            "support-limit", zh: "金额 \(amount.text) 元超过上限 \(most.text) 元",
            en: "\(amount.text) yuan is above the limit of \(most.text)"))
      }
      if step.kind == .applied { faults += conditions(in: situation, on: step.day) }
      if step.kind == .granted, amount > self.amount(.applied) {
        faults.append(
          Fault(
            "support-above-application", zh: "批准金额超过申请金额 \(self.amount(.applied).text) 元",
            en: "more is granted than the \(self.amount(.applied).text) yuan applied for"))
      }
      if step.kind == .paid, self.amount(.paid) + amount > self.amount(.granted) {
        faults.append(
          Fault(
            "support-overpaid",
            zh: "累计拨付 \((self.amount(.paid) + amount).text) 元超过批准的 \(self.amount(.granted).text) 元",
            en:
              "\((self.amount(.paid) + amount).text) yuan in all is more than the \(self.amount(.granted).text) granted"
          ))
      }
    case .refused, .withdrawn:
      if step.reason?.trimmed.isEmpty ?? true {
        faults.append(Fault("support-reason", zh: "须写明原因", en: "a reason is needed"))
      }
    }
    return faults
  }

  private func orderFaults(_ step: Step) -> [Fault] {
    let allowed: [Step.Kind] =
      switch state {
      case nil: [.applied]
      case .applied: [.granted, .refused, .withdrawn]
      case .granted: [.paid, .withdrawn]
      case .paid: [.paid]
      case .refused, .withdrawn: []
      }
    guard !allowed.contains(step.kind) else { return [] }
    let zh = allowed.map(\.words.zh).joined(separator: "、")
    let en = allowed.map(\.words.en).joined(separator: ", ")
    return [
      Fault(
        "support-step", zh: "当前为“\(state?.words.zh ?? "未申请")”，不能登记“\(step.kind.words.zh)”",
        en: "the case is \(state?.words.en ?? "not applied for"), \(step.kind.words.en) cannot follow",
        suggestion: allowed.isEmpty
          ? Words(zh: "此案已结束，可另行申请", en: "this case is over; apply anew")
          : Words(zh: "可登记：\(zh)", en: "next: \(en)"))
    ]
  }

  /// One-off schemes and groups: by the person, and by the shop (a licence handed to a relative is the same shop).
  private func doubleClaims(in situation: SupportSituation) -> [Fault] {
    situation.others.filter { $0.id != id && $0.isAlive }.compactMap { other in
      let samePerson = other.person == person
      let sameShop = shop != nil && other.shop == shop
      guard samePerson || sameShop else { return nil }
      if other.scheme == scheme, situation.scheme.isOneOff {
        return samePerson
          ? Fault(
            "support-once", zh: "此项每人限享受一次，已有申请 \(other.id)",
            en: "this support is given once; case \(other.id) exists",
            suggestion: Words(zh: "核对原申请", en: "look at that case"))
          : Fault(
            "support-shop-once", zh: "同一门店已有此项申请 \(other.id)",
            en: "the same shop has case \(other.id) already")
      }
      guard let group = situation.scheme.group, other.scheme != scheme,
        let rival = situation.schemes.first(where: { $0.id == other.scheme }), rival.group == group
      else { return nil }
      return Fault(
        "support-group", zh: "与“\(rival.title.zh)”（\(other.id)）不得重复享受",
        en: "excluded by \(rival.title.en) (case \(other.id))")
    }
  }

  private func conditions(in situation: SupportSituation, on day: Day) -> [Fault] {
    let scheme = situation.scheme
    var faults: [Fault] = []
    if !scheme.isValid(on: day) {
      let end = scheme.validTo.map { $0.text } ?? ""
      faults.append(
        Fault(
          "support-not-valid", zh: "政策有效期为 \(scheme.validFrom) 至 \(end)，申请日不在其内",
          en: "the scheme is valid from \(scheme.validFrom) to \(end), not on the day of the application"))
    }
    if case .monthly(_, let most) = scheme.limit, !(1...max(most, 1)).contains(months ?? 0) {
      faults.append(
        Fault("support-months", zh: "须填申请月数，1 至 \(most)", en: "say for how many months, 1 to \(most)"))
    }
    guard scheme.monthsOpen > 0 || scheme.peopleNeeded > 0 else { return faults }
    guard let shop = situation.shop, let opened = shop.course.openedOn else {
      return faults + [Fault("support-shop", zh: "此项须有已开业的门店", en: "this support needs an opened shop")]
    }
    let due = opened.adding(months: scheme.monthsOpen)
    if day < due {
      faults.append(
        Fault(
          "support-months-open", zh: "须正常经营满 \(scheme.monthsOpen) 个月（\(due)）",
          en: "the shop must have been open \(scheme.monthsOpen) months (\(due))"))
    }
    if shop.course.state(on: day) != .open {
      faults.append(Fault("support-not-open", zh: "门店不在经营中", en: "the shop is not open"))
    } else if shop.jobs(on: day) < scheme.peopleNeeded {
      faults.append(
        Fault(
          "support-people", zh: "须吸纳就业至少 \(scheme.peopleNeeded) 人（含本人）",
          en: "at least \(scheme.peopleNeeded) people must work there, the owner included"))
    }
    return faults
  }
}
