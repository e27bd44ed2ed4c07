// PostgreSQL's errors: what they mean to the records, and which of them only ask to try again.

internal import CLibPQ
internal import SQL

/// One error of the server or of the way to it.
///
/// Values never appear in it: of an error about data only codes and names are kept.
struct PostgresError: Error, Hashable {
  /// The five characters of SQLSTATE; empty where no server spoke.
  var state: String
  var message: String
  var constraint = ""
  var table = ""
  var column = ""
  /// The columns of a violated UNIQUE constraint, from the error's detail, without the values.
  var columns: [String] = []
  /// Whether the connection is gone.
  var isLost = false

  /// Another try may well succeed: writers met, a lock took too long, or a plan went out of date.
  var asksForAnother: Bool {
    ["40001", "40P01", "55P03", "26000"].contains(state) || isOutdatedPlan
  }

  /// A prepared statement no longer fits a table that was changed.
  var isOutdatedPlan: Bool { state == "26000" || state == "0A000" && message.contains("cached plan") }
}

extension PostgresError {
  /// The error of a result that is none.
  init(_ result: OpaquePointer?, on connection: OpaquePointer?) {
    func field(_ code: Character) -> String {
      PQresultErrorField(result, CInt(code.asciiValue ?? 0)).map { String(cString: $0) } ?? ""
    }
    state = field("C")
    message = field("M")
    constraint = field("n")
    table = field("t")
    column = field("c")
    isLost = PQstatus(connection) == CONNECTION_BAD || Self.goodbyes.contains(state)
    // "Key (a, b)=(...) already exists.", in whatever language the server speaks.
    let detail = field("D")
    if state == "23505", let open = detail.firstIndex(of: "("), let close = detail.firstRange(of: ")=(") {
      let names = detail[detail.index(after: open)..<close.lowerBound]
      columns =
        names.contains("(") ? [] : names.replacing("\"", with: "").split(separator: ", ").map(String.init)
    }
    if message.isEmpty { message = Self.words(of: connection) }
  }

  /// The server ends the connection, or is only just starting.
  private static let goodbyes = ["57P01", "57P02", "57P03", "25P03", "08003", "08006", "08001", "08004"]

  /// What the client library says of a connection, in one line.
  static func words(of connection: OpaquePointer?) -> String {
    let text = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
    return text.split(separator: "\n").joined(separator: "; ")
  }

  static func lost(_ message: String) -> PostgresError {
    PostgresError(state: "", message: message, isLost: true)
  }
}

extension SQLFailure {
  init(_ error: PostgresError) {
    switch error.state {
    case "23505":
      self = .uniqueViolation(
        constraint: error.columns.isEmpty
          ? "index '\(error.constraint)'"
          : error.columns.map { "\(error.table).\($0)" }.joined(separator: ", "))
    case "25006": self = .readOnly
    case "53100": self = .full
    case "XX001", "XX002": self = .damaged(error.message)
    case "42804": self = .constraintViolation(constraint: "a value of another type")
    case let state where state.hasPrefix("23") || state.hasPrefix("22"):
      let names = [error.table, error.constraint.isEmpty ? error.column : error.constraint]
      let name = names.filter { !$0.isEmpty }.joined(separator: ".")
      self = .constraintViolation(constraint: name.isEmpty ? "SQLSTATE \(state)" : name)
    case let state
    where error.isLost || error.asksForAnother || state.hasPrefix("53") || state.hasPrefix("57P"):
      self = .busy(retryAfter: 2)
    default: self = .other(error.message)
    }
  }
}

/// The failure of any error that a transaction throws.
func failure(_ error: any Error) -> any Error {
  if let error = error as? PostgresError { return SQLFailure(error) }
  return error
}
