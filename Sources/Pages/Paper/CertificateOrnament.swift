// The quiet ornament of certificates: a double frame with meander corners, the place for the seal, the code to scan.

internal import Basics

/// What all certificates on landscape A4 share.
enum CertificateOrnament {
  /// The double frame and its four meanders.
  static var frame: [PaperDocument.Element] {
    let outer = PaperDocument.Frame(x: 9, y: 9, width: 279, height: 192)
    let inner = outer.inset(by: 3.2)
    return [
      .box(outer, .init(2.4, ink: .red), radius: 0), .box(inner, .init(0.7, ink: .gold), radius: 0),
    ] + corners(of: inner.inset(by: 2.6), side: 11)
  }

  /// A square spiral in each corner, turned towards the middle.
  private static func corners(of frame: PaperDocument.Frame, side: Double) -> [PaperDocument.Element] {
    let spiral: [(Double, Double)] = [
      (0, 1.45), (0, 0), (1, 0), (1, 0.8), (0.26, 0.8), (0.26, 0.27), (0.74, 0.27), (0.74, 0.54), (0.5, 0.54),
    ]
    let arm: [(Double, Double)] = [(1, 0), (1.45, 0)]
    return [(false, false), (true, false), (false, true), (true, true)].flatMap { right, bottom in
      [spiral, arm].map { shape in
        let points = shape.map { x, y in
          PaperDocument.Point(
            right ? frame.x + frame.width - x * side : frame.x + x * side,
            bottom ? frame.y + frame.height - y * side : frame.y + y * side)
        }
        return .line(points, .init(1.1, ink: .gold))
      }
    }
  }

  /// A pale dashed circle that says where the stamp goes; nothing that could be taken for a seal.
  static func sealArea(x: Double, y: Double, radius: Double, _ language: Language) -> [PaperDocument.Element]
  {
    let words = language == .zh ? "盖章处" : "Seal"
    return [
      .circle(center: .init(x, y), radius: radius, .init(0.6, ink: .faint, dashed: true)),
      .text(
        .init(words, .init(.serif, 9, .center, ink: .faint)),
        .init(x: x - radius, y: y + radius * 0.71, width: radius * 2, height: 5), lines: 1, .middle),
    ]
  }

  /// The code at the lower left, and beside it what it is for and the number to type instead.
  static func verification(
    qr: String, number: String, address: String?, _ language: Language
  ) -> [PaperDocument.Element] {
    let zh = language == .zh
    var lines = [zh ? "扫码核验" : "Scan to verify", (zh ? "编号：" : "No. ") + number]
    if let address { lines.append((zh ? "网址：" : "") + address) }
    let style = PaperDocument.Style(.serif, 10.5, leading: 1.55)
    return [.qr(qr, .init(35, 148), size: 42, .medium)]
      + lines.reversed().enumerated().map { index, line in
        .text(
          .init(line, style), .init(x: 79, y: 180 - Double(index) * 5.8, width: 82, height: 6), lines: 1,
          .middle)
      }
  }

  /// Issuers and date at the lower right, with the seal's place across them.
  static func issuers(_ names: [String], date: Day, _ language: Language) -> [PaperDocument.Element] {
    let step = min(8.4, 27 / Double(max(1, names.count)))
    let top = 177 - step * Double(names.count)
    let style = PaperDocument.Style(.serif, names.count > 3 ? 13 : 16, .center, leading: 1.3)
    let texts: [PaperDocument.Element] = names.enumerated().map { index, name in
      .text(
        .init(name, style), .init(x: 163, y: top + step * Double(index), width: 100, height: step), lines: 1,
        .middle)
    }
    let day: PaperDocument.Element = .text(
      .init(date.words(language), .init(.serif, 15, .center, leading: 1.3)),
      .init(x: 163, y: 178, width: 100, height: 8), lines: 1, .middle)
    return sealArea(x: 213, y: 171.5, radius: 20.5, language) + texts + [day]
  }

  /// The watermark of demo papers, and the same words upright so that a search finds them.
  static func sampleMark(_ isSample: Bool) -> [PaperDocument.Element] {
    guard isSample else { return [] }
    let style = PaperDocument.Style(.serif, 10.5, .right, ink: .grey)
    return [
      .watermark("示例 SAMPLE"),
      .text(.init("示例 SAMPLE", style), .init(x: 200, y: 17, width: 65, height: 6), lines: 1, .middle),
    ]
  }
}
