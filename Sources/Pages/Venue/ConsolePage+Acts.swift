// The console's lists that ask for a decision: the chosen sheet, differences between judges, late sheets.

internal import Basics

extension ConsolePage {
  func chosenCard(_ frame: Frame) -> HTML {
    guard let chosen else { return .nothing }
    return el("section", .class("card chosen"), .id("sheet")) {
      el("h2") {
        el("span", .class("code"), text: chosen.code)
        " · \(chosen.judge)"
      }
      el("p") {
        Pages.state(chosen.cell.sign, frame.say(chosen.cell.words), "go")
        " · \(frame.say(chosen.panel)) · "
        frame.say("第 \(chosen.revision) 版", "revision \(chosen.revision)")
      }
      if let explanation = chosen.explanation { el("p", text: explanation) }
      if !chosen.history.isEmpty {
        Pages.table(
          frame.say("版本记录", "Revisions"),
          head: [
            (frame.say("版本", "Revision"), false), (frame.say("时间", "When"), false),
            (frame.say("谁", "By"), false), (frame.say("理由", "Reason"), false),
          ]
        ) {
          chosen.history.map { line in
            el("tr") {
              el("td", text: line.revision)
              el("td", text: line.when)
              el("td", text: line.by)
              el("td", text: line.reason)
            }
          }
        }
      }
      if mayDecide { chosenActs(chosen, frame) }
      el("p") { link(address, frame.say("关闭", "Close"), .class("button plain")) }
    }
  }

  private func chosenActs(_ chosen: Chosen, _ frame: Frame) -> HTML {
    .several([
      chosen.isClosed
        ? form("\(address)/reopen", csrf: frame.csrf, class: "compact-form") {
          void("input", .type("hidden"), .name("sheet"), .value(chosen.sheet))
          reason("reopen", frame)
          submit(frame.say("退回重评", "Open again"), class: "button plain")
        } : .nothing,
      chosen.cell == .signed
        ? .nothing
        : form("\(address)/excuse", csrf: frame.csrf, class: "compact-form") {
          void("input", .type("hidden"), .name("sheet"), .value(chosen.sheet))
          el("div", .class("field")) {
            el(
              "label", Attribute("for", "excuse-kind"),
              text: frame.say("不签名的说明", "Explain instead of signing"))
            el("select", .id("excuse-kind"), .name("kind")) {
              el("option", .value("left-out"), text: frame.say("不计入，不再等待", "left out, not waited for"))
              if chosen.revision > 0 {
                el("option", .value("counted"), text: frame.say("已送达的分数计入", "the delivered marks count"))
              }
            }
          }
          reason("excuse", frame)
          submit(frame.say("登记说明", "Record"), class: "button plain")
        },
    ])
  }

  func alarmList(_ frame: Frame) -> HTML {
    guard !alarms.isEmpty else { return .nothing }
    let open = alarms.filter(\.isOpen)
    let rest = alarms.filter { !$0.isOpen }
    return .several([
      open.isEmpty ? .nothing : el("h2", text: frame.say("评委分差：需要讨论", "Judges differ: to be discussed")),
      el("div", .class("grid wide")) { open.map { card($0, frame) } },
      rest.isEmpty
        ? .nothing
        : folded("settled-alarms", frame.say("其他分差（\(rest.count)）", "Other differences (\(rest.count))")) {
          el("div", .class("grid wide")) { rest.map { card($0, frame) } }
        },
    ])
  }

  private func card(_ alarm: Alarm, _ frame: Frame) -> HTML {
    el("section", .class("card alarm"), Attribute("data-action", alarm.action.rawValue)) {
      el("h3") {
        el("span", .class("code"), text: alarm.code)
        " · \(frame.say(alarm.name))"
      }
      el("p") {
        Pages.state(
          alarm.isOpen ? .attention : .info, frame.say(Self.words(alarm.action)),
          alarm.isOpen ? "warn" : "idle")
        " · \(frame.say(alarm.panelTitle)) · \(frame.say(alarm.difference))"
      }
      el("ul", .class("numbers")) {
        alarm.numbers.map { number in
          el("li") {
            number.name + " "
            el("b", .class("number"), text: number.value)
          }
        }
      }
      if let discussion = alarm.discussion {
        el(
          "p", .class("soft"),
          text: frame.say("已讨论：", "Discussed: ") + "\(discussion.reason)（\(discussion.by)）")
      }
      if mayDecide, alarm.isOpen {
        if alarm.action == .discuss { keep(alarm, frame) }
        reenter(alarm, frame)
      }
    }
  }

  private static func words(_ action: Alarm.Action) -> Words {
    switch action {
    case .flag: Words(zh: "提示", en: "note")
    case .discuss: Words(zh: "须讨论并登记", en: "discuss and record")
    case .block: Words(zh: "须重新评分才有结果", en: "no result before marks are entered anew")
    }
  }

  private func place(_ alarm: Alarm) -> HTML {
    .several([
      void("input", .type("hidden"), .name("division"), .value(alarm.division)),
      void("input", .type("hidden"), .name("code"), .value(alarm.code)),
      void("input", .type("hidden"), .name("round"), .value(alarm.round)),
      void("input", .type("hidden"), .name("panel"), .value(alarm.panel)),
      void("input", .type("hidden"), .name("item"), .value(alarm.item ?? "")),
    ])
  }

  private func keep(_ alarm: Alarm, _ frame: Frame) -> HTML {
    form("\(address)/keep", csrf: frame.csrf, class: "compact-form") {
      place(alarm)
      reason("keep-\(alarm.key)", frame)
      submit(frame.say("讨论后保留原分", "Discussed: marks stay"), class: "button plain")
    }
  }

  private func reenter(_ alarm: Alarm, _ frame: Frame) -> HTML {
    folded("anew-\(alarm.key)", frame.say("请评委重新评分", "Let judges enter marks anew")) {
      form("\(address)/reenter", csrf: frame.csrf) {
        place(alarm)
        el("fieldset") {
          el("legend", text: frame.say("哪些评委（原分保留在记录中）", "Which judges (the old marks stay on record)"))
          alarm.numbers.map { number in
            el("label", .class("choice")) {
              void("input", .type("checkbox"), .name("judge.\(number.id)"), .value("1"))
              number.name
            }
          }
        }
        reason("anew-\(alarm.key)", frame)
        submit(frame.say("退回重评", "Open again"), class: "button plain")
      }
    }
  }

  func lateList(_ frame: Frame) -> HTML {
    guard !late.isEmpty else { return .nothing }
    return .several([
      el("h2", text: frame.say("迟到的评分表", "Late sheets")),
      .several(
        late.map { line in
          el("div", .class("card late")) {
            el("p") {
              el("strong", .class("code"), text: line.entry)
              " · \(line.judge) · \(frame.say(line.cause)) · \(line.received.localText)"
            }
            if mayDecide {
              form("\(address)/late", csrf: frame.csrf, class: "compact-form") {
                void("input", .type("hidden"), .name("write"), .value(line.writeID))
                reason("late-\(line.writeID)", frame)
                el("button", .class("button"), .name("admit"), .value("1"), text: frame.say("采用", "Admit"))
                el(
                  "button", .class("button plain"), .name("admit"), .value("0"),
                  text: frame.say("不采用", "Refuse"))
              }
            }
          }
        }),
    ])
  }
}
