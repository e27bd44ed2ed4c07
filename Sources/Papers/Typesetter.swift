// Type set with Pango: lines broken, measured and fitted, in points, independent of screen settings.

internal import Basics
internal import CPangoCairo
internal import Pages

/// Pango's counting of a point.
private let scale = Double(PANGO_SCALE)

/// A paragraph that has been set: its lines and where their baselines are.
final class SetText {
  struct Line {
    /// From the left edge of the measure.
    let x: Double
    /// From the top of the text.
    let baseline: Double
    let width: Double
    let pointer: OpaquePointer?
  }

  let layout: OpaquePointer
  let ink: PaperDocument.Ink
  let lines: [Line]
  /// Tops of the lines, and the bottom of the last as the final entry.
  let tops: [Double]
  let missing: Int

  var height: Double { tops.last ?? 0 }
  var width: Double { lines.map(\.width).max() ?? 0 }

  init(layout: OpaquePointer, paragraph: PaperDocument.Paragraph, size: Double, naturalHeight: Double) {
    self.layout = layout
    ink = paragraph.style.ink
    var lines: [Line] = []
    var tops: [Double] = [0]
    let iterator = pango_layout_get_iter(layout)
    defer { pango_layout_iter_free(iterator) }
    repeat {
      var logical = PangoRectangle()
      pango_layout_iter_get_line_extents(iterator, nil, &logical)
      let line = pango_layout_iter_get_line_readonly(iterator)
      // The line's largest type, from its height; an empty line keeps the paragraph's.
      let largest = max(0.1, Double(logical.height) / scale / naturalHeight)
      let pitch = largest * paragraph.style.leading
      let top = tops.last ?? 0
      // A Chinese character's square stands 0.88 above and 0.12 below the baseline.
      let baseline = top + pitch / 2 + 0.38 * largest
      lines.append(
        Line(
          x: Double(logical.x) / scale, baseline: baseline, width: Double(logical.width) / scale,
          pointer: line.map { OpaquePointer($0) }))
      tops.append(top + pitch)
    } while pango_layout_iter_next_line(iterator) != 0
    self.lines = lines
    self.tops = tops
    missing = Int(pango_layout_get_unknown_glyphs_count(layout))
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }
}

/// Sets paragraphs with the two fonts; one for each document.
struct Typesetter {
  // Held so that the fonts outlive what is set with them.
  private let fonts: CutFonts
  private let context: Context
  private let naturalHeights: [PaperDocument.Family: Double]
  private let language: Language
  private let allowsOtherFonts: Bool

  private final class Context {
    let pointer: OpaquePointer
    init(_ pointer: OpaquePointer) { self.pointer = pointer }
    deinit { g_object_unref(UnsafeMutableRawPointer(pointer)) }
  }

  /// Throws where a font of `families` is not installed.
  init(language: Language, families: Set<PaperDocument.Family>, fonts: CutFonts, allowsOtherFonts: Bool)
    throws
  {
    self.fonts = fonts
    guard let pointer = pango_font_map_create_context(fonts.map) else {
      throw Refusal.pressFailed(zh: "无法打开字体系统", en: "no font system")
    }
    context = Context(pointer)
    self.language = language
    self.allowsOtherFonts = allowsOtherFonts
    let options = cairo_font_options_create()
    defer { cairo_font_options_destroy(options) }
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    pango_cairo_context_set_font_options(pointer, options)
    pango_context_set_round_glyph_positions(pointer, 0)
    pango_context_set_language(pointer, pango_language_from_string("zh-cn"))
    naturalHeights = try Dictionary(
      uniqueKeysWithValues: families.map { ($0, try Self.naturalHeight(of: $0, in: pointer)) })
  }

  private static func naturalHeight(of family: PaperDocument.Family, in context: OpaquePointer) throws
    -> Double
  {
    let description = fontDescription(family, size: 100, bold: false)
    defer { pango_font_description_free(description) }
    guard let font = pango_context_load_font(context, description) else {
      throw Refusal.fontMissing(family.fontName)
    }
    defer { g_object_unref(UnsafeMutableRawPointer(font)) }
    guard fontFamilyName(font) == family.fontName, let metrics = pango_font_get_metrics(font, nil) else {
      throw Refusal.fontMissing(family.fontName)
    }
    defer { pango_font_metrics_unref(metrics) }
    return Double(pango_font_metrics_get_height(metrics)) / scale / 100
  }

  /// Sets a paragraph in a measure; nil leaves it on one line.
  func set(_ paragraph: PaperDocument.Paragraph, measure: Double?, shrunkBy factor: Double = 1) -> SetText {
    let style = paragraph.style
    let size = style.size * factor
    let layout: OpaquePointer = pango_layout_new(context.pointer)
    let description = fontDescription(style.family, size: size, bold: style.bold)
    defer { pango_font_description_free(description) }
    pango_layout_set_font_description(layout, description)
    // U+0000 would end the text for C; design.md section 3 refuses it at the door.
    let text = paragraph.text
    pango_layout_set_text(layout, text, Int32(text.utf8.count))
    if let measure {
      pango_layout_set_width(layout, Int32(max(1, measure) * scale))
      pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    }
    switch style.alignment {
    case .left: break
    case .center: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
    case .right: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
    case .justified: pango_layout_set_justify(layout, 1)
    }
    if style.indent != 0 { pango_layout_set_indent(layout, Int32(style.indent * size * scale)) }
    setAttributes(of: paragraph, size: size, on: layout)
    return SetText(
      layout: layout, paragraph: paragraph, size: size, naturalHeight: naturalHeights[style.family] ?? 1.437)
  }

  /// Sets a paragraph smaller and smaller, down to a third, until it takes at most `lines` lines and the given room.
  func fit(_ paragraph: PaperDocument.Paragraph, width: Double, height: Double, lines: Int) -> SetText {
    var factor = 1.0
    if lines == 1 {
      // One line is never broken, only made smaller.
      let natural = set(paragraph, measure: nil)
      let needed = natural.width + paragraph.style.indent * paragraph.style.size
      factor = min(1, max(1.0 / 3, (width - 0.01) / max(needed, 0.01)))
    }
    while true {
      let text = set(paragraph, measure: width, shrunkBy: factor)
      if factor <= 1.0 / 3 || (text.lines.count <= lines && text.height <= height + 0.01) { return text }
      factor = max(1.0 / 3, factor * 0.97)
    }
  }

  private func setAttributes(of paragraph: PaperDocument.Paragraph, size: Double, on layout: OpaquePointer) {
    let list = pango_attr_list_new()
    defer { pango_attr_list_unref(list) }
    func add(_ attribute: UnsafeMutablePointer<PangoAttribute>?, from start: Int, to end: Int) {
      guard let attribute else { return }
      attribute.pointee.start_index = UInt32(start)
      attribute.pointee.end_index = UInt32(end)
      pango_attr_list_insert(list, attribute)
    }
    let end = paragraph.text.utf8.count
    // The fonts' quotation marks are as wide as a Chinese character unless asked for otherwise.
    if language == .en { add(pango_attr_font_features_new("pwid=1"), from: 0, to: end) }
    if !allowsOtherFonts { add(pango_attr_fallback_new(0), from: 0, to: end) }
    if paragraph.style.tracking != 0 {
      add(pango_attr_letter_spacing_new(Int32(paragraph.style.tracking * size * scale)), from: 0, to: end)
    }
    if paragraph.style.alignment == .center {
      for range in quotations(in: paragraph.text) {
        add(pango_attr_allow_breaks_new(0), from: range.0, to: range.1)
      }
    }
    var at = 0
    for run in paragraph.runs {
      let next = at + run.text.utf8.count
      if run.bold, !paragraph.style.bold { add(pango_attr_weight_new(PANGO_WEIGHT_BOLD), from: at, to: next) }
      if run.scale != 1 {
        add(pango_attr_size_new_absolute(Int32(size * run.scale * scale)), from: at, to: next)
      }
      if let ink = run.ink {
        let (red, green, blue) = ink.colour
        add(
          pango_attr_foreground_new(UInt16(red * 65_535), UInt16(green * 65_535), UInt16(blue * 65_535)),
          from: at,
          to: next)
      }
      at = next
    }
    pango_layout_set_attributes(layout, list)
  }
}

/// Byte ranges of short quotations, which headings should not break: 思州厨师 in quotation marks stays together.
private func quotations(in text: String) -> [(Int, Int)] {
  var found: [(Int, Int)] = []
  var opened: (at: Int, count: Int)?
  var at = 0
  for character in text {
    opened?.count += 1
    if character == "“" || character == "《" { opened = (at, 1) }
    at += character.utf8.count
    if character == "”" || character == "》" {
      // A break before the closing mark is forbidden anyway; one after it is welcome.
      if let opened, opened.count <= 12 { found.append((opened.at + 1, at - 1)) }
      opened = nil
    }
  }
  return found
}

/// A description to be freed by the caller; sizes are absolute so that no screen resolution plays a part.
func fontDescription(_ family: PaperDocument.Family, size: Double, bold: Bool) -> OpaquePointer? {
  let description = pango_font_description_new()
  pango_font_description_set_family(description, family.fontName)
  pango_font_description_set_absolute_size(description, size * scale)
  pango_font_description_set_weight(description, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
  return description
}

/// The family that the font system really chose.
func fontFamilyName(_ font: UnsafeMutablePointer<PangoFont>) -> String? {
  let description = pango_font_describe(font)
  defer { pango_font_description_free(description) }
  return pango_font_description_get_family(description).map { String(cString: $0) }
}
