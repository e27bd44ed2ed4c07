// The list of results for the notice board, and the same as a public notice with its period and telephones.

public import Basics

/// 成绩单 or 公示.
///
/// Whatever the reader may not see is not in here at all.
public struct ResultListPaper: Hashable, Sendable {
  public struct Line: Hashable, Sendable {
    public var place: String
    public var name: String
    public var unit: String
    public var category: String
    public var work: String
    public var mark: String
    public var award: String

    public init(
      place: String, name: String, unit: String = "", category: String = "", work: String = "",
      mark: String = "",
      award: String = ""
    ) {
      self.place = place
      self.name = name
      self.unit = unit
      self.category = category
      self.work = work
      self.mark = mark
      self.award = award
    }
  }

  /// A time in which anybody may object, and to whom.
  public struct Notice: Hashable, Sendable {
    public var from: Day
    public var to: Day
    /// Full lines such as 联系电话：0855-0000000.
    public var contacts: [String]

    public init(from: Day, to: Day, contacts: [String]) {
      self.from = from
      self.to = to
      self.contacts = contacts
    }
  }

  public var title: String
  /// Sentences before the list: on what it rests.
  public var introduction: [String]
  public var lines: [Line]
  public var notice: Notice?
  public var issuers: [String]
  public var date: Day
  /// Where the list can be checked; nil prints no code.
  public var qr: String?
  public var rubric: String?
  public var isSample: Bool
  public var created: Instant
  public var language: Language

  public init(
    title: String, introduction: [String], lines: [Line], notice: Notice? = nil, issuers: [String], date: Day,
    qr: String? = nil, rubric: String? = nil, isSample: Bool, created: Instant, language: Language = .zh
  ) {
    self.title = title
    self.introduction = introduction
    self.lines = lines
    self.notice = notice
    self.issuers = issuers
    self.date = date
    self.qr = qr
    self.rubric = rubric
    self.isSample = isSample
    self.created = created
    self.language = language
  }

  private var zh: Bool { language == .zh }
  private var body: PaperDocument.Style { .init(.serif, 14, leading: 1.85, indent: zh ? 2 : 0) }

  public func document() -> PaperDocument {
    var flow: [PaperDocument.Block] = [
      .space(qr == nil ? 0 : 13),
      .heading(.init(title, .init(.sans, 20, bold: true, .center, leading: 1.45)), after: 6),
    ]
    flow += introduction.map { .paragraph(.init($0, body), after: 1) }
    flow += [.space(3), .table(table), .space(4)]
    if let notice { flow += noticeBlocks(notice) }
    let issued = issuers.map { name in
      PaperDocument.Block.paragraph(.init(zh ? "\(name)（盖章）" : "\(name) (seal)", signed), after: 0)
    }
    flow.append(.together([.space(8)] + issued + [.paragraph(.init(date.words(language), signed), after: 0)]))
    var fixed: [PaperDocument.Element] = []
    if let qr {
      fixed = [
        .qr(qr, .init(162, 12), size: 26, .medium),
        .text(
          .init(zh ? "扫码查看" : "Scan to check", .init(.sans, 8, .center, ink: .grey)),
          .init(x: 162, y: 37, width: 26, height: 4), lines: 1, .middle),
      ]
    }
    return PaperDocument(
      margins: .init(top: 30, right: 25, bottom: 25, left: 25),
      about: .init(
        title: title, author: issuers.joined(separator: "、"), created: created, language: language),
      sections: [
        .init(
          fixed: fixed, everyPage: PaperForm.sampleMark(isSample), flow: flow,
          footer: PaperForm.footer(rubric: rubric, isSample: isSample, language))
      ])
  }

  private var signed: PaperDocument.Style { .init(.serif, 14, .right, leading: 1.9) }

  private var table: PaperDocument.Table {
    let all: [(head: String, width: Double, alignment: PaperDocument.Alignment, value: (Line) -> String)] = [
      (zh ? "名次" : "Place", 12, .center, \.place), (zh ? "姓名" : "Name", 24, .center, \.name),
      (zh ? "单位（乡镇）" : "Unit", 34, .left, \.unit), (zh ? "类别" : "Category", 22, .center, \.category),
      (zh ? "作品名称" : "Work", 32, .left, \.work), (zh ? "得分" : "Mark", 16, .center, \.mark),
      (zh ? "奖项" : "Award", 20, .center, \.award),
    ]
    // Columns without a single entry only make the others narrow.
    let shown = all.filter { column in lines.contains { !column.value($0).isEmpty } }
    return PaperDocument.Table(
      columns: shown.map { .init($0.width, $0.alignment, isOneLine: $0.alignment == .center) },
      header: [.init(shown.map { .init($0.head) }, minHeight: 9.5)],
      rows: lines.map { line in .init(shown.map { .init($0.value(line)) }, minHeight: 8.5) },
      style: .init(.sans, 11, leading: 1.35), padding: 1.2)
  }

  private func noticeBlocks(_ notice: Notice) -> [PaperDocument.Block] {
    let span =
      zh
      ? "公示期：\(notice.from.words(.zh))至\(notice.to.words(.zh))。公示期内如有异议，请以书面形式实名反映，并提供具体事实。"
      : "Notice period: \(notice.from.words(.en)) to \(notice.to.words(.en)). Objections are received in writing, with a name and facts."
    return [.paragraph(.init(span, body), after: 1)]
      + notice.contacts.map { .paragraph(.init($0, body), after: 0) }
  }
}
