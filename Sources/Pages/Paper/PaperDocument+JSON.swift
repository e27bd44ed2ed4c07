// A paper as JSON and back, to cross the pipe to the printing process.

public import Basics

extension PaperDocument {
  public var json: JSON {
    .object([
      ("orientation", .string(orientation.rawValue)), ("margins", margins.json), ("about", about.json),
      ("needsEveryGlyph", .bool(needsEveryGlyph)), ("sections", .array(sections.map(\.json))),
    ])
  }

  /// Reads what `json` wrote; refuses anything else (`paper-unreadable`).
  public init(_ json: JSON) throws(Refusal) {
    let reader = PaperReader(json)
    self.init(
      orientation: try reader.choice("orientation"), margins: try Margins(reader.member("margins")),
      about: try About(reader.member("about")), needsEveryGlyph: try reader.flag("needsEveryGlyph"),
      sections: try reader.list("sections", Section.init))
  }
}

extension PaperDocument.Margins {
  fileprivate var json: JSON {
    .object([("top", .real(top)), ("right", .real(right)), ("bottom", .real(bottom)), ("left", .real(left))])
  }

  fileprivate init(_ reader: PaperReader) throws(Refusal) {
    self.init(
      top: try reader.real("top"), right: try reader.real("right"), bottom: try reader.real("bottom"),
      left: try reader.real("left"))
  }
}

extension PaperDocument.About {
  fileprivate var json: JSON {
    .object([
      ("title", .string(title)), ("author", .string(author)), ("subject", .string(subject)),
      ("created", .integer(created.milliseconds)), ("language", .string(language.rawValue)),
    ])
  }

  fileprivate init(_ reader: PaperReader) throws(Refusal) {
    self.init(
      title: try reader.text("title"), author: try reader.text("author"), subject: try reader.text("subject"),
      created: Instant(milliseconds: try reader.whole("created")), language: try reader.choice("language"))
  }
}

extension PaperDocument.Section {
  fileprivate var json: JSON {
    let footer =
      footer.map { JSON.object([("note", .string($0.note)), ("numbersPages", .bool($0.numbersPages))]) }
      ?? .null
    return .object([
      ("fixed", .array(fixed.map(\.json))), ("everyPage", .array(everyPage.map(\.json))),
      ("flow", .array(flow.map(\.json))), ("footer", footer), ("reserved", .real(reserved)),
    ])
  }

  fileprivate init(_ reader: PaperReader) throws(Refusal) {
    self.init(
      fixed: try reader.list("fixed", PaperDocument.Element.init),
      everyPage: try reader.list("everyPage", PaperDocument.Element.init),
      flow: try reader.list("flow", PaperDocument.Block.init), reserved: try reader.real("reserved"))
    let footer = try reader.member("footer")
    guard !footer.json.isNull else { return }
    self.footer = PaperDocument.Footer(
      note: try footer.text("note"), numbersPages: try footer.flag("numbersPages"))
  }
}

extension PaperDocument.Style {
  var json: JSON {
    .object([
      ("family", .string(family.rawValue)), ("size", .real(size)), ("bold", .bool(bold)),
      ("alignment", .string(alignment.rawValue)), ("ink", .string(ink.rawValue)), ("leading", .real(leading)),
      ("tracking", .real(tracking)), ("indent", .real(indent)),
    ])
  }

  init(_ reader: PaperReader) throws(Refusal) {
    self.init(
      try reader.choice("family"), try reader.real("size"), bold: try reader.flag("bold"),
      try reader.choice("alignment"), ink: try reader.choice("ink"), leading: try reader.real("leading"),
      tracking: try reader.real("tracking"), indent: try reader.real("indent"))
  }
}

extension PaperDocument.Run {
  var json: JSON {
    .object([
      ("text", .string(text)), ("bold", .bool(bold)), ("scale", .real(scale)),
      ("ink", .optional(ink?.rawValue)),
    ])
  }

  init(_ reader: PaperReader) throws(Refusal) {
    self.init(
      try reader.text("text"), bold: try reader.flag("bold"), scale: try reader.real("scale"),
      ink: reader.json["ink"]?.isNull == false ? try reader.choice("ink") : nil)
  }
}

extension PaperDocument.Paragraph {
  var json: JSON { .object([("runs", .array(runs.map(\.json))), ("style", style.json)]) }

  init(_ reader: PaperReader) throws(Refusal) {
    self.init(
      try reader.list("runs", PaperDocument.Run.init), try PaperDocument.Style(reader.member("style")))
  }
}
