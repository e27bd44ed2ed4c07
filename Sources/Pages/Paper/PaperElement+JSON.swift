// Fixed elements as JSON and back.

internal import Basics

extension PaperDocument.Point {
  fileprivate var json: JSON { .object([("x", .real(x)), ("y", .real(y))]) }

  fileprivate init(_ reader: PaperReader) throws(Refusal) {
    self.init(try reader.real("x"), try reader.real("y"))
  }
}

extension PaperDocument.Frame {
  fileprivate var json: JSON {
    .object([("x", .real(x)), ("y", .real(y)), ("width", .real(width)), ("height", .real(height))])
  }

  fileprivate init(_ reader: PaperReader) throws(Refusal) {
    self.init(
      x: try reader.real("x"), y: try reader.real("y"), width: try reader.real("width"),
      height: try reader.real("height"))
  }
}

extension PaperDocument.Stroke {
  fileprivate var json: JSON {
    .object([("width", .real(width)), ("ink", .string(ink.rawValue)), ("dashed", .bool(dashed))])
  }

  fileprivate init(_ reader: PaperReader) throws(Refusal) {
    self.init(try reader.real("width"), ink: try reader.choice("ink"), dashed: try reader.flag("dashed"))
  }
}

extension PaperDocument.Element {
  private enum Kind: String { case text, line, box, circle, qr, watermark }

  private static func object(_ kind: Kind, _ members: [(String, JSON)]) -> JSON {
    .object([("kind", .string(kind.rawValue))] + members)
  }

  var json: JSON {
    switch self {
    case .text(let paragraph, let frame, let lines, let place):
      Self.object(
        .text,
        [
          ("paragraph", paragraph.json), ("frame", frame.json), ("lines", .integer(lines)),
          ("place", .string(place.rawValue)),
        ])
    case .line(let points, let stroke):
      Self.object(.line, [("points", .array(points.map(\.json))), ("stroke", stroke.json)])
    case .box(let frame, let stroke, let radius):
      Self.object(.box, [("frame", frame.json), ("stroke", stroke.json), ("radius", .real(radius))])
    case .circle(let center, let radius, let stroke):
      Self.object(.circle, [("center", center.json), ("radius", .real(radius)), ("stroke", stroke.json)])
    case .qr(let text, let point, let size, let level):
      Self.object(
        .qr,
        [
          ("text", .string(text)), ("point", point.json), ("size", .real(size)),
          ("level", .string(level.rawValue)),
        ])
    case .watermark(let words): Self.object(.watermark, [("words", .string(words))])
    }
  }

  init(_ reader: PaperReader) throws(Refusal) {
    switch try reader.choice("kind", Kind.self) {
    case .text:
      self = .text(
        try .init(reader.member("paragraph")), try .init(reader.member("frame")),
        lines: try reader.whole("lines"),
        try reader.choice("place"))
    case .line:
      self = .line(try reader.list("points", PaperDocument.Point.init), try .init(reader.member("stroke")))
    case .box:
      self = .box(
        try .init(reader.member("frame")), try .init(reader.member("stroke")),
        radius: try reader.real("radius"))
    case .circle:
      self = .circle(
        center: try .init(reader.member("center")), radius: try reader.real("radius"),
        try .init(reader.member("stroke")))
    case .qr:
      self = .qr(
        try reader.text("text"), try .init(reader.member("point")), size: try reader.real("size"),
        try reader.choice("level"))
    case .watermark: self = .watermark(try reader.text("words"))
    }
  }
}
