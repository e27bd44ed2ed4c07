// The certificate that ends a training course, on landscape A4.

public import Basics

/// 结业证书 of a course.
///
/// It says itself that it is no state certificate of a skill level (domain.md, point 10).
public struct CompletionCertificatePaper: Hashable, Sendable {
  public var title: String
  public var person: String
  public var unit: String?
  public var course: String
  /// Class hours, as they shall stand, such as 80.
  public var hours: String
  public var from: Day
  public var to: Day
  /// How it ended, such as 经考核成绩合格.
  public var result: String
  /// Who issues it.
  public var bodies: [String]
  public var date: Day
  public var number: String
  public var qr: String
  public var address: String?
  public var isSample: Bool
  public var created: Instant
  public var language: Language

  public init(
    title: String = "结业证书", person: String, unit: String? = nil, course: String, hours: String, from: Day,
    to: Day,
    result: String, bodies: [String], date: Day, number: String, qr: String, address: String? = nil,
    isSample: Bool,
    created: Instant, language: Language = .zh
  ) {
    self.title = title
    self.person = person
    self.unit = unit
    self.course = course
    self.hours = hours
    self.from = from
    self.to = to
    self.result = result
    self.bodies = bodies
    self.date = date
    self.number = number
    self.qr = qr
    self.address = address
    self.isSample = isSample
    self.created = created
    self.language = language
  }

  public func document() -> PaperDocument {
    let zh = language == .zh
    var head: [PaperDocument.Run] = [.init(person, bold: true)]
    if zh { head.append(.init(" 同志", scale: 0.77)) }
    if let unit { head.append(.init(zh ? "（\(unit)）" : " (\(unit))", scale: 0.62)) }
    head.append(.init(zh ? "：" : "", scale: 0.77))
    let span = zh ? "\(from.words(.zh))至\(to.words(.zh))" : "\(from.words(.en)) to \(to.words(.en))"
    let sentence =
      zh
      ? "于\(span)参加“\(course)”学习，共\(hours)学时，\(result)，准予结业。"
      : "attended the course “\(course)” from \(span), \(hours) class hours, and completed it: \(result)."
    let plain =
      zh
      ? "本证书仅证明持证人完成上述培训，不是技能等级或从业资格的凭证。"
      : "This paper certifies the training named above only. It is no certificate of a skill level or of a qualification."
    let texts: [PaperDocument.Element] = [
      .text(
        .init(
          title,
          .init(.serif, zh ? 50 : 38, bold: true, .center, ink: .red, leading: 1.2, tracking: zh ? 0.08 : 0)),
        .init(x: 30, y: 26, width: 237, height: 24), lines: 1, .middle),
      .text(
        .init(head, .init(.serif, 26, leading: 1.4)), .init(x: 38, y: 62, width: 221, height: 15), lines: 1,
        .middle),
      .text(
        .init(sentence, .init(.serif, 21, leading: 2, indent: 2)),
        .init(x: 38, y: 81, width: 221, height: 52), lines: 4, .top),
      .text(
        .init(plain, .init(.serif, 11, ink: .grey, leading: 1.4)),
        .init(x: 38, y: 136, width: 221, height: 6), lines: 1, .middle),
    ]
    return PaperDocument(
      orientation: .landscape, margins: .init(all: 20),
      about: .init(
        title: "\(title) \(number)", author: bodies.joined(separator: "、"), subject: course, created: created,
        language: language),
      needsEveryGlyph: true,
      sections: [
        .init(
          fixed: CertificateOrnament.frame + texts
            + CertificateOrnament.verification(qr: qr, number: number, address: address, language)
            + CertificateOrnament.issuers(bodies, date: date, language),
          everyPage: CertificateOrnament.sampleMark(isSample))
      ])
  }
}
