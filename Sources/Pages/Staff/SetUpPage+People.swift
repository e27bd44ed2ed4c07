// The first steps of the set-up: divisions with their rubrics, the roster, blind codes.

internal import Basics

extension SetUpPage {
  func divisionsBody(_ frame: Frame) -> HTML {
    .several([
      divisions.isEmpty
        ? .nothing
        : table(
          frame.say("组别", "Divisions"), isTitled: true,
          head: [
            (frame.say("组别", "Division"), false), (frame.say("编号", "Id"), false),
            (frame.say("评分标准", "Rubric"), false), (frame.say("选手", "People"), true),
          ]
        ) {
          divisions.map { division in
            el("tr") {
              el("th", .scope("row"), text: frame.say(division.title))
              el("td", .class("code small"), text: division.id)
              el("td", text: frame.say(division.rubric))
              el("td", .class("number"), text: "\(division.entrants)")
            }
          }
        },
      further(
        .divisions, frame.say("再添加组别", "Add another division"), keeping: ["id"], frame
      ) { adding(frame) },
      changing(frame),
    ])
  }

  private func adding(_ frame: Frame) -> HTML {
    .several([
      el("h3", text: frame.say("添加组别", "Add a division")),
      form(address + "/divisions", csrf: frame.csrf, files: true) {
        rubricFields("new", frame)
        labelled(
          "new-title", frame.say("组别名称", "Name of the division"),
          hint: frame.say("不填就用评分标准的名称", "empty takes the rubric's name")
        ) { line("new-title", "zh", value: typed["zh"] ?? "", required: false) }
        labelled("new-en", frame.say("英文名称（可不填）", "Name in English (may stay empty)")) {
          line("new-en", "en", value: typed["en"] ?? "", required: false)
        }
        labelled(
          "new-id", frame.say("编号", "Id"),
          hint: frame.say("名单里可以写组别名称，也可以写这个编号", "rosters may give the name or this id")
        ) { line("new-id", "id", value: typed["id"] ?? nextDivision) }
        submit(frame.say("添加组别", "Add the division"))
      },
    ])
  }

  private func changing(_ frame: Frame) -> HTML {
    let free = divisions.filter { !$0.isAssigned }
    guard !free.isEmpty else { return .nothing }
    return el("details") {
      el("summary", text: frame.say("给组别换一份评分标准", "Give a division another rubric"))
      form(address + "/rubric", csrf: frame.csrf, files: true) {
        labelled("change-division", frame.say("组别", "Division")) {
          el("select", .id("change-division"), .name("division")) {
            free.map { .element("option", [.value($0.id)], [.text(frame.say($0.title))]) }
          }
        }
        rubricFields("change", frame)
        submit(frame.say("换评分标准", "Change the rubric"), class: "button plain")
      }
    }
  }

  private func rubricFields(_ form: String, _ frame: Frame) -> HTML {
    .several([
      labelled("\(form)-rubric", frame.say("评分标准", "Rubric")) {
        el("select", .id("\(form)-rubric"), .name("rubric")) {
          rubrics.map { rubric in
            .element(
              "option",
              [.value(rubric.name), Attribute("selected", flag: typed["rubric"] == rubric.name)],
              [.text(frame.say(rubric.title))])
          }
        }
      },
      labelled(
        "\(form)-file", frame.say("或上传自己的评分标准（XML）", "Or upload a rubric of your own (XML)"),
        hint: frame.say("上传了文件就以文件为准", "a file counts before the list")
      ) {
        void(
          "input", .id("\(form)-file"), .type("file"), .name("file"),
          Attribute("accept", ".xml,text/xml,application/xml"))
      },
      el("p", .class("small")) {
        link("/office/rubrics", frame.say("没有合适的？改一份评分标准", "None fits? Change a copy of one"))
      },
    ])
  }

  func rosterBody(_ frame: Frame) -> HTML {
    guard !divisions.isEmpty else { return noDivision(frame) }
    return .several([
      el("p") {
        divisions.map { "\(frame.say($0.title)) \($0.entrants)" }.joined(separator: frame.say("，", ", "))
      },
      further(.roster, frame.say("再导入名单", "Import more people"), keeping: ["text"], frame) {
        importing(frame)
      },
      absences(frame),
    ])
  }

  private func importing(_ frame: Frame) -> HTML {
    .several([
      el("p") {
        frame.say(
          "上传 XLSX 或 CSV 文件（读第一个工作表），或直接复制粘贴。第一行写列名：",
          "Send an XLSX (its first sheet is read) or CSV file, or copy and paste. The first row names the columns: "
        )
        el("code", text: "name,division,number,unit,work,id_number,phone")
        frame.say(
          "（也可写 姓名、组别、编号、单位、作品、身份证号、手机）。只有姓名和组别必填。有一行不对，整份名单都不收。",
          " (or their Chinese names). Only name and division must be there. One wrong row and nobody is taken."
        )
      },
      form(address + "/roster", csrf: frame.csrf, files: true) {
        labelled("roster-file", frame.say("选择文件", "Choose the file")) {
          void(
            "input", .id("roster-file"), .type("file"), .name("file"),
            Attribute("accept", ".xlsx,.csv,.txt,text/csv"))
        }
        labelled("roster-text", frame.say("或粘贴在这里", "Or paste it here")) {
          el(
            "textarea", .id("roster-text"), .name("text"), Attribute("rows", "6"),
            Attribute("spellcheck", "false"),
            text: typed["text"] ?? "")
        }
        el("p", .class("actions")) {
          el(
            "button", .type("submit"), .class("button plain"), .name("check"), .value("1"),
            text: frame.say("只检查，不保存", "Check only"))
          el("button", .type("submit"), .class("button"), text: frame.say("导入名单", "Import the roster"))
        }
      },
    ])
  }

  private func absences(_ frame: Frame) -> HTML {
    guard divisions.contains(where: { $0.entrants > 0 }) else { return .nothing }
    let states: [(value: String, text: Words)] = [
      ("absent", Words(zh: "缺席", en: "absent")), ("withdrawn", Words(zh: "退赛", en: "withdrawn")),
      ("disqualified", Words(zh: "取消资格", en: "disqualified")),
      ("ok", Words(zh: "恢复参赛", en: "takes part again")),
    ]
    return el("details") {
      el("summary", text: frame.say("有人缺席或退赛", "Somebody is absent or withdraws"))
      form(address + "/status", csrf: frame.csrf) {
        labelled("status-entry", frame.say("选手编号或盲评编码", "Number or blind code")) {
          line("status-entry", "entry")
        }
        labelled("status-to", frame.say("情况", "What happened")) {
          el("select", .id("status-to"), .name("status")) {
            states.map { .element("option", [.value($0.value)], [.text(frame.say($0.text))]) }
          }
        }
        labelled("status-reason", frame.say("理由", "Reason")) { line("status-reason", "reason") }
        submit(frame.say("登记", "Record"), class: "button plain")
      }
    }
  }

  func codesBody(_ frame: Frame) -> HTML {
    guard !divisions.isEmpty else { return noDivision(frame) }
    return .several([
      hint(
        frame.say(
          "编码随机抽取，评委只看到编码。后来加入的人再抽一次即可，已抽的不变。",
          "Codes are drawn at random; judges see nothing else. Draw again for late entrants: what was drawn stays."
        )),
      .several(divisions.map { draw($0, frame) }),
      divisions.contains { $0.drawn > 0 }
        ? el("p") {
          link(
            address + "/codes", frame.say("编码对照表（保密，可打印）", "List of names and codes (confidential, to print)")
          )
        } : .nothing,
    ])
  }

  private func draw(_ division: Division, _ frame: Frame) -> HTML {
    form(address + "/codes", csrf: frame.csrf, class: "compact-form") {
      hidden("division", division.id)
      el("p", .class("field")) {
        el("strong", text: frame.say(division.title))
        " · "
        frame.say(
          "已抽 \(division.drawn) / \(division.entrants)", "\(division.drawn) of \(division.entrants) drawn")
      }
      if division.drawn < division.entrants {
        labelled("prefix-\(division.id)", frame.say("开头", "Begins with")) {
          line("prefix-\(division.id)", "prefix", value: division.prefix)
        }
        submit(frame.say("抽取编码", "Draw codes"))
      }
    }
  }
}
