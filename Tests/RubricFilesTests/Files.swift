// What the tests of this folder share: the reader on the shipped schema, the shipped files, and small edits of them.

import Basics
import Foundation
import RubricFiles
import Rubrics

enum Files {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("rubrics")

  static let shipped = [
    "chef-hot.xml", "chef-cold.xml", "chef-pastry.xml", "chef-snack.xml", "exam-mother-baby.xml",
    "exam-elder-care.xml",
    "manager-pitch.xml",
  ]

  /// Every rubric of the repository: those that are shipped and those that tests use.
  static let everywhere: [URL] = {
    let root = folder.deletingLastPathComponent()
    return ["rubrics", "Tests/Fixtures"].flatMap { part in
      let paths =
        FileManager.default.enumerator(atPath: root.appendingPathComponent(part).path)?.allObjects ?? []
      return paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".xml") }.sorted()
        .map { root.appendingPathComponent(part).appendingPathComponent($0) }
    }
  }()

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  static func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  static let reader = Result {
    try RubricReader(schema: bytes("rubric.xsd"), xmlNamespaceSchema: bytes("xml.xsd"))
  }

  static func read(_ bytes: [UInt8], file: String? = nil) throws -> Result<Rubric, Refusal> {
    try reader.get().read(bytes, file: file)
  }

  /// The faults of a text; none where it is valid.
  static func faults(_ text: String) throws -> [Fault] {
    switch try read(Array(text.utf8)) {
    case .success: []
    case .failure(let refusal): refusal.faults
    }
  }

  /// The line of the first `text` in `source`, from 1.
  static func line(of text: String, in source: String) -> Int? {
    source.range(of: text).map { source[..<$0.lowerBound].count { $0 == "\n" } + 1 }
  }
}

extension String {
  /// The text with the first `old` replaced; an edit that finds nothing must not pass for a test.
  func editing(_ old: String, _ new: String) throws -> String {
    guard let found = range(of: old) else { throw Refusal(Fault("test", zh: old, en: "not found: \(old)")) }
    return replacingCharacters(in: found, with: new)
  }
}
