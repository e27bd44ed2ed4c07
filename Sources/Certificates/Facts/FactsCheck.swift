// What must be right before facts become a certificate: dates, decimals, plain characters, permitted words.

public import Basics

extension CertificateFacts {
  /// Everything wrong with these facts, `template` being the fixed texts that the paper adds to them.
  ///
  /// An empty number is fine: it is given at issue.
  public func faults(template: [String] = []) -> [Fault] {
    dateFaults + textFaults + decimalFaults + wordFaults(template: template)
  }

  private var dateFaults: [Fault] {
    var faults: [Fault] = []
    // A certificate dated before its course began was a real fraud (domain.md 4.2, C10).
    if issued < end {
      faults.append(
        Fault(
          "certificate-issued-early", zh: "发证日期 \(issued) 早于活动结束日期 \(end)",
          en: "issued on \(issued), before the event ended on \(end)",
          suggestion: Words(zh: "发证日期改为 \(end) 或以后", en: "issue it on \(end) or later")))
    }
    if let start, end < start {
      faults.append(
        Fault(
          "certificate-dates", zh: "结束日期 \(end) 早于开始日期 \(start)",
          en: "the last day \(end) is before the first day \(start)"))
    }
    if let validUntil, validUntil < issued {
      faults.append(
        Fault(
          "certificate-validity", zh: "有效期至 \(validUntil)，早于发证日期 \(issued)",
          en: "valid until \(validUntil), before it is issued on \(issued)"))
    }
    return faults
  }

  private var textFaults: [Fault] {
    var faults: [Fault] = []
    for (label, text) in [("姓名", name), ("活动", event), ("证书名称", title)] where text.isEmpty {
      faults.append(Fault("certificate-empty", zh: "\(label)为空", en: "a needed text is empty (\(label))"))
    }
    if organizers.isEmpty || organizers.contains("") {
      faults.append(Fault("certificate-organizer", zh: "没有主办单位", en: "an organiser is missing"))
    }
    for text in texts where text.unicodeScalars.contains(where: { isUnprintable($0) }) {
      let shown = String(String.UnicodeScalarView(text.unicodeScalars.filter { !isUnprintable($0) }))
      faults.append(
        Fault(
          "certificate-control-character", zh: "“\(shown)”含有控制字符或不可见字符",
          en: "\"\(shown)\" holds a control character or an invisible one",
          suggestion: Words(zh: "重新输入这段文字", en: "type the text again")))
    }
    return faults
  }

  private var decimalFaults: [Fault] {
    let decimals = scores.flatMap { [$0.value, $0.outOf, $0.needed] } + [hours]
    return decimals.compactMap { $0 }.filter { Weight($0) == nil }.map {
      Fault("certificate-decimal", zh: "“\($0)”不是小数", en: "\"\($0)\" is not a decimal number")
    }
  }

  private func wordFaults(template: [String]) -> [Fault] {
    // The holder's own name and unit are facts of life, not claims of the paper: 张中华 gets her certificate.
    let claims =
      [title, event, division, work, award, result].compactMap { $0 } + organizers + scores.map(\.label)
    return (claims + template).flatMap { forbiddenWords(in: $0) }
  }

  /// Every text that somebody else wrote.
  var texts: [String] {
    [title, name, event] + [unit, division, work, award, result].compactMap { $0 } + organizers
      + scores.map(\.label)
  }
}

/// Controls, directions, joiners and the like: nothing that a printed name can hold.
private func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: true
  default: false
  }
}
