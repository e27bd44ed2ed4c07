// Where the two fonts lie on this machine, and which characters they can print.

internal import Basics
internal import CPangoCairo
internal import Foundation
public import Pages
internal import Synchronization

/// One face of a font: a file and its place in it.
struct FontFace: Hashable, Sendable {
  var path: String
  var index: UInt32

  /// Asks the font system for a face; throws where it would give another font instead.
  init(_ family: PaperDocument.Family, bold: Bool) throws {
    let pattern = FcPatternCreate()
    defer { FcPatternDestroy(pattern) }
    FcPatternAddString(pattern, FC_FAMILY, family.fontName)
    FcPatternAddInteger(pattern, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR)
    FcConfigSubstitute(nil, pattern, FcMatchPattern)
    FcDefaultSubstitute(pattern)
    var result = FcResultMatch
    guard let match = FcFontMatch(nil, pattern, &result) else { throw Refusal.fontMissing(family.fontName) }
    defer { FcPatternDestroy(match) }
    var name: UnsafeMutablePointer<FcChar8>?
    var file: UnsafeMutablePointer<FcChar8>?
    var place: Int32 = 0
    guard FcPatternGetString(match, FC_FAMILY, 0, &name) == FcResultMatch, let name,
      String(cString: name) == family.fontName, FcPatternGetString(match, FC_FILE, 0, &file) == FcResultMatch,
      let file, FcPatternGetInteger(match, FC_INDEX, 0, &place) == FcResultMatch
    else { throw Refusal.fontMissing(family.fontName) }
    path = String(cString: file)
    index = UInt32(place & 0xFFFF)
  }

  /// Opens the face for `body`; the file is mapped, not read.
  func opened<T>(_ body: (OpaquePointer) throws -> T) throws -> T {
    guard let blob = hb_blob_create_from_file_or_fail(path) else { throw Refusal.fontMissing(path) }
    defer { hb_blob_destroy(blob) }
    guard let face = hb_face_create(blob, index) else { throw Refusal.fontMissing(path) }
    defer { hb_face_destroy(face) }
    return try body(face)
  }
}

/// Both weights of a family and the characters of its regular weight.
struct FontFiles: Sendable {
  let regular: FontFace
  let bold: FontFace
  private let words: [UInt64]

  private static let known = Mutex<[PaperDocument.Family: FontFiles]>([:])

  /// The files of a family, looked up once in a program's life.
  static func of(_ family: PaperDocument.Family) throws -> FontFiles {
    try known.withLock { known in
      if let files = known[family] { return files }
      let files = try FontFiles(family)
      known[family] = files
      return files
    }
  }

  private init(_ family: PaperDocument.Family) throws {
    regular = try FontFace(family, bold: false)
    bold = try FontFace(family, bold: true)
    words = try regular.opened { face in
      // One bit for each code point.
      var words = [UInt64](repeating: 0, count: 0x11_0000 / 64)
      let set = hb_set_create()
      defer { hb_set_destroy(set) }
      hb_face_collect_unicodes(face, set)
      var code = UInt32.max
      while hb_set_next(set, &code) != 0 { words[Int(code >> 6)] |= 1 << UInt64(code & 63) }
      return words
    }
  }

  func has(_ scalar: Unicode.Scalar) -> Bool {
    words[Int(scalar.value >> 6)] & (1 << UInt64(scalar.value & 63)) != 0
  }
}

/// The characters of `text` that the font of `family` lacks, each once, in order of appearance; line ends
/// count as present.
///
/// Only this font is asked, never one that might stand in for it. Throws where the font is not installed.
public func missingGlyphs(
  in text: String, family: PaperDocument.Family = .serif
) throws -> [Unicode.Scalar] {
  let font = try FontFiles.of(family)
  var seen: Set<Unicode.Scalar> = []
  return text.unicodeScalars.filter { scalar in
    scalar != "\n" && !font.has(scalar) && seen.insert(scalar).inserted
  }
}
