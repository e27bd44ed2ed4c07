// The file into which a judge's device saves what it could not send.

internal import Basics

/// Unsent sheets of one device: `{"format","device","sheets":[{"sheet","writeId","baseRev","rubricSha",…}]}`.
struct DeviceFile: Sendable {
  /// One sheet with the very write that the device would have sent.
  struct Item: Sendable {
    var sheet: String
    var writeID: String
    /// The revision that it builds on.
    var base: Int
    var body: SheetBody
  }

  var file: String
  var items: [Item]

  /// Nil where the bytes are no JSON object at all, which a table never is.
  /// - Throws: `Refusal` for JSON that is no such file, or of a newer form.
  init?(_ bytes: [UInt8], file: String) throws {
    let blank: Set<UInt8> = [0x09, 0x0A, 0x0D, 0x20]
    var start = bytes[...]
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { start = start.dropFirst(3) }
    guard start.first(where: { !blank.contains($0) }) == 0x7B else { return nil }
    guard let json = try? JSON(parsing: Array(start)), let sheets = json["sheets"]?.items else {
      throw Refusal(
        Fault(
          "device-file", zh: "这不是评委设备存下的未送达评分表", en: "this is no file of unsent sheets from a judge's device",
          suggestion: Words(zh: "在评委页面里重新保存", en: "save it again on the judge's page"), file: file))
    }
    guard (json["version"]?.integer ?? 1) == 1 else {
      throw Refusal(
        Fault("device-file-newer", zh: "文件由更新的程序写成", en: "a newer program wrote this file", file: file))
    }
    self.file = file
    var faults: [Fault] = []
    var items: [Item] = []
    for (index, one) in sheets.enumerated() {
      // The body stands beside the sheet's id, or in a member of its own.
      let inner = one["body"] ?? one
      do {
        let body = try SheetBody(Array(inner.canonical.utf8))
        guard let sheet = one["sheet"]?.string ?? inner["sheet"]?.string,
          let write = one["writeId"]?.string ?? inner["writeId"]?.string, isIdentifier(write),
          let base = one["baseRev"]?.integer ?? inner["baseRev"]?.integer, base >= 0
        else {
          faults.append(
            Fault(
              "device-file-sheet", zh: "第 \(index + 1) 张评分表缺少 sheet、writeId 或 baseRev",
              en: "sheet \(index + 1) of the file lacks sheet, writeId or baseRev", file: file))
          continue
        }
        items.append(Item(sheet: sheet, writeID: write, base: base, body: body))
      } catch let refusal as Refusal {
        faults += refusal.faults.map { $0.placed(in: file) }
      }
    }
    guard faults.isEmpty else { throw Refusal(faults) }
    self.items = items
  }
}
