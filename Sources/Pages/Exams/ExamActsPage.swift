// What is done to a whole exam: theory marks from a table, the decision, and retakes of one failed gate.

public import Basics
public import Exams

/// The acts of an exam on one page.
public struct ExamActsPage: Sendable {
  /// A closed gate that may be sat again.
  public struct Retake: Sendable {
    public var participation: String
    public var number: String
    public var name: String
    public var gate: Gate
    public var until: Day
    /// Later exams in which the same person takes part.
    public var choices: [(participation: String, title: Words, day: Day)]
    /// Where it is registered already.
    public var registered: (title: Words, day: Day)?

    public init(
      participation: String, number: String, name: String, gate: Gate, until: Day,
      choices: [(participation: String, title: Words, day: Day)], registered: (title: Words, day: Day)?
    ) {
      self.participation = participation
      self.number = number
      self.name = name
      self.gate = gate
      self.until = until
      self.choices = choices
      self.registered = registered
    }
  }

  public var event: String
  public var title: Words
  public var candidates: Int
  /// How many have an outcome.
  public var decided: Int
  public var retakes: [Retake]
  public var mayDecide: Bool
  public var mayWrite: Bool
  public var faults: [Fault]
  public var done: Words?

  public init(
    event: String, title: Words, candidates: Int, decided: Int, retakes: [Retake], mayDecide: Bool,
    mayWrite: Bool, faults: [Fault] = [], done: Words? = nil
  ) {
    self.event = event
    self.title = title
    self.candidates = candidates
    self.decided = decided
    self.retakes = retakes
    self.mayDecide = mayDecide
    self.mayWrite = mayWrite
    self.faults = faults
    self.done = done
  }

  private var address: String { "/office/exams/\(event)/acts" }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("\(title.zh) 判定与补考", "\(title.en.isEmpty ? title.zh : title.en): decision and retakes"),
      body: .several([
        el("p", .class("crumbs")) { link("/office/exams/\(event)", "← " + frame.say("考务台", "Exam desk")) },
        el("h1", text: frame.say("成绩导入、判定与补考", "Marks, decision and retakes")),
        doneNote(done, frame), shownFaults(frame),
        el("div", .class("grid wide")) {
          if mayWrite {
            importing(frame)
            absence(frame)
          }
          deciding(frame)
        },
        list(frame),
      ]))
  }

  /// The first fifty; nobody reads more at once.
  private func shownFaults(_ frame: Frame) -> HTML {
    guard !faults.isEmpty else { return .nothing }
    let more = faults.count - 50
    return .several([
      faultBox(Array(faults.prefix(50)), frame),
      more > 0 ? el("p", text: frame.say("还有 \(more) 条", "and \(more) more")) : .nothing,
    ])
  }

  private func importing(_ frame: Frame) -> HTML {
    el("section", .class("card"), .id("import")) {
      el("h2", text: frame.say("导入理论成绩", "Import theory marks"))
      el("p") {
        frame.say("XLSX 或 CSV 文件，列名 ", "An XLSX or CSV file with the columns ")
        el("code", text: "number,mark")
        frame.say(
          "；缺考写“缺考”。有一行不对，整个文件都不收。",
          "; write “absent” for who did not come. One wrong row and nothing is taken.")
      }
      form(address + "/theory", csrf: frame.csrf, files: true) {
        el("div", .class("field")) {
          el("label", Attribute("for", "f-file"), text: frame.say("选择文件", "Choose the file"))
          void(
            "input", .id("f-file"), .type("file"), .name("file"), Attribute("accept", ".xlsx,.csv,text/csv"),
            Attribute("required", flag: true))
        }
        field("reason", frame.say("更正理由（改已有成绩时必填）", "Reason (needed to change a mark)"), required: false)
        el("label", .class("choice")) {
          void("input", .type("checkbox"), .name("check"), .value("1"))
          frame.say("只检查，不登记", "Check only, keep nothing")
        }
        submit(frame.say("导入", "Import"))
      }
    }
  }

  private func absence(_ frame: Frame) -> HTML {
    el("section", .class("card"), .id("absence")) {
      el("h2", text: frame.say("登记缺考", "Record an absence"))
      el(
        "p",
        text: frame.say("整场没有来的考生。有成绩的不能登记缺考。", "Who did not come at all. Nobody with a mark can be absent."))
      form(address + "/absences", csrf: frame.csrf) {
        field("number", frame.say("考号", "Number"), complete: "off")
        field(
          "absent", frame.say("情况", "What happened"),
          list: [("1", frame.say("缺考", "absent")), ("0", frame.say("取消缺考登记", "not absent after all"))])
        submit(frame.say("登记缺考", "Record"))
      }
    }
  }

  private func deciding(_ frame: Frame) -> HTML {
    el("section", .class("card"), .id("decide")) {
      el("h2", text: frame.say("判定", "Decide"))
      el("p") {
        decided == 0
          ? state(
            .empty, frame.say("\(candidates) 名考生，尚未判定", "\(candidates) candidates, not decided yet"), "idle")
          : state(
            .delivered, frame.say("已判定 \(decided) / \(candidates) 名", "\(decided) of \(candidates) decided"),
            "good")
      }
      el("p", .class("soft")) {
        frame.say(
          "每一科都要达到合格线，不能互相抵补。有人成绩未齐就不判定；再次判定只记有变化的人。",
          "Every gate must be reached on its own. Nothing is decided while a mark is missing; deciding again records only what changed."
        )
      }
      if decided > 0 {
        el("p") { link("/office/exams/\(event)/passed", frame.say("合格名单", "Pass list")) }
      }
      if mayDecide {
        form(address + "/decision", csrf: frame.csrf) {
          el("label", .class("choice")) {
            void("input", .type("checkbox"), .name("sure"), .value("1"), Attribute("required", flag: true))
            frame.say("成绩已核对，可以判定", "The marks are checked; decide")
          }
          submit(frame.say("判定", "Decide"))
        }
      }
    }
  }

  private func list(_ frame: Frame) -> HTML {
    guard decided > 0 else { return .nothing }
    guard !retakes.isEmpty else {
      return el("p", .class("lead"), text: frame.say("没有可以补考的科目。", "There is no gate to sit again."))
    }
    return table(
      frame.say("可补考的科目", "Gates that may be sat again"),
      head: [
        (frame.say("考号", "Number"), false), (frame.say("姓名", "Name"), false),
        (frame.say("科目", "Gate"), false),
        (frame.say("补考截止", "By"), false), (frame.say("补考场次", "Sat again in"), false),
      ]
    ) {
      retakes.map { one in
        el("tr") {
          el("td", .class("code"), text: one.number)
          el("th", .scope("row"), text: one.name)
          el("td", text: frame.say(one.gate.title))
          el("td", .class("code"), text: one.until.text)
          el("td") { sitting(one, frame) }
        }
      }
    }
  }

  private func sitting(_ one: Retake, _ frame: Frame) -> HTML {
    if let known = one.registered {
      return state(
        .delivered, frame.say("\(known.title.zh)（\(known.day)）", "\(frame.say(known.title)) (\(known.day))"),
        "good")
    }
    guard mayWrite, !one.choices.isEmpty else {
      return el(
        "span", .class("soft"),
        text: frame.say(
          "先把她登记到 \(one.until) 以前的一场考核，这里就能选。",
          "Register her for an exam by \(one.until) first; it can then be chosen here."))
    }
    let label = frame.say("\(one.name) 的补考场次", "Where \(one.name) sits again")
    return form(address + "/retakes", csrf: frame.csrf, class: "compact-form") {
      void("input", .type("hidden"), .name("participation"), .value(one.participation))
      void("input", .type("hidden"), .name("gate"), .value(one.gate.id))
      el("select", .name("satAs"), .aria(label: label), Attribute("required", flag: true)) {
        one.choices.map { choice in
          el("option", .value(choice.participation), text: "\(frame.say(choice.title)) · \(choice.day)")
        }
      }
      submit(frame.say("登记补考", "Register"), class: "button plain")
    }
  }
}
