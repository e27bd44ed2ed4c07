// What the website needs from the other doors to set events up: QR codes and the rubrics that come along.

import Basics
import Papers
import Rubrics
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
        return .init(name: name + ".xml", title: rubric.label.title, bytes: bytes)
      }, address: address)
  }
}
