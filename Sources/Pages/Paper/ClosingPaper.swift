// The closing statement as a paper to be signed by the chief judge and the supervisor before there are results.

public import Basics

/// 结束核对声明.
public struct ClosingPaper: Hashable, Sendable {
  public var view: ClosingView
  public var isSample: Bool
  public var language: Language

  public init(_ view: ClosingView, isSample: Bool, language: Language = .zh) {
    self.view = view
    self.isSample = isSample
    self.language = language
  }

  private var zh: Bool { language == .zh }

  public func document() -> PaperDocument {
    let title = zh ? "结束核对声明" : "Closing Statement"
    var flow: [PaperDocument.Block] = [
      .heading(.init(view.title[language], PaperForm.title), after: 1),
      .heading(.init(title, PaperForm.subtitle), after: 3),
      .paragraph(.init(view.declaration(language), .init(.sans, 12, bold: true, leading: 1.5)), after: 2),
    ]
    for division in view.divisions { flow += blocks(division) }
    flow += conduct()
    flow += [
      .space(4),
      .together([
        .signatures(
          .init(
            zh ? ["裁判长", "监督员", "日期"] : ["Chief judge", "Supervisor", "Date"], columns: 3,
            style: PaperForm.body, height: 14))
      ]),
      .paragraph(
        .init(
          zh
            ? "核对摘要 \(view.digest) · 生成于 \(view.at.localText)"
            : "digest \(view.digest) · made at \(view.at.localText)", PaperForm.note), after: 0),
    ]
    return PaperDocument(
      margins: .init(top: 18, right: 18, bottom: 18, left: 18),
      about: .init(
        title: "\(view.title[language]) \(title)", author: view.title[language], created: view.at,
        language: language),
      sections: [
        .init(
          everyPage: PaperForm.sampleMark(isSample), flow: flow,
          footer: PaperForm.footer(rubric: nil, isSample: isSample, language))
      ])
  }

  private func blocks(_ division: ClosingView.Division) -> [PaperDocument.Block] {
    var blocks: [PaperDocument.Block] = [
      .heading(.init(division.title[language], .init(.sans, 13, bold: true)), after: 1),
      .paragraph(.init(division.summary(language), PaperForm.body), after: 1),
      .paragraph(
        .init((zh ? "评分细则 " : "Rubric ") + division.rubric.prefix(12), PaperForm.note), after: 1),
    ]
    if division.undiscussed > 0 {
      blocks.append(
        .paragraph(
          .init(
            zh
              ? "还有 \(division.undiscussed) 处分差没有处理。"
              : "\(division.undiscussed) differences are not settled.",
            PaperForm.body), after: 1))
    }
    if !division.open.isEmpty {
      blocks.append(
        .paragraph(
          .init(zh ? "还差 \(division.open.count) 份：" : "\(division.open.count) still open:", PaperForm.body),
          after: 0))
      blocks += division.open.prefix(40).map {
        .paragraph(.init("· " + $0.words[language], PaperForm.note), after: 0)
      }
    }
    if !division.explained.isEmpty { blocks += [.table(table(division.explained)), .space(3)] }
    return blocks
  }

  private func table(_ lines: [ClosingView.Line]) -> PaperDocument.Table {
    let heads = zh ? ["编码", "评委", "情况", "理由", "谁、何时"] : ["Code", "Judge", "What", "Reason", "By, when"]
    return PaperDocument.Table(
      columns: [.init(18, .center), .init(28), .init(34), .init(52), .init(42)],
      header: [.init(heads.map { .init($0) }, minHeight: 8)],
      rows: lines.map { line in
        .init(
          [
            .init(line.entry), .init(line.judge), .init(line.what[language]), .init(line.reason),
            .init(line.by.isEmpty ? "" : "\(line.by) \(line.when)"),
          ], minHeight: 8)
      }, style: .init(.sans, 10, leading: 1.3), padding: 1)
  }

  private func conduct() -> [PaperDocument.Block] {
    var blocks: [PaperDocument.Block] = [
      .heading(.init(zh ? "怎样核对" : "How it was checked", .init(.sans, 13, bold: true)), after: 1),
      .paragraph(.init((zh ? "纸质评分表：" : "Paper sheets: ") + view.check[language], PaperForm.body), after: 1),
    ]
    if view.waivers.isEmpty, view.unwaived.isEmpty {
      blocks.append(
        .paragraph(
          .init(zh ? "没有放宽的职责分离。" : "No separation of duties was waived.", PaperForm.body), after: 1))
    }
    blocks += view.waivers.map {
      .paragraph(
        .init(
          (zh ? "放宽：" : "Waived: ") + "\($0.what[language])；\($0.reason)（\($0.by) \($0.when)）",
          PaperForm.body), after: 1)
    }
    blocks += view.unwaived.map {
      .paragraph(
        .init((zh ? "没有分开、也没有写理由：" : "Not separate, no reason given: ") + $0.words[language], PaperForm.body),
        after: 1)
    }
    return blocks
  }
}
