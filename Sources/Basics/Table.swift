// A table of texts with a header, as it comes from a CSV or spreadsheet file, before anybody knows what it means.

/// A header and rows of cells; row numbers count the header as row 1.
public struct Table: Hashable, Sendable {
  public var file: String?
  public var header: [String]
  /// Every row has exactly as many cells as the header.
  public var rows: [[String]]
  /// The number of each row in the file (blank lines are skipped, quoted cells may span lines).
  public var rowNumbers: [Int]
  /// What was understood kindly, such as full-width digits.
  public var notes: [Fault]

  public init(
    file: String? = nil, header: [String], rows: [[String]], rowNumbers: [Int]? = nil, notes: [Fault] = []
  ) {
    self.file = file
    self.header = header
    self.rows = rows
    self.rowNumbers = rowNumbers ?? rows.indices.map { $0 + 2 }
    self.notes = notes
  }

  /// The place of each named column, with a fault for every required one that is missing and every unknown one.
  public func columns(required: [String], optional: [String]) -> (places: [String: Int], faults: [Fault]) {
    var places: [String: Int] = [:]
    var faults: [Fault] = []
    let known = required + optional
    for (index, name) in header.enumerated() {
      guard known.contains(name) else {
        let list = known.joined(separator: ", ")
        faults.append(
          Fault(
            "table-unknown-column", zh: "不认识的列“\(name)”", en: "unknown column \"\(name)\"",
            suggestion: Words(zh: "可用的列：\(list)", en: "known columns: \(list)"), file: file, row: 1))
        continue
      }
      if places.updateValue(index, forKey: name) != nil {
        faults.append(
          Fault(
            "table-repeated-column", zh: "列“\(name)”出现两次", en: "column \"\(name)\" stands twice", file: file,
            row: 1))
      }
    }
    for name in required where places[name] == nil {
      faults.append(
        Fault(
          "table-missing-column", zh: "缺少列“\(name)”", en: "column \"\(name)\" is missing",
          suggestion: Words(zh: "在第一行加上这一列", en: "add it to the first row"), file: file, row: 1))
    }
    return (places, faults)
  }
}
