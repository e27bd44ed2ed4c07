// The writing session of a process: its turn among the processes, its audit chain, and the row that proves its commits.

internal import SQL

/// A connection that writes.
///
/// Processes on one database take turns: each holds an advisory lock from before its snapshot until after its commit,
/// so that their transactions hardly ever collide. That is only courtesy; what keeps them apart is SERIALIZABLE.
final class WriterSession {
  let connection: Connection
  private let identity: ProcessIdentity
  /// Commits of this process, as its row in `sizhou_writer` counts them.
  private(set) var commits = 0
  private var hasChain = false
  private var hasTurn = false
  private var space = 0

  private var process: String { identity.process }

  init(_ address: PostgresAddress, _ identity: ProcessIdentity) {
    connection = Connection(address)
    self.identity = identity
  }

  /// The table in which every process counts its commits.
  static let table = """
    CREATE TABLE IF NOT EXISTS sizhou_writer (
      process TEXT COLLATE "C" PRIMARY KEY, chain TEXT COLLATE "C" NOT NULL, commits BIGINT NOT NULL,
      at TIMESTAMPTZ NOT NULL DEFAULT now())
    """

  /// Connects where the connection is gone, and claims the first chain that no other process has.
  func ready() throws {
    if !connection.isOpen {
      hasChain = false
      hasTurn = false
      try connection.open()
    }
    guard !hasChain else { return }
    space = try number("SELECT hashtext(current_schema()) AS n")
    try takeTurn()
    defer { endTurn() }
    try connection.command(Self.table)
    var number = 1
    while try self.number("SELECT pg_try_advisory_lock(\(space), \(number)) AS n") == 0 { number += 1 }
    let name = "main-\(number)"
    try connection.command(
      """
      DELETE FROM sizhou_writer WHERE at < now() - interval '7 days' AND process <> '\(process)';
      INSERT INTO sizhou_writer (process, chain, commits) VALUES ('\(process)', '\(name)', \(commits))
      ON CONFLICT (process) DO UPDATE SET chain = excluded.chain, at = now()
      """)
    identity.chain = name
    hasChain = true
  }

  /// Begins a transaction when it is this process's turn.
  func begin() throws {
    try takeTurn()
    try connection.command("BEGIN ISOLATION LEVEL SERIALIZABLE")
  }

  /// Counts the commit, commits, tells the other processes and ends the turn.
  func commit() throws {
    try connection.command(
      """
      INSERT INTO sizhou_writer (process, chain, commits)
      VALUES ('\(process)', '\(identity.chain)', \(commits + 1))
      ON CONFLICT (process) DO UPDATE SET commits = excluded.commits, at = now();
      NOTIFY sizhou; COMMIT; SELECT pg_advisory_unlock(\(space), 0)
      """)
    commits += 1
    hasTurn = false
  }

  /// Undoes what is not committed and ends the turn.
  func abandon() {
    if connection.isInTransaction { try? connection.command("ROLLBACK") }
    endTurn()
  }

  /// Whether the commit that this process was at when the connection broke has reached the disk.
  ///
  /// The row is locked for the look, so an old session that is still at it is waited for.
  func hasCommitted() throws -> Bool {
    let found = try number(
      "SELECT commits AS n FROM sizhou_writer WHERE process = '\(process)' FOR UPDATE")
    guard found > commits else { return false }
    commits = found
    return true
  }

  private func takeTurn() throws {
    guard !hasTurn else { return }
    do {
      try connection.command("SELECT pg_advisory_lock(\(space), 0)")
      hasTurn = true
    } catch let error as PostgresError where error.state == "55P03" {
      // Somebody sleeps in the middle of a turn. SERIALIZABLE holds without it.
    }
  }

  private func endTurn() {
    if hasTurn, connection.isOpen { try? connection.command("SELECT pg_advisory_unlock(\(space), 0)") }
    hasTurn = false
  }

  private func number(_ sql: String) throws -> Int {
    try connection.run(sql, []).first?.integer("n") ?? 0
  }
}
