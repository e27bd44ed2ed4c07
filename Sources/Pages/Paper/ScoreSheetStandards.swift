// Scales, bands and deductions said in the few words that fit the column 评分标准.

internal import Basics
internal import Rubrics

extension ScoreSheetRows {
  static func standard(of points: Points, _ language: Language) -> String {
    let range =
      language == .zh
      ? "\(points.min)–\(points.max) 分，每 \(points.step) 分一档" : "\(points.min)–\(points.max) by \(points.step)"
    guard !points.anchors.isEmpty else { return range }
    let anchors = points.anchors.map { "\($0.text[language]) \($0.from)–\($0.to)" }
    // Short grades stand two to a line.
    guard points.anchors.allSatisfy({ $0.text[language].count <= 3 }) else {
      return anchors.joined(separator: "\n")
    }
    return stride(from: 0, to: anchors.count, by: 2)
      .map { anchors[$0..<min($0 + 2, anchors.count)].joined(separator: "　") }.joined(separator: "\n")
  }

  static func standard(of levels: [Level], _ language: Language) -> String {
    levels.map { level in
      let worth =
        level.points == Marks(whole: level.value)
        ? "" : language == .zh ? "（\(level.points) 分）" : " (\(level.points))"
      return "□ \(level.value)\(worth)　\(level.text[language])"
    }.joined(separator: "\n")
  }

  static func standard(of measure: Measure, _ language: Language) -> String {
    let zh = language == .zh
    let target = measure.target.map { (zh ? "标准 " : "Target ") + "\($0) \(measure.unit)\n" } ?? ""
    if let linear = measure.linear {
      return target
        + (zh ? "按比例得分，最多 \(measure.max)" : "In proportion, at most \(measure.max)")
        + (linear.lowest == .zero ? "" : zh ? "，最少 \(linear.lowest)" : ", at least \(linear.lowest)")
    }
    let bands = measure.bands.map { band in
      let range =
        if let within = band.within {
          "±\(within) \(measure.unit)"
        } else {
          switch (band.from, band.to) {
          case (let from?, let to?): "\(from)–\(to) \(measure.unit)"
          case (let from?, nil): "≥ \(from) \(measure.unit)"
          case (nil, let to?): "≤ \(to) \(measure.unit)"
          case (nil, nil): zh ? "其余" : "Other"
          }
        }
      return "\(range)　\(band.points)" + (zh ? " 分" : "")
    }
    return target + bands.joined(separator: "\n")
  }

  static func standard(of deduct: Deduct, _ language: Language) -> String {
    let zh = language == .zh
    let unit = unit(deduct.per, language)
    var parts: [String] = []
    if let each = deduct.each {
      let every = deduct.every == Marks(whole: 1) ? "1" : "\(deduct.every)"
      let counting =
        zh
        ? (deduct.counting == .started ? "（不足按 1 计）" : "（满才计）")
        : deduct.counting == .started ? " begun" : " completed"
      parts.append(
        zh ? "每 \(every) \(unit)扣 \(each) 分\(counting)" : "\(each) off per \(every) \(unit)\(counting)")
    }
    if deduct.grace > .zero {
      parts.append(zh ? "\(deduct.grace) \(unit)内不扣" : "\(deduct.grace) \(unit) free")
    }
    for band in deduct.bands {
      let range = band.to.map { "\(band.over)–\($0)" } ?? "> \(band.over)"
      parts.append(zh ? "\(range) \(unit)扣 \(band.points) 分" : "\(range) \(unit): \(band.points) off")
    }
    if let limit = deduct.limit { parts.append(zh ? "最多扣 \(limit) 分" : "at most \(limit)") }
    if let over = deduct.disqualifyOver {
      parts.append(zh ? "超过 \(over) \(unit)取消成绩" : "over \(over) \(unit): disqualified")
    }
    if deduct.fromClock { parts.append(zh ? "由计时记录算出" : "taken from the clock") }
    return parts.joined(separator: zh ? "；" : "; ")
  }

  static func unit(_ unit: String, _ language: Language) -> String {
    guard language == .zh else { return unit }
    let names = ["minute": "分钟", "second": "秒", "piece": "个", "time": "次", "point": "分", "gram": "克"]
    return names[unit] ?? unit
  }

  static func consequence(of veto: Veto, _ language: Language) -> String {
    let zh = language == .zh
    let cap = veto.cap.map { "\($0)" } ?? ""
    return switch veto.effect {
    case .zeroItem: zh ? "本项记 0 分" : "this item counts 0"
    case .zeroCriterion: zh ? "本考核项目记 0 分" : "this criterion counts 0"
    case .zeroModule: zh ? "本模块记 0 分" : "this part counts 0"
    case .zeroRound: zh ? "本轮记 0 分" : "this round counts 0"
    case .zeroTotal: zh ? "总分记 0 分" : "the total counts 0"
    case .capModule: zh ? "本模块最高 \(cap) 分" : "this part gets at most \(cap)"
    case .capTotal: zh ? "总分最高 \(cap) 分" : "the total is at most \(cap)"
    case .disqualify: zh ? "取消成绩" : "disqualified"
    }
  }
}
