// Every text of a document by the face it is printed in, so that the press knows which characters it needs.

extension PaperDocument {
  /// One of the four faces a paper can use.
  public struct Face: Hashable, Sendable {
    public var family: Family
    public var bold: Bool

    public init(_ family: Family, bold: Bool) {
      self.family = family
      self.bold = bold
    }
  }

  /// All texts printed in each face, in no particular order; a face that is not used is not there.
  public var texts: [Face: String] {
    var out: [Face: String] = [:]
    func add(_ paragraph: Paragraph) {
      for run in paragraph.runs {
        out[Face(paragraph.style.family, bold: paragraph.style.bold || run.bold), default: ""] += run.text
      }
    }
    for section in sections {
      for element in section.fixed + section.everyPage { element.paragraphs.forEach(add) }
      for block in section.flow { block.paragraphs.forEach(add) }
      if let footer = section.footer {
        add(Paragraph(footer.note + "第页，共 Page of 0123456789", Style(.sans, 8)))
      }
    }
    return out
  }
}

extension PaperDocument.Element {
  fileprivate var paragraphs: [PaperDocument.Paragraph] {
    switch self {
    case .text(let paragraph, _, lines: _, _): [paragraph]
    case .watermark(let words): [.init(words, .init(.sans, 96, bold: true))]
    case .line, .box, .circle, .qr: []
    }
  }
}

extension PaperDocument.Block {
  fileprivate var paragraphs: [PaperDocument.Paragraph] {
    switch self {
    case .paragraph(let paragraph, after: _), .heading(let paragraph, after: _): return [paragraph]
    case .table(let table):
      var header = table.style
      header.bold = true
      return table.header.flatMap(\.cells).map { .init($0.runs, header) }
        + table.rows.flatMap(\.cells).map { .init($0.runs, table.style) }
    case .pairs(let pairs): return pairs.pairs.map { .init($0.name + "：" + $0.value, pairs.style) }
    case .signatures(let signatures): return signatures.names.map { .init($0 + "：", signatures.style) }
    case .space: return []
    case .together(let blocks), .inset(left: _, right: _, let blocks): return blocks.flatMap(\.paragraphs)
    }
  }
}
