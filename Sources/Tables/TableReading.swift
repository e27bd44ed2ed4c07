// Tables in any file that offices send: CSV in any encoding we read, or a spreadsheet; what it is, the bytes say.

public import Basics

/// Reads the bytes of CSV and XLSX files.
public struct TableReader: Sendable {
  /// The name of an encoding for CSV that overrules the guess, as iconv knows it.
  public var encoding: String?
  /// The sheet of a spreadsheet that is read; nil: the first that is shown.
  public var sheet: String?

  public init(encoding: String? = nil, sheet: String? = nil) {
    self.encoding = encoding
    self.sheet = sheet
  }

  /// Whether the bytes begin as a spreadsheet does; they need not be one.
  public static func isSpreadsheet(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
      || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
  }

  /// The table in the bytes.
  ///
  /// Of a spreadsheet: its sheet's first row with more than one cell is the header, numbers become the text that a
  /// person would type, cells merged downwards count for each of their rows; what was understood kindly is noted.
  ///
  /// Faults: all of `CSVReader`; a damaged or too large file, a password, an unknown sheet, and by cell: error values,
  /// formulas without results, numbers that have lost digits, cells below no header.
  public func read(_ bytes: [UInt8], file: String? = nil) -> Result<Table, Refusal> {
    guard Self.isSpreadsheet(bytes) else {
      guard sheet == nil else { return .failure(Refusal(noSheets(file))) }
      return CSVReader(encoding: encoding).read(bytes, file: file)
    }
    return spreadsheet(bytes, file) { (names: Workbook) throws(Refusal) in
      let found = try names.sheet(named: sheet).get()
      return [found.name]
    }.flatMap { book in
      // By its own name, since a sheet that was asked for may be hidden.
      book.table(named: book.sheets.first?.name)
    }
  }

  /// Every sheet in the bytes; CSV is one sheet, named as the file or `CSV`.
  public func workbook(_ bytes: [UInt8], file: String? = nil) -> Result<Workbook, Refusal> {
    guard Self.isSpreadsheet(bytes) else {
      return decode(bytes, named: encoding, file: file).flatMap {
        Workbook.read(csv: $0, name: "CSV", file: file)
      }
    }
    return spreadsheet(bytes, file) { (names: Workbook) in Set(names.sheets.map(\.name)) }
  }

  private func spreadsheet(
    _ bytes: [UInt8], _ file: String?, choosing: (Workbook) throws(Refusal) -> Set<String>
  ) -> Result<Workbook, Refusal> {
    func placed(_ refusal: Refusal) -> Refusal {
      Refusal(refusal.faults.map { fault in file.map { fault.placed(in: $0) } ?? fault })
    }
    do throws(Refusal) {
      guard !bytes.starts(with: [0xD0, 0xCF]) else { throw TableFaults.locked }
      var read = try XLSXFile(bytes)
      let wanted = try choosing(read.names)
      var book = try read.workbook(wanted)
      book.file = file
      book.notes = book.notes.map { note in file.map { note.placed(in: $0) } ?? note }
      let others = read.names.sheets.filter { !$0.isHidden && !wanted.contains($0.name) }
      if sheet == nil, !others.isEmpty {
        let list = others.map(\.name).joined(separator: ", ")
        book.notes.append(
          Fault(
            "table-other-sheets", zh: "只读了工作表“\(wanted.sorted().joined())”，没有读：\(list)",
            en: "only the sheet \"\(wanted.sorted().joined())\" was read, not: \(list)", file: file))
      }
      return .success(book)
    } catch {
      return .failure(placed(error))
    }
  }

  private func noSheets(_ file: String?) -> Fault {
    Fault(
      "table-unknown-sheet", zh: "CSV 没有工作表", en: "CSV has no sheets",
      suggestion: Words(zh: "去掉工作表的名字", en: "leave the name of the sheet out"), file: file)
  }
}
