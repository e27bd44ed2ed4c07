// Tables of the certificate register: numbers without gaps, certificates that never change, and what became
// of them.

extension Schema {
  public static let certificates: [String] = [
    // Counters move only in the transaction that stores the certificates with those numbers.
    """
    CREATE TABLE number_series (
      series TEXT{bytes} PRIMARY KEY,
      last {integer} NOT NULL CHECK (last >= 1)
    ){strict}
    """,
    // Papers stand apart, found by their digest: they are laid down before the numbers are given, a few at a
    // time.
    """
    CREATE TABLE certificate_paper (
      sha256 TEXT{bytes} PRIMARY KEY CHECK (length(sha256) = 64),
      pdf {blob} NOT NULL
    ){strict}
    """,
    // cause: the award's id, or the kind of the paper; edition: 2 and more where a paper replaces the one
    // before.
    """
    CREATE TABLE certificate (
      number TEXT{bytes} PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('award', 'completion', 'score-report')),
      event TEXT NOT NULL REFERENCES event (id),
      participation TEXT NOT NULL REFERENCES participation (id),
      cause TEXT{bytes} NOT NULL,
      edition {integer} NOT NULL CHECK (edition >= 1),
      facts TEXT NOT NULL,
      credential_id TEXT{bytes} NOT NULL UNIQUE,
      credential TEXT NOT NULL,
      pdf_sha256 TEXT NOT NULL UNIQUE REFERENCES certificate_paper (sha256),
      proof TEXT NOT NULL,
      secret TEXT NOT NULL CHECK (length(secret) >= 16),
      key_id TEXT NOT NULL,
      issuer TEXT NOT NULL,
      issued {integer} NOT NULL,
      sample {integer} NOT NULL CHECK (sample IN (0, 1)),
      UNIQUE (event, participation, cause, edition)
    ){strict}
    """,
    "CREATE INDEX certificate_of_participation ON certificate (participation)",
    // Only ever added to; the line with the highest sequence is what holds.
    """
    CREATE TABLE certificate_status (
      number TEXT{bytes} NOT NULL REFERENCES certificate (number),
      sequence {integer} NOT NULL CHECK (sequence >= 1),
      state TEXT NOT NULL CHECK (state IN ('issued', 'suspended', 'revoked', 'superseded')),
      at {integer} NOT NULL,
      actor TEXT NOT NULL,
      reason TEXT NOT NULL,
      superseded_by TEXT REFERENCES certificate (number),
      CHECK ((state = 'superseded') = (superseded_by IS NOT NULL)),
      PRIMARY KEY (number, sequence)
    ){strict}
    """,
  ]
}
