// Fonts cut down to the characters of one document: a file of 25 KB instead of 140, printed several times as fast.

internal import Basics
internal import CPangoCairo
internal import Foundation
internal import Pages
internal import Synchronization

/// Pango's fonts for one document.
///
/// With `cutFor`, only the document's own characters, in files that live as long as this does; without,
/// everything that is installed, so that other fonts can lend characters.
final class CutFonts {
  let map: UnsafeMutablePointer<PangoFontMap>
  private let config: OpaquePointer?
  private let folder: URL?

  init(cutFor document: PaperDocument) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "sizhou-press-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    do {
      guard let config = FcConfigCreate() else {
        throw Refusal.pressFailed(zh: "无法打开字体系统", en: "no font system")
      }
      for (face, text) in document.texts {
        let files = try FontFiles.of(face.family)
        // A space to stand in for empty texts, and the character that the typesetter measures.
        let characters = Set((text + " 国").unicodeScalars)
        let bytes = try Self.cut(
          face.bold ? files.bold : files.regular, to: characters, keepsLayout: document.about.language == .en)
        let path = folder.appendingPathComponent(
          "\(face.family.rawValue)-\(face.bold ? "bold" : "regular").otf"
        ).path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        guard FcConfigAppFontAddFile(config, path) != 0 else {
          throw Refusal.fontMissing(face.family.fontName)
        }
      }
      guard let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) else {
        throw Refusal.pressFailed(zh: "无法打开字体系统", en: "no font system")
      }
      pango_fc_font_map_set_config(OpaquePointer(map), config)
      self.map = map
      self.config = config
      self.folder = folder
    } catch {
      try? FileManager.default.removeItem(at: folder)
      throw error
    }
  }

  init() throws {
    guard let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) else {
      throw Refusal.pressFailed(zh: "无法打开字体系统", en: "no font system")
    }
    self.map = map
    config = nil
    folder = nil
  }

  deinit {
    g_object_unref(UnsafeMutableRawPointer(map))
    if let config { FcConfigDestroy(config) }
    if let folder { try? FileManager.default.removeItem(at: folder) }
  }

  /// The face with nothing but `characters`, subroutines written out.
  ///
  /// Kerning and narrow forms matter to English only.
  private static func cut(
    _ face: FontFace, to characters: Set<Unicode.Scalar>, keepsLayout: Bool
  ) throws -> [UInt8] {
    try face.opened { face in
      guard let input = hb_subset_input_create_or_fail() else {
        throw Refusal.pressFailed(zh: "内存不足", en: "out of memory")
      }
      defer { hb_subset_input_destroy(input) }
      let wanted = hb_subset_input_unicode_set(input)
      for character in characters { hb_set_add(wanted, character.value) }
      hb_subset_input_set_flags(
        input, HB_SUBSET_FLAGS_DESUBROUTINIZE.rawValue | HB_SUBSET_FLAGS_NO_HINTING.rawValue)
      let dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG)
      for table in ["vmtx", "vhea", "VORG"] + (keepsLayout ? [] : ["GSUB", "GPOS", "GDEF"]) {
        hb_set_add(dropped, tag(table))
      }
      hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG), tag("pwid"))
      guard let cut = hb_subset_or_fail(face, input) else {
        throw Refusal.pressFailed(zh: "无法裁剪字体", en: "the font cannot be cut")
      }
      defer { hb_face_destroy(cut) }
      let blob = hb_face_reference_blob(cut)
      defer { hb_blob_destroy(blob) }
      var length: UInt32 = 0
      guard let bytes = hb_blob_get_data(blob, &length) else {
        throw Refusal.pressFailed(zh: "无法裁剪字体", en: "the font cannot be cut")
      }
      return UnsafeRawBufferPointer(start: bytes, count: Int(length)).map { $0 }
    }
  }

  private static func tag(_ name: String) -> UInt32 { name.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
}
