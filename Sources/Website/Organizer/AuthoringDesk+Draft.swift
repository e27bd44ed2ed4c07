// Changing a copy of a rubric: look, try, download, save; the draft lives in the form alone.

internal import Basics
internal import HTTPTypes
internal import Hummingbird
internal import Judging
internal import Office
internal import Pages
internal import Records
internal import Rubrics

extension AuthoringDesk {
  @Sendable func edit(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try author(context)
    let base = try await found(context).rubric
    let version = try await shelf.nextVersion(of: base.id)
    let work = work(on: base, ["rubric.version": String(version)])
    return try await answer(work, RubricEditPage.Sample(), request, context, caller)
  }

  @Sendable func change(_ request: Request, _ context: SiteContext) async throws -> Response {
    let caller = try author(context)
    let form = try await request.form(of: caller)
    let base = try await found(context).rubric
    let work = work(on: base, form.texts)
    var sample = RubricEditPage.Sample(form)
    switch form["act"] {
    case "keep": return try await keep(work, sample, request, context, caller)
    case "xml" where work.draft.isWhole:
      return Response.bytes(work.xml, type: "application/xml; charset=utf-8")
        .kept(as: "\(work.draft.rubric.id)-v\(work.draft.rubric.version).xml")
    case "try" where work.draft.isWhole:
      do {
        let view = try await trial(work, &sample, form, caller)
        return try await answer(work, sample, request, context, caller, trial: view)
      } catch let refusal as Refusal {
        return try await answer(work, sample, request, context, caller, trialFaults: refusal.faults)
      }
    case "try", "xml":
      return try await answer(work, sample, request, context, caller, faults: [Self.notYet(work.draft)])
    default: return try await answer(work, sample, request, context, caller)
    }
  }

  private func keep(
    _ work: Work, _ sample: RubricEditPage.Sample, _ request: Request, _ context: SiteContext,
    _ caller: Caller
  ) async throws -> Response {
    guard work.draft.isWhole else {
      return try await answer(work, sample, request, context, caller, faults: [Self.notYet(work.draft)])
    }
    guard !work.difference.changes.isEmpty || work.difference.changesScoring else {
      return try await answer(work, sample, request, context, caller, faults: [Self.unchanged])
    }
    do {
      let sha256 = try await KeepRubric(ports, shipped: settings.setUp.rubrics)(
        work.xml, basedOn: work.draft.base.sha256, by: caller.actor)
      return .redirect("/office/rubrics/\(sha256)?done=kept")
    } catch let refusal as Refusal {
      return try await answer(work, sample, request, context, caller, faults: refusal.faults)
    }
  }

  private static func notYet(_ draft: RubricDraft) -> Fault {
    Fault(
      "draft-faults", zh: "还有 \(draft.faultCount) 处要改正，见下面和各栏旁边",
      en: "\(draft.faultCount) to correct first, see below and beside the fields")
  }

  private static let unchanged = Fault(
    "draft-unchanged", zh: "还没有改动，不用另存一版", en: "nothing was changed, there is nothing to save")

  /// A draft written out and read again, with every fault at its place.
  struct Work {
    var draft: RubricDraft
    var xml: [UInt8]
    var difference: RubricDifference
  }

  private func work(on base: Rubric, _ typed: [String: String]) -> Work {
    var draft = RubricDraft(base: base, typed: typed)
    let text = rubricXML(draft.rubric)
    let xml = Array(text.utf8)
    if case .failure(let refusal) = ports.readRubric(xml) { draft.place(refusal.faults, in: text) }
    var after = draft.rubric
    after.sha256 = sha256Hex(xml)
    return Work(draft: draft, xml: xml, difference: RubricDifference(from: base, to: after))
  }

  private func answer(
    _ work: Work, _ sample: RubricEditPage.Sample, _ request: Request, _ context: SiteContext,
    _ caller: Caller,
    trial: TrialView? = nil, trialFaults: [Fault] = [], faults: [Fault] = []
  ) async throws -> Response {
    let base = work.draft.base
    let address = "/office/rubrics/\(base.sha256)/edit"
    let frame = frames.frame(request, context, at: address)
    let divisions = try await SheetsForTrial(ports).divisions(ofRubric: base.id) {
      Self.may(caller, read: $0)
    }
    var page = RubricEditPage(
      sha256: base.sha256, draft: work.draft, difference: work.difference, sample: sample,
      divisions: divisions.map { ($0.id, $0.title) }, trial: trial, trialFaults: trialFaults, faults: faults
    ).page(frame)
    page.script = frames.assets.authoring.address
    if !faults.isEmpty || !trialFaults.isEmpty { page.status = 422 }
    return .page(page, frame)
  }

  private static func may(_ caller: Caller, read event: EventRow) -> Bool {
    caller.may(.seeAgreement, for: event)
  }

  // MARK: trying

  private func trial(
    _ work: Work, _ sample: inout RubricEditPage.Sample, _ form: FormReader, _ caller: Caller
  ) async throws -> TrialView {
    let (base, after) = (work.draft.base, work.difference.after)
    switch sample.kind {
    case .invented:
      let invented = InventedMarks(
        works: try Self.number(sample.works, 2...60, "作品件数", "the number of works"),
        judges: try Self.number(sample.judges, 1...15, "评委人数", "the number of judges"),
        seed: UInt64(try Self.number(sample.seed, 0...999_999_999, "换一批的数字", "the number for other marks")))
      return view(try RubricTrial(before: base, after: after, invented: invented), base, after)
    case .pasted:
      // What a spreadsheet copies is set apart by tabs.
      let bytes = form.files["sample.file"] ?? Array(sample.text.replacing("\t", with: ",").utf8)
      guard bytes.contains(where: { $0 > 0x20 }) else {
        throw Refusal(Fault("trial-none", zh: "请粘贴评分表，或选文件", en: "paste the sheets, or choose a file"))
      }
      let sheets = try settings.readTable(bytes).get()
      // A file cannot be sent back to the browser; its content can, so that it can be tried again.
      if form.files["sample.file"] != nil { sample.text = Self.csv(sheets) }
      return view(try RubricTrial(before: base, after: after, sheets: sheets), base, after)
    case .event:
      let found = try await SheetsForTrial(ports)(division: sample.division) { Self.may(caller, read: $0) }
      guard let found, found.rubric.id == base.id else {
        throw Refusal(Fault("trial-division", zh: "没有这个组别", en: "there is no such division"))
      }
      return view(
        try RubricTrial(
          before: found.rubric, after: after, sheets: found.sheets, entries: found.entries,
          decisions: found.decisions), found.rubric, after)
    }
  }

  private func view(_ trial: RubricTrial, _ before: Rubric, _ after: Rubric) -> TrialView {
    func name(_ rubric: Rubric) -> Words {
      Words(zh: "\(rubric.id) 第 \(rubric.version) 版", en: "\(rubric.id) version \(rubric.version)")
    }
    return TrialView(
      trial, before: name(before), after: name(after),
      awards: before.partTitles.merging(after.partTitles) { $1 })
  }

  private static func number(_ text: String, _ range: ClosedRange<Int>, _ zh: String, _ en: String) throws
    -> Int
  {
    guard let number = Int(text.foldedToPlain), range.contains(number) else {
      throw Refusal(
        Fault(
          "trial-number", zh: "\(zh)要填 \(range.lowerBound) 到 \(range.upperBound) 的整数",
          en: "\(en) is a whole number from \(range.lowerBound) to \(range.upperBound)"))
    }
    return number
  }

  private static func csv(_ table: Table) -> String {
    ([table.header] + table.rows).map { row in
      row.map { cell in
        cell.contains { ",\"\n\r".contains($0) } ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
      }.joined(separator: ",")
    }.joined(separator: "\n")
  }
}

extension RubricEditPage.Sample {
  fileprivate init(_ form: FormReader) {
    let texts = form.texts
    self.init()
    if let kind = texts["sample.kind"].flatMap(Kind.init) { self.kind = kind }
    works = texts["sample.works"] ?? works
    judges = texts["sample.judges"] ?? judges
    seed = texts["sample.seed"] ?? seed
    text = texts["sample.text"] ?? ""
    division = texts["sample.division"] ?? ""
  }
}
