// What the sample consists of, as plain values: people, events, entries, judges, marks, times, decisions.

public import Basics
public import Exams
public import Rubrics

/// The sample contest, exam, class and shops.
///
/// Everybody in it is invented; every row says so.
public struct SampleData: Hashable, Sendable {
  public struct Person: Hashable, Sendable {
    public var id: String
    public var name: String
    /// Area 522699, which is given to no county.
    public var idNumber: IDNumber
    public var phone: String
    public var unit: String
  }

  public struct Event: Hashable, Sendable {
    public var id: String
    public var series: String
    public var kind: EventKind
    public var title: Words
    public var day: Day
    public var divisions: [Division]
  }

  public struct Division: Hashable, Sendable {
    /// Also the key under which its rubric is handed in.
    public var id: String
    public var title: Words
    public var rubric: Rubric
  }

  /// A person in a division with her entry.
  public struct Participation: Hashable, Sendable {
    public var id: String
    public var person: String
    public var event: String
    public var division: String
    public var number: String
    public var unit: String
    /// Dish, project, or empty.
    public var work: String
    public var entry: String
    /// The blind code.
    public var code: String
    public var lot: Int
    /// Stove or station.
    public var station: String
    /// As in `--entries`: `ok`, `absent`, `withdrawn`.
    public var status: String
  }

  public struct Judge: Hashable, Sendable {
    public enum Duty: String, Hashable, Sendable, CaseIterable {
      case product, site, timekeeper, chief, examiner, pitch
    }

    public var id: String
    public var event: String
    public var name: String
    public var unit: String
    public var duty: Duty
    public var pin: String
  }

  /// One row of a sheet, as in `--sheets`, with the division it belongs to.
  public struct Mark: Hashable, Sendable {
    public var division: String
    /// The blind code.
    public var entry: String
    public var judge: String
    public var item: String
    public var value: String
    public var round: String
    public var run: Int
    public var panel: String
  }

  /// Start and finish of an entry; `round` nil where the rubric has one round only.
  public struct Times: Hashable, Sendable {
    public var division: String
    public var entry: String
    public var round: String?
    public var start: Instant
    public var finish: Instant
    public var by: String
  }

  /// As in `--decisions`.
  public struct Decision: Hashable, Sendable {
    public var division: String
    public var entry: String
    public var round: String?
    public var panel: String?
    public var item: String?
    public var decision: String
    public var value: String
    public var by: String
    public var reason: String
  }

  public struct TheoryMark: Hashable, Sendable {
    public var event: String
    public var participation: String
    public var number: String
    public var mark: String
  }

  /// Looks at documents, in order; `candidate` is the participation.
  public struct Identity: Hashable, Sendable {
    public var participation: String
    public var result: IdentityCheck.Result
    public var document: IdentityCheck.Document?
    public var note: String?
  }

  public struct Retake: Hashable, Sendable {
    public var participation: String
    public var gate: String
    public var satAs: String
  }

  /// A trainee who completed the class.
  public struct Completion: Hashable, Sendable {
    public var participation: String
    public var person: String
    public var course: Words
    public var hours: Int
    public var from: Day
    public var to: Day
    /// 合格 or 优秀.
    public var result: Words
  }

  public struct Staff: Hashable, Sendable {
    public var login: String
    public var name: String
    /// A role's name, such as `organizer`.
    public var role: String
  }

  public var people: [Person] = []
  public var events: [Event] = []
  public var participations: [Participation] = []
  public var judges: [Judge] = []
  public var marks: [Mark] = []
  public var times: [Times] = []
  public var decisions: [Decision] = []
  public var theoryMarks: [TheoryMark] = []
  public var identities: [Identity] = []
  public var retakes: [Retake] = []
  public var completions: [Completion] = []
  public var staff: [Staff] = SampleData.allStaff

  /// Makes the sample for the divisions whose rubrics are handed in; a division without a rubric is left out.
  ///
  /// The same rubrics give the same sample, down to the last mark. Keys: `SampleData.divisionIDs`.
  public init(rubrics: [String: Rubric]) {
    var people = SamplePeople()
    addContest(rubrics: rubrics, people: &people)
    addExam(rubrics: rubrics, people: &people)
    addClass(rubrics: rubrics, people: &people)
    self.people = people.made
  }

  /// The keys of the rubrics.
  public static let divisionIDs = [
    "chef-hot", "chef-cold", "chef-pastry", "chef-snack", "exam-mother-baby", "exam-elder-care",
    "manager-pitch", "manager-plan",
  ]

  public static let region = (id: "cengong", title: Words(zh: "岑巩县（示例）", en: "Cengong County (sample)"))
  public static let office = (
    id: "cengong-hr", title: Words(zh: "岑巩县人社局技能办（示例）", en: "Cengong skills office (sample)")
  )

  /// The day on which the sample is looked at: reports and visits are as of then.
  public static let today = sampleDay("2026-11-20")
  public static let contestDay = sampleDay("2026-03-28")
  public static let examDay = sampleDay("2026-04-18")
  public static let retakeDay = sampleDay("2026-06-13")
  public static let classDay = sampleDay("2026-05-29")

  /// How long a passed gate stays valid in the sample.
  public static let retakePeriod = RetakePeriod.months(12)

  private static let allStaff = [
    Staff(login: "admin", name: "系统管理员（示例）", role: "administrator"),
    Staff(login: "organizer", name: "姚组长（示例）", role: "organizer"),
    Staff(login: "chief", name: "吴裁判长（示例）", role: "chief"),
    Staff(login: "official", name: "周干部（示例）", role: "official"),
    Staff(login: "clerk1", name: "石统分员（示例）", role: "clerk"),
    Staff(login: "clerk2", name: "舒统分员（示例）", role: "clerk"),
    Staff(login: "supervisor", name: "罗监督员（示例）", role: "supervisor"),
  ]
}

/// A day of the sample; the texts are written here and right.
func sampleDay(_ text: String) -> Day { Day(text) ?? Day(number: 0) }
