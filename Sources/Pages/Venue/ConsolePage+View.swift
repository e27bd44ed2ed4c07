// How the console looks: what needs somebody first, then the matrix, then the judges and their devices.

internal import Basics

extension ConsolePage {
  /// The page; it looks for a newer version of itself when the event changes, and every ten seconds.
  public func page(_ frame: Frame) -> Page {
    var page = Page(
      frame.say("控制台", "Console"), live: 10,
      body: .several([
        el("p", .class("crumbs no-print")) { link("/office/events/\(event)", "← " + frame.say(title)) },
        el("h1", text: frame.say("裁判长控制台", "Chief judge's console")),
        doneNote(done, frame),
        faults.isEmpty ? .nothing : faultBox(faults, frame),
        ways(frame), figures(frame), ownNote(frame), chosenCard(frame), alarmList(frame), lateList(frame),
        el("h2", text: frame.say("评委 × 作品", "Judges and entries")), legend(frame),
        .several(matrices.map { table($0, frame) }),
        judgeList(frame), scoringForm(frame),
      ]))
    page.event = event
    return page
  }

  private func ways(_ frame: Frame) -> HTML {
    let all: [(String, Words)] = [
      ("closing", Words(zh: "结束核对", en: "Closing check")), ("paper", Words(zh: "纸质录入", en: "Paper sheets")),
      ("clock", Words(zh: "计时", en: "Timekeeping")), ("wall", Words(zh: "大屏", en: "Wall display")),
      ("readd", Words(zh: "复核加总", en: "Re-adding")),
    ]
    return el("p", .class("actions")) {
      all.map { link("/office/events/\(event)/\($0.0)", frame.say($0.1), .class("button plain")) }
    }
  }

  private func figures(_ frame: Frame) -> HTML {
    let cells = matrices.flatMap(\.rows).flatMap(\.cells).flatMap { $0 }.map(\.cell).filter { $0 != .none }
    let all: [(Int, Words)] = [
      (
        cells.count { $0 == .signed || $0 == .explained },
        Words(zh: "已签名或说明，共 \(cells.count) 份", en: "signed or explained, of \(cells.count)")
      ),
      (cells.count { $0 == .delivered }, Words(zh: "已送达，待签名", en: "delivered, to be signed")),
      (judges.reduce(0) { $0 + $1.unsent }, Words(zh: "设备上未上传", en: "unsent on devices")),
      (alarms.count(where: \.isOpen), Words(zh: "待讨论", en: "to discuss")),
      (late.count, Words(zh: "迟到待定", en: "late, undecided")),
    ]
    return el("div", .class("grid"), .id("figures")) {
      all.map { figure in
        el("div", .class("card figure")) {
          el("b", text: "\(figure.0)")
          el("span", text: frame.say(figure.1))
        }
      }
    }
  }

  private func ownNote(_ frame: Frame) -> HTML {
    guard let own, own.unsigned > 0 else { return .nothing }
    return el("p", .class("lead"), .id("own")) {
      Pages.state(
        .info,
        frame.say(
          "您也是评委（\(own.name)），还有 \(own.unsigned) 件作品没有签名。签名之前看不到别人在这些作品上的分数。",
          "You judge too (\(own.name)) and have \(own.unsigned) entries to sign. Until then others' marks on them are hidden."
        ), "warn")
    }
  }

  private func legend(_ frame: Frame) -> HTML {
    el("ul", .class("legend")) {
      Cell.allCases.filter { $0 != .none }.map { cell in
        el("li") {
          el("span", .class("cell-\(cell.rawValue)")) { cell.sign.svg }
          el("span", text: frame.say(cell.words))
        }
      }
    }
  }

  private func table(_ matrix: Matrix, _ frame: Frame) -> HTML {
    el("section", .class("card")) {
      el("h3", text: frame.say(matrix.title))
      if matrix.hidden > 0 {
        el(
          "p", .class("soft"),
          text: frame.say(
            "有 \(matrix.hidden) 处分差要等您签名后才显示。",
            "\(matrix.hidden) differences are shown after you have signed."))
      }
      el(
        "div", .class("matrix-scroll"), Attribute("tabindex", "0"), Attribute("role", "region"),
        .aria(label: frame.say(matrix.title))
      ) {
        el("table", .class("matrix roomy")) {
          el("thead") {
            el("tr") {
              el("th", .scope("col"), text: frame.say("评委", "Judge"))
              matrix.codes.map { el("th", .scope("col"), text: $0) }
            }
          }
          el("tbody") {
            for row in matrix.rows {
              el("tr") {
                el("th", .scope("row")) {
                  row.judge
                  el("span", .class("soft small"), text: " \(frame.say(row.panel))")
                }
                zip(matrix.codes, row.cells).map { code, places in
                  cell(places, "\(row.judge) · \(code)", frame)
                }
              }
            }
          }
        }
      }
    }
  }

  private func cell(_ places: [Place], _ name: String, _ frame: Frame) -> HTML {
    let worst = places.min { Self.rank($0.cell) < Self.rank($1.cell) }?.cell ?? Cell.none
    return el("td", .class("cell-\(worst.rawValue)")) {
      places.filter { $0.cell != .none }.map { place in
        el(
          "a", .href("\(address)?sheet=\(place.sheet)#sheet"),
          .aria(label: "\(name) · \(frame.say(place.cell.words))"),
          Attribute("title", "\(name) · \(frame.say(place.cell.words))")
        ) { place.cell.sign.svg }
      }
    }
  }

  private static func rank(_ cell: Cell) -> Int { Cell.allCases.firstIndex(of: cell) ?? 0 }

  private func judgeList(_ frame: Frame) -> HTML {
    .several([
      el("h2", text: frame.say("评委和设备", "Judges and devices")),
      el("div", .class("grid wide"), .id("judges")) { judges.map { judgeCard($0, frame) } },
    ])
  }

  private func judgeCard(_ judge: Judge, _ frame: Frame) -> HTML {
    el("section", .class("card"), .id("judge-\(judge.id)")) {
      el("h3") {
        judge.name
        if judge.isRevoked { el("span", .class("badge"), text: frame.say("已停用", "shut out")) }
      }
      el("p") {
        contact(judge, frame)
        " · "
        frame.say("\(judge.settled) / \(judge.expected) 份完成", "\(judge.settled) of \(judge.expected) done")
        if judge.unsent > 0 {
          " · "
          Pages.state(.info, frame.say("\(judge.unsent) 份未上传", "\(judge.unsent) unsent"), "warn")
        }
      }
      judge.devices.map { device($0, of: judge, frame) }
      if mayDecide {
        if judge.open > 0 { swap(judge, frame) }
        if judge.settled < judge.expected { excuseAll(judge, frame) }
      }
    }
  }

  private func contact(_ judge: Judge, _ frame: Frame) -> HTML {
    guard let contact = judge.contact else {
      return Pages.state(.empty, frame.say("还没有联系", "not heard yet"), "idle")
    }
    let words = frame.say("最近联系 ", "last contact ") + frame.say(contact)
    return Pages.state(judge.isQuiet ? .attention : .good, words, judge.isQuiet ? "warn" : "good")
  }

  private func device(_ device: Device, of judge: Judge, _ frame: Frame) -> HTML {
    el("div", .class("device")) {
      el("p", .class("small")) {
        el("span", .class("mono"), text: String(device.id.prefix(8)))
        " · \(frame.say(device.seen)) · "
        frame.say(
          "未上传 \(device.unsent)，待处理 \(device.stuck)", "\(device.unsent) unsent, \(device.stuck) stuck")
        if device.isLost { el("span", .class("badge"), text: frame.say("已报失", "lost")) }
      }
      if mayDecide, !device.isLost {
        folded("lost-\(device.id.prefix(8))", frame.say("报失这台设备", "Report this device lost")) {
          form("\(address)/lost", csrf: frame.csrf, class: "compact-form") {
            void("input", .type("hidden"), .name("judge"), .value(judge.id))
            void("input", .type("hidden"), .name("device"), .value(device.id))
            reason("lost-\(device.id.prefix(8))", frame)
            submit(frame.say("报失并退出登录", "Report lost and sign out"), class: "button plain")
          }
        }
      }
    }
  }

  private func swap(_ judge: Judge, _ frame: Frame) -> HTML {
    let others = judges.filter { $0.id != judge.id && !$0.isRevoked }
    return folded("swap-\(judge.id)", frame.say("换评委", "Replace this judge")) {
      form("\(address)/swap", csrf: frame.csrf, class: "compact-form") {
        void("input", .type("hidden"), .name("old"), .value(judge.id))
        el("div", .class("field")) {
          el(
            "label", Attribute("for", "to-\(judge.id)"),
            text: frame.say("由谁接手 \(judge.open) 份", "Who takes over \(judge.open) sheets"))
          el("select", .id("to-\(judge.id)"), .name("new")) {
            others.map { el("option", .value($0.id), text: $0.name) }
          }
        }
        reason("swap-\(judge.id)", frame)
        submit(frame.say("换评委", "Replace"), class: "button plain")
      }
    }
  }

  private func excuseAll(_ judge: Judge, _ frame: Frame) -> HTML {
    folded("excuse-\(judge.id)", frame.say("说明这位评委不再签名", "Explain that this judge signs no more")) {
      form("\(address)/excuse-judge", csrf: frame.csrf, class: "compact-form") {
        void("input", .type("hidden"), .name("judge"), .value(judge.id))
        el("div", .class("field")) {
          el(
            "label", Attribute("for", "count-\(judge.id)"),
            text: frame.say("已送达未签名的分数", "Delivered marks without a signature"))
          el("select", .id("count-\(judge.id)"), .name("count")) {
            el("option", .value("0"), text: frame.say("不计入", "do not count"))
            el("option", .value("1"), text: frame.say("计入", "count"))
          }
        }
        reason("excuse-\(judge.id)", frame)
        submit(frame.say("登记说明", "Record"), class: "button plain")
      }
    }
  }

  private func scoringForm(_ frame: Frame) -> HTML {
    guard mayDecide else { return .nothing }
    return el("section", .class("card no-print"), .id("scoring")) {
      el("h2", text: frame.say("裁判长同时打分", "A chief judge who scores too"))
      el(
        "p", .class("soft"),
        text: frame.say(
          "如果您自己也打分，请在这里选出您的评委身份：您签名之前，别人的分数对您隐藏，结束核对会列出这一点。",
          "If you score yourself, choose which judge you are: others' marks stay hidden until you sign, and the closing check lists it."
        ))
      form("\(address)/scoring", csrf: frame.csrf, class: "compact-form") {
        el("div", .class("field")) {
          el("label", Attribute("for", "own-judge"), text: frame.say("我是", "I am"))
          el("select", .id("own-judge"), .name("judge")) {
            el("option", .value(""), text: frame.say("不打分", "not scoring"))
            judges.map { judge in
              HTML.element(
                "option", [.value(judge.id), Attribute("selected", flag: judge.id == ownID)],
                [.text(judge.name)])
            }
          }
        }
        submit(frame.say("保存", "Save"), class: "button plain")
      }
    }
  }

  func reason(_ id: String, _ frame: Frame) -> HTML {
    el("div", .class("field")) {
      el("label", Attribute("for", "why-\(id)"), text: frame.say("理由", "Reason"))
      void(
        "input", .type("text"), .id("why-\(id)"), .name("reason"), Attribute("required", flag: true),
        Attribute("autocomplete", "off"))
    }
  }
}

/// Something that is shown when it is asked for.
func folded(_ id: String, _ title: String, @HTMLBuilder content: () -> HTML) -> HTML {
  el("details", .id(id)) {
    el("summary", text: title)
    content()
  }
}
