// How the set-up of an event looks: the checklist on top, then a card for each step.

internal import Basics

extension SetUpPage {
  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("\(title[.zh]) 筹备", "\(title[.en]): set-up"),
      body: .several([
        el("p", .class("crumbs")) {
          link("/office/events/\(event)", "← " + frame.say(title))
        },
        el("p", .class("eyebrow"), text: "\(day.words(frame.language)) · \(frame.say(state))"),
        el("h1", text: frame.say("筹备：\(title[.zh])", "Set up: \(title[.en])")),
        doneNote(done, frame),
        placedFaultBox(faults, frame),
        checklist(frame),
        section(.divisions, frame) { divisionsBody(frame) },
        section(.roster, frame) { rosterBody(frame) },
        section(.codes, frame) { codesBody(frame) },
        section(.judges, frame) { judgesBody(frame) },
        section(.assignments, frame) { assignmentsBody(frame) },
        section(.sheets, frame) { sheetsBody(frame) },
        section(.open, frame) { openBody(frame) },
      ]))
  }

  private func checklist(_ frame: Frame) -> HTML {
    let next = next
    return .several([
      el(
        "div", .class("stages-scroll card"), Attribute("tabindex", "0"),
        .aria(label: frame.say("进度", "Progress"))
      ) {
        el("ol", .class("stages")) {
          for step in Step.allCases {
            let look = isDone(step) ? "done" : step == next ? "now" : ""
            el("li", .class(look), Attribute("aria-current", step == next ? "step" : nil)) {
              link("#\(step.rawValue)", frame.say(Self.words(step)))
              el("span", .class("hidden-visually"), text: " " + status(step, frame))
            }
          }
        }
      },
      next.map { step in
        el("p", .class("lead"), .id("next")) {
          frame.say("下一步：", "Next: ")
          link("#\(step.rawValue)", frame.say(Self.words(step)))
        }
      }
        ?? el("p", .class("lead"), .id("next")) {
          frame.say("活动已经开放，评委可以打分。", "The event is open; judges can score.")
        },
    ])
  }

  private func status(_ step: Step, _ frame: Frame) -> String {
    isDone(step)
      ? frame.say("已完成", "done") : step == next ? frame.say("下一步", "next") : frame.say("待完成", "to do")
  }

  private func section(_ step: Step, _ frame: Frame, @HTMLBuilder content: () -> HTML) -> HTML {
    let sign: Sign = isDone(step) ? .delivered : step == next ? .working : .empty
    let number = (Step.allCases.firstIndex(of: step) ?? 0) + 1
    return el("section", .class("card"), .id(step.rawValue)) {
      el("h2", text: "\(number)　\(frame.say(Self.words(step)))")
      el("p", .class("small")) {
        Pages.state(sign, status(step, frame), isDone(step) ? "good" : step == next ? "go" : "idle")
      }
      content()
    }
  }

  func hint(_ text: String) -> HTML { el("p", .class("soft"), text: text) }

  /// A field with an id of its own, for several forms on one page.
  func labelled(_ id: String, _ label: String, hint: String? = nil, @HTMLBuilder control: () -> HTML) -> HTML
  {
    el("div", .class("field")) {
      el("label", Attribute("for", id), text: label)
      if let hint { el("p", .class("hint small"), text: hint) }
      control()
    }
  }

  func line(_ id: String, _ name: String, value: String = "", required: Bool = true) -> HTML {
    void(
      "input", .id(id), .type("text"), .name(name), .value(value), Attribute("required", flag: required),
      Attribute("autocomplete", "off"))
  }

  func hidden(_ name: String, _ value: String) -> HTML {
    void("input", .type("hidden"), .name(name), .value(value))
  }

  func box(_ name: String, _ text: String, isChecked: Bool = false) -> HTML {
    el("label", .class("choice")) {
      void(
        "input", .type("checkbox"), .name(name), .value("1"), Attribute("checked", flag: isChecked))
      text
    }
  }

  /// Forms of a step that is done stay closed, unless something in them was refused or the step is next.
  func further(
    _ step: Step, _ summary: String, keeping fields: [String], _ frame: Frame,
    @HTMLBuilder content: () -> HTML
  ) -> HTML {
    guard isDone(step) else { return content() }
    let isOpen = fields.contains { typed[$0] != nil }
    return el("details", Attribute("open", flag: isOpen)) {
      el("summary", text: summary)
      content()
    }
  }

  func noDivision(_ frame: Frame) -> HTML {
    hint(frame.say("先添加组别。", "Add a division first."))
  }
}
