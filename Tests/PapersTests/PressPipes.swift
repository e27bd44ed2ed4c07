// Papers as JSON over a pipe, the printing loop, and the child process that the server uses.

import Basics
import Foundation
import Pages
import Papers
import Testing

@Suite("Papers over a pipe")
struct PressPipes {
  @Test("Every kind of paper comes back from JSON as it was")
  func roundTrip() throws {
    let cards = JudgeCardsPaper(
      event: "赛", cards: [.init(judge: "甲", panel: "乙", link: "L", address: "A", code: "1")], isSample: true,
      created: Sample.created)
    let mixed = PaperDocument(
      about: .init(title: "\"试\"\n", author: "", created: Sample.created, language: .en),
      sections: [
        .init(flow: [
          .together([
            .space(1.25),
            .inset(
              left: 0.1, right: 1e-7, [.pairs(.init([.init("a", "b")], columns: 2, style: .init(.sans, 9.5)))]
            ),
          ]),
          .table(
            .init(
              columns: [.init(1.5, .right, isOneLine: true)], header: [],
              rows: [.init([.joined], minHeight: 3)],
              style: .init(.serif, 10, tracking: 0.08), rules: .rows)),
        ])
      ])
    for document in [try Sample.award().document(), Sample.sheets().document(), cards.document(), mixed] {
      #expect(try PaperDocument(JSON(parsing: document.json.compact)) == document)
    }
    #expect(throws: Refusal.self) { try PaperDocument(.object([("orientation", .string("diagonal"))])) }
  }

  @Test("The loop answers each paper, refuses a bad one and goes on, and ends with its input")
  func loop() throws {
    let good = try Sample.award().document()
    let bad = try Sample.award(person: "\u{2A6A5}").document()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("press-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var input = Data()
    for document in [good, bad, good] {
      let bytes = Array(document.json.compact.utf8)
      input.append(contentsOf: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bytes.count >> $0) } + bytes)
    }
    let (source, sink) = (folder.appendingPathComponent("in"), folder.appendingPathComponent("out"))
    try input.write(to: source)
    try Data().write(to: sink)
    try runPress(reading: FileHandle(forReadingFrom: source), writing: FileHandle(forWritingTo: sink))
    var output = Array(try Data(contentsOf: sink))
    var kinds: [UInt8] = []
    while output.count >= 5 {
      kinds.append(output[0])
      let length = output[1..<5].reduce(0) { $0 << 8 | Int($1) }
      output.removeFirst(5 + length)
    }
    #expect(kinds == [0, 1, 0] && output.isEmpty)
  }

  /// A child made of shell: `cat` in its many forms stands in for the program, which tests of doors cannot start.
  private func child(_ script: String, patience: Int = 20) -> PressProcess {
    PressProcess(executable: "/bin/sh", arguments: ["-c", script], patience: patience)
  }

  /// Writes one good answer, the three bytes `abc`, for each paper read.
  private static let answering =
    "printf '\\000\\000\\000\\000\\003abc'; printf '\\000\\000\\000\\000\\003abc'; cat > /dev/null"

  @Test("Answers are read while papers are still being written, however long the papers are")
  func bigPipes() async throws {
    var long = try Sample.award()
    long.contest = String(repeating: "长", count: 2_000_000)
    let answers = try await child(Self.answering).pdfs([long.document(), long.document()])
    #expect(try answers.map { try $0.get() } == [Array("abc".utf8), Array("abc".utf8)])
  }

  @Test("A child that dies is replaced, and a paper that kills two is refused")
  func deaths() async throws {
    let document = try Sample.award().document()
    let answers = try await child("exit 3").pdfs([document, document])
    #expect(answers.count == 2)
    for answer in answers {
      #expect(throws: Refusal.self) { try answer.get() }
    }
    // Each child answers one paper and dies: all are printed all the same.
    let one = "printf '\\000\\000\\000\\000\\003abc'"
    #expect(
      try await child(one).pdfs([document, document, document]).map { try $0.get().count } == [3, 3, 3])
  }

  @Test("A child that never answers is given up, and a cancelled batch ends at once")
  func silence() async throws {
    let document = try Sample.award().document()
    await #expect(throws: Refusal.self) { try await child("exec sleep 60", patience: 1).pdf(document) }
    let clock = ContinuousClock()
    let start = clock.now
    let batch = Task { try await child("exec sleep 60").pdfs([document]) }
    batch.cancel()
    await #expect(throws: CancellationError.self) { try await batch.value }
    #expect(clock.now - start < .seconds(15))
  }

  @Test("A program that is not there is said to be so")
  func noProgram() async throws {
    let document = try Sample.award().document()
    await #expect(throws: Refusal.self) {
      try await PressProcess(executable: "/nonexistent/sizhou").pdf(document)
    }
  }

  @Test("A code as SVG has the modules of the printed one and its quiet zone")
  func svg() throws {
    let modules = try QRModules("HTTPS://SZ.EXAMPLE/V#1234567890")
    let svg = try qrSVG("HTTPS://SZ.EXAMPLE/V#1234567890", label: "扫码 <核验>")
    #expect(svg.contains("viewBox=\"0 0 \(modules.side + 8) \(modules.side + 8)\""))
    #expect(svg.contains("aria-label=\"扫码 &lt;核验&gt;\"") && svg.contains("M4 4h7v1h-7z"))
    #expect(modules.isDark(column: 0, row: 0) && !modules.isDark(column: 7, row: 0))
    #expect(throws: Refusal.self) { try qrSVG(String(repeating: "长", count: 3_000)) }
  }
}
