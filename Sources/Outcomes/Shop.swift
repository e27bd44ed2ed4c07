// A shop that came out of a contest or an exam: who opened it, where, and its dated facts.

public import Basics

/// A shop, a stall, a workshop, a cooperative.
public struct Shop: Hashable, Sendable {
  public var id: String
  public var name: String
  /// Who opens it.
  public var person: String
  /// The participation that it grew out of; nil where there is none.
  public var participation: String?
  public var place: String
  public var course: Course
  public var jobs: [JobCount]
  public var visits: [Visit]
  public var isSample: Bool

  public init(
    id: String, name: String, person: String, participation: String?, place: String, course: Course,
    jobs: [JobCount] = [], visits: [Visit] = [], isSample: Bool = false
  ) {
    self.id = id
    self.name = name
    self.person = person
    self.participation = participation
    self.place = place
    self.course = course
    self.jobs = jobs
    self.visits = visits
    self.isSample = isSample
  }

  /// How many people work there by the newest count up to `day`, the owner included; 0 where the shop is not open or was never counted.
  public func jobs(on day: Day) -> Int {
    guard course.state(on: day) == .open else { return 0 }
    return jobs.filter { $0.day <= day }.max { ($0.day, $0.recorded) < ($1.day, $1.recorded) }?.people ?? 0
  }
}

/// A count of the people who work at a shop, the owner included.
public struct JobCount: Hashable, Sendable {
  public var day: Day
  public var people: Int
  public var evidence: Evidence
  public var recorded: Instant

  public init(day: Day, people: Int, evidence: Evidence, recorded: Instant) {
    self.day = day
    self.people = people
    self.evidence = evidence
    self.recorded = recorded
  }
}

/// What became of a person: a job, a shop, a cooperative.
public struct Placement: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case employed
    /// Joined a restaurant or a household firm of the county.
    case local
    case selfEmployed = "self-employed"
    case cooperative
    case seeking
  }

  public var id: String
  public var person: String
  public var participation: String?
  public var kind: Kind
  public var employer: String?
  public var post: String?
  public var place: String?
  public var from: Day
  public var evidence: Evidence

  public init(
    id: String, person: String, participation: String?, kind: Kind, employer: String?, post: String?,
    place: String?,
    from: Day, evidence: Evidence
  ) {
    self.id = id
    self.person = person
    self.participation = participation
    self.kind = kind
    self.employer = employer
    self.post = post
    self.place = place
    self.from = from
    self.evidence = evidence
  }
}
