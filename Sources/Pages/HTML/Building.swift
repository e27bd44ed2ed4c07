// Writing pages in Swift: elements by name, texts as plain strings, conditions and loops as usual.

/// Lets a closure list pieces of a page.
@resultBuilder
enum HTMLBuilder {
  static func buildExpression(_ text: String) -> HTML { .text(text) }
  static func buildExpression(_ piece: HTML) -> HTML { piece }
  static func buildExpression(_ pieces: [HTML]) -> HTML { .several(pieces) }
  static func buildBlock(_ pieces: HTML...) -> HTML { .several(pieces) }
  static func buildOptional(_ piece: HTML?) -> HTML { piece ?? .nothing }
  static func buildEither(first piece: HTML) -> HTML { piece }
  static func buildEither(second piece: HTML) -> HTML { piece }
  static func buildArray(_ pieces: [HTML]) -> HTML { .several(pieces) }
}

/// An element with its content.
func el(_ name: StaticString, _ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
  .element(name, attributes, [content()])
}

/// An element that holds one text.
func el(_ name: StaticString, _ attributes: Attribute..., text: String) -> HTML {
  .element(name, attributes, [.text(text)])
}

/// An element without an end tag.
func void(_ name: StaticString, _ attributes: Attribute...) -> HTML { .void(name, attributes) }

/// A link to another page.
func link(_ address: String, _ text: String, _ attributes: Attribute...) -> HTML {
  .element("a", [.href(address)] + attributes, [.text(text)])
}

/// A table that scrolls sideways where the screen is narrow, reachable by keyboard.
///
/// `isTitled`: a heading above says the same, so the caption is for screen readers only.
func table(
  _ caption: String, class style: String = "scroll", isTitled: Bool = false,
  head: [(text: String, isNumber: Bool)], @HTMLBuilder rows: () -> HTML
) -> HTML {
  el("div", .class(style), Attribute("tabindex", "0"), Attribute("role", "region"), .aria(label: caption)) {
    el("table") {
      el("caption", Attribute("class", isTitled ? "hidden-visually" : nil), text: caption)
      el("thead") {
        el("tr") {
          head.map {
            .element(
              "th", [.scope("col"), Attribute("class", $0.isNumber ? "number" : nil)], [.text($0.text)])
          }
        }
      }
      el("tbody", content: rows)
    }
  }
}

/// A definition list of facts.
func facts(_ lines: [(label: String, value: HTML)]) -> HTML {
  el("dl", .class("facts")) {
    for line in lines {
      el("dt", text: line.label)
      el("dd") { line.value }
    }
  }
}

/// A form that posts, with the token that proves it was made for this sign-in.
func form(
  _ action: String, csrf: String?, class style: String? = nil, files: Bool = false,
  @HTMLBuilder content: () -> HTML
) -> HTML {
  el(
    "form", .action(action), Attribute("method", "post"), Attribute("class", style),
    Attribute("enctype", files ? "multipart/form-data" : nil)
  ) {
    if let csrf { void("input", .type("hidden"), .name("csrf"), .value(csrf)) }
    content()
  }
}

/// A labelled one-line field.
func field(
  _ name: String, _ label: String, hint: String? = nil, type: String = "text", value: String = "",
  required: Bool = true,
  inputMode: String? = nil, complete: String? = nil, list: [(value: String, text: String)]? = nil
) -> HTML {
  let id = "f-\(name)"
  let described = hint == nil ? nil : "\(id)-hint"
  return el("div", .class("field")) {
    el("label", Attribute("for", id), text: label)
    if let hint { el("p", .class("hint small"), .id("\(id)-hint"), text: hint) }
    if let list {
      el("select", .id(id), .name(name), Attribute("required", flag: required)) {
        list.map { option in
          .element(
            "option", [.value(option.value), Attribute("selected", flag: option.value == value)],
            [.text(option.text)])
        }
      }
    } else {
      void(
        "input", .id(id), .name(name), .type(type), .value(value), Attribute("required", flag: required),
        Attribute("inputmode", inputMode), Attribute("autocomplete", complete),
        Attribute("aria-describedby", described))
    }
  }
}

/// The button that sends a form.
func submit(_ text: String, class style: String = "button") -> HTML {
  el("button", .type("submit"), .class(style), text: text)
}
