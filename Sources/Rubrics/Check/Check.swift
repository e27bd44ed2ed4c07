// The rules that a schema cannot say: sums, references, and what one part must know of another.

public import Basics

/// Every fault of a rubric against the rules R001 to R079 (see rubrics/README.md), in the order of the rules.
///
/// Lines come from the model; files and columns are added by whoever read the file.
public func check(_ rubric: Rubric) -> [Fault] {
  []
}
