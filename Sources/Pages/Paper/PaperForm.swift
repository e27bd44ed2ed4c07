// The common look of forms and lists: their styles, titles and the line that names the rubric.

internal import Basics

/// Styles and pieces that the office's forms share.
enum PaperForm {
  static let title = PaperDocument.Style(.sans, 17, bold: true, .center, leading: 1.35)
  static let subtitle = PaperDocument.Style(.sans, 13, .center, leading: 1.5)
  static let body = PaperDocument.Style(.sans, 12, leading: 1.35)
  static let small = PaperDocument.Style(.sans, 10.5, leading: 1.35)
  static let note = PaperDocument.Style(.sans, 9, ink: .grey, leading: 1.45)

  /// The watermark of demo papers; their footers say it upright.
  static func sampleMark(_ isSample: Bool) -> [PaperDocument.Element] {
    isSample ? [.watermark("示例 SAMPLE")] : []
  }

  /// The foot of a form: what it is about, which rubric it follows, and whether it is a sample.
  static func footer(
    _ subject: String? = nil, rubric: String?, sheet: String? = nil, isSample: Bool, _ language: Language
  ) -> PaperDocument.Footer {
    var parts = subject.map { [$0] } ?? []
    if let rubric { parts.append((language == .zh ? "评分细则 " : "Rubric ") + rubric.prefix(12)) }
    if let sheet { parts.append((language == .zh ? "表号 " : "Sheet ") + sheet) }
    if isSample { parts.append("示例 SAMPLE") }
    return PaperDocument.Footer(note: parts.joined(separator: language == .zh ? "　" : "  ·  "))
  }
}
