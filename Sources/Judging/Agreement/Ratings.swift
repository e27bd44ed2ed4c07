// Ratings as statistics see them: who marked what with how much, without any rule of how marks become a result.

/// Numbers by row and judge; nil where a judge gave none.
public struct RatingMatrix: Hashable, Sendable {
  /// One row a subject or unit, one place in it a judge.
  public var rows: [[Double?]]
  /// Places in every row.
  public let judges: Int

  public init(_ rows: [[Double?]], judges: Int? = nil) {
    self.rows = rows
    self.judges = judges ?? rows.map(\.count).max() ?? 0
  }

  /// Rows in which every one of some judges gave a number.
  public struct Block: Hashable, Sendable {
    /// Places of the judges in the matrix.
    public var judges: [Int]
    /// Places of the rows in the matrix.
    public var subjects: [Int]
    public var rows: [[Double]]
  }

  /// What statistics that know no gaps are computed over.
  ///
  /// The rows marked by every judge, where there are two at least. Otherwise (each judge sees some entries only)
  /// the judges and rows that share most numbers without a gap; nil where no two judges share two rows.
  public var complete: Block? {
    let all = block(of: Array(0..<judges))
    if judges >= 2, all.subjects.count >= 2 { return all }
    var best: Block?
    var seen: Set<[Int]> = []
    for row in rows {
      let present = row.indices.filter { row[$0] != nil }
      guard present.count >= 2, seen.insert(present).inserted else { continue }
      let candidate = block(of: present)
      guard candidate.subjects.count >= 2 else { continue }
      let size = candidate.subjects.count * present.count
      if size > best.map({ $0.subjects.count * $0.judges.count }) ?? 0 { best = candidate }
    }
    return best
  }

  private func block(of judges: [Int]) -> Block {
    var block = Block(judges: judges, subjects: [], rows: [])
    for (index, row) in rows.enumerated() {
      let numbers = judges.compactMap { $0 < row.count ? row[$0] : nil }
      guard numbers.count == judges.count else { continue }
      block.subjects.append(index)
      block.rows.append(numbers)
    }
    return block
  }
}

/// All marks of one panel.
public struct Ratings: Sendable {
  /// One work in one run of one round.
  public struct Subject: Hashable, Sendable {
    /// The entry's id, with round and run where the rubric has several: `E07@semi.2`.
    public var id: String
    public var entry: String
    /// Full marks of the panel's sheet; nil where an item has none.
    public var full: Double?

    public init(id: String, entry: String? = nil, full: Double? = nil) {
      self.id = id
      self.entry = entry ?? id
      self.full = full
    }
  }

  /// An item, a step of a checklist, or a theory paper or part of one.
  public struct Item: Hashable, Sendable {
    public var id: String
    public var lowest: Double
    public var highest: Double
    /// The marks at each step from the lowest up; empty where the item has no steps, as with ranks and counts.
    public var scale: [Double]

    public init(id: String, lowest: Double, highest: Double, scale: [Double]) {
      self.id = id
      self.lowest = lowest
      self.highest = highest
      self.scale = scale
    }

    /// An item whose judges write the marks of `scale`.
    public init(id: String, scale: [Double]) {
      self.init(id: id, lowest: scale.first ?? 0, highest: scale.last ?? 0, scale: scale)
    }
  }

  /// What one judge gave for one item of one subject.
  public struct Mark: Hashable, Sendable {
    public var subject: Int
    public var judge: Int
    public var item: Int
    /// As written: a level's value, a reading, marks.
    public var value: Double
    /// What it counts.
    public var marks: Double
    /// Its place in the item's scale.
    public var step: Int?

    public init(subject: Int, judge: Int, item: Int, value: Double, marks: Double? = nil, step: Int? = nil) {
      self.subject = subject
      self.judge = judge
      self.item = item
      self.value = value
      self.marks = marks ?? value
      self.step = step
    }
  }

  public var subjects: [Subject]
  public var judges: [String]
  public var items: [Item]
  public var marks: [Mark]
  /// Each judge's sheet total by subject, in marks; nil where an item of the sheet is not given.
  public var totals: RatingMatrix

  public init(
    subjects: [Subject], judges: [String], items: [Item], marks: [Mark], totals: RatingMatrix
  ) {
    self.subjects = subjects
    self.judges = judges
    self.items = items
    self.marks = marks
    self.totals = totals
  }

  /// What the judges wrote, one row for each item of each subject that anybody marked.
  public var units: RatingMatrix {
    var rows: [[Double?]] = []
    var places: [Int: Int] = [:]
    for mark in marks {
      let key = mark.subject * items.count + mark.item
      let place = places[key] ?? rows.count
      if place == rows.count {
        places[key] = place
        rows.append([Double?](repeating: nil, count: judges.count))
      }
      rows[place][mark.judge] = mark.value
    }
    return RatingMatrix(rows, judges: judges.count)
  }
}
