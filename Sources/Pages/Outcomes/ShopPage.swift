// One shop: its stages, visits, jobs and support, and the forms to record the next of each.

public import Basics
public import Outcomes

/// A shop as the officials who look after it see it.
public struct ShopPage: Sendable {
  public var shop: Shop
  public var owner: String
  public var today: Day
  public var visits: [VisitDue]
  public var cases: [(support: SupportCase, title: Words)]
  public var mayWrite: Bool
  public var faults: [Fault]
  public var done: Words?

  public init(
    shop: Shop, owner: String, today: Day, visits: [VisitDue], cases: [(support: SupportCase, title: Words)],
    mayWrite: Bool, faults: [Fault] = [], done: Words? = nil
  ) {
    self.shop = shop
    self.owner = owner
    self.today = today
    self.visits = visits
    self.cases = cases
    self.mayWrite = mayWrite
    self.faults = faults
    self.done = done
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      shop.name,
      body: .several([
        el("p", .class("crumbs")) { link("/office/shops", "← " + frame.say("门店", "Shops")) },
        el("h1", text: shop.name),
        el("p", .class("lead"), text: "\(owner) · \(shop.place)"),
        done.map { given in
          el("p", .class("card"), Attribute("role", "status")) { state(.delivered, frame.say(given), "good") }
        } ?? .nothing,
        faults.isEmpty ? .nothing : faultBox(faults, frame),
        el("div", .class("card")) {
          el("p") {
            shop.course.state(on: today).map { shopState($0, frame) } ?? .nothing
            frame.say("　\(shop.jobs(on: today)) 人在岗", "　\(shop.jobs(on: today)) at work")
          }
          stages(shop.course, frame)
        },
        history(frame), visitTable(frame), support(frame),
        el("p", .class("actions no-print")) {
          link(
            "/office/shops/\(shop.id)/support", frame.say("扶持：申请与批准", "Support: apply and grant"),
            .class("button plain"))
        }, mayWrite ? forms(frame) : .nothing,
      ]))
  }

  private func history(_ frame: Frame) -> HTML {
    table(
      frame.say("阶段记录", "Stages"),
      head: [
        (frame.say("日期", "Day"), false), (frame.say("阶段", "Stage"), false),
        (frame.say("证件号", "Paper"), false), (frame.say("依据", "Evidence"), false),
      ]
    ) {
      shop.course.facts.map { fact in
        el("tr") {
          el("td", .class("code"), text: fact.day.text)
          el("th", .scope("row"), text: frame.say(fact.stage.words))
          el("td", .class("mono"), text: fact.paper ?? "–")
          el("td", text: frame.say(fact.evidence.words))
        }
      }
    }
  }

  private func visitTable(_ frame: Frame) -> HTML {
    guard !visits.isEmpty else { return .nothing }
    return table(
      frame.say("回访", "Visits"),
      head: [
        (frame.say("节点", "After"), false), (frame.say("应回访", "Due"), false),
        (frame.say("状态", "State"), false), (frame.say("所见", "Found"), false),
      ]
    ) {
      visits.map { one in
        el("tr") {
          el("th", .scope("row"), text: frame.say("\(one.month) 个月", "\(one.month) months"))
          el("td", .class("code"), text: one.day.text)
          el("td") {
            switch one.state {
            case .done: state(.delivered, frame.say(one.state.words), "good")
            case .overdue: state(.attention, frame.say(one.state.words), "warn")
            case .due: state(.working, frame.say(one.state.words), "go")
            case .ahead, .dropped: state(.empty, frame.say(one.state.words), "idle")
            }
          }
          el("td") {
            if let visit = one.visit {
              "\(visit.day) · \(frame.say(visit.way.words)) · \(frame.say(visit.found.words))\(visit.needs.map { " · \($0)" } ?? "")"
            }
          }
        }
      }
    }
  }

  private func support(_ frame: Frame) -> HTML {
    guard !cases.isEmpty else { return .nothing }
    return table(
      frame.say("扶持", "Support"),
      head: [
        (frame.say("政策", "Scheme"), false), (frame.say("进展", "State"), false),
        (frame.say("申请（元）", "Applied, yuan"), true),
        (frame.say("批准（元）", "Granted, yuan"), true), (frame.say("拨付（元）", "Paid, yuan"), true),
      ]
    ) {
      cases.map { one in
        el("tr") {
          el("th", .scope("row"), text: frame.say(one.title))
          el("td", text: one.support.state.map { frame.say($0.words) } ?? "–")
          [SupportCase.Step.Kind.applied, .granted, .paid].map { kind in
            el("td", .class("number"), text: one.support.amount(kind).text)
          }
        }
      }
    }
  }

  private func forms(_ frame: Frame) -> HTML {
    el("div", .class("grid wide no-print")) {
      el("section", .class("card")) {
        el("h2", text: frame.say("登记阶段", "Record a stage"))
        form("/office/shops/\(shop.id)/stages", csrf: frame.csrf) {
          field(
            "stage", frame.say("阶段", "Stage"),
            list: shop.course.next(today: today).map { ($0.rawValue, frame.say($0.words)) })
          field("day", frame.say("日期", "Day"), type: "date", value: today.text)
          field(
            "paper", frame.say("证件号", "Number on the paper"),
            hint: frame.say("营业执照填统一社会信用代码", "for a licence, the social credit code"), required: false)
          field(
            "evidence", frame.say("依据", "Evidence"),
            list: Evidence.allCases.map { ($0.rawValue, frame.say($0.words)) })
          submit(frame.say("登记", "Record"))
        }
      }
      el("section", .class("card")) {
        el("h2", text: frame.say("登记回访", "Record a visit"))
        form("/office/shops/\(shop.id)/visits", csrf: frame.csrf) {
          field(
            "month", frame.say("节点", "Visit"),
            value: visits.first { $0.state == .due || $0.state == .overdue }.map { String($0.month) } ?? "",
            required: false,
            list: visits.filter { $0.state == .due || $0.state == .overdue || $0.state == .ahead }.map {
              ("\($0.month)", frame.say("满 \($0.month) 个月", "after \($0.month) months"))
            } + [("", frame.say("计划外", "besides the plan"))])
          field("day", frame.say("日期", "Day"), type: "date", value: today.text)
          field(
            "way", frame.say("方式", "Way"), list: Visit.Way.allCases.map { ($0.rawValue, frame.say($0.words)) }
          )
          field(
            "found", frame.say("门店状态", "The shop is"), value: shop.course.state(on: today)?.rawValue ?? "",
            list: ShopState.allCases.map { ($0.rawValue, frame.say($0.words)) })
          field(
            "people", frame.say("在岗人数（含店主）", "People at work, the owner included"), required: false,
            inputMode: "numeric")
          field("needs", frame.say("需求", "What it needs"), required: false)
          submit(frame.say("登记", "Record"))
        }
      }
    }
  }
}
