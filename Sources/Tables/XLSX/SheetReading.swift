// The cells of one sheet as texts; what cannot be read for certain is a fault at its cell.

internal import Basics

/// Hears a sheet part and keeps its rows.
final class SheetReader: XMLListener {
  /// What cells need of the other parts.
  struct Means {
    var texts: [String]
    var styles: [NumberStyle]
    var is1904: Bool
  }

  /// Cells that are kept; a roster of ten thousand people has a hundred thousand.
  static let mostCells = 1_000_000
  /// The last column that is read, counted from 0; whoever writes in column ALL has hit the wrong key.
  static let lastColumn = 999
  private static let mostFaults = 200

  private let name: String
  private let means: Means
  private(set) var rows: [Workbook.Row] = []
  private(set) var faults: [Fault] = []
  private(set) var hiddenRows = 0
  private(set) var dates = 0
  private(set) var rounded = 0
  /// A1:B2 and the like.
  private(set) var merged: [String] = []
  /// Rows or cells out of order, or more of them than are read.
  private(set) var refusal: Refusal?

  private var row = 0
  private var column = -1
  private var cells: [String] = []
  private var cellCount = 0
  private var isInData = false
  private var cell: Cell?
  private var piece: Piece?

  private enum Piece { case value, text }

  private struct Cell {
    var type: String
    var style: Int
    var hasFormula = false
    var value = ""
    var inline = ""
  }

  init(name: String, means: Means) {
    self.name = name
    self.means = means
  }

  func start(_ name: String, _ attributes: XMLAttributes) {
    guard refusal == nil else { return }
    switch name {
    case "sheetData": isInData = true
    case "row" where isInData: startRow(attributes)
    case "c" where isInData: startCell(attributes)
    case "f": cell?.hasFormula = true
    case "v": if cell != nil { piece = .value }
    case "t": if cell != nil { piece = .text }
    case "rPh": if cell != nil { piece = nil }
    case "mergeCell": if let range = attributes["ref"], merged.count < 100_000 { merged.append(range) }
    default: break
    }
  }

  func text(_ text: String) {
    switch piece {
    case .value: cell?.value += text
    case .text: cell?.inline += text
    case nil: break
    }
  }

  func end(_ name: String) {
    guard refusal == nil else { return }
    switch name {
    case "sheetData": isInData = false
    case "v", "t": piece = nil
    case "c": endCell()
    case "row": endRow()
    default: break
    }
  }
}

// Rows and cells.
extension SheetReader {
  private func startRow(_ attributes: XMLAttributes) {
    let number = attributes["r"].map { Int($0) ?? 0 } ?? row + 1
    guard number > row, number <= 1_048_576 else {
      refusal = TableFaults.damaged("“\(name)”的行号有错", "the row numbers of \"\(name)\" are wrong")
      return
    }
    row = number
    column = -1
    cells = []
    if ["1", "true"].contains(attributes["hidden"] ?? "") { hiddenRows += 1 }
  }

  private func endRow() {
    guard !cells.isEmpty else { return }
    rows.append(Workbook.Row(number: row, cells: cells))
    cells = []
  }

  private func startCell(_ attributes: XMLAttributes) {
    if let place = attributes["r"] {
      guard let found = cellPlace(place), found.column > column, found.row == row else {
        refusal = TableFaults.damaged(
          "“\(name)”的单元格 \(place) 不在原位", "cell \(place) of \"\(name)\" is misplaced")
        return
      }
      column = found.column
    } else {
      column += 1
    }
    cell = Cell(type: attributes["t"] ?? "n", style: attributes["s"].flatMap { Int($0) } ?? 0)
  }

  private func endCell() {
    guard let own = cell else { return }
    cell = nil
    let text = text(of: own)
    guard !text.isEmpty else { return }
    cellCount += column + 1 - cells.count
    guard column <= Self.lastColumn, cellCount <= Self.mostCells else {
      refusal = TableFaults.tooLarge(
        "“\(name)”第 \(row) 行有 \(Workbook.columnName(column)) 列，或单元格太多",
        "\"\(name)\" has a column \(Workbook.columnName(column)) in row \(row), or too many cells")
      return
    }
    while cells.count < column { cells.append("") }
    cells.append(text)
  }

  private func text(of cell: Cell) -> String {
    switch cell.type {
    case "s":
      guard let index = Int(cell.value), means.texts.indices.contains(index) else {
        if !cell.value.isEmpty {
          refusal = TableFaults.damaged("“\(name)”缺少文字", "texts of \"\(name)\" are missing")
        }
        return ""
      }
      return means.texts[index]
    case "inlineStr": return cell.inline.withoutEscapes
    case "str", "d": return cell.value.isEmpty ? missing(cell) : cell.value.withoutEscapes
    case "b": return cell.value == "1" ? "TRUE" : cell.value == "0" ? "FALSE" : ""
    case "e":
      fault(
        "table-cell-error", zh: "单元格是错误值 \(cell.value)", en: "the cell holds the error \(cell.value)",
        Words(zh: "改正公式，或直接写上数值", en: "correct the formula, or write the value itself"))
      return ""
    default: return number(cell)
    }
  }

  private func number(_ cell: Cell) -> String {
    guard !cell.value.isEmpty else { return missing(cell) }
    let style = means.styles.indices.contains(cell.style) ? means.styles[cell.style] : .plain
    guard let number = CellNumbers.text(cell.value, style, is1904: means.is1904) else {
      fault(
        "table-long-number", zh: "这个数超过 15 位（或不是能读的日期），表格软件已丢失它的末几位",
        en:
          "this number has more than 15 digits (or is no date that can be read); the program has lost its last digits",
        Words(
          zh: "把这一列设为“文本”格式，重新输入，如身份证号", en: "format the column as text and type it again, as for id numbers")
      )
      return ""
    }
    switch number.kind {
    case .date: dates += 1
    case .roundedTo15: rounded += 1
    case .asStored: break
    }
    return number.text
  }

  /// A formula whose result nobody has computed yet.
  private func missing(_ cell: Cell) -> String {
    guard cell.hasFormula, cell.type != "str" else { return "" }
    fault(
      "table-formula", zh: "公式还没有结果", en: "the formula has no result yet",
      Words(
        zh: "用表格软件打开并保存一次，或直接写上数值", en: "open and save it in a spreadsheet program, or write the value itself"
      ))
    return ""
  }

  private func fault(_ code: String, zh: String, en: String, _ suggestion: Words) {
    guard faults.count < Self.mostFaults else { return }
    faults.append(
      .inSheet(code, name, row: row, column: column, zh: zh, en: en, suggestion: suggestion))
  }
}

/// Row from 1 and column from 0 of `B7`; nil for anything else.
func cellPlace(_ text: String) -> (row: Int, column: Int)? {
  var column = 0
  var row = 0
  for byte in text.utf8 where byte != 0x24 {
    switch byte {
    case 0x41...0x5A where row == 0: column = column * 26 + Int(byte - 0x40)
    case 0x30...0x39 where column > 0: row = row * 10 + Int(byte - 0x30)
    default: return nil
    }
    guard column <= 16_384, row <= 1_048_576 else { return nil }
  }
  return row > 0 ? (row, column - 1) : nil
}
