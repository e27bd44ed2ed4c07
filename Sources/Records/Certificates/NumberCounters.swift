// The counters of certificate numbers, and the papers that wait for their number to be entered.

public import SQL

/// A counter moved, or a certificate was issued by somebody else, between reading and writing: prepare again.
public struct RegisterMoved: Error, Hashable, Sendable {
  public init() {}
}

/// The running numbers of each series.
///
/// A counter moves only together with the certificates that bear its numbers.
public enum NumberCounters {
  /// The last number given in a series; 0 where none was.
  public static func last(_ series: String, in transaction: any SQLTransaction) throws -> Int {
    try transaction.first("SELECT last FROM number_series WHERE series = $1", .text(series))?.integer("last")
      ?? 0
  }

  /// Moves a counter by `count`; throws `RegisterMoved` where it no longer stands at `expected`.
  public static func advance(
    _ series: String, from expected: Int, by count: Int, in transaction: any SQLTransaction
  ) throws {
    let row = try transaction.first(
      """
      INSERT INTO number_series (series, last) VALUES ($1, $2)
      ON CONFLICT (series) DO UPDATE SET last = number_series.last + $2
      RETURNING last
      """, .text(series), .integer(count))
    guard try row?.integer("last") == expected + count else { throw RegisterMoved() }
  }
}

/// The PDFs of certificates, found by their digest.
public enum CertificatePapers {
  /// Lays a paper down; one that is there already stays.
  public static func add(_ pdf: [UInt8], digest: String, in transaction: any SQLTransaction) throws {
    try transaction.run(
      "INSERT INTO certificate_paper (sha256, pdf) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING",
      .text(digest), .blob(pdf))
  }

  /// The bytes of a paper; nil where there is none.
  public static func find(digest: String, in transaction: any SQLTransaction) throws -> [UInt8]? {
    try transaction.first("SELECT pdf FROM certificate_paper WHERE sha256 = $1", .text(digest))?.blob("pdf")
  }

  /// Removes papers that no certificate bears: left behind where an issue was interrupted.
  public static func removeStray(in transaction: any SQLTransaction) throws {
    try transaction.run(
      """
      DELETE FROM certificate_paper
      WHERE NOT EXISTS (SELECT 1 FROM certificate c WHERE c.pdf_sha256 = certificate_paper.sha256)
      """)
  }
}
