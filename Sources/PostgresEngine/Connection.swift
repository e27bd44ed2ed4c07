// One connection to a server: opened as durable and strict as the records need it, statements prepared once.

internal import CLibPQ
internal import Glibc
internal import SQL

/// A connection that one thread has to itself.
final class Connection {
  private struct Key: Hashable {
    var sql: String
    var types: [Oid]
  }

  /// Beyond so many prepared statements all are forgotten: something makes their texts.
  private static let mostStatements = 2_000

  private let address: PostgresAddress
  private var handle: OpaquePointer?
  private var statements: [Key: PreparedStatement] = [:]
  private var counter = 0
  /// Statements that were sent and whose outcome nobody has read.
  private var sent = 0
  /// So many at most, so that neither side ever waits for the other with full hands.
  private static let mostSent = 64

  init(_ address: PostgresAddress) { self.address = address }

  deinit { close() }

  var isOpen: Bool { handle != nil && PQstatus(handle) == CONNECTION_OK }
  var isInTransaction: Bool { handle != nil && PQtransactionStatus(handle) != PQTRANS_IDLE }
  var socket: CInt { PQsocket(handle) }

  /// Connects, anew where the last connection is gone.
  /// - Throws: `PostgresError` in the words of the client library, which never hold a password.
  func open() throws {
    guard !isOpen else { return }
    close()
    // Later words win over earlier ones, and the URL over those before it.
    let words = [
      ("connect_timeout", "10"), ("keepalives_idle", "10"), ("keepalives_interval", "5"),
      ("keepalives_count", "2"), ("tcp_user_timeout", "15000"), ("fallback_application_name", "sizhou"),
      ("dbname", address.url), ("client_encoding", "UTF8"),
    ]
    let texts = words.map { (strdup($0.0), strdup($0.1)) }
    defer {
      for text in texts {
        free(text.0)
        free(text.1)
      }
    }
    let names = texts.map { UnsafePointer($0.0) } + [nil]
    let values = texts.map { UnsafePointer($0.1) } + [nil]
    handle = PQconnectdbParams(names, values, 1)
    guard PQstatus(handle) == CONNECTION_OK else {
      let words = PostgresError.words(of: handle)
      close()
      throw PostgresError.lost(words)
    }
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    do { try command(Self.session) } catch {
      close()
      throw error
    }
  }

  /// Nobody keeps a transaction open while it sleeps, nobody waits for a lock for ever, and a commit is a flush.
  private static let session = """
    SET standard_conforming_strings = on; SET bytea_output = hex; SET TimeZone = 'UTC';
    SET client_min_messages = error; SET statement_timeout = 0; SET lock_timeout = '15s';
    SET idle_in_transaction_session_timeout = '15s';
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
    """

  func close() {
    statements = [:]
    sent = 0
    if let handle { PQfinish(handle) }
    handle = nil
  }

  /// Runs statements without values, several at once if need be, and drops what they answer.
  func command(_ sql: String) throws {
    guard handle != nil else { throw PostgresError.lost("not connected") }
    try settle()
    let result = PQexec(handle, sql)
    defer { PQclear(result) }
    guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY].contains(PQresultStatus(result)) else {
      throw PostgresError(result, on: handle)
    }
  }

  /// Runs one statement and reads all its rows.
  func run(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
    guard let handle else { throw PostgresError.lost("not connected") }
    let bound = try BoundValues(values)
    let statement = try prepared(sql, bound.types, on: handle)
    guard sent > 0 else { return try statement.run(bound, on: handle) }
    try send(bound, to: statement, on: handle)
    return try collect(last: statement, on: handle)
  }

  /// Sends one statement without waiting for what becomes of it.
  func send(_ sql: String, _ values: [SQLValue]) throws {
    guard let handle else { throw PostgresError.lost("not connected") }
    let bound = try BoundValues(values)
    let statement = try prepared(sql, bound.types, on: handle)
    if sent >= Self.mostSent { try settle() }
    if sent == 0, PQenterPipelineMode(handle) != 1 {
      throw PostgresError.lost(PostgresError.words(of: handle))
    }
    try send(bound, to: statement, on: handle)
  }

  /// Waits for everything that was sent.
  /// - Throws: the first error among it.
  func settle() throws {
    guard let handle, sent > 0 else { return }
    _ = try collect(last: nil, on: handle)
  }

  private func send(_ bound: BoundValues, to statement: PreparedStatement, on handle: OpaquePointer) throws {
    guard bound.send(statement.name, on: handle) == 1 else {
      throw PostgresError.lost(PostgresError.words(of: handle))
    }
    sent += 1
  }

  /// Reads the outcome of everything sent, and the rows of `last`.
  private func collect(last: PreparedStatement?, on handle: OpaquePointer) throws -> [SQLRow] {
    let count = sent
    sent = 0
    guard PQpipelineSync(handle) == 1 else { throw PostgresError.lost(PostgresError.words(of: handle)) }
    var rows: [SQLRow] = []
    var trouble: (any Error)?
    for number in 1...count {
      while let result = PQgetResult(handle) {
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_PIPELINE_ABORTED: break
        case PGRES_TUPLES_OK:
          guard number == count, let last else { break }
          do { rows = try last.rows(of: result) } catch { trouble = trouble ?? error }
        default: trouble = trouble ?? PostgresError(result, on: handle)
        }
      }
      if PQstatus(handle) == CONNECTION_BAD {
        throw trouble as? PostgresError ?? .lost(PostgresError.words(of: handle))
      }
    }
    // The answer to the synchronisation itself.
    PQclear(PQgetResult(handle))
    guard PQexitPipelineMode(handle) == 1 else { throw PostgresError.lost(PostgresError.words(of: handle)) }
    if let trouble { throw trouble }
    return rows
  }

  /// Forgets the prepared statements: tables have changed under them.
  func forgetStatements() {
    statements = [:]
    try? command("DEALLOCATE ALL")
  }

  /// Whether the server has spoken since the last look; false where nothing came within `milliseconds`.
  func hears(within milliseconds: CInt) throws -> Bool {
    guard let handle else { throw PostgresError.lost("not connected") }
    var waiting = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, milliseconds) > 0 else { return false }
    guard PQconsumeInput(handle) == 1 else { throw PostgresError.lost(PostgresError.words(of: handle)) }
    while let notice = PQnotifies(handle) { PQfreemem(notice) }
    return true
  }

  private func prepared(_ sql: String, _ types: [Oid], on handle: OpaquePointer) throws -> PreparedStatement {
    let key = Key(sql: sql, types: types)
    if let known = statements[key] { return known }
    try settle()
    if statements.count >= Self.mostStatements { forgetStatements() }
    counter += 1
    guard PreparedStatement.placeholders(in: sql) == types.count else {
      throw SQLFailure.other(
        "\(types.count) values for \(PreparedStatement.placeholders(in: sql)) placeholders")
    }
    let name = "s\(counter)"
    let result = PQprepare(handle, name, sql, CInt(types.count), types)
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw PostgresError(result, on: handle) }
    let fresh = PreparedStatement(name: name)
    statements[key] = fresh
    return fresh
  }
}
