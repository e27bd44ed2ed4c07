// Support schemes as dated data: who pays what, from when until when, and by which document. Never in code.

public import Basics

/// A support scheme as one county pays it in one period.
///
/// A changed rule is a new scheme with its own days.
public struct Scheme: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case grant
    case rent
    case loan
    case wage
  }

  public enum Limit: Hashable, Sendable {
    /// At most so much for a case.
    case once(Money)
    /// At most so much a month, for at most so many months.
    case monthly(Money, months: Int)

    /// The most that a case of `months` months may get.
    public func most(months: Int?) -> Money {
      switch self {
      case .once(let amount): amount
      case .monthly(let amount, let most): Money(fen: amount.fen * min(max(months ?? 0, 0), most))
      }
    }
  }

  public var id: String
  public var title: Words
  public var kind: Kind
  public var limit: Limit
  public var validFrom: Day
  /// Inclusive; nil while nobody has ended it.
  public var validTo: Day?
  /// The document or page that says so.
  public var source: String
  /// One case per person, ever.
  public var isOneOff: Bool
  /// Schemes of one group exclude each other for a person and for a shop; nil for none.
  public var group: String?
  /// The shop must have been open so many months; 0 for no such rule.
  public var monthsOpen: Int
  /// How many people must work at the shop, the owner included; 0 for no such rule.
  public var peopleNeeded: Int

  public init(
    id: String, title: Words, kind: Kind, limit: Limit, validFrom: Day, validTo: Day? = nil, source: String,
    isOneOff: Bool = true, group: String? = nil, monthsOpen: Int = 0, peopleNeeded: Int = 0
  ) {
    self.id = id
    self.title = title
    self.kind = kind
    self.limit = limit
    self.validFrom = validFrom
    self.validTo = validTo
    self.source = source
    self.isOneOff = isOneOff
    self.group = group
    self.monthsOpen = monthsOpen
    self.peopleNeeded = peopleNeeded
  }

  public func isValid(on day: Day) -> Bool { validFrom <= day && validTo.map { day <= $0 } ?? true }

  /// What is wrong with the scheme itself.
  public var faults: [Fault] {
    var faults: [Fault] = []
    if let validTo, validTo < validFrom {
      faults.append(Fault("scheme-days", zh: "失效日期早于生效日期", en: "the scheme ends before it begins"))
    }
    if source.trimmed.isEmpty {
      faults.append(Fault("scheme-source", zh: "须写明政策依据", en: "a scheme names the document it rests on"))
    }
    let most: Money =
      switch limit {
      case .once(let amount): amount
      case .monthly(let amount, let months): Money(fen: amount.fen * max(months, 0))
      }
    if most <= .zero {
      faults.append(Fault("scheme-limit", zh: "金额上限须大于零", en: "the limit must be above zero"))
    }
    return faults
  }
}
