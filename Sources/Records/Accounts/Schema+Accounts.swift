// Tables of regions, offices, accounts, roles and sign-ins.

extension Schema {
  public static let accounts: [String] = [
    """
    CREATE TABLE store_fact (name TEXT{bytes} PRIMARY KEY, value TEXT NOT NULL){strict}
    """,
    """
    CREATE TABLE region (
      id TEXT{bytes} PRIMARY KEY,
      parent TEXT REFERENCES region (id),
      title_zh TEXT NOT NULL,
      title_en TEXT NOT NULL
    ){strict}
    """,
    """
    CREATE TABLE office (
      id TEXT{bytes} PRIMARY KEY,
      region TEXT NOT NULL REFERENCES region (id),
      title_zh TEXT NOT NULL,
      title_en TEXT NOT NULL
    ){strict}
    """,
    """
    CREATE TABLE account (
      id TEXT{bytes} PRIMARY KEY,
      login TEXT{bytes} NOT NULL UNIQUE,
      name TEXT NOT NULL,
      password TEXT NOT NULL,
      must_change {integer} NOT NULL DEFAULT 0 CHECK (must_change IN (0, 1)),
      state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'disabled')),
      created {integer} NOT NULL
    ){strict}
    """,
  ]

  /// Who may do what, and who is signed in; after events and judges, to which they point.
  public static let rights: [String] = [
    // A grant without office or event holds for all of its region.
    """
    CREATE TABLE role_grant (
      id TEXT{bytes} PRIMARY KEY,
      account TEXT NOT NULL REFERENCES account (id),
      role TEXT NOT NULL CHECK (role IN
        ('administrator', 'organizer', 'chief', 'official', 'clerk', 'supervisor')),
      region TEXT NOT NULL REFERENCES region (id),
      office TEXT REFERENCES office (id),
      event TEXT REFERENCES event (id)
    ){strict}
    """,
    """
    CREATE UNIQUE INDEX role_grant_once
      ON role_grant (account, role, region, COALESCE(office, ''), COALESCE(event, ''))
    """,
    // Called sign_in because a session is a part of the contest's day. Tokens are kept as SHA-256.
    """
    CREATE TABLE sign_in (
      token_hash TEXT{bytes} PRIMARY KEY,
      account TEXT REFERENCES account (id),
      judge TEXT REFERENCES judge (id),
      device TEXT NOT NULL,
      csrf TEXT NOT NULL,
      created {integer} NOT NULL,
      seen {integer} NOT NULL,
      expires {integer} NOT NULL,
      ended {integer},
      CHECK ((account IS NULL) <> (judge IS NULL))
    ){strict}
    """,
    "CREATE INDEX sign_in_of_judge ON sign_in (judge)",
    "CREATE INDEX sign_in_of_account ON sign_in (account)",
  ]
}
