// Money in fen, whole numbers only.

/// An amount of yuan kept in fen (1/100 yuan).
public struct Money: Hashable, Comparable, Sendable {
  public let fen: Int

  public init(fen: Int) { self.fen = fen }
  public init(yuan: Int) { fen = yuan * 100 }

  /// Reads `5000`, `5000.5`, `5000.50`; nil for anything else, negative amounts included.
  public init?(_ text: some StringProtocol) {
    guard let thousandths = Marks(text), thousandths.units >= 0, thousandths.units % 10 == 0 else {
      return nil
    }
    fen = thousandths.units / 10
  }

  public static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }
  public static func + (left: Money, right: Money) -> Money { Money(fen: left.fen + right.fen) }
  public static let zero = Money(fen: 0)

  /// `5,000.00`.
  public var text: String {
    var whole = String(fen.magnitude / 100)
    var grouped = ""
    while whole.count > 3 {
      grouped = "," + whole.suffix(3) + grouped
      whole.removeLast(3)
    }
    let rest = fen.magnitude % 100
    return (fen < 0 ? "-" : "") + whole + grouped + "." + (rest < 10 ? "0" : "") + String(rest)
  }
}
