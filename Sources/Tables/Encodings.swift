// Which encoding bytes are in: a byte order mark decides, else strict UTF-8, else GB18030, unless the user says.

internal import Basics
import Glibc

/// The bytes as UTF-8 without a byte order mark; a fault where they are in no encoding that we read.
func decode(_ bytes: [UInt8], named encoding: String?, file: String?) -> Result<[UInt8], Refusal> {
  func fault(_ code: String, _ zh: String, _ en: String, _ suggestion: Words? = nil) -> Result<
    [UInt8], Refusal
  > {
    .failure(Refusal(Fault(code, zh: zh, en: en, suggestion: suggestion, file: file)))
  }
  if let encoding {
    guard let text = convert(bytes, from: encoding) else {
      return fault(
        "table-encoding", "不能按 \(encoding) 读这个文件", "cannot read this file as \(encoding)",
        Words(zh: "换一个编码，或不写 --encoding", en: "name another encoding, or leave --encoding out"))
    }
    return withoutNUL(text, file)
  }
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
    let rest = Array(bytes.dropFirst(3))
    guard String(validating: rest, as: UTF8.self) != nil else {
      return fault("table-encoding", "文件标明是 UTF-8，内容却不是", "the file says UTF-8 but is not")
    }
    return withoutNUL(rest, file)
  }
  if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
    guard let text = convert(bytes, from: "UTF-16") else {
      return fault("table-encoding", "文件标明是 UTF-16，内容却不是", "the file says UTF-16 but is not")
    }
    return withoutNUL(text, file)
  }
  if bytes.contains(0) {
    return fault(
      "table-nul", "文件中有空字节（NUL），可能是没有标记的 UTF-16 或不是文本",
      "the file holds NUL bytes: UTF-16 without a mark, or no text",
      Words(zh: "另存为 CSV UTF-8", en: "save it as CSV UTF-8"))
  }
  if String(validating: bytes, as: UTF8.self) != nil { return .success(bytes) }
  guard let text = convert(bytes, from: "GB18030") else {
    return fault(
      "table-encoding", "文件既不是 UTF-8 也不是 GB18030", "the file is neither UTF-8 nor GB18030",
      Words(zh: "另存为 CSV UTF-8，或用 --encoding 说明", en: "save it as CSV UTF-8, or name it with --encoding"))
  }
  return withoutNUL(text, file)
}

private func withoutNUL(_ text: [UInt8], _ file: String?) -> Result<[UInt8], Refusal> {
  guard text.contains(0) else { return .success(text) }
  return .failure(
    Refusal(
      Fault(
        "table-nul", zh: "文件中有空字节（NUL）", en: "the file holds NUL characters",
        suggestion: Words(zh: "另存为 CSV UTF-8", en: "save it as CSV UTF-8"), file: file)))
}

/// Converts with iconv; nil where the encoding is unknown or a byte does not fit it.
private func convert(_ bytes: [UInt8], from encoding: String) -> [UInt8]? {
  guard let handle = iconv_open("UTF-8", encoding), handle != iconv_t(bitPattern: -1) else { return nil }
  defer { iconv_close(handle) }
  var input = bytes.map { CChar(bitPattern: $0) }
  var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
  let written = input.withUnsafeMutableBufferPointer { source -> Int? in
    output.withUnsafeMutableBufferPointer { target -> Int? in
      var from = source.baseAddress
      var left = source.count
      var to = target.baseAddress
      var room = target.count
      guard iconv(handle, &from, &left, &to, &room) != Int.max, left == 0 else { return nil }
      return target.count - room
    }
  }
  guard let written else { return nil }
  let text = output.prefix(written).map { UInt8(bitPattern: $0) }
  return text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
}
