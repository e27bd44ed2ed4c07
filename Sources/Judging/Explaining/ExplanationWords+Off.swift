// The sentences about what is taken off or put on top: deductions by people and by the clock, penalties, bonuses, ratings.

import Basics
import Rubrics

extension ExplanationWords {
  /// `Overtime: 09:00:00 to 10:04:10 is 1:04:10, allowed 1:00:00, 4:10 over: 2.5 off (0.5 for each started minute)`.
  func sentence(_ clock: ExplainedClock, _ unit: ExplainedUnit) -> String {
    let over = clock.over ?? .zero
    let rule = unit.deduct.map { aside(self.rule($0)) } ?? ""
    return clock.title[language] + colon + times(of: clock)
      + say(
        "，超出 \(units(over, clock.per))：扣 \(unit.rounded.shown)",
        ", \(units(over, clock.per)) over: \(unit.rounded.shown) off")
      + rule + factored(unit).map { say("；", "; ") + $0 }.joined()
  }

  /// A clock that took nothing off.
  func sentence(inTime clock: ExplainedClock) -> String {
    guard clock.taken != nil else {
      return clock.title[language] + say("：没有起止时间，不扣", ": no start and finish, nothing off")
    }
    return clock.title[language] + colon + times(of: clock) + say("，没有超时", ", in time")
  }

  private func times(of clock: ExplainedClock) -> String {
    let (start, finish) = (clock.start ?? "", clock.finish ?? "")
    let (taken, limit) = (durationText(clock.taken ?? 0), durationText(clock.limit * 1_000))
    return say(
      "\(start) 到 \(finish)，用时 \(taken)，限时 \(limit)", "\(start) to \(finish) is \(taken), allowed \(limit)")
  }

  /// `3 minutes`, `4.166666… minutes`, `1 piece`.
  private func units(_ count: Rational, _ per: String) -> String {
    "\(count.shown) \(unit(per, isOne: count == .one))"
  }

  private func unit(_ per: String, isOne: Bool = true) -> String {
    let known = ["second": "秒", "minute": "分钟", "hour": "小时", "piece": "件", "time": "次", "mark": "分"]
    if language == .zh { return known[per] ?? per }
    return isOne || known[per] == nil ? per : per + "s"
  }

  /// How a deduction counts.
  func rule(_ deduct: Deduct) -> String {
    var parts: [String] = []
    if let each = deduct.each {
      let isOne = deduct.every.exact == .one
      let unit = self.unit(deduct.per, isOne: isOne)
      let (zh, en) = isOne ? (unit, unit) : (" \(deduct.every) \(unit)", "\(deduct.every) \(unit)")
      parts.append(
        deduct.counting == .started
          ? say("每\(zh)扣 \(each)，不满也算", "\(each) for each \(en), a started one too")
          : say("每满\(zh)扣 \(each)", "\(each) for each full \(en)"))
      if deduct.grace != .zero {
        parts.append(say("前 \(deduct.grace) 不扣", "the first \(deduct.grace) are free"))
      }
    }
    for band in deduct.bands {
      parts.append(
        band.to.map {
          say("超过 \(band.over) 至 \($0)：扣 \(band.points)", "over \(band.over) up to \($0): \(band.points)")
        } ?? say("超过 \(band.over)：扣 \(band.points)", "over \(band.over): \(band.points)"))
    }
    if let limit = deduct.limit { parts.append(say("最多扣 \(limit)", "at most \(limit)")) }
    if let over = deduct.disqualifyOver {
      parts.append(say("超过 \(over) 取消资格", "more than \(over) disqualify"))
    }
    return parts.joined(separator: say("；", "; "))
  }

  /// What people wrote for a deduction, a penalty, a bonus or a rating, and what it does.
  public func sentence(offOrOn unit: ExplainedUnit) -> String {
    let written = unit.judges.map { judge -> String in
      let marks = judge.marks.map(\.written).joined(separator: "+")
      let turned = unit.deduct != nil && marks != judge.sum.text && !marks.isEmpty
      let what =
        turned
        ? "\(unit.deduct.map { "\(marks) \(self.unit($0.per, isOne: marks == "1"))" } ?? marks) → \(judge.sum.shown)"
        : judge.sum.shown
      return "\(who(judge)) \(what)\(note(judge.counting))"
    }.joined(separator: comma)
    let isOneNumber = Set(unit.judges.map(\.sum)).count == 1 && unit.judges.first?.sum == unit.value
    var text = unit.title[language] + colon + written
    if !isOneNumber { text += say("；合成 ", "; together ") + unit.aggregated.shown }
    switch unit.effect {
    case .add: text += say("；加 \(unit.value.shown)", "; \(unit.value.shown) on top")
    case .subtract:
      switch unit.off {
      case .module: text += say("；扣 \(unit.value.shown)", "; \(unit.value.shown) off")
      case .round: text += say("；从本轮成绩中扣 \(unit.value.shown)", "; \(unit.value.shown) off the round")
      case .total: text += say("；从总分中扣 \(unit.value.shown)", "; \(unit.value.shown) off the total")
      }
    case .subtractEachAward:
      text += say("；每位评委的分各减 \(unit.value.shown)", "; \(unit.value.shown) off every judge's number")
    case .rate: text += say("；总体评价，不计入总分", "; a global rating, in no total")
    }
    if let deduct = unit.deduct { text += aside(rule(deduct)) }
    return text + unit.leftOut.map { comma + sentence($0) }.joined()
  }
}
