// Tables of sheets: one row a sheet, one row a revision that is never changed, and what came too late.

extension Schema {
  public static let sheets: [String] = [
    // revision 0: nothing delivered yet. locked: the round is closed; signed: the judge's name stands under it.
    """
    CREATE TABLE sheet (
      id TEXT{bytes} PRIMARY KEY,
      event TEXT NOT NULL REFERENCES event (id),
      division TEXT NOT NULL REFERENCES division (id),
      entry TEXT NOT NULL REFERENCES entry (id),
      round TEXT{bytes} NOT NULL,
      run {integer} NOT NULL CHECK (run >= 1),
      panel TEXT{bytes} NOT NULL,
      judge TEXT NOT NULL REFERENCES judge (id),
      rubric_sha256 TEXT NOT NULL REFERENCES rubric (sha256),
      state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'signed')),
      locked {integer} NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
      revoked {integer},
      revision {integer} NOT NULL DEFAULT 0 CHECK (revision >= 0),
      UNIQUE (entry, round, run, panel, judge)
    ){strict}
    """,
    "CREATE INDEX sheet_of_judge ON sheet (judge)",
    "CREATE INDEX sheet_of_division ON sheet (division)",
    // marks: canonical JSON of the values; hash: its SHA-256.
    """
    CREATE TABLE sheet_revision (
      sheet TEXT{bytes} NOT NULL REFERENCES sheet (id),
      revision {integer} NOT NULL CHECK (revision >= 1),
      marks TEXT NOT NULL,
      hash TEXT NOT NULL CHECK (length(hash) = 64),
      write_id TEXT{bytes} NOT NULL UNIQUE,
      body_hash TEXT NOT NULL,
      device TEXT NOT NULL,
      sequence {integer} NOT NULL,
      received {integer} NOT NULL,
      saved_wall {integer},
      remarks TEXT,
      written_by TEXT NOT NULL,
      reason TEXT,
      PRIMARY KEY (sheet, revision)
    ){strict}
    """,
    """
    CREATE TABLE late_sheet (
      write_id TEXT{bytes} PRIMARY KEY,
      sheet TEXT NOT NULL REFERENCES sheet (id),
      cause TEXT NOT NULL CHECK (cause IN ('locked', 'signed', 'withdrawn')),
      marks TEXT NOT NULL,
      hash TEXT NOT NULL,
      body_hash TEXT NOT NULL,
      device TEXT NOT NULL,
      sequence {integer} NOT NULL,
      received {integer} NOT NULL,
      saved_wall {integer},
      remarks TEXT,
      written_by TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'admitted', 'refused')),
      decided_by TEXT,
      decided {integer},
      reason TEXT,
      CHECK ((state = 'waiting') = (decided IS NULL))
    ){strict}
    """,
    "CREATE INDEX late_sheet_of_sheet ON late_sheet (sheet)",
    // One signature a revision; reopening makes a new revision and leaves the old signature where it is.
    """
    CREATE TABLE sheet_signature (
      sheet TEXT{bytes} NOT NULL,
      revision {integer} NOT NULL,
      hash TEXT NOT NULL,
      judge TEXT NOT NULL REFERENCES judge (id),
      name TEXT NOT NULL,
      device TEXT NOT NULL,
      signed {integer} NOT NULL,
      receipt TEXT NOT NULL,
      PRIMARY KEY (sheet, revision),
      FOREIGN KEY (sheet, revision) REFERENCES sheet_revision (sheet, revision)
    ){strict}
    """,
  ]

  /// Late sheets may also wait because a file brought other marks; a check cannot be changed, so the table is made anew.
  static let lateSheetsOfFiles: [String] = [
    """
    CREATE TABLE late_sheet_anew (
      write_id TEXT{bytes} PRIMARY KEY,
      sheet TEXT NOT NULL REFERENCES sheet (id),
      cause TEXT NOT NULL CHECK (cause IN ('locked', 'signed', 'withdrawn', 'conflict')),
      marks TEXT NOT NULL,
      hash TEXT NOT NULL,
      body_hash TEXT NOT NULL,
      device TEXT NOT NULL,
      sequence {integer} NOT NULL,
      received {integer} NOT NULL,
      saved_wall {integer},
      remarks TEXT,
      written_by TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'admitted', 'refused')),
      decided_by TEXT,
      decided {integer},
      reason TEXT,
      CHECK ((state = 'waiting') = (decided IS NULL))
    ){strict}
    """,
    """
    INSERT INTO late_sheet_anew (write_id, sheet, cause, marks, hash, body_hash, device, sequence, received, saved_wall, remarks, written_by, state,
      decided_by, decided, reason)
    SELECT write_id, sheet, cause, marks, hash, body_hash, device, sequence, received, saved_wall, remarks, written_by, state,
      decided_by, decided, reason FROM late_sheet
    """,
    "DROP TABLE late_sheet",
    "ALTER TABLE late_sheet_anew RENAME TO late_sheet",
    "CREATE INDEX late_sheet_of_sheet ON late_sheet (sheet)",
  ]
}
