// Who may do what: one table of acts and roles, and where a role holds. Every desk asks here and nowhere else.

public import Records

/// What somebody may or may not do in the office.
public enum Act: String, Hashable, Sendable, CaseIterable {
  case watchEvent = "watch-event"
  case printPapers = "print-papers"
  case makeEvent = "make-event"
  case setUpEvent = "set-up-event"
  case publish
  case decideLate = "decide-late"
  case watchVenue = "watch-venue"
  case directJudging = "direct-judging"
  case closeEvent = "close-event"
  case keepTime = "keep-time"
  case typePaper = "type-paper"
  case drawReadding = "draw-readding"
  case seeRubrics = "see-rubrics"
  case changeRubrics = "change-rubrics"
  case seeAgreement = "see-agreement"
  case seeCertificates = "see-certificates"
  case issueCertificates = "issue-certificates"
  case seeExam = "see-exam"
  case recordExam = "record-exam"
  case decideExam = "decide-exam"
  case seeOutcomes = "see-outcomes"
  case recordOutcomes = "record-outcomes"
  case readAudit = "read-audit"
  case keepAccounts = "keep-accounts"
  case keepCopies = "keep-copies"
  case keepPeople = "keep-people"
}

/// The table.
///
/// Judges have no account: their cards open their own sheets and nothing else.
public enum Rights {
  static let table = """
    act                 administrator  organizer  chief  official  clerk  supervisor
    watch-event         yes            yes        yes    yes       yes    yes
    print-papers        yes            yes        yes    yes       yes    yes
    make-event          yes            yes        -      -         -      -
    set-up-event        yes            yes        -      -         -      -
    publish             yes            yes        -      -         -      -
    decide-late         yes            -          yes    -         -      -
    watch-venue         yes            yes        yes    -         yes    yes
    direct-judging      yes            -          yes    -         -      -
    close-event         yes            yes        yes    -         -      -
    keep-time           yes            yes        yes    -         yes    -
    type-paper          yes            yes        yes    -         yes    -
    draw-readding       yes            yes        yes    -         -      yes
    see-rubrics         yes            yes        yes    -         -      yes
    change-rubrics      yes            yes        -      -         -      -
    see-agreement       yes            yes        yes    -         -      yes
    see-certificates    yes            yes        -      yes       -      yes
    issue-certificates  yes            yes        -      yes       -      -
    see-exam            yes            yes        yes    yes       yes    yes
    record-exam         yes            yes        -      -         yes    -
    decide-exam         yes            yes        yes    -         -      -
    see-outcomes        yes            yes        -      yes       -      yes
    record-outcomes     yes            -          -      yes       -      -
    read-audit          yes            -          -      -         -      yes
    keep-accounts       yes            -          -      -         -      -
    keep-copies         yes            -          -      -         -      -
    keep-people         yes            -          -      -         -      -
    """

  private static let roles: [Act: Set<Role>] = {
    let lines = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let columns = lines.first?.dropFirst().map { Role(rawValue: $0) } ?? []
    var roles: [Act: Set<Role>] = [:]
    for line in lines.dropFirst() {
      guard let act = line.first.flatMap(Act.init(rawValue:)) else { continue }
      roles[act] = Set(zip(columns, line.dropFirst()).compactMap { $1 == "yes" ? $0 : nil })
    }
    return roles
  }()

  /// Whether a role may do it; what stands in no row, nobody may.
  public static func gives(_ act: Act, to role: Role) -> Bool { roles[act]?.contains(role) == true }
}

extension RoleGrant {
  /// Whether the grant reaches a row of a region, and of an office or event where the row has one.
  ///
  /// A grant for one event reaches nothing that belongs to no event.
  public func reaches(region: String, office: String? = nil, event: String? = nil) -> Bool {
    self.region == region && (self.office == nil || office == nil || self.office == office)
      && (self.event == nil || self.event == event)
  }

  public func reaches(_ event: EventRow) -> Bool {
    reaches(region: event.region, office: event.office, event: event.id)
  }
}

extension Caller {
  private var grants: [RoleGrant] {
    guard case .staff(_, let grants, _) = who else { return [] }
    return grants
  }

  /// Whether the act is the caller's anywhere.
  public func may(_ act: Act) -> Bool { grants.contains { Rights.gives(act, to: $0.role) } }

  /// Whether the act is the caller's for this event.
  public func may(_ act: Act, for event: EventRow) -> Bool {
    grants.contains { Rights.gives(act, to: $0.role) && $0.reaches(event) }
  }

  /// Whether the act is the caller's for what belongs to a region and to no event.
  public func may(_ act: Act, region: String) -> Bool {
    grants.contains { Rights.gives(act, to: $0.role) && $0.reaches(region: region) }
  }

  /// Regions for which the act is the caller's, in byte order.
  public func regions(may act: Act) -> [String] {
    Set(grants.filter { Rights.gives(act, to: $0.role) && $0.event == nil }.map(\.region)).sorted()
  }
}
