// Tables of results: what was computed from exactly which revisions, and what was published of it.

extension Schema {
  public static let results: [String] = [
    // The three inputs are kept as the tables of `sizhou tally`, on codes only, so that anybody with them and the rubric computes the same ranking.
    """
    CREATE TABLE result_set (
      id TEXT{bytes} PRIMARY KEY,
      event TEXT NOT NULL REFERENCES event (id),
      division TEXT NOT NULL REFERENCES division (id),
      rubric_sha256 TEXT NOT NULL REFERENCES rubric (sha256),
      sheets TEXT NOT NULL,
      entries TEXT NOT NULL,
      decisions TEXT NOT NULL,
      revisions TEXT NOT NULL,
      ranking TEXT NOT NULL,
      ranking_sha256 TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'provisional' CHECK (state IN ('provisional', 'final', 'superseded')),
      computed {integer} NOT NULL,
      computed_by TEXT NOT NULL,
      superseded_by TEXT,
      reason TEXT
    ){strict}
    """,
    "CREATE INDEX result_set_of_event ON result_set (event)",
    """
    CREATE TABLE publication (
      id TEXT{bytes} PRIMARY KEY,
      event TEXT NOT NULL REFERENCES event (id),
      number {integer} NOT NULL CHECK (number >= 1),
      document TEXT NOT NULL,
      document_sha256 TEXT NOT NULL,
      published {integer} NOT NULL,
      published_by TEXT NOT NULL,
      notice_until TEXT NOT NULL,
      reason TEXT,
      UNIQUE (event, number)
    ){strict}
    """,
    """
    CREATE TABLE publication_part (
      publication TEXT NOT NULL REFERENCES publication (id),
      result_set TEXT NOT NULL REFERENCES result_set (id),
      PRIMARY KEY (publication, result_set)
    ){strict}
    """,
  ]
}
