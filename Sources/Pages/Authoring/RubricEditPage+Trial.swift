// Trying a changed rubric: where the sheets come from, and what the same sheets give under both, in a picture and a table.

public import Basics
public import Judging

/// A trial as it is shown.
public struct TrialView: Sendable {
  public var trial: RubricTrial
  /// Names of the two rubrics.
  public var before: Words
  public var after: Words
  /// Titles of awards by id.
  public var awards: [String: Words]

  public init(_ trial: RubricTrial, before: Words, after: Words, awards: [String: Words]) {
    self.trial = trial
    self.before = before
    self.after = after
    self.awards = awards
  }
}

extension RubricEditPage {
  func sampling(_ frame: Frame) -> HTML {
    el("section", .class("card"), .id("trial"), Attribute("data-quiet", "")) {
      el("h2", text: frame.say("试算：同样的评分表，新旧各算一遍", "Try it: the same sheets under both"))
      result(frame)
      el("fieldset", .class("part")) {
        el("legend", .class("part-title small"), text: frame.say("用什么评分表来试", "Which sheets"))
        choice(.invented, Words(zh: "随手编的一批分（不是真的成绩）", en: "Invented marks"), frame)
        el("div", .class("part-fields indented")) {
          small("sample.works", Words(zh: "几件作品（2–60）", en: "Works (2–60)"), sample.works, frame)
          small("sample.judges", Words(zh: "每组几位评委（1–15）", en: "Judges (1–15)"), sample.judges, frame)
          small("sample.seed", Words(zh: "换个数字就换一批", en: "Another number, other marks"), sample.seed, frame)
        }
        if !divisions.isEmpty {
          choice(
            .event, Words(zh: "一个活动里已送达的评分表（只读，不改）", en: "Delivered sheets of an event (read only)"), frame)
          el("div", .class("field indented")) {
            el("label", Attribute("for", "sample-division"), text: frame.say("组别", "Division"))
            el("select", .id("sample-division"), .name("sample.division")) {
              divisions.map { one in
                HTML.element(
                  "option", [.value(one.id), Attribute("selected", flag: one.id == sample.division)],
                  [.text(frame.say(one.title))])
              }
            }
          }
        }
        choice(
          .pasted,
          Words(zh: "粘贴或上传的表（entry,judge,item,value）", en: "A table pasted or sent (entry,judge,item,value)"),
          frame)
        el("div", .class("field indented")) {
          el("label", Attribute("for", "sample-text"), text: frame.say("粘贴到这里", "Paste it here"))
          el("textarea", .id("sample-text"), .name("sample.text"), Attribute("rows", "4"), text: sample.text)
          el(
            "label", Attribute("for", "sample-file"),
            text: frame.say("或选文件（CSV、XLSX）", "Or a file (CSV, XLSX)"))
          void(
            "input", .id("sample-file"), .type("file"), .name("sample.file"),
            Attribute("accept", ".csv,.xlsx,text/csv"))
        }
      }
      el("p", .class("actions no-print")) { act("try", frame.say("试算", "Try it"), "button", "trial") }
    }
  }

  private func choice(_ kind: Sample.Kind, _ words: Words, _ frame: Frame) -> HTML {
    el("label", .class("choice")) {
      void(
        "input", .type("radio"), .name("sample.kind"), .value(kind.rawValue),
        Attribute("checked", flag: sample.kind == kind))
      frame.say(words)
    }
  }

  private func small(_ name: String, _ words: Words, _ value: String, _ frame: Frame) -> HTML {
    el("div", .class("field number-field")) {
      el("label", Attribute("for", "f-\(name)"), text: frame.say(words))
      void(
        "input", .id("f-\(name)"), .type("text"), Attribute("inputmode", "numeric"), .name(name),
        .value(value))
    }
  }

  @HTMLBuilder
  private func result(_ frame: Frame) -> HTML {
    if !trialFaults.isEmpty {
      el("div", .class("error-box"), .id("trial-faults"), Attribute("role", "alert")) {
        el("strong", text: frame.say("这批评分表算不了：", "These sheets cannot be computed:"))
        el("ul") {
          trialFaults.prefix(20).map { fault in
            el("li") {
              if let row = fault.row { frame.say("第 \(row) 行：", "row \(row): ") }
              frame.say(fault.words)
              if let suggestion = fault.suggestion {
                el("span", .class("soft"), text: " → \(frame.say(suggestion))")
              }
            }
          }
          if trialFaults.count > 20 {
            el("li", text: frame.say("还有 \(trialFaults.count - 20) 处", "\(trialFaults.count - 20) more"))
          }
        }
      }
    }
    if let trial { shown(trial, frame) }
  }

  private func shown(_ view: TrialView, _ frame: Frame) -> HTML {
    let lines = view.trial.lines
    let moved = view.trial.moved
    let blocked = [view.trial.before, view.trial.after].map { tally in
      tally.standing.lines.count { $0.status == "blocked" }
    }
    return el("div", .id("trial-result")) {
      el("p") {
        moved.isEmpty
          ? state(.good, frame.say("名次都不变", "no place changes"), "good wrap")
          : state(
            .attention,
            frame.say(
              "\(lines.count) 件作品里 \(moved.count) 件名次不同",
              "\(moved.count) of \(lines.count) works stand elsewhere"),
            "warn wrap")
      }
      if let first = lines.first?.entry, let now = lines.first(where: { $0.after?.order == 1 })?.entry,
        now != first
      {
        el("p") {
          el("strong", text: frame.say("第一名由 \(first) 变为 \(now)", "First would be \(now), not \(first)"))
        }
      }
      el("ul", .class("plain-list soft")) {
        view.trial.notes.map { el("li", text: frame.say($0.words)) }
        if blocked != [0, 0] {
          el(
            "li",
            text: frame.say(
              "没有成绩的作品：原来 \(blocked[0]) 件，改后 \(blocked[1]) 件",
              "works without a result: \(blocked[0]) before, \(blocked[1]) after"))
        }
      }
      slopes(
        lines.prefix(40).map {
          Slope(
            name: $0.entry, before: $0.before?.order, after: $0.after?.order, left: $0.before?.total ?? "–",
            right: $0.after?.total ?? "–")
        }.filter { ($0.before ?? 0) <= 40 && ($0.after ?? 0) <= 40 },
        left: frame.say("原来", "Before"), right: frame.say("改后", "After"),
        title: frame.say("每件作品在新旧规则下的先后", "The order of works under both rubrics"))
      table(
        "\(frame.say(view.before)) → \(frame.say(view.after))", class: "scroll tight",
        head: [
          (frame.say("作品", "Work"), false), (frame.say("原名次", "Place before"), true),
          (frame.say("原总分", "Total before"), true), (frame.say("新名次", "Place after"), true),
          (frame.say("新总分", "Total after"), true), (frame.say("奖项与合格", "Awards, pass"), false),
        ]
      ) {
        lines.map { row($0, view, frame) }
      }
    }
  }

  private func row(_ line: RubricTrial.Line, _ view: TrialView, _ frame: Frame) -> HTML {
    let none = frame.say("无", "none")
    return el("tr") {
      el("th", .scope("row"), .class("code"), text: line.entry)
      el("td", .class("number"), text: line.before?.place ?? none)
      el("td", .class("number"), text: line.before?.total ?? "–")
      el("td", .class(line.isMoved ? "number moved" : "number")) {
        line.after?.place ?? none
        if line.isMoved { el("span", .class("hidden-visually"), text: frame.say("（变了）", " (moved)")) }
      }
      el("td", .class("number"), text: line.after?.total ?? "–")
      el("td") { line.isElse ? words(line.before, view, frame) + " → " + words(line.after, view, frame) : "" }
    }
  }

  private func words(_ side: RubricTrial.Side?, _ view: TrialView, _ frame: Frame) -> String {
    var parts = (side?.awards ?? []).map { view.awards[$0].map { frame.say($0) } ?? $0 }
    if let passed = side?.passed {
      parts.append(passed ? frame.say("合格", "passed") : frame.say("不合格", "not passed"))
    }
    return parts.isEmpty ? frame.say("无", "none") : parts.joined(separator: frame.say("、", ", "))
  }
}
