// Everything that a rubric can say survives the way into a workbook and back.

import Basics
import Foundation
import RubricFiles
import Rubrics
import Testing

@Suite struct Spreadsheets {
  @Test("A rubric that becomes a workbook and a rubric again is the same", arguments: Files.everywhere)
  func roundTrip(_ file: URL) throws {
    let rubric = try Files.read([UInt8](Data(contentsOf: file))).get()
    for language in Language.allCases {
      let made = try Rubrics.rubric(from: workbook(of: rubric, language)).get()
      #expect(made.rubric == rubric.withoutPlaces)
      #expect(made.notes.isEmpty)
    }
  }

  @Test("The XML of a rubric out of a workbook is the XML of the rubric", arguments: Files.everywhere)
  func sameXML(_ file: URL) throws {
    let rubric = try Files.read([UInt8](Data(contentsOf: file))).get()
    #expect(rubricXML(try Rubrics.rubric(from: workbook(of: rubric, .zh)).get().rubric) == rubricXML(rubric))
  }

  @Test("Random changes of any value survive too, or are refused by the rules that refuse them in XML")
  func randomEdits() throws {
    var dice = SplitMix64(seed: 20_261_124)
    for file in Files.everywhere {
      var rubric = try Files.read([UInt8](Data(contentsOf: file))).get()
      for _ in 0..<12 { rubric.shake(&dice) }
      let xml = Files.reader.flatMap { reader in
        Result { try reader.read(Array(rubricXML(rubric).utf8), file: nil).get() }
      }
      let table = Rubrics.rubric(from: workbook(of: rubric, .zh))
      switch (xml, table) {
      case (.success(let read), .success(let made)):
        #expect(read.withoutPlaces == rubric.withoutPlaces, "\(file.lastPathComponent)")
        #expect(made.rubric == rubric.withoutPlaces, "\(file.lastPathComponent)")
      case (.failure, .failure): break
      case (.success, .failure(let refusal)):
        Issue.record("\(file.lastPathComponent): \(refusal.faults.map { $0.sentence(.en) })")
      case (.failure(let error), .success):
        Issue.record("\(file.lastPathComponent): only the XML was refused: \(error)")
      }
    }
  }

  @Test("A slip is a fault at its sheet, row and column, all of them at once")
  func places() throws {
    let rubric = try Files.read(Files.bytes("chef-hot.xml")).get()
    var book = workbook(of: rubric, .en)
    try book.edit("Panels", "trimmed-mean", "trimed-mean")
    try book.edit("Marking scheme", "H1", "H 1")
    try book.edit("Awards", "30", "300")
    let refusal = #expect(throws: Refusal.self) { try Rubrics.rubric(from: book).get() }
    let faults = try #require(refusal?.faults)
    #expect(faults.map(\.code).sorted() == ["table-id", "table-value", "table-value"])
    #expect(faults.allSatisfy { $0.row != nil && $0.column != nil && $0.suggestion != nil })
    let method = try #require(faults.first { $0.words.en.contains("trimed-mean") })
    #expect(method.words.zh.hasPrefix("“Panels”"))
    #expect(method.suggestion?.en.contains("trimmed-mean") == true)
  }

  @Test("Minutes of the clock may be written in Chinese")
  func minutes() throws {
    let rubric = try Files.read(Files.bytes("chef-hot.xml")).get()
    var book = workbook(of: rubric, .zh)
    try book.edit("评分项", "minute", "分钟")
    #expect(try Rubrics.rubric(from: book).get().rubric == rubric.withoutPlaces)
  }

  @Test("A rule that is broken is a fault at the row that breaks it")
  func rules() throws {
    let rubric = try Files.read(Files.bytes("chef-hot.xml")).get()
    var book = workbook(of: rubric, .zh)
    let row = try #require(
      book.sheets.first { $0.name == "评分项" }?.rows.first { $0.cells.contains("HOT-1-MARKS") })
    // The dish has 100 marks, one item of 40 becomes 41.
    try book.edit("评分项", "40", "41")
    let refusal = #expect(throws: Refusal.self) { try Rubrics.rubric(from: book).get() }
    let fault = try #require(refusal?.faults.first { $0.code == "R010" })
    #expect(fault.row == row.number)
    #expect(fault.words.zh.hasPrefix("“评分项”："))
  }
}

extension Workbook {
  /// Changes the first cell that holds exactly `old`.
  fileprivate mutating func edit(_ sheet: String, _ old: String, _ new: String) throws {
    for index in sheets.indices where sheets[index].name == sheet {
      for row in sheets[index].rows.indices {
        if let column = sheets[index].rows[row].cells.firstIndex(of: old) {
          sheets[index].rows[row].cells[column] = new
          return
        }
      }
    }
    throw Refusal(Fault("test", zh: old, en: "not found: \(old)"))
  }
}

// Changes that a rubric may or may not allow.
extension Rubric {
  fileprivate mutating func shake(_ dice: inout SplitMix64) {
    func pick<Value>(_ values: [Value]) -> Value { values[Int(dice.next() % UInt64(values.count))] }
    let module = Int(dice.next() % UInt64(modules.count))
    switch dice.next() % 12 {
    case 0: label.hint = Words(zh: pick(["提示", "=1+1", "'x", "a\"b"]), en: pick(["hint", "提示", "1.0"]))
    case 1: results.missing = pick(Missing.allCases)
    case 2: results.ranking.ties = pick(Ranking.Ties.allCases)
    case 3: results.ranking.numbering = pick(Ranking.Numbering.allCases)
    case 4: modules[module].timeLimit = pick([nil, 45, 3_600, 5_401])
    case 5: modules[module].label.hint = pick([nil, Words(zh: "说明", en: "1e5")])
    case 6: rounds[0].times = pick([nil, Rational(5, over: 3), Rational(-1, over: 8), .one])
    case 7: rounds[0].missing = pick([nil, .zero, .absent])
    case 8: panels[0].blind.toggle()
    case 9: panels[0].label.title = Words(zh: pick(["甲 组", "007", "TRUE", "3/10"]), en: "A")
    case 10:
      modules[module].changeItems { item in
        item.photo = pick(Item.Need.allCases)
        item.notSeen = pick(NotSeen.allCases)
        item.times = pick([nil, Rational(22_858, over: 10_000), Rational(1, over: 7)])
      }
    default:
      modules[module].changeItems { item in
        item.note = pick(Item.Need.allCases)
        item.missing = pick([nil, .block, .zero])
        item.aggregate = pick([nil, Aggregate(method: .median, minJudges: 2), Aggregate(method: .sum)])
        item.base = pick([nil, Weight("0.000001"), Weight("-10")])
      }
    }
  }
}

extension Module {
  fileprivate mutating func changeItems(_ change: (inout Item) -> Void) {
    for index in criteria.indices { criteria[index].changeItems(change) }
    for index in extras.indices { change(&extras[index]) }
  }
}

extension Criterion {
  fileprivate mutating func changeItems(_ change: (inout Item) -> Void) {
    for index in parts.indices {
      switch parts[index] {
      case .criterion(var child):
        child.changeItems(change)
        parts[index] = .criterion(child)
      case .item(var item):
        change(&item)
        parts[index] = .item(item)
      }
    }
  }
}
