// The register of shops: how far each is, which visits are due, how many people work there, which support it got.

public import Basics
public import Outcomes

/// The register as officials read it.
public struct ShopsPage: Sendable {
  public struct Line: Sendable {
    public var shop: Shop
    public var owner: String
    public var event: Words?
    public var state: ShopState?
    public var jobs: Int
    public var nextVisit: VisitDue?
    public var granted: Money

    public init(
      shop: Shop, owner: String, event: Words?, state: ShopState?, jobs: Int, nextVisit: VisitDue?,
      granted: Money
    ) {
      self.shop = shop
      self.owner = owner
      self.event = event
      self.state = state
      self.jobs = jobs
      self.nextVisit = nextVisit
      self.granted = granted
    }
  }

  public var lines: [Line]
  /// Visits that are due or overdue.
  public var due: [(shop: String, name: String, owner: String, visit: VisitDue)]

  public init(lines: [Line], due: [(shop: String, name: String, owner: String, visit: VisitDue)]) {
    self.lines = lines
    self.due = due
  }

  public func page(_ frame: Frame) -> Page {
    let open = lines.count { $0.state == .open }
    let figures: [(String, Words)] = [
      ("\(open)", Words(zh: "家店经营中", en: "shops open")),
      ("\(lines.reduce(0) { $0 + $1.jobs })", Words(zh: "人在岗", en: "people at work")),
      ("\(due.count)", Words(zh: "次回访到期", en: "visits due")),
      (lines.reduce(.zero) { $0 + $1.granted }.text, Words(zh: "元已批准扶持", en: "yuan of support granted")),
    ]
    return Page(
      frame.say("门店", "Shops"),
      body: .several([
        el("h1", text: frame.say("从手艺到门店", "From skill to shop")),
        el("div", .class("grid")) {
          figures.map { figure in
            el("div", .class("card figure")) {
              el("b", text: figure.0)
              el("span", text: frame.say(figure.1))
            }
          }
        },
        el("p", .class("actions")) {
          link("/office/outcomes", frame.say("成效报告", "Outcomes report"), .class("button plain"))
          link("/office/new-shop", frame.say("登记新店", "A new shop"), .class("button plain"))
        },
        visits(frame),
        el("h2", text: frame.say("门店登记", "Register")),
        .several(lines.map { card($0, frame) }),
        lines.isEmpty ? el("p", text: frame.say("还没有登记的门店。", "No shop is registered yet.")) : .nothing,
      ]))
  }

  private func visits(_ frame: Frame) -> HTML {
    guard !due.isEmpty else { return .nothing }
    return table(
      frame.say("该回访的门店", "Visits due"),
      head: [
        (frame.say("门店", "Shop"), false), (frame.say("店主", "Owner"), false), (frame.say("应回访", "Due"), false),
        ("", false),
      ]
    ) {
      due.map { line in
        el("tr") {
          el("th", .scope("row")) { link("/office/shops/\(line.shop)", line.name) }
          el("td", text: line.owner)
          el(
            "td",
            text: frame.say(
              "满 \(line.visit.month) 个月 · \(line.visit.day)", "\(line.visit.month) months · \(line.visit.day)"
            ))
          el("td") {
            line.visit.state == .overdue
              ? state(.attention, frame.say(line.visit.state.words), "warn")
              : state(.working, frame.say(line.visit.state.words), "go")
          }
        }
      }
    }
  }

  private func card(_ line: Line, _ frame: Frame) -> HTML {
    el("article", .class("card")) {
      el("h3") {
        link("/office/shops/\(line.shop.id)", line.shop.name)
        if line.shop.isSample { el("span", .class("badge sample"), text: frame.say("示例", "Sample")) }
      }
      el("p", .class("soft")) {
        [line.owner, line.shop.place, line.event.map { frame.say($0) } ?? ""].filter { !$0.isEmpty }.joined(
          separator: " · ")
      }
      el("p") {
        line.state.map { shopState($0, frame) } ?? .nothing
        frame.say("　\(line.jobs) 人在岗", "　\(line.jobs) at work")
        if line.granted > .zero {
          frame.say("　已批准扶持 \(line.granted.text) 元", "　\(line.granted.text) yuan granted")
        }
      }
      stages(line.shop.course, frame)
    }
  }
}

/// The way to an open shop as a strip of stages with their days.
func stages(_ course: Course, _ frame: Frame) -> HTML {
  let next = Stage.path.first { course.first($0) == nil }
  return el(
    "div", .class("stages-scroll"), Attribute("tabindex", "0"), Attribute("role", "region"),
    .aria(label: frame.say("开店进度", "Progress"))
  ) {
    el("ol", .class("stages")) {
      Stage.path.map { stage in
        let fact = course.first(stage)
        let look = fact != nil ? "done" : stage == next ? "now" : nil
        return el("li", Attribute("class", look)) {
          el("span", text: frame.say(stage.words))
          if let fact {
            void("br")
            el("span", .class("soft"), text: fact.day.text)
          } else {
            el("span", .class("hidden-visually"), text: frame.say("（未到）", " (not reached)"))
          }
        }
      }
    }
  }
}

func shopState(_ found: ShopState, _ frame: Frame) -> HTML {
  let word = frame.say(found.words)
  return switch found {
  case .open: state(.delivered, word, "good")
  case .preparing: state(.working, word, "go")
  case .suspended: state(.attention, word, "warn")
  case .transferred, .cancelled, .abandoned: state(.empty, word, "idle")
  }
}
