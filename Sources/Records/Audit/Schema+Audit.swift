// Tables of the audit: chains of entries that are only ever added to, and checkpoints that sign their heads.

extension Schema {
  public static let audit: [String] = [
    """
    CREATE TABLE audit_entry (
      chain TEXT{bytes} NOT NULL,
      sequence {integer} NOT NULL CHECK (sequence >= 1),
      at {integer} NOT NULL,
      actor TEXT NOT NULL,
      act TEXT NOT NULL,
      subject TEXT NOT NULL,
      old TEXT,
      new TEXT,
      reason TEXT,
      previous TEXT NOT NULL,
      hash TEXT NOT NULL,
      PRIMARY KEY (chain, sequence)
    ){strict}
    """,
    "CREATE INDEX audit_entry_of_subject ON audit_entry (subject)",
    """
    CREATE TABLE checkpoint (
      id TEXT{bytes} PRIMARY KEY,
      at {integer} NOT NULL,
      heads TEXT NOT NULL,
      key_id TEXT NOT NULL,
      signature TEXT NOT NULL
    ){strict}
    """,
  ]
}
