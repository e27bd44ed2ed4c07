// Tables of exams: identity checks, the gates as they were decided, and who may sit which gate again.

extension Schema {
  public static let exams: [String] = [
    // Looks are added; the last one in time counts.
    """
    CREATE TABLE identity_check (
      id TEXT{bytes} PRIMARY KEY,
      participation TEXT NOT NULL REFERENCES participation (id),
      result TEXT NOT NULL CHECK (result IN ('matched', 'mismatch', 'missing')),
      document TEXT CHECK (document IN ('id-card', 'temporary-card', 'police-proof', 'other')),
      checked_by TEXT NOT NULL,
      checked {integer} NOT NULL,
      note TEXT,
      CHECK (result = 'missing' OR document IS NOT NULL),
      CHECK (result <> 'mismatch' OR note IS NOT NULL)
    ){strict}
    """,
    "CREATE INDEX identity_check_of_participation ON identity_check (participation)",
    // One row for each gate of a decision; a later revision decides anew and leaves the earlier ones.
    // carried_from: the participation whose passed gate counts here.
    """
    CREATE TABLE exam_gate (
      participation TEXT NOT NULL REFERENCES participation (id),
      revision {integer} NOT NULL CHECK (revision >= 1),
      position {integer} NOT NULL CHECK (position >= 1),
      gate TEXT{bytes} NOT NULL,
      title_zh TEXT NOT NULL,
      title_en TEXT NOT NULL,
      minimum TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('passed', 'failed', 'absent')),
      value TEXT,
      carried_from TEXT REFERENCES participation (id),
      decided_by TEXT NOT NULL,
      decided {integer} NOT NULL,
      PRIMARY KEY (participation, revision, gate),
      CHECK (state <> 'absent' OR value IS NULL),
      CHECK (carried_from IS NULL OR state = 'passed')
    ){strict}
    """,
    // sat_as: the participation under which the gate is sat again; each gate once a participation.
    """
    CREATE TABLE retake (
      id TEXT{bytes} PRIMARY KEY,
      participation TEXT NOT NULL REFERENCES participation (id),
      gate TEXT{bytes} NOT NULL,
      sat_as TEXT NOT NULL REFERENCES participation (id),
      until TEXT{bytes} NOT NULL CHECK (length(until) = 10),
      registered_by TEXT NOT NULL,
      registered {integer} NOT NULL,
      UNIQUE (sat_as, gate),
      CHECK (participation <> sat_as)
    ){strict}
    """,
    "CREATE INDEX retake_of_participation ON retake (participation)",
  ]
}
