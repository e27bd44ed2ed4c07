// Tables of outcomes: placements, shops with their dated facts, visits, jobs, support schemes and cases.

extension Schema {
  public static let outcomes: [String] = [
    """
    CREATE TABLE placement (
      id TEXT{bytes} PRIMARY KEY,
      region TEXT NOT NULL REFERENCES region (id),
      person TEXT NOT NULL REFERENCES person (id),
      participation TEXT REFERENCES participation (id),
      kind TEXT NOT NULL CHECK (kind IN ('employed', 'local', 'self-employed', 'cooperative', 'seeking')),
      employer TEXT,
      post TEXT,
      place TEXT,
      started TEXT{bytes} NOT NULL CHECK (length(started) = 10),
      evidence TEXT NOT NULL CHECK (evidence IN ('told', 'paper', 'seen', 'register')),
      recorded_by TEXT NOT NULL,
      recorded {integer} NOT NULL
    ){strict}
    """,
    "CREATE INDEX placement_of_person ON placement (person)",
    """
    CREATE TABLE shop (
      id TEXT{bytes} PRIMARY KEY,
      region TEXT NOT NULL REFERENCES region (id),
      name TEXT NOT NULL CHECK (name <> ''),
      person TEXT NOT NULL REFERENCES person (id),
      participation TEXT REFERENCES participation (id),
      place TEXT NOT NULL,
      sample {integer} NOT NULL CHECK (sample IN (0, 1)),
      recorded_by TEXT NOT NULL,
      recorded {integer} NOT NULL
    ){strict}
    """,
    "CREATE INDEX shop_of_person ON shop (person)",
    // Facts are added; a wrong one is replaced by a later one that names it, and stays.
    """
    CREATE TABLE shop_stage (
      id TEXT{bytes} PRIMARY KEY,
      shop TEXT NOT NULL REFERENCES shop (id),
      stage TEXT NOT NULL CHECK (stage IN
        ('intention', 'site', 'licence', 'health', 'food-permit', 'opened', 'six-months', 'twelve-months',
        'suspended', 'resumed', 'transferred', 'cancelled', 'abandoned')),
      day TEXT{bytes} NOT NULL CHECK (length(day) = 10),
      paper TEXT,
      evidence TEXT NOT NULL CHECK (evidence IN ('told', 'paper', 'seen', 'register')),
      recorded_by TEXT NOT NULL,
      recorded {integer} NOT NULL,
      replaces TEXT UNIQUE REFERENCES shop_stage (id),
      note TEXT
    ){strict}
    """,
    "CREATE INDEX shop_stage_of_shop ON shop_stage (shop)",
    """
    CREATE TABLE visit (
      id TEXT{bytes} PRIMARY KEY,
      shop TEXT NOT NULL REFERENCES shop (id),
      month {integer} CHECK (month >= 1),
      day TEXT{bytes} NOT NULL CHECK (length(day) = 10),
      visited_by TEXT NOT NULL,
      way TEXT NOT NULL CHECK (way IN ('on-site', 'phone', 'message')),
      found TEXT NOT NULL CHECK (found IN
        ('preparing', 'open', 'suspended', 'transferred', 'cancelled', 'abandoned')),
      needs TEXT,
      recorded {integer} NOT NULL,
      UNIQUE (shop, month)
    ){strict}
    """,
    """
    CREATE TABLE job_count (
      id TEXT{bytes} PRIMARY KEY,
      shop TEXT NOT NULL REFERENCES shop (id),
      visit TEXT REFERENCES visit (id),
      day TEXT{bytes} NOT NULL CHECK (length(day) = 10),
      people {integer} NOT NULL CHECK (people >= 0),
      evidence TEXT NOT NULL CHECK (evidence IN ('told', 'paper', 'seen', 'register')),
      recorded_by TEXT NOT NULL,
      recorded {integer} NOT NULL
    ){strict}
    """,
    "CREATE INDEX job_count_of_shop ON job_count (shop)",
    // A changed rule is a new row with days of its own. limit_months: nil where the limit is for the whole case.
    """
    CREATE TABLE scheme (
      id TEXT{bytes} PRIMARY KEY,
      region TEXT NOT NULL REFERENCES region (id),
      title_zh TEXT NOT NULL,
      title_en TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('grant', 'rent', 'loan', 'wage')),
      limit_fen {integer} NOT NULL CHECK (limit_fen > 0),
      limit_months {integer} CHECK (limit_months > 0),
      valid_from TEXT{bytes} NOT NULL CHECK (length(valid_from) = 10),
      valid_to TEXT{bytes} CHECK (valid_to >= valid_from),
      source TEXT NOT NULL CHECK (source <> ''),
      one_off {integer} NOT NULL CHECK (one_off IN (0, 1)),
      rivals TEXT,
      months_open {integer} NOT NULL CHECK (months_open >= 0),
      people_needed {integer} NOT NULL CHECK (people_needed >= 0)
    ){strict}
    """,
    """
    CREATE TABLE support_case (
      id TEXT{bytes} PRIMARY KEY,
      scheme TEXT NOT NULL REFERENCES scheme (id),
      person TEXT NOT NULL REFERENCES person (id),
      shop TEXT REFERENCES shop (id),
      months {integer} CHECK (months > 0),
      recorded {integer} NOT NULL
    ){strict}
    """,
    "CREATE INDEX support_case_of_person ON support_case (person)",
    "CREATE INDEX support_case_of_shop ON support_case (shop)",
    """
    CREATE TABLE support_step (
      support_case TEXT NOT NULL REFERENCES support_case (id),
      position {integer} NOT NULL CHECK (position >= 1),
      kind TEXT NOT NULL CHECK (kind IN ('applied', 'granted', 'refused', 'paid', 'withdrawn')),
      day TEXT{bytes} NOT NULL CHECK (length(day) = 10),
      amount_fen {integer} CHECK (amount_fen > 0),
      decided_by TEXT NOT NULL,
      reason TEXT,
      paper TEXT,
      recorded {integer} NOT NULL,
      PRIMARY KEY (support_case, position),
      CHECK ((kind IN ('applied', 'granted', 'paid')) = (amount_fen IS NOT NULL)),
      CHECK (kind NOT IN ('refused', 'withdrawn') OR reason IS NOT NULL)
    ){strict}
    """,
  ]
}
