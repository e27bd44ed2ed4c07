// What a certificate certifies: plain facts, frozen when it is issued, the only thing that paper, credential
// and check page show.

public import Basics

/// The facts of one certificate.
///
/// Texts keep every character as written; decimals travel as strings.
public struct CertificateFacts: Hashable, Sendable {
  /// A mark on the paper.
  public struct Score: Hashable, Sendable {
    /// What was marked, for example `理论`.
    public var label: String
    /// The mark, a decimal with at most 6 places.
    public var value: String
    /// The highest possible mark, where there is one.
    public var outOf: String?
    /// The mark needed to pass, where there is one.
    public var needed: String?

    public init(label: String, value: String, outOf: String? = nil, needed: String? = nil) {
      self.label = label
      self.value = value
      self.outOf = outOf
      self.needed = needed
    }
  }

  public var kind: CertificateKind
  /// Empty until the certificate is issued.
  public var number: String
  /// The heading of the paper.
  public var title: String
  public var name: String
  /// Village, township or employer.
  public var unit: String?
  /// Full name of the contest, exam or course, with its year.
  public var event: String
  public var division: String?
  /// The dish or other work.
  public var work: String?
  /// The award won, for example `一等奖`.
  public var award: String?
  /// The result where it is no award, for example `合格`.
  public var result: String?
  public var scores: [Score]
  /// Hours of training, a decimal.
  public var hours: String?
  /// First day of the event.
  public var start: Day?
  /// Last day of the event; no certificate is older than it.
  public var end: Day
  public var issued: Day
  /// Last day on which the certificate holds; nil where it holds for ever.
  public var validUntil: Day?
  public var organizers: [String]
  /// First digits of the SHA-256 of the rubric that gave the result.
  public var rubric: String?
  /// Number of the certificate that this one replaces.
  public var supersedes: String?
  /// Whether this is a demonstration that certifies nothing.
  public var sample: Bool

  public init(
    kind: CertificateKind, number: String = "", title: String? = nil, name: String, unit: String? = nil,
    event: String, division: String? = nil, work: String? = nil, award: String? = nil, result: String? = nil,
    scores: [Score] = [], hours: String? = nil, start: Day? = nil, end: Day, issued: Day,
    validUntil: Day? = nil,
    organizers: [String], rubric: String? = nil, supersedes: String? = nil, sample: Bool
  ) {
    self.kind = kind
    self.number = number
    self.title = title ?? kind.title.zh
    self.name = name
    self.unit = unit
    self.event = event
    self.division = division
    self.work = work
    self.award = award
    self.result = result
    self.scores = scores
    self.hours = hours
    self.start = start
    self.end = end
    self.issued = issued
    self.validUntil = validUntil
    self.organizers = organizers
    self.rubric = rubric
    self.supersedes = supersedes
    self.sample = sample
  }
}
