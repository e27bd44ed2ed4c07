// Blocks that flow from page to page: paragraphs, tables, key-value lists and signature lines.

extension PaperDocument {
  public indirect enum Block: Hashable, Sendable {
    /// A paragraph with white space after it, in millimetres.
    case paragraph(Paragraph, after: Double)
    /// A heading stays with the block that follows; a centred one has lines of like length.
    case heading(Paragraph, after: Double)
    case table(Table)
    case pairs(Pairs)
    case signatures(Signatures)
    /// White space, dropped at the top of a page.
    case space(Double)
    /// Blocks that may not be parted by a page's end, where one page can hold them.
    case together([Block])
    /// Blocks moved in from the edges, for example to leave room for a QR code.
    case inset(left: Double, right: Double, [Block])
  }

  /// A table.
  ///
  /// Columns share the width in proportion to theirs; header rows repeat on every page.
  public struct Table: Hashable, Sendable {
    public enum Rules: String, Hashable, Sendable {
      /// Lines around every cell.
      case grid
      /// Lines between rows only.
      case rows
    }

    public struct Column: Hashable, Sendable {
      /// Share of the width.
      public var width: Double
      public var alignment: Alignment
      /// Texts become smaller rather than break, as names should.
      public var isOneLine: Bool

      public init(_ width: Double, _ alignment: Alignment = .left, isOneLine: Bool = false) {
        self.width = width
        self.alignment = alignment
        self.isOneLine = isOneLine
      }
    }

    public struct Cell: Hashable, Sendable, ExpressibleByStringLiteral {
      public var runs: [Run]
      /// How many columns it takes.
      public var span: Int
      /// Another alignment than the column's.
      public var alignment: Alignment?
      /// One cell with the cell above; its text stands there.
      public var joinsAbove: Bool

      public init(_ runs: [Run], span: Int = 1, alignment: Alignment? = nil) {
        self.runs = runs
        self.span = span
        self.alignment = alignment
        joinsAbove = false
      }

      public init(_ text: String, span: Int = 1, alignment: Alignment? = nil, bold: Bool = false) {
        self.init([Run(text, bold: bold)], span: span, alignment: alignment)
      }

      public init(stringLiteral text: String) { self.init(text) }

      /// A cell that continues the one above.
      public static var joined: Cell {
        var cell = Cell("")
        cell.joinsAbove = true
        return cell
      }
    }

    public struct Row: Hashable, Sendable {
      public var cells: [Cell]
      /// Millimetres; room to write by hand.
      public var minHeight: Double
      /// Pale ground, for headers and sums.
      public var shaded: Bool
      /// Stays on the page of the row that follows.
      public var keepsWithNext: Bool

      public init(_ cells: [Cell], minHeight: Double = 0, shaded: Bool = false, keepsWithNext: Bool = false) {
        self.cells = cells
        self.minHeight = minHeight
        self.shaded = shaded
        self.keepsWithNext = keepsWithNext
      }
    }

    public var columns: [Column]
    public var header: [Row]
    public var rows: [Row]
    public var style: Style
    public var rules: Rules
    /// White space inside cells, in millimetres.
    public var padding: Double

    public init(
      columns: [Column], header: [Row], rows: [Row], style: Style, rules: Rules = .grid, padding: Double = 1.4
    ) {
      self.columns = columns
      self.header = header
      self.rows = rows
      self.style = style
      self.rules = rules
      self.padding = padding
    }
  }

  /// Names and values in columns, without lines.
  public struct Pairs: Hashable, Sendable {
    public struct Pair: Hashable, Sendable {
      public var name: String
      public var value: String

      public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
      }
    }

    public var pairs: [Pair]
    public var columns: Int
    public var style: Style

    public init(_ pairs: [Pair], columns: Int, style: Style) {
      self.pairs = pairs
      self.columns = columns
      self.style = style
    }
  }

  /// Names with a line to sign on, side by side.
  public struct Signatures: Hashable, Sendable {
    public var names: [String]
    public var columns: Int
    public var style: Style
    /// Millimetres from line to line.
    public var height: Double

    public init(_ names: [String], columns: Int, style: Style, height: Double = 12) {
      self.names = names
      self.columns = columns
      self.style = style
      self.height = height
    }
  }
}
