// Tables as the commands read them: CSV or XLSX by what the file holds, and one sheet where its name follows a #.

import Basics
import Foundation
import Tables

/// The table in a file, or its faults; `marks.xlsx#Friday` is the sheet `Friday` of `marks.xlsx`.
///
/// Ends the program with 66 or 74 where there is no such file or it cannot be read.
func readTable(in path: String, encoding: String?, language: Language) throws -> Result<Table, Refusal> {
  var (file, sheet): (String, String?) = (path, nil)
  if let mark = path.lastIndex(of: "#"), !FileManager.default.fileExists(atPath: path) {
    file = String(path[..<mark])
    sheet = String(path[path.index(after: mark)...])
  }
  let bytes = try contents(of: file, language: language)
  return TableReader(encoding: encoding, sheet: sheet).read(bytes, file: path)
}
