// The report of an exam's marks for one candidate, on portrait A4.

public import Basics

/// 考核成绩单: every part with its pass mark, since no part makes up for another.
public struct ScoreReportPaper: Hashable, Sendable {
  public struct Part: Hashable, Sendable {
    /// Such as 理论知识 or 技能操作 · 脐带护理.
    public var name: String
    public var full: String
    /// The pass mark; nil where the part has none of its own.
    public var pass: String?
    public var mark: String
    /// Such as 合格; empty where the part has no pass mark.
    public var outcome: String

    public init(name: String, full: String, pass: String?, mark: String, outcome: String) {
      self.name = name
      self.full = full
      self.pass = pass
      self.mark = mark
      self.outcome = outcome
    }
  }

  public var exam: String
  public var person: String
  /// Name and value pairs such as 准考证号, 职业, 等级, 身份证号 (masked by the caller).
  public var details: [PaperDocument.Pairs.Pair]
  public var parts: [Part]
  public var conclusion: String
  public var notes: [String]
  public var body: String
  public var date: Day
  public var number: String
  public var qr: String
  public var rubric: String?
  public var isSample: Bool
  public var created: Instant
  public var language: Language

  public init(
    exam: String, person: String, details: [PaperDocument.Pairs.Pair], parts: [Part], conclusion: String,
    notes: [String] = [], body: String, date: Day, number: String, qr: String, rubric: String? = nil,
    isSample: Bool,
    created: Instant, language: Language = .zh
  ) {
    self.exam = exam
    self.person = person
    self.details = details
    self.parts = parts
    self.conclusion = conclusion
    self.notes = notes
    self.body = body
    self.date = date
    self.number = number
    self.qr = qr
    self.rubric = rubric
    self.isSample = isSample
    self.created = created
    self.language = language
  }

  public func document() -> PaperDocument {
    let zh = language == .zh
    let serif = PaperDocument.Style(.serif, 12.5, leading: 1.75)
    let table = PaperDocument.Table(
      columns: [.init(68), .init(20, .center), .init(24, .center), .init(24, .center), .init(26, .center)],
      header: [
        .init(
          (zh ? ["考核项目", "满分", "合格线", "成绩", "结论"] : ["Part", "Full", "Pass mark", "Mark", "Outcome"])
            .map { .init($0) }, minHeight: 10)
      ],
      rows: parts.map { part in
        .init(
          [
            .init(part.name), .init(part.full), .init(part.pass ?? "—"), .init(part.mark, bold: true),
            .init(part.outcome),
          ],
          minHeight: 11)
      } + [
        .init(
          [
            .init(zh ? "综合结论" : "Conclusion", bold: true),
            .init([.init(conclusion, bold: true)], span: 4, alignment: .center),
          ],
          minHeight: 13, shaded: true, keepsWithNext: false)
      ],
      style: PaperDocument.Style(.sans, 12, leading: 1.4))
    let flow: [PaperDocument.Block] =
      [
        .space(6),
        .heading(.init(exam, .init(.sans, 14, .center, leading: 1.5)), after: 2),
        .heading(
          .init(
            zh ? "考核成绩单" : "Examination Report",
            .init(.serif, 26, bold: true, .center, leading: 1.3, tracking: 0.06)),
          after: 10),
        .pairs(
          .init(
            [.init(zh ? "姓名" : "Name", person)] + details + [.init(zh ? "编号" : "No.", number)], columns: 2,
            style: serif)),
        .space(6), .table(table), .space(6),
      ] + notes.map { .paragraph(.init($0, .init(.serif, 11, ink: .grey, leading: 1.6)), after: 1) }
    let elements: [PaperDocument.Element] =
      [
        .qr(qr, .init(22, 216), size: 42, .medium),
        .text(
          .init(zh ? "扫码核验" : "Scan to verify", .init(.serif, 10.5, .center)),
          .init(x: 22, y: 258, width: 42, height: 6), lines: 1, .middle),
        .text(
          .init(body, .init(.serif, 14, .center, leading: 1.4)),
          .init(x: 88, y: 230, width: 98, height: 9), lines: 1, .middle),
        .text(
          .init(date.words(language), .init(.serif, 14, .center)), .init(x: 88, y: 241, width: 98, height: 9),
          lines: 1,
          .middle),
      ] + CertificateOrnament.sealArea(x: 137, y: 235, radius: 20.5, language)
    // The foot of the first page belongs to code and seal; long reports begin a second page above them.
    return PaperDocument(
      margins: .init(top: 20, right: 24, bottom: 24, left: 24),
      about: .init(
        title: "\(zh ? "考核成绩单" : "Examination report") \(number)", author: body, subject: exam,
        created: created,
        language: language),
      needsEveryGlyph: true,
      sections: [
        .init(
          fixed: elements, everyPage: PaperForm.sampleMark(isSample), flow: flow,
          footer: PaperForm.footer(rubric: rubric, isSample: isSample, language), reserved: 58)
      ])
  }
}
