// The XML inside spreadsheets as a stream of events, with no tree, no document types and nothing from outside.

internal import Basics
internal import CLibXML2

/// Told of every start tag, piece of text and end tag, with names without their prefixes.
protocol XMLListener: AnyObject {
  func start(_ name: String, _ attributes: XMLAttributes)
  func text(_ piece: String)
  func end(_ name: String)
}

/// The attributes of one start tag, valid while the listener is told of it.
struct XMLAttributes {
  fileprivate let count: Int
  fileprivate let pointers: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

  /// The value of the attribute of this name without its prefix.
  subscript(_ name: String) -> String? {
    guard let pointers else { return nil }
    for index in 0..<count {
      guard let own = pointers[index * 5], let start = pointers[index * 5 + 3],
        let end = pointers[index * 5 + 4], String(cString: own) == name
      else { continue }
      return String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
    }
    return nil
  }
}

/// Tells `listener` of the XML in a part; false where it is not well-formed or not allowed.
func readXML(_ bytes: [UInt8], _ listener: any XMLListener) -> Bool {
  _ = XMLLibrary.ready
  let ear = Ear(listener)
  return withExtendedLifetime(ear) {
    bytes.withUnsafeBytes { raw in
      let text = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      guard sizhou_crowded_tag(text, raw.count, XMLLibrary.mostAttributes) < 0 else { return false }
      var stream = sizhou_stream()
      stream.reading.sink = Unmanaged.passUnretained(ear).toOpaque()
      stream.reading.report = { _, _, _, _, _, _, _, _ in }
      stream.reading.deepest = XMLLibrary.deepest
      stream.reading.most_nodes = XMLLibrary.mostNodes
      stream.on_start = { sink, name, count, attributes in
        guard let ear = Ear.of(sink), let name else { return }
        ear.listener.start(String(cString: name), XMLAttributes(count: Int(count), pointers: attributes))
      }
      stream.on_text = { sink, text, count in
        guard let ear = Ear.of(sink), let text else { return }
        let raw = UnsafeRawBufferPointer(start: text, count: Int(count))
        ear.listener.text(String(decoding: raw, as: UTF8.self))
      }
      stream.on_end = { sink, name in
        guard let ear = Ear.of(sink), let name else { return }
        ear.listener.end(String(cString: name))
      }
      return sizhou_stream_parse(text, Int32(raw.count), &stream) == 1
    }
  }
}

/// What C holds while it reads.
private final class Ear {
  let listener: any XMLListener

  init(_ listener: any XMLListener) { self.listener = listener }

  static func of(_ sink: UnsafeMutableRawPointer?) -> Ear? {
    sink.map { Unmanaged<Ear>.fromOpaque($0).takeUnretainedValue() }
  }
}

private enum XMLLibrary {
  static let deepest: Int32 = 64
  /// Elements and attributes of one part; a sheet has five for each cell.
  static let mostNodes = 6_000_000
  static let mostAttributes: Int32 = 200
  static let ready: Bool = {
    xmlInitParser()
    return true
  }()
}
