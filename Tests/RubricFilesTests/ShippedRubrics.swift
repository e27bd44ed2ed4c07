// The rubrics that ship with the program say what the published rules say.

import Basics
import Foundation
import Rubrics
import Testing

@Suite struct ShippedRubrics {
  private func rubric(_ name: String) throws -> Rubric { try Files.read(Files.bytes(name), file: name).get() }

  @Test("Every shipped rubric is valid", arguments: Files.shipped)
  func valid(_ name: String) throws {
    let faults = try Files.faults(Files.text(name))
    #expect(faults.map { $0.sentence(.en) } == [])
  }

  @Test("No rubric lies in the folder without being tested")
  func complete() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Files.folder.path).filter {
      $0.hasSuffix(".xml")
    }
    #expect(names.sorted() == Files.shipped.sorted())
  }

  @Test("The rubric's id is the digest of its bytes")
  func digest() throws {
    #expect(try rubric("chef-hot.xml").sha256 == sha256Hex(Files.bytes("chef-hot.xml")))
  }

  @Test("The hot-dish contest trims seven product judges and weighs the dish with the work on site")
  func hotDishes() throws {
    let hot = try rubric("chef-hot.xml")
    let product = try #require(hot.panels.first { $0.id == "product" })
    #expect(product.blind)
    #expect(product.aggregate == Aggregate(method: .trimmedMean, dropHigh: 1, dropLow: 1, minJudges: 3))
    #expect(hot.rounds.map { $0.weight?.description } == ["50", "50"])
    #expect(hot.rounds.map { $0.uses.map(\.module) } == [["HOT-1", "SITE-1"], ["HOT-2", "SITE-1"]])
    #expect(hot.rounds.allSatisfy { $0.uses.map { $0.weight?.description } == ["70", "30"] })
    let items = hot.modules.flatMap(\.items)
    #expect(
      items.filter { $0.id.hasPrefix("H") }.compactMap { $0.max?.description } == [
        "40", "30", "20", "10", "40", "30", "20", "10",
      ])
    let overtime = try #require(items.first { $0.id == "D-OT-LIN" })
    guard case .deduct(let deduct) = overtime.kind else {
      Issue.record("D-OT-LIN is no deduction")
      return
    }
    #expect(deduct.each == Marks(units: 500) && deduct.counting == .started && deduct.fromClock)
    #expect(deduct.disqualifyOver == Marks(whole: 30))
    #expect(hot.modules.first?.timeLimit == 3_600)
  }

  @Test("Awards go to 10, 20 and 30 percent, rounded down")
  func awards() throws {
    let awards = try #require(try rubric("chef-snack.xml").results.awards?.awards)
    #expect(awards.map { $0.ratio?.description } == ["10", "20", "30"])
    #expect(awards.allSatisfy { $0.ratioRounding == .down && $0.of == .placed && $0.certificate == "honour" })
  }

  @Test(
    "An exam has two gates of 60, a theory paper of 100 and stations of 100",
    arguments: ["exam-mother-baby.xml", "exam-elder-care.xml"])
  func exams(_ name: String) throws {
    let exam = try rubric(name)
    #expect(exam.kind == .exam)
    #expect(exam.results.pass?.gates.map(\.of) == [.round("theory"), .round("practice")])
    #expect(exam.results.pass?.gates.allSatisfy { $0.min == Marks(whole: 60) } == true)
    #expect(exam.modules.allSatisfy { $0.max == Marks(whole: 100) })
    #expect(exam.modules.first?.blueprint?.parts.map(\.count) == [80, 20])
  }

  @Test("A yes-or-no step of a station stands on sheets under the id of the published table")
  func stationSteps() throws {
    let bath = try #require(try rubric("exam-mother-baby.xml").modules.first { $0.id == "ST-BATH" })
    let first = try #require(bath.items.first { $0.id == "B01-L" })
    guard case .checklist(let steps) = first.kind else {
      Issue.record("B01-L is no checklist")
      return
    }
    #expect(steps.map(\.id) == ["B01"])
    #expect(steps.map(\.points) == [Marks(whole: 5)])
  }

  @Test("Every complete rubric of the README is valid")
  func readme() throws {
    let blocks = try Files.text("README.md").components(separatedBy: "```xml\n").dropFirst()
    let whole = blocks.compactMap { $0.components(separatedBy: "\n```").first }.filter {
      $0.hasPrefix("<?xml")
    }
    #expect(whole.count == 2)
    for text in whole {
      let faults = try Files.faults(text)
      #expect(faults.map { $0.sentence(.en) } == [])
    }
  }

  @Test("A byte order mark and CRLF line ends are fine")
  func marks() throws {
    let text = try Files.text("manager-pitch.xml")
    #expect(try Files.faults("\u{FEFF}" + text).isEmpty)
    #expect(try Files.faults(text.replacingOccurrences(of: "\n", with: "\r\n")).isEmpty)
  }
}
