// Reading a paper's JSON member by member, with a fault for whatever is missing or of the wrong kind.

internal import Basics

/// One object of a paper's JSON.
struct PaperReader {
  let json: JSON

  init(_ json: JSON) { self.json = json }

  private func required<T>(_ key: String, _ value: T?) throws(Refusal) -> T {
    guard let value else {
      throw Refusal(
        Fault(
          "paper-unreadable", zh: "打印数据缺少“\(key)”或类型不对。",
          en: "The paper's data lack \"\(key)\" or hold another kind of value."))
    }
    return value
  }

  func member(_ key: String) throws(Refusal) -> PaperReader { PaperReader(try required(key, json[key])) }
  func text(_ key: String) throws(Refusal) -> String { try required(key, json[key]?.string) }
  func flag(_ key: String) throws(Refusal) -> Bool { try required(key, json[key]?.bool) }
  func whole(_ key: String) throws(Refusal) -> Int { try required(key, json[key]?.integer) }

  func real(_ key: String) throws(Refusal) -> Double {
    guard case .number(let text)? = json[key] else { return try required(key, nil) }
    return try required(key, Double(text))
  }

  func choice<T: RawRepresentable>(_ key: String, _ type: T.Type = T.self) throws(Refusal) -> T
  where T.RawValue == String {
    try required(key, json[key]?.string.flatMap(T.init(rawValue:)))
  }

  func list<T>(_ key: String, _ read: (PaperReader) throws(Refusal) -> T) throws(Refusal) -> [T] {
    var out: [T] = []
    for item in try required(key, json[key]?.items) { out.append(try read(PaperReader(item))) }
    return out
  }

  func texts(_ key: String) throws(Refusal) -> [String] {
    try list(key) { reader throws(Refusal) in try reader.required(key, reader.json.string) }
  }
}

extension JSON {
  /// A length or size; papers hold nothing that counts in a result.
  static func real(_ value: Double) -> JSON {
    value == value.rounded() && abs(value) < 1e9 ? .integer(Int(value)) : .number("\(value)")
  }
}
