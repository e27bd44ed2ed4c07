// Millimetres, points, and the inks as colours.

internal import Pages

/// Points in a millimetre.
let pointsPerMillimetre = 72.0 / 25.4

extension Double {
  /// Millimetres as points.
  var points: Double { self * pointsPerMillimetre }
}

extension PaperDocument.Ink {
  var colour: (red: Double, green: Double, blue: Double) {
    switch self {
    case .black: (0, 0, 0)
    case .grey: (0.33, 0.33, 0.33)
    case .faint: (0.62, 0.62, 0.62)
    case .red: (0.62, 0.09, 0.10)
    case .gold: (0.63, 0.48, 0.20)
    case .white: (1, 1, 1)
    }
  }
}

extension PaperDocument.Family {
  /// The font's name and the only place where it stands.
  var fontName: String { self == .serif ? "Noto Serif CJK SC" : "Noto Sans CJK SC" }
}
