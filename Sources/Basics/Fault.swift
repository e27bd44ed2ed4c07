// A fault: one thing that is wrong with what somebody gave us, where it stands, and what to do about it.

/// One thing wrong with an input, in both languages, with its place and a suggestion (contract, section 7).
public struct Fault: Hashable, Sendable {
  /// A stable short name that programs and tests compare, such as `R010` or `sheet-unknown-item`.
  public var code: String
  public var file: String?
  /// Line in the file, from 1.
  public var line: Int?
  /// Column in the line or of the table, from 1, where it can be had.
  public var column: Int?
  /// Row of a table, from 1 with the header as row 1.
  public var row: Int?
  public var entry: String?
  public var words: Words
  /// What to do next, in both languages.
  public var suggestion: Words?

  public init(
    _ code: String, zh: String, en: String, suggestion: Words? = nil, file: String? = nil, line: Int? = nil,
    column: Int? = nil, row: Int? = nil, entry: String? = nil
  ) {
    self.code = code
    self.file = file
    self.line = line
    self.column = column
    self.row = row
    self.entry = entry
    words = Words(zh: zh, en: en)
    self.suggestion = suggestion
  }

  /// The same fault, placed in `file`.
  public func placed(in file: String) -> Fault {
    var copy = self
    copy.file = file
    return copy
  }

  /// One line for a person: place, code, sentence and suggestion.
  public func sentence(_ language: Language) -> String {
    var place: [String] = []
    if let file { place.append(file) }
    if let line { place.append(column.map { "\(line):\($0)" } ?? "\(line)") }
    if let row {
      let cell = line == nil ? column : nil
      place.append(
        language == .zh
          ? "第 \(row) 行" + (cell.map { "第 \($0) 列" } ?? "")
          : "row \(row)" + (cell.map { ", column \($0)" } ?? ""))
    }
    let head = place.isEmpty ? "" : place.joined(separator: ":") + ": "
    let tail = suggestion.map { " " + (language == .zh ? "→ " : "-> ") + $0[language] } ?? ""
    return "\(head)[\(code)] \(words[language])\(tail)"
  }

  /// The fault as the contract writes it, its suggestion in the reader's language; unknown members are null.
  public func json(_ language: Language) -> JSON {
    .object([
      ("code", .string(code)), ("file", .optional(file)), ("line", .optional(line)),
      ("column", .optional(column)),
      ("row", .optional(row)), ("entry", .optional(entry)), ("zh", .string(words.zh)),
      ("en", .string(words.en)),
      ("suggestion", .optional(suggestion?[language])),
    ])
  }
}

/// Input that was refused: every fault at once, never only the first.
public struct Refusal: Error, Hashable, Sendable {
  public var faults: [Fault]

  public init(_ faults: [Fault]) { self.faults = faults }
  public init(_ fault: Fault) { faults = [fault] }
}
