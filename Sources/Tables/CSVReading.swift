// CSV files as people's programs write them: any line ending, quoted cells, UTF-8 or GB18030, a BOM or none.

public import Basics

/// Reads CSV bytes into tables.
public struct CSVReader: Sendable {
  /// The name of an encoding that overrules the guess, as iconv knows it.
  public var encoding: String?

  public init(encoding: String? = nil) { self.encoding = encoding }

  /// The table in the bytes.
  ///
  /// The first row that is not blank is the header; its names lose spaces and full-width forms.
  ///
  /// Faults: an unreadable encoding, NUL bytes, a quote that is not closed, rows with too many or too few cells, no header.
  public func read(_ bytes: [UInt8], file: String? = nil) -> Result<Table, Refusal> {
    decode(bytes, named: encoding, file: file).flatMap { Table.read(csv: $0, file: file) }
  }
}
