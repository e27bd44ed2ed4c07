// The sample is kept: every step through the same acts that people use, from the roster to the shop.

public import Basics
internal import Certificates
internal import Exams
internal import Judging
internal import Records
internal import Rubrics
internal import SQL

/// Fills an empty store with the sample contest, exam, class and shops.
public struct FillSample: Sendable {
  /// How somebody signs in to look at the sample.
  public struct Login: Hashable, Sendable {
    /// A role's name, such as `organizer` or `judge`.
    public var role: String
    public var name: String
    /// A login with a password, or the path of a judge's link with a PIN.
    public var login: String
    public var secret: String
  }

  let ports: OfficePorts
  let desk: IssuingDesk
  let data: SampleData
  let rubricBytes: [String: [UInt8]]
  let progress: @Sendable (Words) -> Void
  /// Moves the sample's clock to a day.
  let goTo: @Sendable (Day) -> Void
  static let actor = "sample"
  static let password = "sizhou-2026"

  /// - Parameters:
  ///   - rubrics: bytes of the rubric files by division, as `SampleData.divisionIDs` names them.
  ///   - goTo: moves the clock of `ports` to a day of the sample.
  public init(
    ports: OfficePorts, desk: IssuingDesk, rubrics: [String: [UInt8]],
    goTo: @escaping @Sendable (Day) -> Void,
    progress: @escaping @Sendable (Words) -> Void
  ) throws {
    self.ports = ports
    self.desk = desk
    rubricBytes = rubrics
    data = SampleData(rubrics: try rubrics.mapValues { try ports.readRubric($0).get() })
    self.goTo = goTo
    self.progress = progress
  }

  /// Fills the store and returns one login for each role.
  public func callAsFunction() async throws -> [Login] {
    goTo(SampleData.contestDay.adding(days: -14))
    try await OpenStore(ports).addRegion(
      SampleData.region.id, title: SampleData.region.title, office: SampleData.office.id,
      officeTitle: SampleData.office.title)
    var logins = try await addStaff()
    progress(Words(zh: "登记人员、组别与作品编码", en: "people, divisions and codes"))
    try await addEvents()
    progress(Words(zh: "安排评委，生成评分表", en: "judges and their sheets"))
    var judges = try await addJudges()
    for event in data.events {
      goTo(event.day)
      progress(Words(zh: "评分：\(event.title.zh)", en: "marks: \(event.title.en)"))
      try await fillSheets(of: event, judges: judges)
    }
    goTo(SampleData.contestDay)
    progress(Words(zh: "公布竞赛成绩", en: "publishing the contest"))
    _ = try await PublishRanking(ports)(
      event: SampleData.contestID, by: Self.actor, noticeDays: 7, reason: nil)
    progress(Words(zh: "判定考核，登记补考", en: "deciding the exams"))
    try await decideExams()
    progress(Words(zh: "公布培训成绩", en: "publishing the class"))
    goTo(SampleData.classDay)
    _ = try await PublishRanking(ports)(event: SampleData.classID, by: Self.actor, noticeDays: 7, reason: nil)
    try await issueCertificates()
    progress(Words(zh: "创业开店与回访", en: "shops, visits and support"))
    try await addOutcomes()
    progress(Words(zh: "准备一场可以动手评分的试评", en: "a small event to try judging"))
    goTo(SampleData.today)
    judges = try await addPractice()
    if let judge = judges[Self.practiceJudge] {
      logins.append(
        Login(role: "judge", name: "示例评委", login: "/judge#\(judge.qrToken)", secret: judge.pin))
    }
    return logins
  }

  private func addStaff() async throws -> [Login] {
    var logins: [Login] = []
    for person in data.staff {
      guard let role = Role(rawValue: person.role) else { continue }
      try await KeepAccounts(ports).add(
        login: person.login, name: person.name, password: Self.password,
        grants: [RoleGrant(role: role, region: SampleData.region.id)], mustChange: false,
        id: "account-\(person.login)", by: Self.actor)
      logins.append(Login(role: person.role, name: person.name, login: person.login, secret: Self.password))
    }
    return logins
  }

  /// What each gate of an exam is for each participation, from the results as computed now.
  func gateValues(event: String) async throws -> (gates: [Gate], values: [String: [String: GateValue]]) {
    try await GateValues(ports)(event: event)
  }

  private func decideExams() async throws {
    for event in data.events where event.kind == .exam {
      goTo(event.day)
      if event.id == SampleData.retakeID {
        for retake in data.retakes {
          try await RegisterRetake(ports)(
            participation: retake.participation, gate: retake.gate, satAs: retake.satAs,
            period: SampleData.retakePeriod, by: Self.actor)
        }
      }
      let (gates, values) = try await gateValues(event: event.id)
      try await DecideExam(ports)(
        event: event.id, gates: gates, values: values, period: SampleData.retakePeriod, by: Self.actor)
    }
  }
}
