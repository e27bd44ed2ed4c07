// A printable document as plain data: pages of A4 with elements at fixed places and blocks that flow over pages.

public import Basics

/// A document for the printer.
///
/// Lengths are millimetres, type sizes are points, places count from the page's top left corner.
public struct PaperDocument: Hashable, Sendable {
  public enum Orientation: String, Hashable, Sendable { case portrait, landscape }

  /// What a reader's program shows about the file.
  ///
  /// `created` is printed into it, so equal documents give equal bytes.
  public struct About: Hashable, Sendable {
    public var title: String
    public var author: String
    public var subject: String
    public var created: Instant
    public var language: Language

    public init(
      title: String, author: String, subject: String = "", created: Instant, language: Language = .zh
    ) {
      self.title = title
      self.author = author
      self.subject = subject
      self.created = created
      self.language = language
    }
  }

  /// White space at the edges.
  public struct Margins: Hashable, Sendable {
    public var top: Double
    public var right: Double
    public var bottom: Double
    public var left: Double

    public init(top: Double, right: Double, bottom: Double, left: Double) {
      self.top = top
      self.right = right
      self.bottom = bottom
      self.left = left
    }

    public init(all length: Double) { self.init(top: length, right: length, bottom: length, left: length) }
  }

  /// A run of pages with its own page numbers, for example one judge's sheet for one entry.
  public struct Section: Hashable, Sendable {
    /// Drawn on the first page.
    public var fixed: [Element]
    /// Drawn on every page, below everything else.
    public var everyPage: [Element]
    public var flow: [Block]
    public var footer: Footer?
    /// Millimetres at the foot of the first page that the flow leaves to fixed elements.
    public var reserved: Double

    public init(
      fixed: [Element] = [], everyPage: [Element] = [], flow: [Block] = [], footer: Footer? = nil,
      reserved: Double = 0
    ) {
      self.fixed = fixed
      self.everyPage = everyPage
      self.flow = flow
      self.footer = footer
      self.reserved = reserved
    }
  }

  /// The line at the foot of each page: a note such as the short hash on the left, the page number on the right.
  public struct Footer: Hashable, Sendable {
    public var note: String
    public var numbersPages: Bool

    public init(note: String = "", numbersPages: Bool = true) {
      self.note = note
      self.numbersPages = numbersPages
    }
  }

  public var orientation: Orientation
  public var margins: Margins
  public var about: About
  /// Refuse to print where the font lacks a character, as a certificate must; else another font may lend it.
  public var needsEveryGlyph: Bool
  public var sections: [Section]

  public init(
    orientation: Orientation = .portrait, margins: Margins = Margins(all: 20), about: About,
    needsEveryGlyph: Bool = false, sections: [Section]
  ) {
    self.orientation = orientation
    self.margins = margins
    self.about = about
    self.needsEveryGlyph = needsEveryGlyph
    self.sections = sections
  }

  /// Width of the page in millimetres.
  public var pageWidth: Double { orientation == .portrait ? 210 : 297 }
  /// Height of the page in millimetres.
  public var pageHeight: Double { orientation == .portrait ? 297 : 210 }
  /// Width between the margins in millimetres.
  public var textWidth: Double { pageWidth - margins.left - margins.right }
}
