// The stages of opening a shop, from the intention to twelve months of business, and how a shop may end.

public import Basics

/// A stage that a shop reaches on a day.
public enum Stage: String, Hashable, Sendable, CaseIterable {
  case intention
  /// A place was chosen or rented.
  case site
  /// Business licence, with the social credit code.
  case licence
  /// Health certificate of the people who work there.
  case health
  /// Food business permit, or the registration of a small eatery.
  case foodPermit = "food-permit"
  case opened
  case sixMonths = "six-months"
  case twelveMonths = "twelve-months"
  case suspended
  case resumed
  case transferred
  /// The licence was given back.
  case cancelled
  /// Given up before it opened.
  case abandoned

  public var words: Words {
    switch self {
    case .intention: Words(zh: "意向", en: "Intention")
    case .site: Words(zh: "选址/租赁", en: "Place found")
    case .licence: Words(zh: "营业执照", en: "Business licence")
    case .health: Words(zh: "健康证", en: "Health certificate")
    case .foodPermit: Words(zh: "食品经营许可", en: "Food permit")
    case .opened: Words(zh: "开业", en: "Opened")
    case .sixMonths: Words(zh: "满6个月", en: "Six months")
    case .twelveMonths: Words(zh: "满12个月", en: "Twelve months")
    case .suspended: Words(zh: "停业", en: "Suspended")
    case .resumed: Words(zh: "恢复营业", en: "Resumed")
    case .transferred: Words(zh: "转让", en: "Transferred")
    case .cancelled: Words(zh: "注销", en: "Licence given back")
    case .abandoned: Words(zh: "放弃开店", en: "Given up")
    }
  }

  /// The way to an open shop, in the order in which most people go it.
  public static let path: [Stage] = [
    .intention, .site, .licence, .health, .foodPermit, .opened, .sixMonths, .twelveMonths,
  ]

  /// Months after the opening that the stage states; nil for all others.
  public var months: Int? {
    switch self {
    case .sixMonths: 6
    case .twelveMonths: 12
    default: nil
    }
  }

  /// Whether the shop is closed for good after it.
  public var isEnd: Bool { self == .transferred || self == .cancelled || self == .abandoned }

  /// Whether the stage may be reached more than once.
  public var mayRepeat: Bool { self == .suspended || self == .resumed || self == .health }
}

/// A stage reached: a dated fact.
///
/// Facts are added; a wrong one is replaced by a later one that names it.
public struct StageFact: Hashable, Sendable {
  public var id: String
  public var stage: Stage
  public var day: Day
  /// The number on the paper: credit code, permit number, contract.
  public var paper: String?
  public var evidence: Evidence
  public var by: String
  public var recorded: Instant
  /// The id of the fact that this one corrects.
  public var replaces: String?
  public var note: String?

  public init(
    id: String, stage: Stage, day: Day, paper: String? = nil, evidence: Evidence, by: String,
    recorded: Instant,
    replaces: String? = nil, note: String? = nil
  ) {
    self.id = id
    self.stage = stage
    self.day = day
    self.paper = paper
    self.evidence = evidence
    self.by = by
    self.recorded = recorded
    self.replaces = replaces
    self.note = note
  }
}
