// Tables of the day itself: what devices report, which sheets are explained instead of signed, what was typed from paper.

extension Schema {
  public static let venue: [String] = [
    // One row a judge's device, overwritten at each report. sheets: ids of sheets with unsent changes, JSON.
    """
    CREATE TABLE device_report (
      judge TEXT NOT NULL REFERENCES judge (id),
      device TEXT{bytes} NOT NULL,
      seen {integer} NOT NULL,
      unsent {integer} NOT NULL CHECK (unsent >= 0),
      stuck {integer} NOT NULL CHECK (stuck >= 0),
      sheets TEXT NOT NULL,
      lost {integer},
      PRIMARY KEY (judge, device)
    ){strict}
    """,
    // left-out: nothing of the sheet counts; counted: its marks count without the signature; paper: signed on paper.
    """
    CREATE TABLE sheet_excuse (
      id TEXT{bytes} PRIMARY KEY,
      sheet TEXT NOT NULL REFERENCES sheet (id),
      kind TEXT NOT NULL CHECK (kind IN ('left-out', 'counted', 'paper')),
      reason TEXT NOT NULL CHECK (reason <> ''),
      excused_by TEXT NOT NULL,
      excused {integer} NOT NULL,
      ended {integer}
    ){strict}
    """,
    "CREATE INDEX sheet_excuse_of_sheet ON sheet_excuse (sheet)",
    // pass 1: the first typing; 2: the second, blind or read back. ended: typed anew or given up.
    """
    CREATE TABLE paper_reading (
      id TEXT{bytes} PRIMARY KEY,
      sheet TEXT NOT NULL REFERENCES sheet (id),
      pass {integer} NOT NULL CHECK (pass IN (1, 2)),
      way TEXT NOT NULL CHECK (way IN ('typed', 'read-back')),
      marks TEXT NOT NULL,
      hash TEXT NOT NULL CHECK (length(hash) = 64),
      entered_by TEXT NOT NULL,
      entered {integer} NOT NULL,
      ended {integer}
    ){strict}
    """,
    "CREATE INDEX paper_reading_of_sheet ON paper_reading (sheet)",
  ]
}
