// The pictures of the agreement page: bars for strict and lenient, dots for spread, the top ten without each judge.

internal import Basics
internal import Judging

extension AgreementPage {
  private func number(_ value: Double?, _ decimals: Int = 2) -> String { Agreement.plain(value, decimals) }

  /// Bars to the right for the strict, to the left for the lenient.
  func strictness(_ frame: Frame) -> HTML {
    let widest = Swift.max(agreement.profiles.compactMap { $0.severity.map(abs) }.max() ?? 0, 0.001)
    return el("section", .class("card"), .id("strictness")) {
      el("h2", text: frame.say("谁严谁松", "Who is strict, who is lenient"))
      el(
        "p", .class("soft"),
        text: frame.say(
          "和其他评委对同一作品的平均分相比。竖线左边偏松，右边偏严；差别小到可能是碰巧的，算作与大家一致。",
          "Beside what the others gave the same works. Left of the line is lenient, right is strict; what may be chance counts as like the others."
        ))
      el("ul", .class("judge-rows")) {
        agreement.profiles.map { profile in
          let severity = profile.severity ?? 0
          let length = abs(severity) / widest * 96
          let stands = profile.strictness == .strict || profile.strictness == .lenient
          return el("li") {
            el("strong", text: name(profile.id))
            picture(width: 200) {
              line(100, 2, 100, 26, "axis strong")
              rect(
                severity < 0 ? 100 - length : 100, 6, length, 16, stands ? (severity > 0 ? "x" : "c") : "f")
            }
            el("span", .class(stands ? "told" : "soft"), text: frame.say(profile.words))
          }
        }
      }
    }
  }

  /// Every total of a judge as a dot, her mean as a stroke, all on one scale.
  func widths(_ frame: Frame) -> HTML {
    let rows = agreement.ratings.totals.rows
    let all = rows.flatMap { $0.compactMap { $0 } }
    let (low, high) = (all.min() ?? 0, all.max() ?? 1)
    let scale = high > low ? 184 / (high - low) : 0
    return el("section", .class("card"), .id("widths")) {
      el("h2", text: frame.say("谁拉得开，谁挤在一起", "Who spreads, who bunches"))
      el(
        "p", .class("soft"),
        text: frame.say(
          "每个点是一件作品的总分，竖线是这位评委的平均分；从左到右 \(number(low)) 到 \(number(high)) 分。",
          "Each dot is one work's total, the stroke this judge's mean; from \(number(low)) on the left to \(number(high))."
        ))
      el("ul", .class("judge-rows")) {
        agreement.profiles.enumerated().map { place, profile in
          let stands = profile.width == .spreads || profile.width == .bunches
          return el("li") {
            el("strong", text: name(profile.id))
            picture(width: 200) {
              line(4, 14, 196, 14, "axis")
              rows.compactMap { $0[place] }.map { circle(8 + ($0 - low) * scale, 14, 4, "b see-through") }
              if let mean = profile.mean {
                line(8 + (mean - low) * scale, 2, 8 + (mean - low) * scale, 26, "mean")
              }
            }
            el("span", .class(stands ? "told" : "soft"), text: frame.say(profile.widthWords))
          }
        }
      }
    }
  }

  /// The words beside it say the same, so the picture is silent for screen readers.
  private func picture(width: Int, @HTMLBuilder shapes: () -> HTML) -> HTML {
    el(
      "svg", .class("bar chart"), Attribute("viewBox", "0 0 \(width) 28"),
      Attribute("aria-hidden", "true"), content: shapes)
  }

  func topTen(_ frame: Frame) -> HTML {
    el("section", .class("card"), .id("top-ten")) {
      el("h2", text: frame.say("少了哪位评委，前十名会怎样", "The top ten without each judge"))
      if agreement.topTens.isEmpty {
        el(
          "p",
          text: frame.say("成绩还不完整，没有名次可比。", "Results are not complete yet; there are no places to compare."))
      } else if let without = agreement.withoutJudges {
        el("ul", .class("plain-list")) {
          without.map { one in
            el("li") {
              el("strong", text: name(one.judge))
              frame.say("：", ": ")
              state(
                one.topTens.isEmpty ? .attention : one.changesSomething ? .info : .delivered,
                frame.say(one.words), one.topTens.isEmpty || one.changesSomething ? "go wrap" : "good wrap")
            }
          }
        }
        agreement.topTens.map { topTenTable($0, without, frame) }
      } else {
        el(
          "p",
          text: frame.say("评分太多，没有逐一计算。", "There are too many marks to compute it for every judge."))
      }
    }
  }

  /// Places down, judges across; whoever stands elsewhere without that judge is marked.
  private func topTenTable(_ top: TopTen, _ without: [TopTenWithout], _ frame: Frame) -> HTML {
    let others = without.map { one in
      (judge: one.judge, entries: one.topTens.first { $0.division == top.division }?.entries ?? [])
    }
    return el("details") {
      el("summary", text: frame.say("逐位对照", "Side by side"))
      table(
        frame.say("前十名，全部评委和分别少一位评委", "The top ten with all judges and without each"), isTitled: true,
        head: [(frame.say("次序", "Order"), true), (frame.say("全部评委", "All judges"), false)]
          + others.map { (frame.say("少了 \(name($0.judge))", "without \(name($0.judge))"), false) }
      ) {
        top.entries.indices.map { place in
          el("tr") {
            el("td", .class("number"), text: "\(place + 1)")
            el("td", .class("code"), text: top.entries[place])
            others.map { other in
              let entry = place < other.entries.count ? other.entries[place] : ""
              return el("td", .class(entry == top.entries[place] ? "code soft" : "code moved")) {
                entry
                if entry != top.entries[place] {
                  el("span", .class("hidden-visually"), text: frame.say("（不同）", " (differs)"))
                }
              }
            }
          }
        }
      }
    }
  }

  /// The farthest beyond its limit first; the rest behind a fold.
  func secondLook(_ frame: Frame) -> HTML {
    let order = agreement.outliers.sorted { abs($0.value) / $0.limit > abs($1.value) / $1.limit }
    let ratings = named(frame.language)
    let items = { (some: ArraySlice<Outlier>) in
      el("ul", .class("plain-list")) { some.map { el("li", text: frame.say($0.words(ratings))) } }
    }
    return el("section", .class("card"), .id("second-look")) {
      el("h2", text: frame.say("值得再看一眼的分数", "Marks worth a second look"))
      if order.isEmpty {
        el("p") { state(.good, frame.say("没有相差特别大的分数", "no mark stands far apart"), "good") }
      } else {
        el(
          "p", .class("soft"),
          text: frame.say(
            "相差大不等于错。可以请评委核对是否看错、填错，分数仍以评委签名为准。",
            "Far apart is not wrong. Ask the judge whether something was misread or mistyped; the signed mark stands."
          ))
        items(order.prefix(8))
        if order.count > 8 {
          el("details") {
            el("summary", text: frame.say("其余 \(order.count - 8) 条", "\(order.count - 8) more"))
            items(order.dropFirst(8))
          }
        }
      }
    }
  }
}
