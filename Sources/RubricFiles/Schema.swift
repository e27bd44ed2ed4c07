// The schema, compiled once from bytes in memory; what it imports never comes from a disk or a network.

import Basics
import CLibXML2
import Synchronization

/// A compiled schema.
///
/// libxml2 only reads it while validating, so that many threads may share one; each call has its own context.
final class CompiledSchema: Sendable {
  nonisolated(unsafe) let pointer: xmlSchemaPtr

  /// Throws where the schema itself is wrong, which is a fault of this program's build.
  init(_ bytes: [UInt8], importing imported: [UInt8]) throws(Refusal) {
    _ = LibXML.ready
    let compiled = LibXML.compiling.withLock { _ in
      LibXML.imported.withLock { $0 = imported }
      defer { LibXML.imported.withLock { $0 = nil } }
      var reading = sizhou_reading()
      reading.report = { _, _, _, _, _, _, _, _ in }
      return bytes.withUnsafeBytes { raw in
        SchemaPointer(
          pointer: sizhou_compile(
            raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), &reading))
      }
    }
    guard let pointer = compiled.pointer else {
      throw Refusal(
        Fault("xsd-schema", zh: "rubric.xsd 本身有错，无法编译", en: "rubric.xsd itself is wrong and does not compile")
      )
    }
    self.pointer = pointer
  }

  deinit { xmlSchemaFree(pointer) }
}

private struct SchemaPointer: Sendable {
  nonisolated(unsafe) let pointer: xmlSchemaPtr?
}

/// A compiled pattern of the schema.
final class ValuePattern: Sendable {
  nonisolated(unsafe) private let pointer: xmlRegexpPtr

  init?(_ pattern: String) {
    guard let pointer = xmlRegexpCompile(Array(pattern.utf8) + [0]) else { return nil }
    self.pointer = pointer
  }

  deinit { xmlRegFreeRegexp(pointer) }

  /// Whether a text that ends with a zero byte matches.
  func matches(_ text: UnsafePointer<xmlChar>) -> Bool { xmlRegexpExec(pointer, text) == 1 }

  func matches(_ value: String) -> Bool {
    // No pattern of the language allows more; long texts are not worth a matcher's time.
    guard value.utf8.count <= 400, !value.utf8.contains(0) else { return false }
    return xmlRegexpExec(pointer, Array(value.utf8) + [0]) == 1
  }
}

/// libxml2 as this process uses it.
enum LibXML {
  static let compiling = Mutex<Void>(())
  /// What the one import of the schema being compiled gets; nothing at any other time.
  static let imported = Mutex<[UInt8]?>(nil)

  /// Set up once: no external entity is ever loaded, but the schema's import from memory.
  static let ready: Bool = {
    xmlInitParser()
    xmlSetExternalEntityLoader { _, _, context in
      guard let bytes = LibXML.imported.withLock({ $0 }) else { return nil }
      let buffer = bytes.withUnsafeBytes { raw in
        xmlParserInputBufferCreateMem(
          raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), XML_CHAR_ENCODING_UTF8)
      }
      guard let buffer else { return nil }
      return xmlNewIOInputStream(context, buffer, XML_CHAR_ENCODING_NONE)
    }
    return true
  }()
}
