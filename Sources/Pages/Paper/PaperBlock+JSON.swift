// Flowing blocks as JSON and back.

internal import Basics

extension PaperDocument.Block {
  private enum Kind: String { case paragraph, heading, table, pairs, signatures, space, together, inset }

  private static func object(_ kind: Kind, _ members: [(String, JSON)]) -> JSON {
    .object([("kind", .string(kind.rawValue))] + members)
  }

  var json: JSON {
    switch self {
    case .paragraph(let paragraph, let after):
      Self.object(.paragraph, [("paragraph", paragraph.json), ("after", .real(after))])
    case .heading(let paragraph, let after):
      Self.object(.heading, [("paragraph", paragraph.json), ("after", .real(after))])
    case .table(let table): Self.object(.table, [("table", table.json)])
    case .pairs(let pairs):
      Self.object(
        .pairs,
        [
          ("names", .strings(pairs.pairs.map(\.name))), ("values", .strings(pairs.pairs.map(\.value))),
          ("columns", .integer(pairs.columns)), ("style", pairs.style.json),
        ])
    case .signatures(let signatures):
      Self.object(
        .signatures,
        [
          ("names", .strings(signatures.names)), ("columns", .integer(signatures.columns)),
          ("style", signatures.style.json), ("height", .real(signatures.height)),
        ])
    case .space(let height): Self.object(.space, [("height", .real(height))])
    case .together(let blocks): Self.object(.together, [("blocks", .array(blocks.map(\.json)))])
    case .inset(let left, let right, let blocks):
      Self.object(
        .inset, [("left", .real(left)), ("right", .real(right)), ("blocks", .array(blocks.map(\.json)))])
    }
  }

  init(_ reader: PaperReader) throws(Refusal) {
    switch try reader.choice("kind", Kind.self) {
    case .paragraph: self = .paragraph(try .init(reader.member("paragraph")), after: try reader.real("after"))
    case .heading: self = .heading(try .init(reader.member("paragraph")), after: try reader.real("after"))
    case .table: self = .table(try .init(reader.member("table")))
    case .pairs:
      let pairs = zip(try reader.texts("names"), try reader.texts("values")).map(
        PaperDocument.Pairs.Pair.init)
      self = .pairs(
        .init(pairs, columns: try reader.whole("columns"), style: try .init(reader.member("style"))))
    case .signatures:
      self = .signatures(
        .init(
          try reader.texts("names"), columns: try reader.whole("columns"),
          style: try .init(reader.member("style")),
          height: try reader.real("height")))
    case .space: self = .space(try reader.real("height"))
    case .together: self = .together(try reader.list("blocks", PaperDocument.Block.init))
    case .inset:
      self = .inset(
        left: try reader.real("left"), right: try reader.real("right"),
        try reader.list("blocks", PaperDocument.Block.init))
    }
  }
}

extension PaperDocument.Table {
  fileprivate var json: JSON {
    .object([
      (
        "columns",
        .array(
          columns.map {
            .object([
              ("width", .real($0.width)), ("alignment", .string($0.alignment.rawValue)),
              ("isOneLine", .bool($0.isOneLine)),
            ])
          })
      ),
      ("header", .array(header.map(\.json))), ("rows", .array(rows.map(\.json))), ("style", style.json),
      ("rules", .string(rules.rawValue)), ("padding", .real(padding)),
    ])
  }

  fileprivate init(_ reader: PaperReader) throws(Refusal) {
    self.init(
      columns: try reader.list("columns") { column throws(Refusal) in
        Column(
          try column.real("width"), try column.choice("alignment"), isOneLine: try column.flag("isOneLine"))
      },
      header: try reader.list("header", Row.init), rows: try reader.list("rows", Row.init),
      style: try .init(reader.member("style")), rules: try reader.choice("rules"),
      padding: try reader.real("padding"))
  }
}

extension PaperDocument.Table.Row {
  fileprivate var json: JSON {
    .object([
      ("cells", .array(cells.map(\.json))), ("minHeight", .real(minHeight)), ("shaded", .bool(shaded)),
      ("keepsWithNext", .bool(keepsWithNext)),
    ])
  }

  fileprivate init(_ reader: PaperReader) throws(Refusal) {
    self.init(
      try reader.list("cells", PaperDocument.Table.Cell.init), minHeight: try reader.real("minHeight"),
      shaded: try reader.flag("shaded"), keepsWithNext: try reader.flag("keepsWithNext"))
  }
}

extension PaperDocument.Table.Cell {
  fileprivate var json: JSON {
    .object([
      ("runs", .array(runs.map(\.json))), ("span", .integer(span)),
      ("alignment", .optional(alignment?.rawValue)),
      ("joinsAbove", .bool(joinsAbove)),
    ])
  }

  fileprivate init(_ reader: PaperReader) throws(Refusal) {
    self.init(
      try reader.list("runs", PaperDocument.Run.init), span: try reader.whole("span"),
      alignment: reader.json["alignment"]?.isNull == false ? try reader.choice("alignment") : nil)
    joinsAbove = try reader.flag("joinsAbove")
  }
}
