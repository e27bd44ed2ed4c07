// An XML document as plain values: elements with their attributes, texts and exact places in the source.

/// A place in a file, both counted from 1; columns count characters.
struct Place: Hashable, Sendable {
  var line: Int
  var column: Int
}

/// One attribute; `name` carries its prefix where it has one (`xml:lang`).
struct Attribute: Hashable, Sendable {
  var name: String
  var value: String
  var place: Place
}

/// One element with everything inside it.
struct Element: Hashable, Sendable {
  var name: String
  var namespace: String?
  var attributes: [Attribute]
  var children: [Element] = []
  /// Its own text with white space folded to single spaces.
  var text = ""
  var place: Place
  /// The place of its start tag in bytes, which tells elements apart.
  var offset: Int

  func attribute(_ name: String) -> Attribute? { attributes.first { $0.name == name } }

  /// The value without spaces at both ends, or nil where the attribute is not there.
  func value(_ name: String) -> String? { attribute(name)?.value }

  func children(_ name: String) -> [Element] {
    guard let first = children.firstIndex(where: { $0.name == name }) else { return [] }
    if first == 0, children.allSatisfy({ $0.name == name }) { return children }
    return children[first...].filter { $0.name == name }
  }

  func child(_ name: String) -> Element? { children.first { $0.name == name } }
}

/// The source text, to turn byte offsets into lines and columns and to find attributes inside a start tag.
struct Source: Sendable {
  let bytes: [UInt8]
  private let lineStarts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    for (index, byte) in bytes.enumerated() where byte == 0x0A { starts.append(index + 1) }
    lineStarts = starts
  }

  func place(_ offset: Int) -> Place {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    // Characters, not bytes: continuation bytes of UTF-8 do not count.
    let column = bytes[lineStarts[low]..<min(offset, bytes.count)].count { $0 & 0xC0 != 0x80 } + 1
    return Place(line: low + 1, column: column)
  }

  /// The start of the tag that ends at or before `end`; raw `<` cannot stand inside a tag.
  func tagStart(before end: Int) -> Int? {
    var index = min(end, bytes.count - 1)
    while index >= 0 {
      if bytes[index] == 0x3C { return index }
      index -= 1
    }
    return nil
  }

  /// Where each attribute of the start tag at `start` begins.
  func attributePlaces(ofTagAt start: Int) -> [String: Place] {
    var places: [String: Place] = [:]
    var index = start + 1
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    func skip(while condition: (UInt8) -> Bool) {
      while index < bytes.count, condition(bytes[index]) { index += 1 }
    }
    skip { !isSpace($0) && $0 != 0x3E && $0 != 0x2F }
    while index < bytes.count {
      skip(while: isSpace)
      guard index < bytes.count, bytes[index] != 0x3E, bytes[index] != 0x2F else { break }
      let nameStart = index
      skip { $0 != 0x3D && !isSpace($0) && $0 != 0x3E }
      let name = String(decoding: bytes[nameStart..<index], as: UTF8.self)
      places[name] = place(nameStart)
      skip { $0 != 0x22 && $0 != 0x27 && $0 != 0x3E }
      guard index < bytes.count, bytes[index] != 0x3E else { break }
      let quote = bytes[index]
      index += 1
      skip { $0 != quote }
      index += 1
    }
    return places
  }
}

extension String {
  /// White space runs as one space, none at both ends.
  var folded: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
