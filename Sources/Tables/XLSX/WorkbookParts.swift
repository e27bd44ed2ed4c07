// The parts of a spreadsheet file around its sheets: where they are, their names, shared texts, and how numbers look.

/// What leads from one part to others.
final class Relations: XMLListener {
  /// Target and type by id; what lies outside the file is left out.
  private(set) var targets: [String: (path: String, type: String)] = [:]
  private let folder: String

  /// `folder` is that of the part they belong to, without a slash at the end.
  init(folder: String) { self.folder = folder }

  func start(_ name: String, _ attributes: XMLAttributes) {
    guard name == "Relationship", let id = attributes["Id"], let target = attributes["Target"],
      attributes["TargetMode"] != "External"
    else { return }
    targets[id] = (path(target), attributes["Type"] ?? "")
  }

  func text(_ piece: String) {}
  func end(_ name: String) {}

  /// The part of the first relation whose type ends like this.
  func path(ofType type: String) -> String? {
    targets.sorted { $0.key < $1.key }.first { $0.value.type.hasSuffix("/" + type) }?.value.path
  }

  /// The name of a part in the zip file, with `..` resolved.
  private func path(_ target: String) -> String {
    let whole = target.hasPrefix("/") ? String(target.dropFirst()) : folder + "/" + target
    var steps: [Substring] = []
    for step in whole.split(separator: "/") {
      if step == ".." {
        _ = steps.popLast()
      } else if step != "." {
        steps.append(step)
      }
    }
    return steps.joined(separator: "/")
  }
}

/// The names of the sheets, in order.
final class SheetList: XMLListener {
  struct Sheet {
    var name: String
    var relation: String
    var isHidden: Bool
  }

  private(set) var sheets: [Sheet] = []
  private(set) var is1904 = false

  func start(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "sheet":
      sheets.append(
        Sheet(
          name: attributes["name"] ?? "", relation: attributes["id"] ?? "",
          isHidden: attributes["state"].map { $0 != "visible" } ?? false))
    case "workbookPr": is1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
    default: break
    }
  }

  func text(_ piece: String) {}
  func end(_ name: String) {}
}

/// The texts that cells refer to by number.
final class SharedTexts: XMLListener {
  private(set) var texts: [String] = []
  private var current = ""
  private var isInText = false
  private var readings = 0

  func start(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "si": current = ""
    case "rPh": readings += 1
    case "t": isInText = readings == 0
    default: break
    }
  }

  func text(_ piece: String) { if isInText { current += piece } }

  func end(_ name: String) {
    switch name {
    case "si": texts.append(current.withoutEscapes)
    case "rPh": readings -= 1
    case "t": isInText = false
    default: break
    }
  }
}

/// How the numbers of each cell style are shown.
final class NumberStyles: XMLListener {
  private(set) var styles: [NumberStyle] = []
  private var codes: [Int: NumberStyle] = [:]
  private var isInCellFormats = false

  func start(_ name: String, _ attributes: XMLAttributes) {
    switch name {
    case "numFmt":
      if let id = attributes["numFmtId"].flatMap({ Int($0) }) {
        codes[id] = NumberStyle(code: attributes["formatCode"] ?? "")
      }
    case "cellXfs": isInCellFormats = true
    case "xf":
      guard isInCellFormats else { return }
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      styles.append(codes[id] ?? NumberStyle(builtIn: id))
    default: break
    }
  }

  func text(_ piece: String) {}

  func end(_ name: String) { if name == "cellXfs" { isInCellFormats = false } }
}

extension String {
  /// `_x000D_` and the like as the characters that they stand for.
  var withoutEscapes: String {
    guard utf8.contains(0x5F), contains("_x") else { return self }
    var out: [UInt8] = []
    let bytes = Array(utf8)
    var at = 0
    while at < bytes.count {
      if bytes[at] == 0x5F, at + 6 < bytes.count, bytes[at + 1] == 0x78, bytes[at + 6] == 0x5F,
        let code = UInt32(String(decoding: bytes[(at + 2)..<(at + 6)], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code), code > 0
      {
        out += Array(String(Character(scalar)).utf8)
        at += 7
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
