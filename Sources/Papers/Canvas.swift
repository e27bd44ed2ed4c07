// The page under the pen: Cairo's PDF surface with the few shapes that papers need, in points.

internal import Basics
internal import CPangoCairo
internal import Pages

/// Collects what Cairo writes.
private final class ByteSink {
  var bytes: [UInt8] = []
}

/// A PDF being drawn.
///
/// Not for more than one thread.
final class Canvas {
  private let sink = ByteSink()
  private let surface: OpaquePointer
  private let pen: OpaquePointer

  init(width: Double, height: Double) throws {
    let write: cairo_write_func_t = { closure, data, count in
      guard let closure else { return CAIRO_STATUS_WRITE_ERROR }
      let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
      sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
      return CAIRO_STATUS_SUCCESS
    }
    let closure = Unmanaged.passUnretained(sink).toOpaque()
    guard let surface = cairo_pdf_surface_create_for_stream(write, closure, width, height) else {
      throw Refusal.pressFailed(zh: "无法建立 PDF", en: "no PDF surface")
    }
    guard let pen = cairo_create(surface) else {
      cairo_surface_destroy(surface)
      throw Refusal.pressFailed(zh: "无法建立 PDF", en: "no PDF surface")
    }
    self.surface = surface
    self.pen = pen
  }

  deinit {
    cairo_destroy(pen)
    cairo_surface_finish(surface)
    cairo_surface_destroy(surface)
  }

  func describe(_ about: PaperDocument.About) {
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, about.title)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, about.author)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, about.subject)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Sizhou")
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, about.created.utcText)
  }

  func endPage() { cairo_show_page(pen) }

  /// Closes the file and hands over its bytes.
  func finish() throws -> [UInt8] {
    cairo_surface_finish(surface)
    let status = cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS else {
      let reason = String(cString: cairo_status_to_string(status))
      throw Refusal.pressFailed(zh: reason, en: reason)
    }
    return sink.bytes
  }

  private func take(_ ink: PaperDocument.Ink) {
    let (red, green, blue) = ink.colour
    cairo_set_source_rgb(pen, red, green, blue)
  }

  private func take(_ stroke: PaperDocument.Stroke) {
    take(stroke.ink)
    cairo_set_line_width(pen, stroke.width)
    cairo_set_dash(pen, stroke.dashed ? [3.0, 2.5] : [], stroke.dashed ? 2 : 0, 0)
  }

  /// Draws the lines `range` of a set text with the top of the first at `y`.
  func draw(_ text: SetText, x: Double, y: Double, lines range: Range<Int>? = nil) {
    let range = range ?? 0..<text.lines.count
    guard let first = range.first else { return }
    take(text.ink)
    for line in text.lines[range] {
      cairo_move_to(pen, x + line.x, y + line.baseline - text.tops[first])
      guard let pointer = line.pointer else { continue }
      pango_cairo_show_layout_line(pen, UnsafeMutablePointer(pointer))
    }
  }

  func line(from x1: Double, _ y1: Double, to x2: Double, _ y2: Double, _ stroke: PaperDocument.Stroke) {
    polyline([(x1, y1), (x2, y2)], stroke)
  }

  func polyline(_ points: [(x: Double, y: Double)], _ stroke: PaperDocument.Stroke) {
    guard let first = points.first else { return }
    take(stroke)
    cairo_move_to(pen, first.x, first.y)
    for point in points.dropFirst() { cairo_line_to(pen, point.x, point.y) }
    if let last = points.last, points.count > 2, last == first { cairo_close_path(pen) }
    cairo_stroke(pen)
  }

  func box(
    x: Double, y: Double, width: Double, height: Double, radius: Double, _ stroke: PaperDocument.Stroke
  ) {
    take(stroke)
    if radius > 0 {
      let (right, bottom) = (x + width - radius, y + height - radius)
      cairo_new_sub_path(pen)
      cairo_arc(pen, right, y + radius, radius, -Double.pi / 2, 0)
      cairo_arc(pen, right, bottom, radius, 0, Double.pi / 2)
      cairo_arc(pen, x + radius, bottom, radius, Double.pi / 2, Double.pi)
      cairo_arc(pen, x + radius, y + radius, radius, Double.pi, Double.pi * 1.5)
      cairo_close_path(pen)
    } else {
      cairo_rectangle(pen, x, y, width, height)
    }
    cairo_stroke(pen)
  }

  func circle(x: Double, y: Double, radius: Double, _ stroke: PaperDocument.Stroke) {
    take(stroke)
    cairo_new_sub_path(pen)
    cairo_arc(pen, x, y, radius, 0, 2 * Double.pi)
    cairo_stroke(pen)
  }

  /// The pale ground of header rows; light enough for a copier.
  func shade(x: Double, y: Double, width: Double, height: Double) {
    cairo_set_source_rgb(pen, 0.935, 0.935, 0.935)
    cairo_rectangle(pen, x, y, width, height)
    cairo_fill(pen)
  }

  /// A code with its quiet zone inside `size` points.
  func qr(_ modules: QRModules, x: Double, y: Double, size: Double) {
    take(.white)
    cairo_rectangle(pen, x, y, size, size)
    cairo_fill(pen)
    take(.black)
    // Modules of whole half points on whole points keep their edges on a screen's pixels.
    let count = Double(modules.side + 2 * QRModules.quietZone)
    let unit = size / count >= 0.5 ? (size / count * 2).rounded(.down) / 2 : size / count
    let (x, y) = ((x + (size - unit * count) / 2).rounded(), (y + (size - unit * count) / 2).rounded())
    let zone = Double(QRModules.quietZone)
    for run in modules.runs {
      cairo_rectangle(
        pen, x + (Double(run.column) + zone) * unit, y + (Double(run.row) + zone) * unit,
        Double(run.length) * unit,
        unit)
    }
    cairo_fill(pen)
  }

  /// Pale words rising across the page, under everything else.
  func watermark(_ text: SetText, width: Double, height: Double) {
    cairo_save(pen)
    cairo_translate(pen, width / 2, height / 2)
    cairo_rotate(pen, -0.45)
    cairo_set_source_rgb(pen, 0.91, 0.91, 0.91)
    for line in text.lines {
      cairo_move_to(pen, -line.width / 2, line.baseline - text.height / 2)
      guard let pointer = line.pointer else { continue }
      pango_cairo_show_layout_line(pen, UnsafeMutablePointer(pointer))
    }
    cairo_restore(pen)
  }
}
