// Printed text: its typeface, size, weight and ink, and the runs that differ inside one paragraph.

extension PaperDocument {
  /// The two typefaces of a paper: Song for certificates and body text, Hei for headings, figures and forms.
  public enum Family: String, Hashable, Sendable, CaseIterable { case serif, sans }

  public enum Alignment: String, Hashable, Sendable { case left, center, right, justified }

  /// Ink of a text or line; every one stays readable in a grey print.
  public enum Ink: String, Hashable, Sendable, CaseIterable {
    case black
    /// For secondary words.
    case grey
    /// For places to be filled by hand or by a stamp.
    case faint
    /// The ceremonial red of certificates.
    case red
    /// The quiet gold of ornaments.
    case gold
    case white
  }

  /// How a text looks.
  public struct Style: Hashable, Sendable {
    public var family: Family
    /// Points.
    public var size: Double
    public var bold: Bool
    public var alignment: Alignment
    public var ink: Ink
    /// Distance of baselines as a multiple of the size.
    public var leading: Double
    /// Extra space after each character, as a multiple of the size.
    public var tracking: Double
    /// First-line indent, as a multiple of the size; Chinese body text has 2.
    public var indent: Double

    public init(
      _ family: Family = .serif, _ size: Double, bold: Bool = false, _ alignment: Alignment = .left,
      ink: Ink = .black, leading: Double = 1.5, tracking: Double = 0, indent: Double = 0
    ) {
      self.family = family
      self.size = size
      self.bold = bold
      self.alignment = alignment
      self.ink = ink
      self.leading = leading
      self.tracking = tracking
      self.indent = indent
    }
  }

  /// A stretch of text that may differ from its paragraph.
  public struct Run: Hashable, Sendable, ExpressibleByStringLiteral {
    public var text: String
    public var bold: Bool
    /// Size as a multiple of the paragraph's.
    public var scale: Double
    public var ink: Ink?

    public init(_ text: String, bold: Bool = false, scale: Double = 1, ink: Ink? = nil) {
      self.text = text
      self.bold = bold
      self.scale = scale
      self.ink = ink
    }

    public init(stringLiteral text: String) { self.init(text) }
  }

  /// A paragraph: runs in one style.
  public struct Paragraph: Hashable, Sendable {
    public var runs: [Run]
    public var style: Style

    public init(_ runs: [Run], _ style: Style) {
      self.runs = runs
      self.style = style
    }

    public init(_ text: String, _ style: Style) { self.init([Run(text)], style) }

    public var text: String { runs.map(\.text).joined() }
  }
}
