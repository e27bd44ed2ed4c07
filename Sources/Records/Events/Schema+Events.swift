// Tables of events: divisions with their rubric, who takes part, what is judged, who judges it, what people decided.

extension Schema {
  public static let events: [String] = [
    """
    CREATE TABLE series (
      id TEXT{bytes} PRIMARY KEY,
      region TEXT NOT NULL REFERENCES region (id),
      title_zh TEXT NOT NULL,
      title_en TEXT NOT NULL
    ){strict}
    """,
    """
    CREATE TABLE event (
      id TEXT{bytes} PRIMARY KEY,
      series TEXT REFERENCES series (id),
      region TEXT NOT NULL REFERENCES region (id),
      office TEXT REFERENCES office (id),
      kind TEXT NOT NULL CHECK (kind IN ('contest', 'exam', 'training')),
      title_zh TEXT NOT NULL,
      title_en TEXT NOT NULL,
      day TEXT{bytes} NOT NULL CHECK (length(day) = 10),
      state TEXT NOT NULL DEFAULT 'preparing'
        CHECK (state IN ('preparing', 'open', 'closed', 'published', 'archived')),
      settings TEXT NOT NULL DEFAULT '{}',
      sample {integer} NOT NULL CHECK (sample IN (0, 1)),
      created {integer} NOT NULL
    ){strict}
    """,
    """
    CREATE TABLE event_version (
      event TEXT NOT NULL REFERENCES event (id),
      chain TEXT NOT NULL,
      version {integer} NOT NULL,
      PRIMARY KEY (event, chain)
    ){strict}
    """,
    """
    CREATE TABLE rubric (
      sha256 TEXT{bytes} PRIMARY KEY CHECK (length(sha256) = 64),
      id TEXT NOT NULL,
      version {integer} NOT NULL,
      bytes {blob} NOT NULL,
      added {integer} NOT NULL
    ){strict}
    """,
    // frozen: when the first sheet was delivered; from then on the rubric of the division stays.
    """
    CREATE TABLE division (
      id TEXT{bytes} PRIMARY KEY,
      event TEXT NOT NULL REFERENCES event (id),
      position {integer} NOT NULL,
      title_zh TEXT NOT NULL,
      title_en TEXT NOT NULL,
      rubric_sha256 TEXT NOT NULL REFERENCES rubric (sha256),
      frozen {integer},
      UNIQUE (event, position)
    ){strict}
    """,
    """
    CREATE TABLE participation (
      id TEXT{bytes} PRIMARY KEY,
      person TEXT NOT NULL REFERENCES person (id),
      event TEXT NOT NULL REFERENCES event (id),
      division TEXT NOT NULL REFERENCES division (id),
      number TEXT{bytes} NOT NULL,
      unit TEXT NOT NULL DEFAULT '',
      work TEXT NOT NULL DEFAULT '',
      status TEXT NOT NULL DEFAULT 'registered'
        CHECK (status IN ('registered', 'present', 'absent', 'withdrawn', 'disqualified')),
      identity_checked {integer},
      UNIQUE (division, person),
      UNIQUE (event, number)
    ){strict}
    """,
    "CREATE INDEX participation_of_person ON participation (person)",
    // code: the blind code, the only name that judges and rankings know; empty until drawn.
    """
    CREATE TABLE entry (
      id TEXT{bytes} PRIMARY KEY,
      participation TEXT NOT NULL REFERENCES participation (id),
      event TEXT NOT NULL REFERENCES event (id),
      division TEXT NOT NULL REFERENCES division (id),
      code TEXT{bytes},
      lot {integer},
      status TEXT NOT NULL DEFAULT 'ok' CHECK (status IN
        ('ok', 'absent', 'withdrawn', 'disqualified', 'not-started', 'not-finished', 'not-advanced')),
      UNIQUE (event, code)
    ){strict}
    """,
    "CREATE INDEX entry_of_division ON entry (division)",
    "CREATE INDEX entry_of_participation ON entry (participation)",
    // person: the same human being, where a judge also stands in the register; unit: whom she works for.
    """
    CREATE TABLE judge (
      id TEXT{bytes} PRIMARY KEY,
      event TEXT NOT NULL REFERENCES event (id),
      name TEXT NOT NULL CHECK (name <> ''),
      unit TEXT NOT NULL DEFAULT '',
      person TEXT REFERENCES person (id),
      token_hash TEXT{bytes} NOT NULL UNIQUE,
      pin_hash TEXT NOT NULL,
      failures {integer} NOT NULL DEFAULT 0,
      barred_until {integer} NOT NULL DEFAULT 0,
      revoked {integer}
    ){strict}
    """,
    "CREATE INDEX judge_of_event ON judge (event)",
    """
    CREATE TABLE assignment (
      judge TEXT NOT NULL REFERENCES judge (id),
      panel TEXT{bytes} NOT NULL,
      entry TEXT NOT NULL REFERENCES entry (id),
      round TEXT{bytes} NOT NULL,
      revoked {integer},
      PRIMARY KEY (judge, panel, entry, round)
    ){strict}
    """,
    """
    CREATE TABLE decision (
      id TEXT{bytes} PRIMARY KEY,
      event TEXT NOT NULL REFERENCES event (id),
      division TEXT NOT NULL REFERENCES division (id),
      entry TEXT NOT NULL REFERENCES entry (id),
      round TEXT,
      panel TEXT,
      item TEXT,
      decision TEXT NOT NULL CHECK (decision IN
        ('discussed', 'third-mark', 'tie-vote', 'tie-draw', 'veto-confirmed', 'late-admitted')),
      value TEXT NOT NULL,
      decided_by TEXT NOT NULL,
      reason TEXT NOT NULL,
      decided {integer} NOT NULL,
      superseded_by TEXT REFERENCES decision (id)
    ){strict}
    """,
    "CREATE INDEX decision_of_division ON decision (division)",
    // start and finish in milliseconds since 1970; a later observation of the same thing supersedes.
    """
    CREATE TABLE observation (
      id TEXT{bytes} PRIMARY KEY,
      event TEXT NOT NULL REFERENCES event (id),
      division TEXT NOT NULL REFERENCES division (id),
      entry TEXT NOT NULL REFERENCES entry (id),
      round TEXT,
      run {integer},
      item TEXT,
      start {integer},
      finish {integer},
      note TEXT NOT NULL DEFAULT '',
      observed_by TEXT NOT NULL,
      observed {integer} NOT NULL,
      superseded_by TEXT REFERENCES observation (id),
      CHECK (start IS NULL OR finish IS NULL OR finish >= start)
    ){strict}
    """,
    "CREATE INDEX observation_of_division ON observation (division)",
  ]
}
