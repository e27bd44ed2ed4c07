// The robustness report for people and for programs.

public import Basics
import Rubrics

extension Robustness {
  /// The report in one language, most important first.
  public func text(_ language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    var lines: [String] = []
    lines.append(say("如果少了任何一位评委", "Without any one judge"))
    for one in withoutJudge {
      var words = one.changes.prefix(12).map { Self.words($0) }
      if one.changes.count > 12 { words.append("… +\(one.changes.count - 12)") }
      if !one.blocked.isEmpty {
        words.append(say("\(one.blocked.count) 件没有成绩", "\(one.blocked.count) without a result"))
      }
      let list = words.isEmpty ? say("名次都不变", "no place changes") : words.joined(separator: ", ")
      lines.append("  \(one.judge): \(list)")
    }
    lines.append("")
    lines.append(
      say(
        "任何一个分数上下移动一档：试了 \(tried) 次，\(oneStep.count) 次会改变该作品的名次",
        "Any one mark one step up or down: \(tried) tried, \(oneStep.count) would change the place of their entry"
      ))
    if untried > 0 { lines.append(say("  另有 \(untried) 次没有试", "  \(untried) more were not tried")) }
    for one in oneStep.prefix(20) {
      lines.append(
        "  \(one.entry) \(one.judge) \(one.item)@\(one.round).\(one.run) \(one.value) → \(one.moved): "
          + Self.words(one.change))
    }
    if oneStep.count > 20 { lines.append("  … +\(oneStep.count - 20)") }
    lines.append("")
    lines.append(
      say(
        "每组评委重新抽取 \(draws) 次（种子 \(seed)）：保持名次的比例、第一名的比例、九成情况下的名次",
        "The judges of every panel drawn anew \(draws) times (seed \(seed)): share with this place, share in first place, places in 90 of 100"
      ))
    for one in resampled {
      let bar = String(repeating: "█", count: one.same * 20 / max(1, draws))
      lines.append(
        "  \(one.place). \(one.entry)  \(percent(one.same))  \(percent(one.first))  \(one.low)–\(one.high)  \(bar)"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func percent(_ count: Int) -> String { "\(count * 100 / max(1, draws))%" }

  private static func words(_ change: PlaceChange) -> String {
    "\(change.entry) \(change.from ?? "-")→\(change.to ?? "-")"
  }

  /// The report for programs.
  public var json: JSON {
    .object([
      (
        "withoutJudge",
        .array(
          withoutJudge.map {
            .object([
              ("judge", .string($0.judge)), ("changes", .array($0.changes.map(Self.json))),
              ("blocked", .strings($0.blocked)),
            ])
          })
      ),
      (
        "oneStep",
        .object([
          ("tried", .integer(tried)), ("untried", .integer(untried)),
          (
            "moved",
            .array(
              oneStep.map {
                .object([
                  ("entry", .string($0.entry)), ("judge", .string($0.judge)), ("item", .string($0.item)),
                  ("round", .string($0.round)), ("run", .integer($0.run)), ("value", .string($0.value)),
                  ("moved", .string($0.moved)), ("change", Self.json($0.change)),
                ])
              })
          ),
        ])
      ),
      (
        "resampling",
        .object([
          ("seed", .string(String(seed))), ("draws", .integer(draws)),
          (
            "entries",
            .array(
              resampled.map {
                .object([
                  ("entry", .string($0.entry)), ("place", .string($0.place)), ("same", .integer($0.same)),
                  ("first", .integer($0.first)), ("low", .string($0.low)), ("high", .string($0.high)),
                ])
              })
          ),
        ])
      ),
    ])
  }

  private static func json(_ change: PlaceChange) -> JSON {
    .object([
      ("entry", .string(change.entry)), ("from", .optional(change.from)), ("to", .optional(change.to)),
    ])
  }
}
