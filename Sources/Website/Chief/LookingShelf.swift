// Statistics that were computed once, kept until a division's sheets change: they cost seconds, and people reload pages.

internal import Judging
internal import Office
internal import Records
internal import Synchronization

/// At most one answer a division and panel; what is older than its sheets is computed anew.
final class LookingShelf: Sendable {
  private struct Kept<Value: Sendable>: Sendable {
    var version: String
    var value: Value
  }

  private let agreements = Mutex<[String: Kept<Agreement>]>([:])
  private let robust = Mutex<[String: Kept<Robustness>]>([:])

  func agreement(of view: DivisionOnView, panel: String?) -> Agreement {
    let key = "\(view.division.id)\u{1F}\(panel ?? "")"
    if let kept = agreements.withLock({ $0[key] }), kept.version == view.version { return kept.value }
    let value = Agreement(tally: view.tally, panel: panel)
    agreements.withLock { $0[key] = Kept(version: view.version, value: value) }
    return value
  }

  /// Judges are drawn anew by the same chance every time, so that two people see one report.
  func robustness(of view: DivisionOnView) -> Robustness {
    let key = view.division.id
    if let kept = robust.withLock({ $0[key] }), kept.version == view.version { return kept.value }
    let value = Robustness(of: view.tally, seed: 1, draws: 100)
    robust.withLock { $0[key] = Kept(version: view.version, value: value) }
    return value
  }
}
