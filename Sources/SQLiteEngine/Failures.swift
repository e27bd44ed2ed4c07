// SQLite's error codes as the few kinds of failure that the records tell apart.

internal import GRDB
internal import SQL

extension SQLFailure {
  /// The engine's sentence is kept, the statement and its values never are.
  init(_ error: DatabaseError) {
    let message = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    let name = message.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? message
    switch error.extendedResultCode {
    case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY: self = .uniqueViolation(constraint: name)
    default:
      switch error.resultCode {
      case .SQLITE_CONSTRAINT: self = .constraintViolation(constraint: name)
      case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(retryAfter: 1)
      case .SQLITE_FULL: self = .full
      case .SQLITE_READONLY: self = .readOnly
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(message)
      default: self = .other(message)
      }
    }
  }
}

/// The failure of any error that GRDB throws.
func failure(_ error: any Error) -> any Error {
  if let database = error as? DatabaseError { return SQLFailure(database) }
  return error
}
