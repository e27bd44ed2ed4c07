// Orders of the office mapped to page layouts: the facts on one side, how they look on the other.

import Basics
import Certificates
import Office
import Pages

enum PaperOrders {
  /// The page for an order.
  ///
  /// Throws a `Refusal` for an order of unknown kind.
  static func document(_ order: PaperOrder) throws -> PaperDocument {
    guard let request = PaperRequest(order: order) else {
      throw Refusal(
        Fault("paper-unknown", zh: "不认识的文书“\(order.kind)”", en: "unknown paper \"\(order.kind)\""))
    }
    return document(request)
  }

  /// The page for one certificate.
  ///
  /// Its metadata carry the day of issue, so that the same facts give the same bytes.
  static func document(_ request: PaperRequest) -> PaperDocument {
    let facts = request.facts
    let created = facts.issued.start
    switch facts.kind {
    case .award:
      return AwardCertificatePaper(
        title: facts.title, contest: facts.event, person: facts.name, unit: facts.unit,
        category: facts.division,
        work: facts.work, award: facts.award ?? "", date: facts.issued, organisers: facts.organizers,
        number: facts.number, qr: request.checkAddress, address: request.issuer.address,
        isSample: facts.sample,
        created: created
      ).document()
    case .completion:
      return CompletionCertificatePaper(
        title: facts.title, person: facts.name, unit: facts.unit, course: facts.event,
        hours: facts.hours ?? "",
        from: facts.start ?? facts.end, to: facts.end, result: facts.result ?? "", bodies: facts.organizers,
        date: facts.issued, number: facts.number, qr: request.checkAddress, address: request.issuer.address,
        isSample: facts.sample, created: created
      ).document()
    case .scoreReport:
      let parts = facts.scores.map { score in
        ScoreReportPaper.Part(
          name: score.label, full: score.outOf ?? "", pass: score.needed, mark: score.value,
          outcome: outcome(score))
      }
      return ScoreReportPaper(
        exam: facts.event, person: facts.name, details: [], parts: parts, conclusion: facts.result ?? "",
        body: facts.organizers.joined(separator: "、"), date: facts.issued, number: facts.number,
        qr: request.checkAddress, rubric: facts.rubric, isSample: facts.sample, created: created
      ).document()
    }
  }

  private static func outcome(_ score: CertificateFacts.Score) -> String {
    guard let needed = score.needed.flatMap({ Weight($0) }), let value = Weight(score.value) else {
      return ""
    }
    return value >= needed ? "合格" : "不合格"
  }
}
