// The press: a paper as data in, a PDF out. The same document gives the same bytes.

internal import Basics
internal import CPangoCairo
public import Pages

/// Prints papers.
///
/// Fonts and what is kept of them take some 20 MB, so a server prints through `PressProcess`.
public struct PaperPress: Sendable {
  public init() {}

  /// The document as a PDF with embedded fonts and text that can be searched.
  ///
  /// Refused where a font is missing (`font-missing`), where a document that needs every glyph has a
  /// character the font lacks (`glyph-missing`), and where a QR code would have to hold too much
  /// (`qr-too-long`).
  public func pdf(_ document: PaperDocument) throws -> [UInt8] {
    let missing = try document.texts.flatMap { face, text in try missingGlyphs(in: text, family: face.family)
    }
    if document.needsEveryGlyph, !missing.isEmpty { throw Refusal.glyphsMissing(missing) }
    let fonts = missing.isEmpty ? try CutFonts(cutFor: document) : try CutFonts()
    let typesetter = try Typesetter(
      language: document.about.language, families: Set(document.texts.keys.map(\.family)), fonts: fonts,
      allowsOtherFonts: !missing.isEmpty)
    let canvas = try Canvas(width: document.pageWidth.points, height: document.pageHeight.points)
    canvas.describe(document.about)
    for section in document.sections {
      try PageMaker(document: document, typesetter: typesetter, canvas: canvas).print(section)
    }
    return try canvas.finish()
  }
}

/// Draws the pages of one section.
struct PageMaker {
  let document: PaperDocument
  let typesetter: Typesetter
  let canvas: Canvas

  func print(_ section: PaperDocument.Section) throws {
    let margins = document.margins
    let room = (document.pageHeight - margins.top - margins.bottom).points
    let slicer = Slicer(typesetter: typesetter, pageRoom: room)
    var flow = PageFlow(top: margins.top.points, room: room, reserved: section.reserved.points)
    flow.deal(slicer.slices(section.flow, x: margins.left.points, width: document.textWidth.points))
    for (index, page) in flow.pages.enumerated() {
      for element in section.everyPage { try draw(element) }
      if index == 0 { for element in section.fixed { try draw(element) } }
      page.draw(on: canvas)
      if let footer = section.footer { draw(footer, page: index + 1, of: flow.pages.count) }
      canvas.endPage()
    }
  }

  private func draw(_ element: PaperDocument.Element) throws {
    switch element {
    case .text(let paragraph, let frame, let lines, let place):
      let text = typesetter.fit(
        paragraph, width: frame.width.points, height: frame.height.points, lines: lines)
      let spare = frame.height.points - text.height
      let shift = place == .top ? 0 : place == .middle ? spare / 2 : spare
      canvas.draw(text, x: frame.x.points, y: frame.y.points + shift)
    case .line(let points, let stroke): canvas.polyline(points.map { ($0.x.points, $0.y.points) }, stroke)
    case .box(let frame, let stroke, let radius):
      canvas.box(
        x: frame.x.points, y: frame.y.points, width: frame.width.points, height: frame.height.points,
        radius: radius.points, stroke)
    case .circle(let center, let radius, let stroke):
      canvas.circle(x: center.x.points, y: center.y.points, radius: radius.points, stroke)
    case .qr(let text, let point, let size, let level):
      canvas.qr(try QRModules(text, level), x: point.x.points, y: point.y.points, size: size.points)
    case .watermark(let words):
      let (width, height) = (document.pageWidth.points, document.pageHeight.points)
      let paragraph = PaperDocument.Paragraph(words, .init(.sans, 96, bold: true))
      canvas.watermark(
        typesetter.fit(paragraph, width: width * 0.8, height: height, lines: 1), width: width, height: height)
    }
  }

  private func draw(_ footer: PaperDocument.Footer, page: Int, of pages: Int) {
    let margins = document.margins
    let y = (document.pageHeight - margins.bottom * 0.62).points
    let width = document.textWidth.points
    let style = PaperDocument.Style(.sans, 8, ink: .grey)
    canvas.line(
      from: margins.left.points, y, to: margins.left.points + width, y, PaperDocument.Stroke(0.4, ink: .faint)
    )
    var numbers = 0.0
    if footer.numbersPages {
      let words =
        document.about.language == .zh ? "第 \(page) 页，共 \(pages) 页" : "Page \(page) of \(pages)"
      let text = typesetter.set(.init(words, style), measure: nil)
      numbers = text.width + 12
      canvas.draw(text, x: margins.left.points + width - text.width, y: y + 3)
    }
    guard !footer.note.isEmpty else { return }
    let note = typesetter.fit(.init(footer.note, style), width: width - numbers, height: 14, lines: 1)
    canvas.draw(note, x: margins.left.points, y: y + 3)
  }
}
