// Reading what browsers send: forms, files, cookies, all within limits.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The fields of a posted form.
struct FormReader: Sendable {
  private var fields: [(name: String, value: String)] = []
  /// Uploaded files by field name.
  private(set) var files: [String: [UInt8]] = [:]

  /// Bytes of a form without files, and with them.
  static let limit = 64 * 1_024
  static let fileLimit = 4 * 1_024 * 1_024

  /// The value of a field, trimmed; empty where it is not there.
  subscript(_ name: String) -> String {
    let value = fields.first { $0.name == name }?.value ?? ""
    return String(value.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// The value of a field exactly as sent.
  func raw(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

  /// Every field as sent; the first of those with one name.
  var texts: [String: String] {
    Dictionary(fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// Nil where the field is empty.
  func optional(_ name: String) -> String? { self[name].isEmpty ? nil : self[name] }

  init(_ request: Request) async throws {
    let type = request.headers[.contentType] ?? ""
    if type.hasPrefix("multipart/form-data"), let mark = type.range(ofBoundary: "boundary=") {
      let body = try await request.bytes(upTo: Self.fileLimit)
      readParts(body, boundary: Array("--\(mark)".utf8))
    } else {
      fields = Self.pairs(try await request.bytes(upTo: Self.limit))
    }
  }

  /// `a=1&b=%E6%80%9D` as pairs; what is no UTF-8 is left out.
  static func pairs(_ bytes: [UInt8]) -> [(name: String, value: String)] {
    bytes.split(separator: 0x26).compactMap { pair in
      let parts = pair.split(separator: 0x3D, maxSplits: 1, omittingEmptySubsequences: false)
      guard let first = parts.first, let name = decode(first) else { return nil }
      guard parts.count == 2 else { return (name, "") }
      return decode(parts[1]).map { (name, $0) }
    }
  }

  static func decode(_ bytes: ArraySlice<UInt8>, plus: Bool = true) -> String? {
    var out: [UInt8] = []
    var at = bytes.startIndex
    while at < bytes.endIndex {
      if bytes[at] == 0x25, at + 2 < bytes.endIndex,
        let value = UInt8(String(decoding: bytes[at + 1...at + 2], as: UTF8.self), radix: 16)
      {
        out.append(value)
        at += 3
      } else {
        out.append(plus && bytes[at] == 0x2B ? 0x20 : bytes[at])
        at += 1
      }
    }
    return out.contains(0) ? nil : String(validating: out, as: UTF8.self)
  }

  private mutating func readParts(_ body: [UInt8], boundary: [UInt8]) {
    for part in body.pieces(between: boundary) {
      guard let gap = part.firstIndex(of: [13, 10, 13, 10]) else { continue }
      let head = String(decoding: part[..<gap], as: UTF8.self)
      var content = part[(gap + 4)...]
      if content.suffix(2) == [13, 10] { content = content.dropLast(2) }
      guard let name = head.quoted("name=") else { continue }
      if head.quoted("filename=") != nil {
        if !content.isEmpty { files[name] = Array(content) }
      } else if let text = String(validating: content, as: UTF8.self) {
        fields.append((name, text))
      }
    }
  }
}

extension Request {
  /// The body; more than `limit` bytes are refused with 413.
  func bytes(upTo limit: Int) async throws -> [UInt8] {
    do {
      return Array(try await body.collect(upTo: limit).readableBytesView)
    } catch is NIOTooManyBytesError {
      throw Trouble(.contentTooLarge)
    }
  }

  /// A cookie's value.
  func cookie(_ name: String) -> String? {
    for line in headers[values: .cookie] {
      for pair in line.split(separator: ";") {
        let parts = pair.split(separator: "=", maxSplits: 1)
        let found = parts.first.map { $0.drop { $0 == " " } }
        if parts.count == 2, found == name[...] { return String(parts[1]) }
      }
    }
    return nil
  }
}

extension String {
  /// What follows `mark` up to the next semicolon, without quotes.
  fileprivate func range(ofBoundary mark: String) -> String? {
    guard let at = firstIndex(of: mark) else { return nil }
    let rest = self[at...].prefix { $0 != ";" }
    return rest.filter { $0 != "\"" }
  }

  /// The quoted value after `key` in a header.
  fileprivate func quoted(_ key: String) -> String? {
    for piece in split(whereSeparator: { $0 == ";" || $0.isNewline }) {
      let trimmed = piece.drop { $0 == " " }
      if trimmed.hasPrefix(key) { return String(trimmed.dropFirst(key.count)).filter { $0 != "\"" } }
    }
    return nil
  }

  /// Where the text after `mark` begins.
  private func firstIndex(of mark: String) -> String.Index? {
    var at = startIndex
    while at < endIndex {
      if self[at...].hasPrefix(mark) { return index(at, offsetBy: mark.count) }
      at = index(after: at)
    }
    return nil
  }
}

extension Collection where Element == UInt8, Index == Int {
  fileprivate func firstIndex(of pattern: [UInt8]) -> Int? {
    guard count >= pattern.count else { return nil }
    var at = startIndex
    while at + pattern.count <= endIndex {
      if self[at] == pattern[0], self[at..<at + pattern.count].elementsEqual(pattern) { return at }
      at += 1
    }
    return nil
  }
}

extension [UInt8] {
  /// The pieces between one boundary and the next.
  fileprivate func pieces(between boundary: [UInt8]) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start: Int?
    var at = startIndex
    while let found = self[at...].firstIndex(of: boundary) {
      if let start { pieces.append(self[start..<found]) }
      at = found + boundary.count
      start = at
    }
    return pieces
  }
}
