// Where each chapter of the records declares its tables.

/// The CREATE statements of all chapters, one array a chapter, spelled for any engine by `SQLDialect.spelled`.
///
/// A table that somebody may have data in never changes here: a later migration changes it.
public enum Schema {}
