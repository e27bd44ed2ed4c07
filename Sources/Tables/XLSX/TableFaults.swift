// What is said of files that are no spreadsheets, or damaged, or too large to be one of ours.

internal import Basics

enum TableFaults {
  static func damaged(_ zh: String, _ en: String) -> Refusal {
    Refusal(
      Fault(
        "table-damaged", zh: "表格文件损坏：\(zh)", en: "the spreadsheet is damaged: \(en)",
        suggestion: Words(
          zh: "用表格软件打开，另存为 .xlsx", en: "open it in a spreadsheet program and save it as .xlsx")))
  }

  static func tooLarge(_ zh: String, _ en: String) -> Refusal {
    Refusal(
      Fault(
        "table-too-large", zh: "表格文件太大：\(zh)", en: "the spreadsheet is too large: \(en)",
        suggestion: Words(
          zh: "删去图片和用不到的工作表、行、列", en: "delete pictures, and sheets, rows and columns that are not needed")))
  }

  static let locked = Refusal(
    Fault(
      "table-old-excel", zh: "这是旧式 .xls 文件或加了密码的文件，读不了",
      en: "this is an old .xls file or one with a password and cannot be read",
      suggestion: Words(
        zh: "用表格软件另存为 .xlsx，不设密码", en: "save it as .xlsx without a password in a spreadsheet program")))

  static let notWorkbook = Refusal(
    Fault(
      "table-not-workbook", zh: "这个压缩文件不是 .xlsx 表格", en: "this zip file is no .xlsx spreadsheet",
      suggestion: Words(zh: "用表格软件另存为 .xlsx 或 CSV", en: "save it as .xlsx or CSV in a spreadsheet program")))
}
