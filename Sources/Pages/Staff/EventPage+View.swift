// How an event looks to its organizers.

internal import Basics

extension EventPage {
  /// The page; it looks for a newer version of itself when the event changes, and every five seconds.
  public func page(_ frame: Frame) -> Page {
    var page = Page(
      frame.say(title), live: 5,
      body: .several([
        el("p", .class("crumbs")) { link("/office", "← " + frame.say("工作台", "Office")) },
        el("p", .class("eyebrow"), text: "\(day.words(frame.language)) · \(frame.say(state))"),
        el("h1", text: frame.say(title)),
        callList(frame),
        figures(frame),
        el("h2", text: frame.say("谁还没有评", "Who has not scored")),
        legend(frame),
        .several(matrices.map { matrix($0, frame) }),
        lateList(frame),
        publish(frame),
        printing(frame),
      ]))
    page.event = id
    return page
  }

  private func figures(_ frame: Frame) -> HTML {
    let cells = matrices.flatMap { $0.rows.flatMap(\.cells) }.filter { $0 != .none }
    let count = { (kinds: [Cell]) in cells.count { kinds.contains($0) } }
    let all: [(Int, Words)] = [
      (cells.count, Words(zh: "应收评分表", en: "sheets expected")),
      (count([.delivered, .signed]), Words(zh: "已送达", en: "delivered")),
      (count([.signed]), Words(zh: "已签名", en: "signed")),
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

  private func legend(_ frame: Frame) -> HTML {
    el("ul", .class("legend")) {
      [Cell.empty, .partial, .delivered, .signed, .attention].map { cell in
        el("li") {
          el("span", .class("cell-\(cell.rawValue)")) { cell.sign.svg }
          el("span", text: frame.say(cell.words))
        }
      }
    }
  }

  private func matrix(_ matrix: Matrix, _ frame: Frame) -> HTML {
    el("section", .class("card")) {
      el("h3", text: frame.say(matrix.title))
      el(
        "div", .class("matrix-scroll"), Attribute("tabindex", "0"), Attribute("role", "region"),
        .aria(label: frame.say(matrix.title))
      ) {
        el("table", .class("matrix")) {
          el("thead") {
            el("tr") {
              el("th", .scope("col"), text: frame.say("评委", "Judge"))
              matrix.entries.map { el("th", .scope("col"), text: $0) }
            }
          }
          el("tbody") {
            for row in matrix.rows {
              el("tr") {
                el("th", .scope("row")) {
                  row.judge
                  el("span", .class("soft small"), text: " \(frame.say(row.panel))")
                }
                zip(matrix.entries, row.cells).map { entry, cell in
                  el(
                    "td", .class("cell-\(cell.rawValue)"),
                    Attribute("title", "\(row.judge) · \(entry) · \(frame.say(cell.words))")
                  ) {
                    if cell != .none {
                      cell.sign.svg
                      el("span", .class("hidden-visually"), text: frame.say(cell.words))
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private func callList(_ frame: Frame) -> HTML {
    guard !calls.isEmpty else { return .nothing }
    return el("section", .class("card"), .id("calls")) {
      el("h2", text: frame.say("评委呼叫", "Judges calling"))
      el("ul") {
        calls.map { call in
          el("li") {
            el("strong", text: call.judge)
            call.entry.isEmpty ? " · " : " · \(call.entry) · "
            frame.say(call.about)
            el("span", .class("soft small"), text: " \(call.at.localText)")
          }
        }
      }
    }
  }

  private func lateList(_ frame: Frame) -> HTML {
    guard !late.isEmpty else { return .nothing }
    return .several([
      el("h2", text: frame.say("迟到的评分表", "Late sheets")),
      .several(
        late.map { line in
          el("div", .class("card")) {
            el("p") {
              el("strong", .class("code"), text: line.entry)
              " · \(line.judge) · \(frame.say(line.cause)) · \(line.received.localText)"
            }
            if mayDecide {
              form("/office/events/\(id)/late", csrf: frame.csrf, class: "compact-form") {
                void("input", .type("hidden"), .name("write"), .value(line.writeID))
                el("div", .class("field")) {
                  el("label", Attribute("for", "r-\(line.writeID)"), text: frame.say("理由", "Reason"))
                  void(
                    "input", .type("text"), .id("r-\(line.writeID)"), .name("reason"),
                    Attribute("required", flag: true))
                }
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

  private func publish(_ frame: Frame) -> HTML {
    guard let plan else { return .nothing }
    return el("section", .class("card"), .id("publish")) {
      el("h2", text: frame.say("公布成绩", "Publish the results"))
      el("p", text: frame.say(plan.summary))
      if plan.faults.isEmpty {
        el("p", .class("soft")) {
          frame.say(
            "将公布第 \(plan.version) 版。公布后不能收回，只能用新版更正。",
            "This will be version \(plan.version). It cannot be taken back, only corrected by a newer version."
          )
        }
        if mayPublish {
          form("/office/events/\(id)/publish", csrf: frame.csrf) {
            if plan.version > 1 { field("reason", frame.say("更正理由", "Reason for the correction")) }
            el("label", .class("choice")) {
              void("input", .type("checkbox"), .name("sure"), .value("1"), Attribute("required", flag: true))
              frame.say("我已核对，可以公布", "I have checked it; publish")
            }
            submit(frame.say("公布", "Publish"))
          }
        }
      } else {
        faultBox(Array(plan.faults.prefix(20)), frame)
        if plan.faults.count > 20 {
          el("p", text: frame.say("还有 \(plan.faults.count - 20) 条", "and \(plan.faults.count - 20) more"))
        }
      }
    }
  }

  private func printing(_ frame: Frame) -> HTML {
    guard !papers.isEmpty else { return .nothing }
    return el("section", .class("no-print")) {
      el("h2", text: frame.say("打印和下载", "Print and download"))
      el("p", .class("actions")) {
        papers.map { link($0.address, frame.say($0.title), .class("button plain")) }
      }
    }
  }
}
