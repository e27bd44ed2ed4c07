// The paper that a judge marks by hand when the phones fail, and the signed copy when they do not: one for each judge and entry.

public import Basics
public import Rubrics

/// 评分表.
///
/// The sheet's id in its code is the same as on the phone, so nothing is entered twice.
public struct ScoreSheetPaper: Hashable, Sendable {
  /// What differs from sheet to sheet.
  public struct Form: Hashable, Sendable {
    /// The sheet's id as the server made it.
    public var sheet: String
    /// The entry's blind code; no name stands on a sheet.
    public var entry: String
    public var judge: String
    /// Attempt in the round, where there are several.
    public var run: Int?
    /// Marks already given, by item or step id; empty leaves boxes to fill by hand.
    public var values: [String: String]
    public var total: Marks?

    public init(
      sheet: String, entry: String, judge: String, run: Int? = nil, values: [String: String] = [:],
      total: Marks? = nil
    ) {
      self.sheet = sheet
      self.entry = entry
      self.judge = judge
      self.run = run
      self.values = values
      self.total = total
    }
  }

  public var rubric: Rubric
  public var round: String
  public var panel: String
  public var event: String
  public var division: String
  public var forms: [Form]
  public var isSample: Bool
  public var created: Instant
  public var language: Language

  public init(
    rubric: Rubric, round: String, panel: String, event: String, division: String, forms: [Form],
    isSample: Bool,
    created: Instant, language: Language = .zh
  ) {
    self.rubric = rubric
    self.round = round
    self.panel = panel
    self.event = event
    self.division = division
    self.forms = forms
    self.isSample = isSample
    self.created = created
    self.language = language
  }

  private static let cells = PaperDocument.Style(.sans, 12, leading: 1.28)
  private var zh: Bool { language == .zh }

  private var entryName: String {
    switch rubric.kind {
    case .contest: zh ? "作品编码" : "Entry"
    case .exam: zh ? "考生编码" : "Candidate"
    case .training: zh ? "学员编码" : "Trainee"
    }
  }

  /// Whether the panel marks nothing in the round.
  public var isEmpty: Bool {
    ScoreSheetRows(rubric: rubric, language: language).modules(round: round, panel: panel)
      .allSatisfy { $0.rows.isEmpty && $0.vetoes.isEmpty }
  }

  public func document() -> PaperDocument {
    let reader = ScoreSheetRows(rubric: rubric, language: language)
    let modules = reader.modules(round: round, panel: panel)
    return PaperDocument(
      margins: .init(top: 18, right: 20, bottom: 20, left: 20),
      about: .init(
        title: "\(event) \(division) \(zh ? "评分表" : "score sheets")", author: event,
        subject: rubric.label.title[language], created: created, language: language),
      sections: forms.map { section(of: $0, modules: modules) })
  }

  private func section(
    of form: Form, modules: [(module: Module, rows: [ScoreSheetRow], vetoes: [Item])]
  ) -> PaperDocument.Section {
    let panelName = rubric.panels.first { $0.id == panel }?.label.title[language] ?? panel
    let roundName =
      rubric.rounds.count > 1 ? rubric.rounds.first { $0.id == round }?.label.title[language] : nil
    var pairs: [PaperDocument.Pairs.Pair] = [
      .init(zh ? "组别" : "Division", division), .init(zh ? "评委组" : "Panel", panelName),
    ]
    if let roundName { pairs.append(.init(zh ? "轮次" : "Round", roundName)) }
    if let run = form.run { pairs.append(.init(zh ? "次数" : "Run", zh ? "第 \(run) 次" : "\(run)")) }
    pairs.append(.init(zh ? "评委" : "Judge", form.judge))
    var flow: [PaperDocument.Block] = [
      .inset(
        left: 0, right: 36,
        [
          .heading(.init(event, .init(.sans, 15, bold: true, leading: 1.35)), after: 0.5),
          .heading(
            .init(
              [
                .init((zh ? "评分表　" : "Score sheet · ") + entryName + " ", scale: 0.78),
                .init(form.entry, bold: true),
              ],
              .init(.sans, 18, leading: 1.6)), after: 1),
          .pairs(.init(pairs, columns: 2, style: PaperForm.body)),
        ]), .space(4),
    ]
    for (module, rows, vetoes) in modules {
      if modules.count > 1 {
        flow.append(.heading(.init(module.label.title[language], .init(.sans, 13, bold: true)), after: 1))
      }
      if !rows.isEmpty { flow += [.table(table(rows, module: module, form: form)), .space(3)] }
      if !vetoes.isEmpty { flow += [.together([.table(vetoTable(vetoes, form: form))]), .space(3)] }
    }
    flow.append(closing(form, addsUp: modules.allSatisfy { Self.addsUp($0.rows) }))
    return PaperDocument.Section(
      fixed: [.qr(form.sheet, .init(157, 12), size: 34, .quartile)],
      everyPage: PaperForm.sampleMark(isSample),
      flow: flow,
      footer: PaperForm.footer(
        "\(entryName) \(form.entry)", rubric: rubric.sha256, sheet: form.sheet, isSample: isSample, language))
  }

  private func table(_ rows: [ScoreSheetRow], module: Module, form: Form) -> PaperDocument.Table {
    var number = 0
    let addsUp = Self.addsUp(rows)
    let body = rows.enumerated().map { index, row -> PaperDocument.Table.Row in
      number += 1
      let given = form.values[row.key]
      let box: PaperDocument.Table.Cell =
        given.map {
          .init(
            $0 + (row.unit.isEmpty || row.unit == "—" ? "" : " " + row.unit), alignment: .center, bold: true)
        }
        ?? .init(row.unit, alignment: row.unit == "—" ? .center : .right)
      let project: PaperDocument.Table.Cell = row.project.map { .init($0) } ?? .joined
      return .init(
        [.init("\(number)"), project, .init(row.point), .init(row.full), .init(row.standard), box],
        minHeight: 10,
        keepsWithNext: index == rows.count - 1 && addsUp)
    }
    let full = module.max.map { "\($0)" } ?? ""
    let sum = PaperDocument.Table.Row(
      [
        .init(zh ? "合计" : "Total", span: 3, alignment: .center, bold: true), .init(full, bold: true), "", "",
      ], minHeight: 10)
    let heads =
      zh
      ? ["序号", "考核项目", "考核要点", "配分", "评分标准", "得分"]
      : ["No.", "Criterion", "What counts", "Full", "Standard", "Marks"]
    return PaperDocument.Table(
      columns: [
        .init(11, .center), .init(25, .center), .init(44), .init(12, .center), .init(56), .init(22, .center),
      ],
      header: [.init(heads.map { .init($0) }, minHeight: 9)], rows: body + (addsUp ? [sum] : []),
      style: Self.cells,
      padding: 1.15)
  }

  /// Whether all boxes take marks, so that a judge can add them up; units and marks have no sum.
  private static func addsUp(_ rows: [ScoreSheetRow]) -> Bool { !rows.contains(where: \.isReading) }

  private func vetoTable(_ vetoes: [Item], form: Form) -> PaperDocument.Table {
    let rows = vetoes.enumerated().map { index, item -> PaperDocument.Table.Row in
      guard case .veto(let veto) = item.kind else { return .init([]) }
      let effect = ScoreSheetRows.consequence(of: veto, language)
      let people = zh ? "须 \(veto.confirmations) 人确认" : "\(veto.confirmations) people confirm"
      let given = form.values[item.id]
      let ticks =
        (given == "1" ? "■" : "□") + (zh ? " 有　" : " yes ") + (given == "0" ? "■" : "□") + (zh ? " 无" : " no")
      return .init(
        [
          .init("\(index + 1)"), .init(item.label.title[language]), .init("\(effect)；\(people)"),
          .init(ticks),
        ],
        minHeight: 10)
    }
    return PaperDocument.Table(
      columns: [.init(11, .center), .init(64), .init(61), .init(34, .center)],
      header: [
        .init(
          [
            .init(zh ? "否定项（有一项即按后果处理，请勾选）" : "Vetoes (tick what happened)", span: 4, alignment: .left)
          ], minHeight: 9)
      ], rows: rows, style: Self.cells, padding: 1.15)
  }

  private func closing(_ form: Form, addsUp: Bool) -> PaperDocument.Block {
    let capitals = form.total.map(chineseCapitals) ?? ""
    let figures = form.total.map { "\($0)" } ?? ""
    let total = PaperDocument.Table.Row(
      [
        .init(zh ? "总分（数字）" : "Total in figures", bold: true), .init(figures, bold: true),
        .init(zh ? "总分（大写）" : "Total in words", bold: true), .init(capitals, bold: true),
      ], minHeight: 13)
    let table = PaperDocument.Table(
      columns: [.init(34, .center), .init(34, .center), .init(34, .center), .init(68, .center)], header: [],
      rows: (addsUp || form.total != nil ? [total] : []) + [
        .init([.init(zh ? "备注" : "Remarks", bold: true), .init("", span: 3)], minHeight: 15)
      ], style: Self.cells)
    let names = zh ? ["评委签名", "时间", "核分人"] : ["Judge", "Time", "Checked by"]
    return .together([
      .table(table), .space(4), .signatures(.init(names, columns: 3, style: PaperForm.body, height: 14)),
    ])
  }
}
