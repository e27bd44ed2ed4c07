// The certificate of honour that a contest hands out, on landscape A4.

public import Basics

/// 荣誉证书.
///
/// Names and sentences come in as they shall stand; nothing is computed here.
public struct AwardCertificatePaper: Hashable, Sendable {
  /// 荣誉证书 or 获奖证书.
  public var title: String
  /// The contest's full name with its year, such as 2026年岑巩县“思州厨师”职业技能大赛.
  public var contest: String
  public var person: String
  /// Township, village or employer.
  public var unit: String?
  public var category: String?
  public var work: String?
  public var award: String
  public var date: Day
  public var organisers: [String]
  public var number: String
  /// What the code says: the address that verifies this certificate.
  public var qr: String
  /// An address to type in, where there is a short one.
  public var address: String?
  public var isSample: Bool
  public var created: Instant
  public var language: Language

  public init(
    title: String = "荣誉证书", contest: String, person: String, unit: String? = nil, category: String? = nil,
    work: String? = nil, award: String, date: Day, organisers: [String], number: String, qr: String,
    address: String? = nil, isSample: Bool, created: Instant, language: Language = .zh
  ) {
    self.title = title
    self.contest = contest
    self.person = person
    self.unit = unit
    self.category = category
    self.work = work
    self.award = award
    self.date = date
    self.organisers = organisers
    self.number = number
    self.qr = qr
    self.address = address
    self.isSample = isSample
    self.created = created
    self.language = language
  }

  public func document() -> PaperDocument {
    let fixed =
      CertificateOrnament.frame + (language == .zh ? chinese : english)
      + CertificateOrnament.verification(qr: qr, number: number, address: address, language)
      + CertificateOrnament.issuers(organisers, date: date, language)
    return PaperDocument(
      orientation: .landscape, margins: .init(all: 20),
      about: .init(
        title: "\(title) \(number)", author: organisers.joined(separator: "、"),
        subject: "\(contest) \(award)",
        created: created, language: language),
      needsEveryGlyph: true,
      sections: [.init(fixed: fixed, everyPage: CertificateOrnament.sampleMark(isSample))])
  }

  private var chinese: [PaperDocument.Element] {
    var head: [PaperDocument.Run] = [.init(person, bold: true), .init(" 同志", scale: 0.77)]
    if let unit { head.append(.init("（\(unit)）", scale: 0.62)) }
    head.append(.init("：", scale: 0.77))
    var sentence = "在\(contest)" + (category.map { "\($0)比赛" } ?? "") + "中，"
    if let work { sentence += "作品《\(work)》" }
    sentence += "荣获"
    return [
      .text(
        .init(title, .init(.serif, 50, bold: true, .center, ink: .red, leading: 1.2, tracking: 0.08)),
        .init(x: 30, y: 24, width: 237, height: 24), lines: 1, .middle),
      .text(
        .init(head, .init(.serif, 26, leading: 1.4)), .init(x: 38, y: 56, width: 221, height: 15), lines: 1,
        .middle),
      .text(
        .init(sentence, .init(.serif, 20, leading: 1.8, indent: 2)),
        .init(x: 38, y: 73, width: 221, height: 39), lines: 3, .top),
      .text(
        .init(award, .init(.serif, 38, bold: true, .center, ink: .red, leading: 1.2, tracking: 0.06)),
        .init(x: 38, y: 108, width: 221, height: 19), lines: 1, .middle),
      .text(
        .init("特发此证，以资鼓励。", .init(.serif, 20, leading: 1.5, indent: 2)),
        .init(x: 38, y: 129, width: 221, height: 12), lines: 1, .middle),
    ]
  }

  private var english: [PaperDocument.Element] {
    let detail = [category, work.map { "“\($0)”" }].compactMap(\.self).joined(separator: ", ")
    func centred(
      _ text: String, _ size: Double, y: Double, height: Double, bold: Bool = false,
      ink: PaperDocument.Ink = .black,
      lines: Int = 1
    ) -> PaperDocument.Element {
      .text(
        .init(text, .init(.serif, size, bold: bold, .center, ink: ink, leading: 1.35)),
        .init(x: 38, y: y, width: 221, height: height), lines: lines, .middle)
    }
    return [
      centred(title, 40, y: 24, height: 24, bold: true, ink: .red),
      centred("This is to certify that", 15, y: 52, height: 9),
      centred(person, 30, y: 61, height: 16, bold: true), centred(unit ?? "", 14, y: 77, height: 8),
      centred("was awarded", 15, y: 86, height: 9),
      centred(award, 32, y: 95, height: 16, bold: true, ink: .red),
      centred(detail.isEmpty ? "in" : "for \(detail), in", 15, y: 112, height: 9),
      centred(contest, 18, y: 121, height: 18, lines: 2),
    ]
  }
}
