// The outcomes report: the way from contestants to shops that are still open, jobs over time, visits, support.

public import Basics
public import Outcomes

/// The report on one page that prints well.
public struct OutcomesPage: Sendable {
  public var title: Words
  public var report: OutcomesReport

  public init(title: Words, report: OutcomesReport) {
    self.title = title
    self.report = report
  }

  public func page(_ frame: Frame) -> Page {
    Page(
      frame.say("成效报告", "Outcomes report"),
      body: .several([
        el("p", .class("crumbs no-print")) { link("/office/shops", "← " + frame.say("门店", "Shops")) },
        el(
          "p", .class("eyebrow"),
          text: frame.say("截至 \(report.day.words(.zh))", "As of \(report.day.words(.en))")),
        el("h1", text: frame.say(title)),
        el("div", .class("grid")) {
          figure("\(report.jobs)", frame.say("人在岗", "people at work"))
          figure(
            report.visits.rate.map { "\($0.text)%" } ?? "–",
            frame.say(
              "回访完成率（\(report.visits.done)/\(report.visits.due)）",
              "of visits done (\(report.visits.done)/\(report.visits.due))"))
          figure(report.granted.text, frame.say("元已批准扶持", "yuan granted"))
          figure(report.paid.text, frame.say("元已拨付", "yuan paid"))
        },
        el("figure", .class("card")) {
          el("h2", text: frame.say("从参赛到开店", "From contestant to shop"))
          funnel(
            report.funnel.map { (title: frame.say($0.title), count: $0.count) },
            title: frame.say("从参赛到开店", "From contestant to shop"))
        },
        el("figure", .class("card")) {
          el("h2", text: frame.say("在岗人数", "People at work over time"))
          columns(
            report.jobsOverTime.map { (label: String($0.day.text.prefix(7)), count: $0.people) },
            title: frame.say("在岗人数", "People at work"))
        },
        survival(frame), support(frame),
      ]))
  }

  private func figure(_ value: String, _ label: String) -> HTML {
    el("div", .class("card figure")) {
      el("b", text: value)
      el("span", text: label)
    }
  }

  private func survival(_ frame: Frame) -> HTML {
    table(
      frame.say("开业后仍在经营", "Still open after"),
      head: [
        (frame.say("时间", "Time"), false), (frame.say("已满此时间的店", "Shops that old"), true),
        (frame.say("仍在经营", "Open then"), true), (frame.say("比例", "Share"), true),
      ]
    ) {
      report.survival.map { one in
        el("tr") {
          el("th", .scope("row"), text: frame.say("\(one.months) 个月", "\(one.months) months"))
          el("td", .class("number"), text: "\(one.reached)")
          el("td", .class("number"), text: "\(one.open)")
          el("td", .class("number"), text: one.rate.map { "\($0.text)%" } ?? "–")
        }
      }
    }
  }

  private func support(_ frame: Frame) -> HTML {
    guard !report.support.isEmpty else { return .nothing }
    return table(
      frame.say("扶持政策", "Support schemes"),
      head: [
        (frame.say("政策", "Scheme"), false), (frame.say("申请（件）", "Applied"), true),
        (frame.say("批准（件）", "Granted"), true),
        (frame.say("批准金额（元）", "Granted, yuan"), true), (frame.say("拨付金额（元）", "Paid, yuan"), true),
      ]
    ) {
      report.support.map { one in
        el("tr") {
          el("th", .scope("row")) {
            frame.say(one.title)
            if one.isLoan {
              el("span", .class("small soft"), text: frame.say("（贷款，不计入合计）", " (a loan, not in the sums)"))
            }
          }
          el("td", .class("number"), text: "\(one.applied)")
          el("td", .class("number"), text: "\(one.granted)")
          el("td", .class("number"), text: one.grantedAmount.text)
          el("td", .class("number"), text: one.paidAmount.text)
        }
      }
    }
  }
}
