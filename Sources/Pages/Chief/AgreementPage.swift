// How the judges of one panel agree: plain words and pictures first, the figures behind a fold.

public import Basics
public import Judging

/// What the chief judge looks at; nothing on it changes a result.
public struct AgreementPage: Sendable {
  /// A division or panel to choose.
  public struct Choice: Sendable {
    public var id: String
    public var title: Words

    public init(id: String, title: Words) {
      self.id = id
      self.title = title
    }
  }

  public var event: String
  public var title: Words
  public var divisions: [Choice]
  public var division: String
  /// Panels that delivered something.
  public var panels: [Choice]
  public var agreement: Agreement
  /// Titles of items and rounds by id.
  public var items: [String: Words]
  /// Sheets that have not come yet.
  public var undelivered: Int

  private let names: JudgeNames

  public init(
    event: String, title: Words, divisions: [Choice], division: String, panels: [Choice],
    agreement: Agreement, names: [String: String], items: [String: Words], undelivered: Int
  ) {
    self.event = event
    self.title = title
    self.divisions = divisions
    self.division = division
    self.panels = panels
    self.agreement = agreement
    self.items = items
    self.undelivered = undelivered
    self.names = JudgeNames(names)
  }

  func name(_ judge: String) -> String { names[judge] }

  var address: String { "/office/events/\(event)/agreement" }

  /// The ratings with names and titles in place of ids, for the sentences that name judges and works.
  func named(_ language: Language) -> Ratings {
    var ratings = agreement.ratings
    ratings.judges = ratings.judges.map(name)
    for index in ratings.subjects.indices {
      let parts = ratings.subjects[index].id.split(separator: "@", maxSplits: 1)
      guard parts.count == 2, let title = items[String(parts[1])] else { continue }
      ratings.subjects[index].id =
        language == .zh ? "\(parts[0])（\(title.zh)）" : "\(parts[0]) (\(title[.en]))"
    }
    return ratings
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("评委一致性", "How the judges agree"),
      body: .several([
        el("p", .class("crumbs")) { link("/office/events/\(event)", "← " + frame.say(title)) },
        el("p", .class("eyebrow"), text: frame.say(title)),
        el("h1", text: frame.say("评委打分是否一致", "How the judges agree")),
        onlyLooking(
          frame,
          frame.say(
            "这一页只供查看：不改变任何分数、名次和奖项。严与松不等于对与错，请和评委谈，不要替评委改。",
            "This page is for looking only: it changes no mark, no place and no award. Strict or lenient is not right or wrong; talk with a judge, never mark for one."
          )),
        choices(frame),
        el("p", .class("lead"), text: counts(frame)),
        waiting(frame),
        .several(
          agreement.isTooFew
            ? [tooFew(frame)]
            : [summary(frame), strictness(frame), widths(frame), topTen(frame), secondLook(frame)]),
        figures(frame),
        el("p", .class("actions")) {
          link(
            "/office/events/\(event)/what-if?division=\(division.queryEscaped)",
            frame.say("名次稳不稳：少一位评委、差一档分会怎样", "How firm the places are"), .class("button plain"))
        },
      ]))
  }

  private func choices(_ frame: Frame) -> HTML {
    let own = agreement.panel ?? ""
    return .several([
      chooser(
        frame.say("组别", "Division"), divisions, division, frame,
        address: { "\(address)?division=\($0.queryEscaped)" }),
      chooser(
        frame.say("评委组", "Panel"), panels, own, frame,
        address: { "\(address)?division=\(division.queryEscaped)&panel=\($0.queryEscaped)" }),
    ])
  }

  private func counts(_ frame: Frame) -> String {
    let ratings = agreement.ratings
    return frame.say(
      "\(ratings.subjects.count) 件作品，\(ratings.judges.count) 位评委，\(ratings.items.count) 个评分项",
      "\(ratings.subjects.count) works, \(ratings.judges.count) judges, \(ratings.items.count) items")
  }

  private func waiting(_ frame: Frame) -> HTML {
    guard undelivered > 0 else { return .nothing }
    return el("p") {
      state(
        .working,
        frame.say(
          "还有 \(undelivered) 份评分表没有送达，以下只按已送达的算",
          "\(undelivered) sheets are still to come; this counts what is here"), "go")
    }
  }

  private func tooFew(_ frame: Frame) -> HTML {
    el("section", .class("card"), .id("too-few")) {
      el("h2", text: frame.say("人太少，说不准", "Too few to say anything"))
      el(
        "p",
        text: frame.say(
          "至少要有 \(Agreement.fewestJudges) 位评委各评完 \(Agreement.fewestSubjects) 件作品，才看得出谁严谁松。现在的差别可能只是碰巧。",
          "It takes at least \(Agreement.fewestJudges) judges and \(Agreement.fewestSubjects) works to see who is strict or lenient. What differs now may be chance."
        ))
    }
  }

  /// What stands out, one sentence a judge; the answer that most people come for.
  private func summary(_ frame: Frame) -> HTML {
    let lines = agreement.profiles.compactMap { profile -> (String, [Words])? in
      var found: [Words] = []
      if profile.strictness == .strict || profile.strictness == .lenient { found.append(profile.words) }
      if profile.width == .spreads || profile.width == .bunches { found.append(profile.widthWords) }
      return found.isEmpty ? nil : (name(profile.id), found)
    }
    let deciding = (agreement.withoutJudges ?? []).filter { !$0.changes.isEmpty && $0.changesSomething }
    return el("section", .class("card"), .id("summary")) {
      el("h2", text: frame.say("一眼看懂", "At a glance"))
      if lines.isEmpty {
        el("p") {
          state(.good, frame.say("没有特别严、特别松或分数挤在一起的评委", "no judge stands out"), "good")
        }
      } else {
        el("ul", .class("plain-list")) {
          lines.map { line in
            el("li") {
              el("strong", text: line.0)
              frame.say("：", ": ")
              line.1.map { frame.say($0) }.joined(separator: frame.say("；", "; "))
            }
          }
        }
      }
      if !agreement.topTens.isEmpty, agreement.withoutJudges != nil {
        el("p") {
          deciding.isEmpty
            ? frame.say("少了任何一位评委，前十名都不变。", "Without any one judge the top ten stays the same.")
            : frame.say(
              "有 \(deciding.count) 位评委，少了其中任一位，前十名会有变化。",
              "For \(deciding.count) of the judges, the top ten would differ without them.")
        }
      }
    }
  }
}

extension TopTenWithout {
  var changesSomething: Bool {
    changes.contains { $0.first != nil || !$0.entering.isEmpty || !$0.leaving.isEmpty || $0.reordered }
  }
}
