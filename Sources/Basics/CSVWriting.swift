// CSV for spreadsheet programs: UTF-8 with a byte order mark and CRLF, so that double-clicking it shows Chinese.

/// A table as CSV text.
///
/// Cells that hold a comma, a quote or a line end are quoted; cells that a spreadsheet would run as a
/// formula get a leading apostrophe.
public func csv(header: [String], rows: [[String]], forSpreadsheets: Bool = true) -> String {
  let lines = ([header] + rows).map { row in
    row.map { cell($0, guarded: forSpreadsheets) }.joined(separator: ",")
  }
  let end = forSpreadsheets ? "\r\n" : "\n"
  return (forSpreadsheets ? "\u{FEFF}" : "") + lines.map { $0 + end }.joined()
}

private func cell(_ text: String, guarded: Bool) -> String {
  var text = text
  let isNumber = Weight(text) != nil
  if guarded, !isNumber, let first = text.first, "=+-@".contains(first) { text = "'" + text }
  guard text.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else {
    return text
  }
  return "\"" + text.replacing("\"", with: "\"\"") + "\""
}

extension Table {
  /// The table as plain CSV with line feeds, for keeping and for computing again.
  public var csvText: String { csv(header: header, rows: rows, forSpreadsheets: false) }
}
