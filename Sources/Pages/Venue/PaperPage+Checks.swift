// What the checker and the second reader see: typings that agree, differences item by item, and numbers to be read back.

internal import Basics

extension PaperPage {
  func checks(_ table: Table, _ place: Int, _ frame: Frame) -> HTML {
    let agreeing = table.rows.filter { $0.stage == .second && !$0.hasConflict }
    let differing = table.rows.filter { $0.stage == .differs || ($0.stage == .second && $0.hasConflict) }
    guard !agreeing.isEmpty || !differing.isEmpty else { return .nothing }
    return el("section", .id("checks")) {
      el("h2", text: frame.say("核对", "Check"))
      if !agreeing.isEmpty { agree(agreeing, place, frame) }
      differing.map { card($0, place, frame) }
    }
  }

  private func agree(_ rows: [Row], _ place: Int, _ frame: Frame) -> HTML {
    el("div", .class("card"), .id("agreeing")) {
      el("p") {
        state(.good, frame.say("\(rows.count) 份两遍相同", "\(rows.count) typed alike both times"), "good")
        " · " + rows.map(\.code).joined(separator: frame.say("、", ", "))
      }
      if rows.allSatisfy(\.mayCheck) {
        form("\(address)/sign", csrf: frame.csrf) {
          void("input", .type("hidden"), .name("t"), .value("\(place)"))
          void("input", .type("hidden"), .name("sheets"), .value(rows.map(\.sheet).joined(separator: " ")))
          submit(frame.say("复核员签认这 \(rows.count) 份", "Sign these \(rows.count) as checker"))
        }
      } else {
        el("p", .class("soft"), text: frame.say("复核员不能是录入的人。", "The checker must not have typed them."))
      }
    }
  }

  private func card(_ row: Row, _ place: Int, _ frame: Frame) -> HTML {
    let hasDevice = row.differences.contains { $0.device != nil }
    var heads: [(text: String, isNumber: Bool)] = [
      (frame.say("项目", "Item"), false), (frame.say("第一遍", "First"), true),
      (frame.say("第二遍", "Second"), true),
    ]
    if hasDevice { heads.append((frame.say("设备", "Device"), true)) }
    heads.append((frame.say("纸面是", "The paper says"), true))
    return el("div", .class("card difference"), .id("check-\(row.code)")) {
      el("h3") {
        el("span", .class("code"), text: row.code)
        " · "
        row.stage == .differs
          ? frame.say("两遍不同", "the typings differ") : frame.say("纸面与设备不同", "paper and device differ")
      }
      form("\(address)/settle", csrf: frame.csrf) {
        void("input", .type("hidden"), .name("t"), .value("\(place)"))
        void("input", .type("hidden"), .name("sheet"), .value(row.sheet))
        Pages.table(
          frame.say("不同的项", "Items that differ"),
          head: heads
        ) {
          row.differences.map { difference in
            el("tr") {
              el("th", .scope("row"), text: frame.say(difference.title))
              el("td", .class("number"), text: difference.first)
              el("td", .class("number"), text: difference.second)
              if hasDevice { el("td", .class("number"), text: difference.device ?? "") }
              el("td") {
                void(
                  "input", .type("text"), .name("d.\(difference.item)"),
                  .value(difference.first == difference.second ? difference.first : ""),
                  Attribute("inputmode", "decimal"), Attribute("autocomplete", "off"),
                  Attribute("required", flag: true), .aria(label: frame.say(difference.title)))
              }
            }
          }
        }
        if row.hasConflict {
          el("fieldset") {
            el(
              "legend",
              text: frame.say("设备也送达过这份评分表，用哪一份", "A device has delivered this sheet too: which stands"))
            el("label", .class("choice")) {
              void(
                "input", .type("radio"), .name("choice"), .value("paper"), Attribute("required", flag: true))
              frame.say("纸面", "the paper")
            }
            el("label", .class("choice")) {
              void(
                "input", .type("radio"), .name("choice"), .value("device"), Attribute("required", flag: true))
              frame.say("设备上的", "the device's")
            }
          }
        }
        el("div", .class("field")) {
          el("label", Attribute("for", "why-\(row.code)"), text: frame.say("说明", "Reason"))
          void(
            "input", .type("text"), .id("why-\(row.code)"), .name("reason"),
            Attribute("required", flag: true),
            Attribute("autocomplete", "off"))
        }
        if row.mayCheck {
          submit(frame.say("复核员签认", "Sign as checker"))
        } else {
          el("p", .class("soft"), text: frame.say("复核员不能是录入的人。", "The checker must not have typed it."))
        }
      }
    }
  }

  func readBack(_ table: Table, _ place: Int, _ frame: Frame) -> HTML {
    let rows = table.rows.filter { $0.stage == .first && !$0.isOwn }
    guard isReadBack, !rows.isEmpty else { return .nothing }
    var heads: [(text: String, isNumber: Bool)] = [(frame.say("编码", "Code"), false)]
    for column in table.columns { heads.append((frame.say(column.title), true)) }
    heads.append((frame.say("与纸面一致", "As on the paper"), false))
    return el("section", .class("card"), .id("read-back")) {
      el("h2", text: frame.say("对照纸面读回", "Read back from the paper"))
      form("\(address)/read-back", csrf: frame.csrf) {
        void("input", .type("hidden"), .name("t"), .value("\(place)"))
        Pages.table(
          frame.say(table.title),
          head: heads
        ) {
          rows.map { row in
            el("tr") {
              el("th", .scope("row"), .class("code"), text: row.code)
              table.columns.map { el("td", .class("number"), text: row.typed[$0.item] ?? "") }
              el("td") {
                el("label", .class("choice")) {
                  void("input", .type("checkbox"), .name("ok.\(row.sheet)"), .value("1"))
                  frame.say("一致", "yes")
                }
              }
            }
          }
        }
        submit(frame.say("保存读回", "Save what was read back"))
      }
    }
  }
}
