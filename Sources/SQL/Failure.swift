// What can go wrong between Swift and a database, in the few kinds that callers tell apart.

/// The world below a statement broke, or a constraint of the schema said no.
///
/// Values never appear in it.
public enum SQLFailure: Error, Hashable, Sendable {
  /// A UNIQUE or PRIMARY KEY constraint refused the row; `constraint` as the engine names it, such as `sheet.id`.
  case uniqueViolation(constraint: String)
  /// A CHECK, NOT NULL, foreign key or STRICT rule refused the row.
  case constraintViolation(constraint: String)
  /// Too many writes are waiting, or another process holds the store: try again after `retryAfter` seconds.
  case busy(retryAfter: Int)
  /// No room left on the disk.
  case full
  /// The store was opened read-only.
  case readOnly
  /// The file is damaged or is no database of ours.
  case damaged(String)
  /// The schema is newer than this program.
  case newerSchema(found: Int, known: Int)
  /// A column held something else than the caller expects.
  case mismatch(column: String, wanted: String, columns: [String])
  /// A row that the caller needs is not there.
  case missing(String)
  /// Anything else; a sentence of the engine without values.
  case other(String)
}

extension SQLFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .uniqueViolation(let constraint): "unique constraint \(constraint) refused a row"
    case .constraintViolation(let constraint): "constraint refused a row: \(constraint)"
    case .busy(let seconds): "the store is busy; try again in \(seconds) s"
    case .full: "the disk is full"
    case .readOnly: "the store is read-only"
    case .damaged(let what): "the store is damaged: \(what)"
    case .newerSchema(let found, let known):
      "the store has schema \(found), this program knows up to \(known): use the newer program"
    case .mismatch(let column, let wanted, let columns):
      "column \(column) is not \(wanted) (columns: \(columns.joined(separator: ", ")))"
    case .missing(let what): "not found: \(what)"
    case .other(let what): what
    }
  }
}
