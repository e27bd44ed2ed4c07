// The outcomes report as JSON and as rows of a table, for export.

public import Basics

extension OutcomesReport {
  /// All figures; amounts in fen as whole numbers, rates as decimal texts or null.
  public var json: JSON {
    .object([
      ("day", .string(day.text)),
      (
        "funnel",
        .array(
          funnel.map { step in
            .object([
              ("id", .string(step.id)), ("zh", .string(step.title.zh)), ("en", .string(step.title.en)),
              ("count", .integer(step.count)),
            ])
          })
      ),
      (
        "survival",
        .array(
          survival.map { one in
            .object([
              ("months", .integer(one.months)), ("reached", .integer(one.reached)),
              ("open", .integer(one.open)),
              ("percent", .optional(one.rate?.text(decimals: 1))),
            ])
          })
      ),
      ("jobs", .integer(jobs)),
      (
        "jobsOverTime",
        .array(
          jobsOverTime.map { point in
            .object([
              ("day", .string(point.day.text)), ("people", .integer(point.people)),
              ("shops", .integer(point.shops)),
            ])
          })
      ),
      (
        "visits",
        .object([
          ("due", .integer(visits.due)), ("done", .integer(visits.done)),
          ("overdue", .integer(visits.overdue)),
          ("percent", .optional(visits.rate?.text(decimals: 1))),
        ])
      ),
      (
        "support",
        .array(
          support.map { one in
            .object([
              ("scheme", .string(one.scheme)), ("zh", .string(one.title.zh)), ("en", .string(one.title.en)),
              ("applied", .integer(one.applied)), ("granted", .integer(one.granted)),
              ("grantedFen", .integer(one.grantedAmount.fen)), ("paidFen", .integer(one.paidAmount.fen)),
              ("loan", .bool(one.isLoan)),
            ])
          })
      ),
      ("grantedFen", .integer(granted.fen)),
      ("paidFen", .integer(paid.fen)),
    ])
  }

  /// The report as rows of title and figure, in one language, for a spreadsheet.
  public func table(_ language: Language) -> Table {
    let zh = language == .zh
    var rows: [[String]] = funnel.map { [$0.title[language], String($0.count)] }
    for one in survival {
      rows.append([
        zh
          ? "满 \(one.months) 个月存活（\(one.open)/\(one.reached)）"
          : "Open after \(one.months) months (\(one.open)/\(one.reached))",
        one.rate?.text(decimals: 1).map { $0 + "%" } ?? "-",
      ])
    }
    rows.append([zh ? "带动就业（人）" : "People at work", String(jobs)])
    rows.append([
      zh ? "应回访（次）" : "Visits due", String(visits.due),
    ])
    rows.append([zh ? "已回访（次）" : "Visits done", String(visits.done)])
    rows.append([zh ? "逾期未访（次）" : "Visits overdue", String(visits.overdue)])
    for one in support {
      rows.append([
        zh ? "\(one.title.zh)：批准 \(one.granted) 笔（元）" : "\(one.title.en): \(one.granted) granted (yuan)",
        one.grantedAmount.text,
      ])
    }
    rows.append([zh ? "补贴批准合计（元，不含贷款）" : "Granted in all (yuan, without loans)", granted.text])
    rows.append([zh ? "补贴拨付合计（元，不含贷款）" : "Paid in all (yuan, without loans)", paid.text])
    return Table(header: [zh ? "指标" : "Figure", zh ? "数值" : "Value"], rows: rows)
  }
}
