// Elements at fixed places on a page: texts, lines, boxes, circles, QR codes and the sample's watermark.

extension PaperDocument {
  public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A rectangle in millimetres.
  public struct Frame: Hashable, Sendable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double

    public init(x: Double, y: Double, width: Double, height: Double) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
    }

    public func inset(by length: Double) -> Frame {
      Frame(x: x + length, y: y + length, width: width - 2 * length, height: height - 2 * length)
    }
  }

  /// How a line is drawn.
  public struct Stroke: Hashable, Sendable {
    /// Points.
    public var width: Double
    public var ink: Ink
    public var dashed: Bool

    public init(_ width: Double, ink: Ink = .black, dashed: Bool = false) {
      self.width = width
      self.ink = ink
      self.dashed = dashed
    }
  }

  /// How much of a QR code may be lost.
  public enum ErrorLevel: String, Hashable, Sendable, CaseIterable { case low, medium, quartile, high }

  public enum Place: String, Hashable, Sendable { case top, middle, bottom }

  public indirect enum Element: Hashable, Sendable {
    /// A text that is made smaller, down to a third, until it takes no more lines and no more room than the frame gives.
    case text(Paragraph, Frame, lines: Int, Place)
    /// A line through all points, closed where the last equals the first.
    case line([Point], Stroke)
    case box(Frame, Stroke, radius: Double)
    case circle(center: Point, radius: Double, Stroke)
    /// A QR code with its quiet zone of four modules inside `size` millimetres.
    case qr(String, Point, size: Double, ErrorLevel)
    /// Large pale words across the page.
    case watermark(String)
  }
}
