// What a sheet's values are worth one by one and together, for whoever adds it up again by hand.

public import Basics

/// A sheet's values with their marks.
public struct SheetSum: Hashable, Sendable {
  public struct Line: Hashable, Sendable {
    public var slot: Slot
    /// As the judge wrote it.
    public var value: String
    /// Nil where a value carries no marks that are added, such as a veto or a deduction's units.
    public var marks: Marks?
  }

  public var lines: [Line]
  /// The marks added: before deductions, bonuses, factors and weights.
  public var sum: Marks

  /// - Parameter values: by item or step id; what is not given is left out.
  public init(_ check: SheetCheck, values: [(item: String, text: String)]) {
    let given = Dictionary(values.map { ($0.item, $0.text) }) { _, last in last }
    lines = check.slots.compactMap { slot in
      guard let text = given[slot.id], !text.isEmpty else { return nil }
      return Line(slot: slot, value: text, marks: Self.marks(slot, text))
    }
    sum = Marks(units: lines.reduce(0) { $0 + ($1.marks?.units ?? 0) })
  }

  private static func marks(_ slot: Slot, _ text: String) -> Marks? {
    switch slot.kind {
    case .points, .levels, .step, .measure, .paper:
      guard case .success(let value) = slot.read(text), value.isNumber || value == .notPresented else {
        return nil
      }
      return Marks(units: slot.marks(for: value) / 1_000)
    default: return nil
    }
  }
}
