// The sheet that brings all judges' totals together, on landscape A4, to be signed by those who added up.

public import Basics

/// 成绩汇总表.
///
/// Numbers come in as texts, exactly as computed.
public struct SummarySheetPaper: Hashable, Sendable {
  /// One judge's total; a dropped one is printed in brackets.
  public struct Mark: Hashable, Sendable {
    public var text: String
    public var isDropped: Bool

    public init(_ text: String, isDropped: Bool = false) {
      self.text = text
      self.isDropped = isDropped
    }
  }

  public struct Line: Hashable, Sendable {
    public var code: String
    public var marks: [Mark]
    public var highest: String
    public var lowest: String
    public var mean: String
    /// The on-site mark, empty where there is none.
    public var site: String
    public var deduction: String
    public var final: String
    public var place: String

    public init(
      code: String, marks: [Mark], highest: String, lowest: String, mean: String, site: String = "",
      deduction: String = "", final: String, place: String
    ) {
      self.code = code
      self.marks = marks
      self.highest = highest
      self.lowest = lowest
      self.mean = mean
      self.site = site
      self.deduction = deduction
      self.final = final
      self.place = place
    }
  }

  /// Such as 2026年岑巩县“思州厨师”职业技能大赛.
  public var event: String
  /// Such as 热菜组 成品评分.
  public var part: String
  /// Column heads, one for each judge.
  public var judges: [String]
  public var lines: [Line]
  public var notes: [String]
  public var rubric: String?
  public var isSample: Bool
  public var created: Instant
  public var language: Language

  public init(
    event: String, part: String, judges: [String], lines: [Line], notes: [String] = [], rubric: String? = nil,
    isSample: Bool, created: Instant, language: Language = .zh
  ) {
    self.event = event
    self.part = part
    self.judges = judges
    self.lines = lines
    self.notes = notes
    self.rubric = rubric
    self.isSample = isSample
    self.created = created
    self.language = language
  }

  public func document() -> PaperDocument {
    let zh = language == .zh
    let title = zh ? "成绩汇总表" : "Summary of Marks"
    let hasSite = lines.contains { !$0.site.isEmpty }
    let hasDeduction = lines.contains { !$0.deduction.isEmpty }
    let tail: [(head: String, width: Double, value: (Line) -> String, isShown: Bool)] = [
      (zh ? "去最高" : "Highest", 15, \.highest, true), (zh ? "去最低" : "Lowest", 15, \.lowest, true),
      (zh ? "平均" : "Mean", 16, \.mean, true), (zh ? "现场分" : "On site", 15, \.site, hasSite),
      (zh ? "扣分" : "Off", 13, \.deduction, hasDeduction), (zh ? "最后得分" : "Final", 19, \.final, true),
      (zh ? "名次" : "Place", 13, \.place, true),
    ].filter(\.isShown)
    let columns =
      [PaperDocument.Table.Column(11, .center), .init(20, .center, isOneLine: true)]
      + judges.map { _ in .init(15, .center, isOneLine: true) }
      + tail.map { .init($0.width, .center, isOneLine: true) }
    let heads = (zh ? ["序号", "编码"] : ["No.", "Code"]) + judges + tail.map(\.head)
    let final = zh ? "最后得分" : "Final"
    let rows = lines.enumerated().map { index, line in
      let marks = judges.indices.map { judge -> PaperDocument.Table.Cell in
        guard line.marks.indices.contains(judge) else { return "" }
        let mark = line.marks[judge]
        return mark.isDropped ? .init([.init("(\(mark.text))", ink: .grey)]) : .init(mark.text)
      }
      let values = tail.map { PaperDocument.Table.Cell($0.value(line), bold: $0.head == final) }
      return PaperDocument.Table.Row(
        [.init("\(index + 1)"), .init(line.code)] + marks + values, minHeight: 8)
    }
    let size = judges.count > 9 ? 9.0 : 10.5
    let table = PaperDocument.Table(
      columns: columns, header: [.init(heads.map { .init($0) }, minHeight: 9)], rows: rows,
      style: .init(.sans, size, leading: 1.3), padding: 0.9)
    let bracket =
      zh
      ? "括号内为评委总分中去掉的最高分、最低分；得分按评分细则计算。"
      : "Marks in brackets are the highest and lowest judge totals that were dropped."
    let signatures =
      zh
      ? ["统分员", "统分员", "复核员", "裁判长", "监督员", "日期"]
      : ["Clerk", "Clerk", "Checker", "Chief judge", "Supervisor", "Date"]
    let flow: [PaperDocument.Block] =
      [
        .heading(.init(event, PaperForm.title), after: 1),
        .heading(.init("\(part)　\(title)", PaperForm.subtitle), after: 4), .table(table), .space(2),
      ] + ([bracket] + notes).map { .paragraph(.init($0, PaperForm.note), after: 0) } + [
        .space(3), .together([.signatures(.init(signatures, columns: 3, style: PaperForm.body, height: 13))]),
      ]
    return PaperDocument(
      orientation: .landscape, margins: .init(top: 17, right: 18, bottom: 18, left: 18),
      about: .init(title: "\(event) \(part) \(title)", author: event, created: created, language: language),
      sections: [
        .init(
          everyPage: PaperForm.sampleMark(isSample), flow: flow,
          footer: PaperForm.footer(rubric: rubric, isSample: isSample, language))
      ])
  }
}
