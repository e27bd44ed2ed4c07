// `sizhou rubric sheet FILE -o SHEET.pdf`: blank score sheets, one for every round and panel that marks something.

import ArgumentParser
import Basics
import Pages
import Papers
import Rubrics

struct RubricSheetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sheet", abstract: "按细则打印空白评分表 / print blank score sheets from a rubric.")

  @Argument(help: "细则文件 / the rubric file.") var file: String
  @Option(name: .shortAndLong, help: "写到这个 PDF / the PDF to write.") var output: String
  @OptionGroup var language: LanguageOption

  func run() async throws {
    let words = language.value
    switch RubricDoor.read(try contents(of: file, limit: RubricDoor.limit, language: words), file: file) {
    case .success(let rubric):
      let document = Self.document(rubric, words)
      let bytes = try await PressProcess(executable: Program.path).pdf(document)
      try write(bytes, to: output, language: words)
      Console.say(
        words == .zh
          ? "已写出 \(output)：\(document.sections.count) 张" : "\(output): \(document.sections.count) sheets")
    case .failure(let refusal):
      for fault in refusal.faults { Console.say(fault.sentence(words)) }
      throw Exit.invalid
    }
  }

  /// One section a round and panel; what two rounds share stands in both, since each is filled in by itself.
  static func document(_ rubric: Rubric, _ language: Language) -> PaperDocument {
    let parts = rubric.rounds.flatMap { round in rubric.panels.map { (round, $0) } }
    let documents = parts.compactMap { round, panel -> PaperDocument? in
      let paper = ScoreSheetPaper(
        rubric: rubric, round: round.id, panel: panel.id, event: rubric.label.title[language], division: "",
        forms: [.init(sheet: "\(rubric.id)-v\(rubric.version)", entry: "", judge: "")], isSample: false,
        created: Installation.clock(), language: language)
      return paper.isEmpty ? nil : paper.document()
    }
    guard var whole = documents.first else {
      return PaperDocument(
        about: .init(title: rubric.label.title[language], author: "", created: Installation.clock()),
        sections: [])
    }
    for other in documents.dropFirst() { whole.sections += other.sections }
    return whole
  }
}
