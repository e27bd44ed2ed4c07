// The later steps of the set-up: judges, whom they judge, the sheets, and opening.

internal import Basics

extension SetUpPage {
  func judgesBody(_ frame: Frame) -> HTML {
    guard !divisions.isEmpty else { return noDivision(frame) }
    return .several([
      needs(frame),
      judges.isEmpty ? .nothing : list(frame),
      further(.judges, frame.say("再添加评委", "Add more judges"), keeping: ["names"], frame) {
        addingJudges(frame)
      },
    ])
  }

  private func addingJudges(_ frame: Frame) -> HTML {
    .several([
      el("h3", text: frame.say("添加评委", "Add judges")),
      form(address + "/judges", csrf: frame.csrf) {
        hidden("first", String(nextJudge))
        labelled(
          "judge-names", frame.say("姓名，一行一位", "Names, one on each line"),
          hint: frame.say("可在姓名后写单位，用逗号隔开：张三，县职校", "the unit may follow a comma: Zhang San, County School")
        ) {
          el(
            "textarea", .id("judge-names"), .name("names"), Attribute("rows", "4"),
            Attribute("required", flag: true),
            text: typed["names"] ?? "")
        }
        el("div", .class("field"), Attribute("role", "group"), Attribute("aria-labelledby", "judge-panels")) {
          el("span", .class("label"), .id("judge-panels"), text: frame.say("评委组", "Panels"))
          panels.map { box("panel.\($0.id)", frame.say($0.title), isChecked: typed["panel.\($0.id)"] == "1") }
        }
        submit(frame.say("添加并显示卡片", "Add and show the cards"))
      },
      hint(
        frame.say(
          "二维码和 PIN 只在添加后显示一次，请当场打印。", "QR code and PIN are shown once, right after adding. Print them then.")
      ),
    ])
  }

  private func needs(_ frame: Frame) -> HTML {
    el("ul") {
      for panel in panels {
        let count = active.count { $0.panels.contains(panel.id) }
        el("li") {
          frame.say(panel.title)
          frame.say("：\(count) 人", ": \(count)")
          if panel.needed > 0 {
            frame.say("，至少要 \(panel.needed) 人", ", at least \(panel.needed) needed")
          } else {
            frame.say("（可以没有）", " (may stay empty)")
          }
        }
      }
    }
  }

  private func list(_ frame: Frame) -> HTML {
    table(
      frame.say("评委名单", "Judges"), isTitled: true,
      head: [
        (frame.say("姓名", "Name"), false), (frame.say("单位", "Unit"), false),
        (frame.say("评委组", "Panels"), false), (frame.say("组别", "Divisions"), false), ("", false),
      ]
    ) {
      judges.map { judge in
        el("tr") {
          el("th", .scope("row"), text: judge.name)
          el("td", text: judge.unit)
          el(
            "td",
            text: panels.filter { judge.panels.contains($0.id) }.map { frame.say($0.title) }.joined(
              separator: "、"))
          el(
            "td",
            text: divisions.filter { judge.divisions.contains($0.id) }.map { frame.say($0.title) }.joined(
              separator: "、"))
          el("td") { actions(judge, frame) }
        }
      }
    }
  }

  private func actions(_ judge: Judge, _ frame: Frame) -> HTML {
    el("details") {
      el("summary") {
        judge.isRevoked
          ? Pages.state(.bad, frame.say("已停用", "shut out"), "bad") : .text(frame.say("更多", "More"))
      }
      form(address + "/judges/renew", csrf: frame.csrf) {
        hidden("judge", judge.id)
        submit(
          judge.isRevoked
            ? frame.say("恢复并换卡", "Let back in, with a new card") : frame.say("换新卡和 PIN", "New card and PIN"),
          class: "button plain")
      }
      if !judge.isRevoked { reasonForm("revoke", judge, frame, frame.say("停用", "Shut out")) }
      for division in divisions where judge.divisions.contains(division.id) {
        reasonForm(
          "off", judge, frame, frame.say("退出\(division.title[.zh])", "Take off \(division.title[.en])"),
          division.id)
      }
    }
  }

  private func reasonForm(
    _ act: String, _ judge: Judge, _ frame: Frame, _ label: String, _ division: String = ""
  ) -> HTML {
    let id = "\(act)-\(judge.id)-\(division)"
    return form(address + "/judges/\(act)", csrf: frame.csrf, class: "compact-form") {
      hidden("judge", judge.id)
      if !division.isEmpty { hidden("division", division) }
      labelled(id, frame.say("理由", "Reason")) { line(id, "reason") }
      submit(label, class: "button plain")
    }
  }

  func assignmentsBody(_ frame: Frame) -> HTML {
    guard !divisions.isEmpty else { return noDivision(frame) }
    return .several([
      hint(
        frame.say(
          "选好的评委评本组全部作品。与选手同单位的必须回避。",
          "The chosen judges judge every entry of the division. Nobody judges her own unit.")),
      .several(divisions.map { assigning($0, frame) }),
    ])
  }

  private func assigning(_ division: Division, _ frame: Frame) -> HTML {
    form(address + "/assignments", csrf: frame.csrf) {
      hidden("division", division.id)
      el("h3", text: frame.say(division.title))
      for jury in division.juries {
        el("div", .class("field"), Attribute("role", "group"), .aria(label: frame.say(jury.title))) {
          el("span", .class("label")) {
            frame.say(jury.title)
            el("span", .class("soft small"), text: " " + assigned(jury, frame))
          }
          let able = active.filter { $0.panels.contains(jury.panel) || jury.judges.contains($0.id) }
          able.map { judge in
            box(
              "assign.\(jury.panel).\(judge.id)",
              judge.unit.isEmpty ? judge.name : "\(judge.name)（\(judge.unit)）", isChecked: true)
          }
          if able.isEmpty { hint(frame.say("这一组还没有评委", "no judge is named for this panel")) }
        }
      }
      box(
        "leave",
        frame.say("需要回避的评委只不评那一件，其余照评", "A judge with a conflict leaves out that entry and judges the others")
      )
      submit(
        frame.say("把这些评委分配给全部作品", "Assign these judges to all entries"),
        class: division.isAssigned ? "button plain" : "button")
    }
  }

  private func assigned(_ jury: Jury, _ frame: Frame) -> String {
    let count = frame.say("已分配 \(jury.judges.count) 人", "\(jury.judges.count) assigned")
    guard jury.gaps > 0 else { return count }
    return count
      + frame.say(
        "，\(jury.gaps) 处不足 \(jury.needed) 人", ", \(jury.gaps) entries have fewer than \(jury.needed)")
  }

  func sheetsBody(_ frame: Frame) -> HTML {
    guard !divisions.isEmpty else { return noDivision(frame) }
    let made = divisions.reduce(0) { $0 + $1.made }
    let expected = divisions.reduce(0) { $0 + $1.expected }
    return .several([
      el("p", text: frame.say("已生成 \(made) / \(expected) 份评分表。", "\(made) of \(expected) sheets are made.")),
      hint(
        frame.say(
          "每位评委、每件作品一份。分配有变动时再生成一次，已有的不变。",
          "One for each judge and entry. Make them again after a change; those that exist stay.")),
      form(address + "/sheets", csrf: frame.csrf) {
        submit(
          frame.say("生成评分表", "Make the sheets"),
          class: made < expected || made == 0 ? "button" : "button plain")
      },
    ])
  }

  func openBody(_ frame: Frame) -> HTML {
    guard isPreparing else {
      return el("p") { link("/office/events/\(event)", frame.say("看评分进度", "See how far judging is")) }
    }
    guard missing.isEmpty else {
      return .several([
        el("p", text: frame.say("开放之前还要：", "Before opening:")),
        el("ul") { missing.map { el("li", text: frame.say($0.words)) } },
      ])
    }
    return form(address + "/open", csrf: frame.csrf) {
      hint(frame.say("一切就绪。", "Everything is ready."))
      submit(frame.say("开放活动", "Open the event"))
    }
  }
}
