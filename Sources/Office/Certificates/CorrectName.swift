// A name on a certificate was wrong: a new certificate with the right one takes its place.

internal import Basics
internal import Certificates
internal import Judging
internal import Records
internal import Rubrics
internal import SQL

/// Replaces a certificate by one that differs in the holder's name alone.
///
/// The old paper stays in the register as superseded; the roster is not touched.
public struct CorrectName: Sendable {
  let ports: OfficePorts
  public let desk: IssuingDesk

  public init(_ ports: OfficePorts, desk: IssuingDesk) {
    self.ports = ports
    self.desk = desk
  }

  /// Issues the corrected certificate and returns its number.
  ///
  /// Throws a `Refusal`: unknown number, the same name, no reason, a name that cannot be certified or printed, or a
  /// certificate that does not hold.
  public func callAsFunction(
    _ number: String, name: String, reason: String, by actor: String
  ) async throws -> String {
    let ports = ports
    let (old, division) = try await ports.engine.read { transaction in
      guard let old = try CertificateRegister.find(number: number, in: transaction),
        let participation = try transaction.participation(old.record.participation),
        let division = try transaction.division(participation.division)
      else { throw unknownNumber(number) }
      return (old.record, division)
    }
    guard name != old.facts.name else {
      throw Refusal(Fault("certificate-same-name", zh: "姓名没有改动", en: "the name is the same as before"))
    }
    let rubric = try await ports.rubrics.plan(sha256: division.rubricSHA256, from: ports.engine).rubric
    guard let rule = Self.rule(for: old.cause, in: rubric) else {
      throw Refusal(
        Fault(
          "certificate-rule", zh: "评分细则里没有这种证书的编号规则", en: "the rubric has no number rule for this certificate"
        ))
    }
    let now = ports.now()
    var facts = old.facts
    facts.number = ""
    facts.name = name
    facts.issued = max(now.day, facts.end)
    let claim = CertificateClaim(
      event: old.event, participation: old.participation, cause: old.cause, template: rule.template,
      numbering: rule.numbering, facts: facts)
    return try await SupersedeCertificate(desk: desk)(number, with: claim, reason: reason, by: actor, at: now)
  }

  /// The rule under which a cause was certified: the award's own, else that of a pass or of taking part.
  private static func rule(for cause: String, in rubric: Rubric) -> CertificateRule? {
    let results = rubric.results
    if cause.hasPrefix("award-") {
      let award = results.awards?.awards.first { "award-\($0.id)" == cause }
      return results.certificates.first { $0.id == award?.certificate }
    }
    return results.certificates.first { $0.on == .pass } ?? results.certificates.first { $0.on != .award }
  }
}
