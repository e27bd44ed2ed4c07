// How firm the places are: without any one judge, with any one mark a step away, with judges drawn anew; for the day before an appeal.

public import Basics
public import Judging

/// What-if answers of one division; nothing on it changes a result.
public struct WhatIfPage: Sendable {
  public var event: String
  public var title: Words
  public var divisions: [AgreementPage.Choice]
  public var division: String
  /// Entries with a place, in order.
  public var places: [(entry: String, place: String)]
  public var withoutJudge: [WithoutJudge]
  /// What takes longer to compute; nil until somebody asks for it.
  public var robustness: Robustness?
  public var items: [String: Words]
  public var undelivered: Int
  private let names: JudgeNames

  public init(
    event: String, title: Words, divisions: [AgreementPage.Choice], division: String,
    places: [(entry: String, place: String)], withoutJudge: [WithoutJudge], robustness: Robustness?,
    names: [String: String],
    items: [String: Words], undelivered: Int
  ) {
    self.event = event
    self.title = title
    self.divisions = divisions
    self.division = division
    self.places = places
    self.withoutJudge = withoutJudge
    self.robustness = robustness
    self.items = items
    self.undelivered = undelivered
    self.names = JudgeNames(names)
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("名次稳不稳", "How firm the places are"),
      body: .several([
        el("p", .class("crumbs")) { link("/office/events/\(event)", "← " + frame.say(title)) },
        el("p", .class("eyebrow"), text: frame.say(title)),
        el("h1", text: frame.say("名次稳不稳", "How firm the places are")),
        onlyLooking(
          frame,
          frame.say(
            "这一页只做假设，不改变任何分数、名次和奖项。名次接近不等于评错了。",
            "This page only asks what if; it changes no mark, no place and no award. A close result is not a wrong one."
          )),
        chooser(
          frame.say("组别", "Division"), divisions, division, frame,
          address: { "/office/events/\(event)/what-if?division=\($0.queryEscaped)" }),
        undelivered > 0
          ? el("p") {
            state(
              .working,
              frame.say(
                "还有 \(undelivered) 份评分表没有送达，以下只按已送达的算",
                "\(undelivered) sheets are still to come; this counts what is here"), "go")
          } : .nothing,
        .several(
          places.isEmpty
            ? [
              el("section", .class("card"), .id("no-places")) {
                el(
                  "p",
                  text: frame.say("还没有名次，等成绩齐了再看。", "There are no places yet; come back when results are in.")
                )
              }
            ]
            : [withoutJudges(frame)]
              + (robustness.map { [oneStep($0, frame), drawnAnew($0, frame)] } ?? [asking(frame)])),
        el("p", .class("actions")) {
          link(
            "/office/events/\(event)/agreement?division=\(division.queryEscaped)",
            frame.say("评委打分是否一致", "How the judges agree"), .class("button plain"))
        },
      ]))
  }

  private func withoutJudges(_ frame: Frame) -> HTML {
    let all = withoutJudge
    let firm = all.filter { $0.changes.isEmpty && $0.blocked.isEmpty }
    return el("section", .class("card"), .id("without-judge")) {
      el("h2", text: frame.say("如果少了任何一位评委", "Without any one judge"))
      el("p") {
        firm.count == all.count
          ? state(.good, frame.say("少了谁，名次都不变", "whoever is left out, no place changes"), "good wrap")
          : state(
            .info,
            frame.say(
              "\(all.count) 位评委里，少了其中 \(all.count - firm.count) 位的任一位，就有名次变化",
              "leaving out any one of \(all.count - firm.count) of the \(all.count) judges changes some place"
            ),
            "go wrap")
      }
      if firm.count < all.count { grid(all, frame) }
    }
  }

  /// Entries down, judges across: the place without that judge where it differs.
  private func grid(_ all: [WithoutJudge], _ frame: Frame) -> HTML {
    let moved = all.map { one in
      (
        Dictionary(one.changes.map { ($0.entry, $0.to) }, uniquingKeysWith: { first, _ in first }),
        Set(one.blocked)
      )
    }
    return table(
      frame.say("各作品的名次；少了某位评委而不同的，写在那一栏里", "Places; where one differs without a judge, that column says so"),
      head: [(frame.say("名次", "Place"), true), (frame.say("作品", "Work"), false)]
        + all.map { (frame.say("少了 \(names[$0.judge])", "without \(names[$0.judge])"), true) }
    ) {
      places.map { line in
        el("tr") {
          el("td", .class("number"), text: line.place)
          el("th", .scope("row"), .class("code"), text: line.entry)
          moved.map { changes, blocked in
            let isBlocked = blocked.contains(line.entry)
            guard isBlocked || changes.keys.contains(line.entry) else {
              return el("td", .class("number soft"), text: "·")
            }
            let now = isBlocked ? nil : changes[line.entry] ?? nil
            return el("td", .class("number moved"), text: now ?? frame.say("无成绩", "none"))
          }
        }
      }
    }
  }

  private func asking(_ frame: Frame) -> HTML {
    el("section", .class("card no-print"), .id("asking")) {
      el("h2", text: frame.say("再往细里算", "Look closer"))
      el(
        "p",
        text: frame.say(
          "把每个分数上下移动一档，再把评委重新抽取许多次，看名次怎样变。作品多时要等几秒到一分钟，算好后会留着。",
          "Every mark one step up and down, and the judges drawn anew many times. With many works it takes seconds to a minute; the answer is kept then."
        ))
      el("p", .class("actions")) {
        link(
          "/office/events/\(event)/what-if?division=\(division.queryEscaped)&all=1",
          frame.say("开始计算", "Compute it"), .class("button"))
      }
    }
  }

  private func oneStep(_ robustness: Robustness, _ frame: Frame) -> HTML {
    let moves = robustness.oneStep
    let entries = Set(moves.map(\.entry))
    return el("section", .class("card"), .id("one-step")) {
      el("h2", text: frame.say("任何一个分数差一档", "Any one mark a step away"))
      el(
        "p",
        text: frame.say(
          "把每个分数分别上移、下移一档，试了 \(robustness.tried) 次，其中 \(moves.count) 次会改变该作品的名次，涉及 \(entries.count) 件作品。",
          "Every mark one step up and one down: \(robustness.tried) tried, \(moves.count) would change the place of their work, \(entries.count) works in all."
        ))
      if robustness.untried > 0 {
        el(
          "p", .class("soft"),
          text: frame.say("另有 \(robustness.untried) 次没有试。", "\(robustness.untried) more were not tried."))
      }
      if moves.isEmpty {
        el("p") { state(.good, frame.say("没有一个分数能单独改变名次", "no single mark decides a place"), "good wrap") }
      } else {
        list(moves.prefix(10), frame)
        if moves.count > 10 {
          el("details") {
            el("summary", text: frame.say("其余 \(moves.count - 10) 处", "\(moves.count - 10) more"))
            list(moves.dropFirst(10).prefix(200), frame)
          }
        }
      }
    }
  }

  private func list(_ moves: ArraySlice<OneStep>, _ frame: Frame) -> HTML {
    el("ul", .class("plain-list")) {
      moves.map { one in
        let item = items[one.item].map { frame.say($0) } ?? one.item
        return el("li") {
          el("strong", .class("code"), text: one.entry)
          frame.say(
            "：\(names[one.judge]) 的“\(item)”若是 \(one.moved) 而不是 \(one.value)，第 \(one.change.from ?? "-") 名变为第 \(one.change.to ?? "-") 名",
            ": had \(names[one.judge]) given \(one.moved), not \(one.value), for \(item), place \(one.change.from ?? "-") would be \(one.change.to ?? "-")"
          )
        }
      }
    }
  }

  private func drawnAnew(_ robustness: Robustness, _ frame: Frame) -> HTML {
    let draws = Swift.max(1, robustness.draws)
    return el("section", .class("card"), .id("drawn-anew")) {
      el("h2", text: frame.say("换一批差不多的评委", "Another jury of the same kind"))
      el(
        "p", .class("soft"),
        text: frame.say(
          "每组评委重新抽取 \(draws) 次（可重复抽到同一人）。条越长，名次越稳；后面是九成情况下的名次。",
          "The judges of every panel drawn anew \(draws) times, with repetition. The longer the bar, the firmer the place; then the places in nine of ten draws."
        ))
      el("ul", .class("judge-rows")) {
        robustness.resampled.map { one in
          let share = one.same * 100 / draws
          let range = one.low == one.high ? one.low : "\(one.low)–\(one.high)"
          return el("li") {
            el("strong") {
              frame.say("第 \(one.place) 名 ", "\(one.place). ")
              el("span", .class("code"), text: one.entry)
            }
            el(
              "svg", .class("bar chart"), Attribute("viewBox", "0 0 200 28"),
              Attribute("aria-hidden", "true")
            ) {
              rect(0, 6, 200, 16, "track")
              rect(0, 6, Double(share) * 2, 16, share >= 80 ? "d" : share >= 50 ? "b" : "x")
            }
            el(
              "span",
              text: frame.say(
                "\(share)% 保持这个名次；九成在 \(range)", "\(share)% keep this place; nine of ten in \(range)"))
          }
        }
      }
    }
  }
}
