// The closing check on screen: what is still open, what is explained and why, and how paper is checked; made to be printed too.

public import Basics

/// The page of the closing check.
public struct ClosingPage: Sendable {
  public var view: ClosingView
  /// How typed paper sheets are checked: `retype` or `read-back`.
  public var check: String
  public var faults: [Fault]
  public var done: Words?
  public var mayDecide: Bool

  public init(
    _ view: ClosingView, check: String, faults: [Fault] = [], done: Words? = nil, mayDecide: Bool
  ) {
    self.view = view
    self.check = check
    self.faults = faults
    self.done = done
    self.mayDecide = mayDecide
  }

  private var address: String { "/office/events/\(view.event)/closing" }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("结束核对", "Closing check"),
      body: .several([
        el("p", .class("crumbs no-print")) {
          link("/office/events/\(view.event)/console", "← " + frame.say("控制台", "Console"))
        },
        el("p", .class("eyebrow"), text: "\(frame.say(view.title)) · \(view.day.words(frame.language))"),
        el("h1", text: frame.say("结束核对声明", "Closing statement")),
        doneNote(done, frame),
        faults.isEmpty ? .nothing : faultBox(faults, frame),
        el("div", .class("verdict \(view.isComplete ? "good" : "warn")"), .id("verdict")) {
          (view.isComplete ? Sign.good : Sign.attention).svg
          el(
            "h2",
            text: view.isComplete ? frame.say("可以签字", "Ready to sign") : frame.say("还不能结束", "Not closed yet"))
          el("p", text: view.declaration(frame.language))
        },
        .several(view.unwaived.map { unwaived($0, frame) }),
        .several(view.divisions.map { division($0, frame) }),
        conduct(frame),
        el("p", .class("actions")) {
          link(
            "/office/events/\(view.event)/papers/closing",
            frame.say("打印声明（PDF）", "Print the statement (PDF)"), .class("button"))
        },
        signatures(frame),
        el("p", .class("soft small")) {
          frame.say("生成时间 ", "Made at ") + view.at.localText + " · "
          el("span", .class("mono break"), text: view.digest)
        },
      ]))
  }

  private func division(_ division: ClosingView.Division, _ frame: Frame) -> HTML {
    el("section", .class("card")) {
      el("h2", text: frame.say(division.title))
      el("p", text: division.summary(frame.language))
      if division.undiscussed > 0 {
        el("p") {
          state(
            .attention,
            frame.say(
              "还有 \(division.undiscussed) 处分差没有处理", "\(division.undiscussed) differences are not settled"),
            "warn")
        }
      }
      if !division.open.isEmpty {
        el("h3", text: frame.say("还差 \(division.open.count) 份", "\(division.open.count) still open"))
        el("ul") { division.open.prefix(100).map { el("li", text: frame.say($0.words)) } }
        if division.open.count > 100 {
          el(
            "p", text: frame.say("还有 \(division.open.count - 100) 条", "and \(division.open.count - 100) more")
          )
        }
      }
      if !division.explained.isEmpty {
        table(
          frame.say("说明", "Explanations"),
          head: [
            (frame.say("编码", "Code"), false), (frame.say("评委", "Judge"), false),
            (frame.say("情况", "What"), false),
            (frame.say("理由", "Reason"), false), (frame.say("谁、何时", "By, when"), false),
          ]
        ) {
          division.explained.map { line in
            el("tr") {
              el("td", .class("code"), text: line.entry)
              el("td", text: line.judge)
              el("td", text: frame.say(line.what))
              el("td", text: line.reason)
              el("td", text: line.by.isEmpty ? "" : "\(line.by) \(line.when)")
            }
          }
        }
      }
    }
  }

  private func unwaived(_ separation: (id: String, words: Words), _ frame: Frame) -> HTML {
    el("section", .class("card"), .id("waive-\(separation.id)")) {
      el("p") { state(.attention, frame.say(separation.words), "warn") }
      if mayDecide {
        form("\(address)/waive", csrf: frame.csrf, class: "compact-form") {
          void("input", .type("hidden"), .name("what"), .value(separation.id))
          el("div", .class("field")) {
            el(
              "label", Attribute("for", "why-\(separation.id)"), text: frame.say("允许的理由", "Why it is allowed")
            )
            void(
              "input", .type("text"), .id("why-\(separation.id)"), .name("reason"),
              Attribute("required", flag: true))
          }
          submit(frame.say("允许并写入声明", "Allow and put on the statement"), class: "button plain")
        }
      }
    }
  }

  private func conduct(_ frame: Frame) -> HTML {
    el("section", .class("card"), .id("conduct")) {
      el("h2", text: frame.say("怎样核对", "How it was checked"))
      el("p", text: frame.say("纸质评分表：", "Paper sheets: ") + frame.say(view.check))
      if view.waivers.isEmpty {
        el("p", text: frame.say("没有放宽的职责分离。", "No separation of duties was waived."))
      } else {
        el("h3", text: frame.say("放宽的职责分离", "Separations of duties that were waived"))
        el("ul") {
          view.waivers.map { el("li", text: "\(frame.say($0.what))：\($0.reason)（\($0.by) \($0.when)）") }
        }
      }
      if mayDecide {
        form("\(address)/check", csrf: frame.csrf, class: "compact-form no-print") {
          field(
            "check", frame.say("纸质录入的核对方法", "How typed paper sheets are checked"), value: check,
            list: [
              ("retype", frame.say("第二人盲录（看不到第一遍）", "a second clerk types blind")),
              ("read-back", frame.say("第二人对照纸面读回", "a second clerk reads back from the paper")),
            ])
          submit(frame.say("保存", "Save"), class: "button plain")
        }
      }
    }
  }

  private func signatures(_ frame: Frame) -> HTML {
    el("div", .class("sign-lines only-print")) {
      for name in [frame.say("裁判长", "Chief judge"), frame.say("监督员", "Supervisor"), frame.say("日期", "Date")] {
        el("p", text: name + "：____________________")
      }
    }
  }
}
