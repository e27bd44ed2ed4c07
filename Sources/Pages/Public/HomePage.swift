// The public front page: what has been published, and where to check a certificate.

public import Basics

/// Published events and a few figures.
public struct HomePage: Sendable {
  public struct Event: Sendable {
    public var id: String
    public var title: Words
    public var day: Day
    /// How many took part and how far it is, in words.
    public var summary: Words

    public init(id: String, title: Words, day: Day, summary: Words) {
      self.id = id
      self.title = title
      self.day = day
      self.summary = summary
    }
  }

  public var events: [Event]
  /// Figures with their names, such as 42 contestants, 8 shops.
  public var figures: [(value: String, label: Words)]

  public init(events: [Event], figures: [(value: String, label: Words)] = []) {
    self.events = events
    self.figures = figures
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("成绩公布", "Results"), isPublic: true,
      body: .several([
        el("div", .class("hero")) {
          el("p", .class("eyebrow"), text: frame.say("岑巩 · 古思州", "Cengong, the old Sizhou"))
          el("h1", text: frame.say("思州手艺，一分一分算得清", "Every mark in the open"))
          el(
            "p", .class("lead"),
            text: frame.say(
              "比赛和考核的每个成绩都能看到是怎样得出的：谁打了几分、去掉了哪一个、怎样算成名次。",
              "Every result shows how it came about: each mark, which one was dropped, and how it became a place."
            ))
        },
        figures.isEmpty
          ? .nothing
          : el("div", .class("grid")) {
            figures.map { figure in
              el("div", .class("card figure")) {
                el("b", text: figure.value)
                el("span", text: frame.say(figure.label))
              }
            }
          },
        el("h2", text: frame.say("已公布", "Published")),
        events.isEmpty
          ? el("p", text: frame.say("还没有公布的成绩。", "Nothing is published yet."))
          : el("div", .class("grid wide")) {
            events.map { event in
              el("a", .class("card"), .href("/events/\(event.id)")) {
                el("p", .class("eyebrow"), text: event.day.words(frame.language))
                el("h3", text: frame.say(event.title))
                el("p", .class("soft"), text: frame.say(event.summary))
              }
            }
          },
        el("h2", text: frame.say("证书是真的吗？", "Is a certificate genuine?")),
        el("p") {
          frame.say("扫证书上的二维码，或输入编号和姓名。", "Scan the QR on the paper, or type its number and the name.")
        },
        el("p", .class("actions")) {
          link("/check", frame.say("查验证书", "Check a certificate"), .class("button"))
        },
      ]))
  }
}
