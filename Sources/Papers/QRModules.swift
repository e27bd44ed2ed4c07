// QR codes as squares: dark or light, drawn as runs in one path.

internal import Basics
internal import CQREncode
public import Pages

/// The modules of a QR code, without its quiet zone.
public struct QRModules: Hashable, Sendable {
  /// Light modules that must surround the code on every side.
  public static let quietZone = 4

  /// Modules along one side, 21 to 177.
  public let side: Int
  private let dark: [Bool]

  /// Encodes `text` as UTF-8; digits and capitals take less room.
  ///
  /// Refused beyond the capacity of the largest code.
  public init(_ text: String, _ level: PaperDocument.ErrorLevel = .medium) throws {
    let correction =
      switch level {
      case .low: QR_ECLEVEL_L
      case .medium: QR_ECLEVEL_M
      case .quartile: QR_ECLEVEL_Q
      case .high: QR_ECLEVEL_H
      }
    guard !text.utf8.contains(0), let code = QRcode_encodeString(text, 0, correction, QR_MODE_8, 1) else {
      throw Refusal.tooMuchForQR(bytes: text.utf8.count)
    }
    defer { QRcode_free(code) }
    side = Int(code.pointee.width)
    let modules = UnsafeBufferPointer(start: code.pointee.data, count: side * side)
    dark = modules.map { $0 & 1 == 1 }
  }

  public func isDark(column: Int, row: Int) -> Bool { dark[row * side + column] }

  /// Horizontal runs of dark modules: fewer and without hairlines between neighbours.
  public var runs: [(column: Int, row: Int, length: Int)] {
    var out: [(column: Int, row: Int, length: Int)] = []
    for row in 0..<side {
      var column = 0
      while column < side {
        let start = column
        while column < side, isDark(column: column, row: row) { column += 1 }
        if column > start { out.append((start, row, column - start)) } else { column += 1 }
      }
    }
    return out
  }
}

/// A QR code as inline SVG with its quiet zone, black on white, one unit a module; `label` is read aloud by screen readers.
public func qrSVG(_ text: String, level: PaperDocument.ErrorLevel = .medium, label: String = "") throws
  -> String
{
  let modules = try QRModules(text, level)
  let zone = QRModules.quietZone
  let size = modules.side + 2 * zone
  let path = modules.runs
    .map { "M\($0.column + zone) \($0.row + zone)h\($0.length)v1h-\($0.length)z" }.joined()
  let name = label.isEmpty ? "aria-hidden=\"true\"" : "role=\"img\" aria-label=\"\(escaped(label))\""
  return
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(size) \(size)\" shape-rendering=\"crispEdges\" "
    + "\(name)><path fill=\"#fff\" d=\"M0 0h\(size)v\(size)H0z\"/><path d=\"\(path)\"/></svg>"
}

private func escaped(_ text: String) -> String {
  text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    .replacing("\"", with: "&quot;")
}
