// What the website needs from the other doors to set events up: QR codes and the rubrics that come along.

import Basics
import Office
import Papers
import Rubrics
import Tables
import Website

/// Wires the doors of the set-up pages.
enum SetUpDoors {
  /// Rubrics that are offered for new divisions.
  static let rubrics = [
    "chef-hot", "chef-cold", "chef-pastry", "chef-snack", "exam-mother-baby", "exam-elder-care",
    "manager-pitch",
  ]

  /// - Parameter address: where the site is reached from outside; nil takes the address of each request.
  static func means(address: String?) -> SetUpMeans {
    SetUpMeans(
      qr: { try? qrSVG($0) },
      rubrics: rubrics.compactMap { name in
        guard let bytes = Assets.bytes("rubrics/\(name).xml"),
          case .success(let rubric) = RubricDoor.read(bytes)
        else { return nil }
        return ShippedRubric(name: name + ".xml", rubric: rubric, bytes: bytes)
      }, authoring: authoring, address: address)
  }

  /// Spreadsheets in and out, and blank score sheets, as the commands `rubric from-table`, `to-table` and `sheet` make them.
  private static var authoring: AuthoringMeans {
    AuthoringMeans(
      fromTable: { bytes in
        TableReader().workbook(bytes, file: nil).flatMap { rubric(from: $0) }.map {
          (Array(rubricXML($0.rubric).utf8), $0.notes)
        }
      },
      toTable: { xlsx(workbook(of: $0, $1)) },
      sheets: { rubric, language in
        try await PressProcess(executable: Program.path).pdf(RubricSheetCommand.document(rubric, language))
      })
  }
}
