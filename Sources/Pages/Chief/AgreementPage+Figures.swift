// The figures of agreement, each with a sentence on what it means; behind a fold, for those who ask.

internal import Basics
internal import Judging

extension AgreementPage {
  private struct Figure {
    var name: String
    var value: String
    var meaning: Words
  }

  func figures(_ frame: Frame) -> HTML {
    guard !agreement.ratings.judges.isEmpty else { return .nothing }
    let notes = agreement.notes.filter { $0.code != "agreement-panel" }
    return el("details", .class("card"), .id("figures")) {
      el("summary") { el("strong", text: frame.say("统计数字和它们的意思", "The figures and what they mean")) }
      el(
        "p", .class("soft"),
        text: frame.say(
          "数字只描述这一次的评分，不是评委的考核。人少时上下摆动很大。",
          "The figures describe this one round of marking and rate nobody. With few people they swing widely."
        ))
      if !notes.isEmpty {
        el("ul", .class("plain-list soft")) { notes.map { el("li", text: frame.say($0.words)) } }
      }
      el("dl", .class("figures")) {
        all.map { figure in
          HTML.several([
            el("dt") {
              el("span", text: figure.name)
              el("b", .class("number"), text: figure.value)
            },
            el("dd", text: frame.say(figure.meaning)),
          ])
        }
      }
      judgesTable(frame)
      itemsTable(frame)
      entriesTable(frame)
    }
  }

  private func number(_ value: Double?, _ decimals: Int = 3) -> String { Agreement.plain(value, decimals) }

  private var all: [Figure] {
    let icc = agreement.icc
    let form = { (form: IntraclassCorrelation.Form) in
      let limits = icc?.limits[form].map { " [\(self.number($0.low, 2)), \(self.number($0.high, 2))]" } ?? ""
      return self.number(icc?.values[form]) + limits
    }
    let alpha = agreement.krippendorff
    let p = agreement.kendall.map { $0.p < 0.001 ? ", p < 0.001" : ", p = " + number($0.p) } ?? ""
    return [
      Figure(
        name: "Kendall W", value: number(agreement.kendall?.w) + p,
        meaning: Words(
          zh: "评委排出的先后次序有多像：1 完全一样，0 毫无关系。p 越小，越不像碰巧。",
          en:
            "How alike the judges' orders are: 1 the same, 0 unrelated. The smaller p, the less it looks like chance."
        )),
      Figure(
        name: "ICC(2,1)", value: form(.twoSingle),
        meaning: Words(
          zh: "换一位评委来评，一个人的分数有多可信；严与松也算分歧。方括号里是 95% 的范围。",
          en:
            "How far one judge's mark could stand for another's, strictness counted as disagreement. 95 % limits in brackets."
        )),
      Figure(
        name: "ICC(3,1)", value: form(.threeSingle),
        meaning: Words(
          zh: "同上，但人人都被同一批评委评过时，严与松互相抵消，不算分歧。",
          en: "The same where all were marked by the same judges, so that strictness cancels out.")),
      Figure(
        name: "ICC(1,1)", value: form(.oneSingle),
        meaning: Words(
          zh: "同上，假定每件作品由不同的评委来评，要求最严。",
          en: "The same as if each work had judges of its own: the severest form.")),
      Figure(
        name: "ICC(1,k) · (2,k) · (3,k)",
        value: [.oneMean, .twoMean, .threeMean].map { number(icc?.values[$0]) }.joined(separator: " · "),
        meaning: Words(
          zh: "全组评委的平均分有多可信。评委越多越接近 1。",
          en: "How far the mean of the whole panel can be trusted; more judges bring it closer to 1.")),
      Figure(
        name: "Fleiss κ", value: number(agreement.fleissKappa),
        meaning: Words(
          zh: "逐项看，评委给出完全相同的值有多常见，已扣除碰巧。分档细的项目天生偏低。",
          en:
            "How often judges write exactly the same value, beyond chance. Fine steps make it low by nature.")
      ),
      Figure(
        name: "Krippendorff α",
        value: [alpha.nominal, alpha.ordinal, alpha.interval, alpha.ratio].map { number($0) }
          .joined(separator: " · "),
        meaning: Words(
          zh: "一致程度，缺分也能算：依次按“同不同”“谁先谁后”“差几分”“差几成”来看。1 完全一致，0 等于碰巧。",
          en:
            "Agreement with gaps allowed, by same or not, by order, by difference, by ratio. 1 is perfect, 0 is chance."
        )),
      Figure(
        name: "Cronbach α", value: number(agreement.cronbachAlpha),
        meaning: Words(
          zh: "把评委当作一份问卷的题目：各位评委是否在量同一样东西。0.8 以上算好。",
          en: "Judges taken as the questions of one test: whether they measure one thing. Above 0.8 is good.")
      ),
    ]
  }

  private func judgesTable(_ frame: Frame) -> HTML {
    table(
      frame.say("评委：Rasch 严格度大于 0 偏严，单位是 logit", "Judges: Rasch severity above 0 is strict, in logits"),
      head: [
        (frame.say("评委", "Judge"), false), (frame.say("作品", "Works"), true),
        (frame.say("均分", "Mean"), true), (frame.say("比别人低", "Below others"), true),
        (frame.say("标准差", "Spread"), true), (frame.say("与别人相关", "Correlation"), true),
        (frame.say("Rasch 严格度", "Rasch severity"), true), (frame.say("标准误", "SE"), true),
      ]
    ) {
      zip(agreement.profiles, agreement.rasch.judges).map { profile, judge in
        row(
          name(profile.id),
          [
            "\(profile.n)", number(profile.mean, 2), number(profile.severity, 2), number(profile.spread, 2),
            number(profile.correlation), number(judge.severity), number(judge.error),
          ])
      }
    }
  }

  private func itemsTable(_ frame: Frame) -> HTML {
    table(
      frame.say("评分项：难度大于 0 的更难得分", "Items: above 0 is harder to score on"),
      head: [
        (frame.say("评分项", "Item"), false), (frame.say("Rasch 难度", "Rasch difficulty"), true),
        (frame.say("标准误", "SE"), true),
      ]
    ) {
      agreement.rasch.items.map { item in
        row(items[item.id].map { frame.say($0) } ?? item.id, [number(item.difficulty), number(item.error)])
      }
    }
  }

  private func entriesTable(_ frame: Frame) -> HTML {
    el("details") {
      el("summary", text: frame.say("每件作品的 Rasch 水平和“公平总分”", "Every work: Rasch measure and fair total"))
      el(
        "p", .class("soft"),
        text: frame.say(
          "“公平总分”是不严不松的评委会给的分，只供比较，从不代替成绩。",
          "The fair total is what a judge of average severity would give; it is for comparing and never a result."
        ))
      table(
        frame.say("作品", "Works"), isTitled: true,
        head: [
          (frame.say("作品", "Work"), false), (frame.say("Rasch 水平", "Rasch measure"), true),
          (frame.say("标准误", "SE"), true), (frame.say("公平总分", "Fair total"), true),
        ]
      ) {
        agreement.rasch.entries.map {
          row($0.id, [number($0.measure), number($0.error), number($0.fairTotal, 2)])
        }
      }
    }
  }

  private func row(_ head: String, _ cells: [String]) -> HTML {
    el("tr") {
      el("th", .scope("row"), text: head)
      cells.map { el("td", .class("number"), text: $0) }
    }
  }
}
