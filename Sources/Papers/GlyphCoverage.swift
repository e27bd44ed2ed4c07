// Which characters the certificate fonts can print, read once from each font's own table.

internal import Basics
internal import CPangoCairo
public import Pages
internal import Synchronization

/// The characters of one font, one bit each.
private struct Coverage {
  private var words = [UInt64](repeating: 0, count: 0x11_0000 / 64)

  mutating func insert(_ code: UInt32) {
    guard code < 0x11_0000 else { return }
    words[Int(code >> 6)] |= 1 << UInt64(code & 63)
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    words[Int(scalar.value >> 6)] & (1 << UInt64(scalar.value & 63)) != 0
  }

  /// Throws where the font is not installed.
  init(_ family: PaperDocument.Family) throws {
    guard let fonts = pango_cairo_font_map_get_default(), let context = pango_font_map_create_context(fonts) else {
      throw Refusal.fontMissing(family.fontName)
    }
    defer { g_object_unref(UnsafeMutableRawPointer(context)) }
    let description = fontDescription(family, size: 12, bold: false)
    defer { pango_font_description_free(description) }
    guard let font = pango_context_load_font(context, description) else { throw Refusal.fontMissing(family.fontName) }
    defer { g_object_unref(UnsafeMutableRawPointer(font)) }
    guard fontFamilyName(font) == family.fontName, let face = pango_font_get_hb_font(font).map(hb_font_get_face) else {
      throw Refusal.fontMissing(family.fontName)
    }
    let set = hb_set_create()
    defer { hb_set_destroy(set) }
    hb_face_collect_unicodes(face, set)
    var code = UInt32.max  // HB_SET_VALUE_INVALID: begin before the first
    while hb_set_next(set, &code) != 0 { insert(code) }
  }
}

private let coverages = Mutex<[PaperDocument.Family: Coverage]>([:])

/// The characters of `text` that the font of `family` lacks, each once, in order of appearance; line ends count as present.
/// Only this font is asked, never one that might stand in for it. Throws where the font is not installed.
public func missingGlyphs(
  in text: String, family: PaperDocument.Family = .serif
) throws -> [Unicode.Scalar] {
  let coverage = try coverages.withLock { known in
    if let coverage = known[family] { return coverage }
    let coverage = try Coverage(family)
    known[family] = coverage
    return coverage
  }
  var seen: Set<Unicode.Scalar> = []
  return text.unicodeScalars.filter { scalar in
    scalar != "\n" && !coverage.contains(scalar) && seen.insert(scalar).inserted
  }
}
