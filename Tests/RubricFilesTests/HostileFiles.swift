// Files that mean harm are refused at once, with a fault that says why.

import Basics
import Foundation
import RubricFiles
import Rubrics
import Testing

/// A hostile file and the code of its fault.
struct Hostile: Sendable, CustomTestStringConvertible {
  var name: String
  var code: String
  var bytes: @Sendable () throws -> [UInt8]

  var testDescription: String { name }
}

private func hot() throws -> String { try Files.text("chef-hot.xml") }

private let hostile = [
  Hostile(name: "a document type with entities", code: "xml-doctype") {
    Array("<?xml version=\"1.0\"?>\n<!DOCTYPE r [<!ENTITY a \"x\">]>\n<rubric>&a;</rubric>".utf8)
  },
  Hostile(name: "an entity that names a file", code: "xml-doctype") {
    Array("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rubric>&x;</rubric>".utf8)
  },
  Hostile(name: "a billion laughs", code: "xml-doctype") {
    let levels = (1...9).map { "<!ENTITY l\($0) \"" + String(repeating: "&l\($0 - 1);", count: 10) + "\">" }
    return Array(("<!DOCTYPE r [<!ENTITY l0 \"ha\">" + levels.joined() + "]><rubric>&l9;</rubric>").utf8)
  },
  Hostile(name: "an external document type", code: "xml-doctype") {
    Array("<!DOCTYPE rubric SYSTEM \"http://127.0.0.1:9/x.dtd\"><rubric/>".utf8)
  },
  Hostile(name: "10,000 levels", code: "xml-too-deep") {
    Array((String(repeating: "<a>", count: 10_000) + String(repeating: "</a>", count: 10_000)).utf8)
  },
  Hostile(name: "50 MB", code: "xml-too-large") { [UInt8](repeating: 0x20, count: 50_000_000) },
  Hostile(name: "200,000 elements", code: "xml-too-many") {
    Array(("<a>" + String(repeating: "<b/>", count: 200_000) + "</a>").utf8)
  },
  Hostile(name: "60,000 attributes in one tag", code: "xml-too-many") {
    Array(("<rubric " + (0..<60_000).map { "a\($0)=\"1\"" }.joined(separator: " ") + "/>").utf8)
  },
  Hostile(name: "a NUL byte", code: "xml-nul") {
    var bytes = Array(try hot().utf8)
    bytes.insert(0, at: 500)
    return bytes
  },
  Hostile(name: "UTF-16", code: "xml-encoding") { [UInt8](try hot().data(using: .utf16) ?? Data()) },
  Hostile(name: "bytes that are no UTF-8", code: "xml-encoding") {
    var bytes = Array(try hot().utf8)
    bytes.insert(contentsOf: [0xD6, 0xD0], at: 700)
    return bytes
  },
  Hostile(name: "a declared encoding that it does not have", code: "xml-encoding") {
    Array(try hot().editing("encoding=\"UTF-8\"", "encoding=\"GB2312\"").utf8)
  },
  Hostile(name: "an inclusion", code: "xsd-unknown-element") {
    let include =
      "<metadata><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\"/>"
    return Array(try hot().editing("<metadata>", include).utf8)
  },
  Hostile(name: "nothing", code: "xml-empty") { [] },
  Hostile(name: "JSON", code: "xml-unreadable") { Array("{\"a\":1}".utf8) },
  Hostile(name: "another vocabulary", code: "xsd-root") { Array("<html><body/></html>".utf8) },
]

@Suite struct HostileFiles {
  @Test("It is refused within a second, with a fault that says why", arguments: hostile)
  func refused(_ file: Hostile) throws {
    let bytes = try file.bytes()
    let reader = try Files.reader.get()
    let start = ContinuousClock.now
    let answer = reader.read(bytes, file: nil)
    // Debug builds on a busy machine get some grace; the limit for release builds is one second.
    #expect(ContinuousClock.now - start < .seconds(3))
    guard case .failure(let refusal) = answer else {
      Issue.record("it was accepted")
      return
    }
    #expect(refusal.faults.map(\.code) == [file.code])
  }

  @Test("A schema location in the file is not followed")
  func schemaLocation() throws {
    let hint =
      "<rubric xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:x-sizhou:rubric:1 /nowhere.xsd\" "
    #expect(try Files.faults(Files.text("chef-hot.xml").editing("<rubric ", hint)).isEmpty)
  }

  @Test("A newer schema version is refused with a clear sentence")
  func newer() throws {
    let faults = try Files.faults(
      Files.text("chef-hot.xml").editing("schema-version=\"1.0\"", "schema-version=\"1.7\""))
    #expect(faults.map(\.code) == ["xsd-version"])
  }

  @Test("A schema that is no schema is refused")
  func schema() throws {
    #expect(throws: Refusal.self) {
      try RubricReader(schema: Array("<nothing/>".utf8), xmlNamespaceSchema: Files.bytes("xml.xsd"))
    }
  }

  @Test("Many readings at a time on one schema all give the same")
  func parallel() async throws {
    let reader = try Files.reader.get()
    let bytes = try Files.bytes("manager-pitch.xml")
    let ids = await withTaskGroup(of: String?.self) { group in
      for _ in 0..<32 { group.addTask { try? reader.read(bytes, file: nil).get().id } }
      return await group.reduce(into: [String?]()) { $0.append($1) }
    }
    #expect(ids == [String?](repeating: "CG-MANAGER-PITCH", count: 32))
  }
}
