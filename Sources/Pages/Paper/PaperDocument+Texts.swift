// Every text of a document, for checking that the font has its characters.

extension PaperDocument {
  /// All texts printed in a typeface, in no particular order.
  public func texts(in family: Family) -> [String] {
    sections.flatMap { section in
      let footer = section.footer.map { [Paragraph($0.note, Style(.sans, 8))] } ?? []
      let elements = (section.fixed + section.everyPage).flatMap(\.paragraphs)
      return elements + section.flow.flatMap(\.paragraphs) + footer
    }.filter { $0.style.family == family }.map(\.text)
  }
}

extension PaperDocument.Element {
  fileprivate var paragraphs: [PaperDocument.Paragraph] {
    switch self {
    case .text(let paragraph, _, lines: _, _): [paragraph]
    case .watermark(let words): [.init(words, .init(.sans, 96))]
    case .line, .box, .circle, .qr: []
    }
  }
}

extension PaperDocument.Block {
  fileprivate var paragraphs: [PaperDocument.Paragraph] {
    switch self {
    case .paragraph(let paragraph, after: _), .heading(let paragraph, after: _): [paragraph]
    case .table(let table):
      (table.header + table.rows).flatMap(\.cells).map { .init($0.runs, table.style) }
    case .pairs(let pairs): pairs.pairs.map { .init($0.name + $0.value, pairs.style) }
    case .signatures(let signatures): signatures.names.map { .init($0, signatures.style) }
    case .space: []
    case .together(let blocks), .inset(left: _, right: _, let blocks): blocks.flatMap(\.paragraphs)
    }
  }
}
