// The shops of the sample's winners: from an intention to a shop that is open six months, and one that closed.

public import Basics
public import Outcomes

extension SampleData {
  /// A shop with everything that was recorded about it, in the order of recording.
  public struct ShopStory: Hashable, Sendable {
    public struct StageRow: Hashable, Sendable {
      public var stage: Stage
      public var day: Day
      public var paper: String?
      public var evidence: Evidence
    }

    public struct VisitRow: Hashable, Sendable {
      public var month: Int
      public var day: Day
      public var way: Visit.Way
      public var found: ShopState
      public var people: Int?
      public var needs: String?
    }

    public struct SupportRow: Hashable, Sendable {
      public var id: String
      public var scheme: String
      public var months: Int?
      public var appliedOn: Day
      public var appliedFor: Money
      /// The day of the decision, granted or refused.
      public var grantedOn: Day?
      public var granted: Money?
      public var refusedBecause: String?
      public var paidOn: Day?
    }

    public var id: String
    public var name: String
    public var person: String
    public var participation: String
    public var place: String
    /// The first one is the intention.
    public var stages: [StageRow]
    public var visits: [VisitRow]
    public var support: [SupportRow]
  }

  /// The shops of the first winners, at most eight, one a person.
  /// - Parameter winners: participations in the order in which they are to be used, best first.
  public func shops(of winners: [String]) -> [ShopStory] {
    var owners: [Participation] = []
    for id in winners {
      guard let one = participations.first(where: { $0.id == id }),
        !owners.contains(where: { $0.person == one.person })
      else { continue }
      owners.append(one)
    }
    return zip(Self.stories, owners).enumerated().map { index, pair in
      var story = pair.0
      story.person = pair.1.person
      story.participation = pair.1.id
      let surname = people.first { $0.id == pair.1.person }?.name.prefix(1) ?? "思"
      story.name = surname + "记" + story.name + "（示例）"
      return story
    }
  }

  /// Support schemes for the sample.
  ///
  /// Amounts are examples and no advice: a county enters its own.
  public static let schemes: [Scheme] = [
    Scheme(
      id: "start-up-2026", title: Words(zh: "一次性创业补贴（示例）", en: "One-off start-up grant (sample)"),
      kind: .grant,
      limit: .once(Money(yuan: 5_000)), validFrom: sampleDay("2026-01-01"), validTo: sampleDay("2026-12-31"),
      source: "示例数据，金额参照同州公开办法，非现行政策", group: "start-up", monthsOpen: 3, peopleNeeded: 2),
    Scheme(
      id: "rent-2026", title: Words(zh: "创业场所租赁补贴（示例）", en: "Rent subsidy (sample)"), kind: .rent,
      limit: .monthly(Money(yuan: 500), months: 36), validFrom: sampleDay("2026-01-01"), source: "示例数据，非现行政策",
      monthsOpen: 1),
    Scheme(
      id: "loan-2026", title: Words(zh: "创业担保贷款（示例）", en: "Guaranteed start-up loan (sample)"), kind: .loan,
      limit: .once(Money(yuan: 300_000)), validFrom: sampleDay("2026-01-01"), source: "示例数据，非现行政策"),
  ]

  private static func stage(_ stage: Stage, _ day: String, _ evidence: Evidence, _ paper: String? = nil)
    -> ShopStory.StageRow
  {
    ShopStory.StageRow(stage: stage, day: sampleDay(day), paper: paper, evidence: evidence)
  }

  private static func visit(
    _ month: Int, _ day: String, _ people: Int?, _ way: Visit.Way = .onSite, found: ShopState = .open,
    needs: String? = nil
  ) -> ShopStory.VisitRow {
    ShopStory.VisitRow(
      month: month, day: sampleDay(day), way: way, found: found, people: people, needs: needs)
  }

  /// A credit code of the area that does not exist.
  static func creditCode(_ order: Int) -> String {
    CreditCode(department: "9", kind: "2", area: "522699", organisation: "MA" + padded(order, 6))?.text ?? ""
  }

  /// Licence, health certificate and permit, each on its day.
  private static func papers(_ order: Int, licence: String, health: String, permit: String) -> [ShopStory
    .StageRow]
  {
    [
      stage(.licence, licence, .register, creditCode(order)),
      stage(.health, health, .paper, "示例健字\(padded(order, 4))"),
      stage(.foodPermit, permit, .register, "JY2522699" + padded(order, 7)),
    ]
  }

  private static func story(
    _ order: Int, _ name: String, _ place: String, _ stages: [ShopStory.StageRow],
    visits: [ShopStory.VisitRow] = [],
    support: [ShopStory.SupportRow] = []
  ) -> ShopStory {
    ShopStory(
      id: "shop-" + padded(order, 2), name: name, person: "", participation: "", place: place, stages: stages,
      visits: visits, support: support)
  }

  private static func support(
    _ id: String, _ scheme: String, months: Int? = nil, applied: String, yuan: Int,
    granted: (String, Int)? = nil,
    refused: (String, String)? = nil, paid: String? = nil
  ) -> ShopStory.SupportRow {
    ShopStory.SupportRow(
      id: id, scheme: scheme, months: months, appliedOn: sampleDay(applied), appliedFor: Money(yuan: yuan),
      grantedOn: (granted?.0 ?? refused?.0).map { sampleDay($0) }, granted: granted.map { Money(yuan: $0.1) },
      refusedBecause: refused?.1, paidOn: paid.map { sampleDay($0) })
  }

  private static let stories: [ShopStory] = [
    story(
      1, "腊猪脚火锅", "思旸镇老街 12 号（示例）",
      [stage(.intention, "2026-03-30", .told), stage(.site, "2026-04-08", .paper, "租赁合同")]
        + papers(1, licence: "2026-04-15", health: "2026-04-17", permit: "2026-05-06")
        + [stage(.opened, "2026-05-12", .seen), stage(.sixMonths, "2026-11-12", .seen)],
      visits: [
        visit(1, "2026-06-12", 3), visit(3, "2026-08-14", 4, needs: "希望帮助申报电商培训"), visit(6, "2026-11-13", 6),
      ],
      support: [
        support(
          "support-01", "start-up-2026", applied: "2026-08-20", yuan: 5_000, granted: ("2026-09-08", 5_000),
          paid: "2026-09-22"),
        support(
          "support-02", "rent-2026", months: 12, applied: "2026-07-01", yuan: 6_000,
          granted: ("2026-07-20", 6_000), paid: "2026-08-03"),
      ]),
    story(
      2, "米豆腐", "县城市场路 5 号（示例）",
      [stage(.intention, "2026-03-29", .told), stage(.site, "2026-04-02", .seen)]
        + papers(2, licence: "2026-04-09", health: "2026-04-10", permit: "2026-04-25")
        + [stage(.opened, "2026-04-30", .seen), stage(.sixMonths, "2026-10-30", .register)],
      visits: [visit(1, "2026-06-01", 2), visit(3, "2026-07-31", 4, .phone)],
      support: [
        support(
          "support-03", "start-up-2026", applied: "2026-08-05", yuan: 5_000, granted: ("2026-08-25", 5_000),
          paid: "2026-09-10"),
        support(
          "support-04", "loan-2026", applied: "2026-06-10", yuan: 150_000, granted: ("2026-07-02", 100_000),
          paid: "2026-07-08"),
      ]),
    story(
      3, "冷拼私厨", "水尾镇河滨路（示例）",
      [stage(.intention, "2026-04-06", .told), stage(.site, "2026-04-20", .paper)]
        + papers(3, licence: "2026-05-07", health: "2026-05-08", permit: "2026-05-28")
        + [stage(.opened, "2026-06-01", .seen)],
      visits: [visit(1, "2026-07-02", 5), visit(3, "2026-09-03", 7)],
      support: [
        support(
          "support-05", "start-up-2026", applied: "2026-09-15", yuan: 5_000, granted: ("2026-10-10", 5_000))
      ]),
    story(
      4, "糕点坊", "思旸镇南大街（示例）",
      [stage(.intention, "2026-04-12", .told), stage(.site, "2026-06-01", .paper)]
        + papers(4, licence: "2026-06-22", health: "2026-06-23", permit: "2026-07-25")
        + [stage(.opened, "2026-08-08", .seen)],
      visits: [visit(1, "2026-09-09", 3, .message)],
      support: [support("support-06", "rent-2026", months: 6, applied: "2026-10-12", yuan: 3_000)]),
    story(
      5, "酸汤馆", "天马镇集镇（示例）",
      [stage(.intention, "2026-05-05", .told), stage(.site, "2026-07-15", .paper)]
        + papers(5, licence: "2026-08-20", health: "2026-08-21", permit: "2026-09-26")
        + [stage(.opened, "2026-10-10", .seen)],
      visits: [visit(1, "2026-11-11", 4)],
      support: [
        support(
          "support-07", "loan-2026", applied: "2026-09-01", yuan: 200_000,
          refused: ("2026-09-20", "担保材料不全（示例）"))
      ]),
    story(
      6, "绿豆粉", "龙田镇车站旁（示例）",
      [stage(.intention, "2026-03-31", .told), stage(.site, "2026-04-11", .paper)]
        + papers(6, licence: "2026-04-22", health: "2026-04-23", permit: "2026-05-15")
        + [
          stage(.opened, "2026-05-20", .seen), stage(.suspended, "2026-09-10", .seen),
          stage(.cancelled, "2026-10-20", .register),
        ],
      visits: [visit(1, "2026-06-22", 2), visit(3, "2026-08-21", 2, .phone, needs: "客流不足，房租压力大")]),
    story(
      7, "社饭小馆", "大有镇政府旁（示例）",
      [
        stage(.intention, "2026-06-18", .told), stage(.site, "2026-09-12", .seen),
        stage(.licence, "2026-10-30", .register, creditCode(7)),
        stage(.health, "2026-11-05", .paper, "示例健字0007"),
      ]),
    story(
      8, "油茶铺", "注溪镇（示例）", [stage(.intention, "2026-07-09", .told), stage(.site, "2026-11-02", .told)]),
  ]
}
