// Invented people: names, villages, identity numbers of an area that does not exist, phones that ring nowhere.

internal import Basics

/// Makes people one after another, each once.
struct SamplePeople: Sendable {
  private(set) var made: [SampleData.Person] = []
  private var chance = SplitMix64(seed: 0x5350_2026)
  private var names: Set<String> = []
  private var numbers: Set<IDNumber> = []

  /// A new person of a village, between `youngest` and `oldest` years old on the contest day.
  mutating func next(youngest: Int = 22, oldest: Int = 58, women: Int = 50) -> SampleData.Person {
    let isWoman = chance.number(1...100) <= women
    var name = ""
    repeat {
      let given = isWoman ? Self.womensNames : Self.mensNames
      name = chance.pick(Self.surnames) + chance.pick(given)
    } while !names.insert(name).inserted
    let number = nextNumber(isWoman: isWoman, youngest: youngest, oldest: oldest)
    let order = made.count + 1
    let person = SampleData.Person(
      id: "person-" + padded(order, 3), name: name, idNumber: number, phone: "1380000" + padded(order, 4),
      unit: chance.pick(Self.villages))
    made.append(person)
    return person
  }

  private mutating func nextNumber(isWoman: Bool, youngest: Int, oldest: Int) -> IDNumber {
    let newest = SampleData.contestDay.adding(months: -12 * youngest).number
    let eldest = SampleData.contestDay.adding(months: -12 * oldest).number
    while true {
      let birthday = Day(number: chance.number(eldest...newest))
      let order = chance.number(0...499) * 2 + (isWoman ? 0 : 1)
      if let number = IDNumber(area: "522699", birthday: birthday, order: order),
        numbers.insert(number).inserted
      {
        return number
      }
    }
  }

  private static let surnames = [
    "杨", "吴", "龙", "田", "刘", "张", "周", "姚", "石", "罗", "舒", "蒋", "潘", "陆", "欧", "陈", "李", "王", "黄", "彭",
  ]
  private static let womensNames = [
    "秀兰", "桂花", "春梅", "小燕", "玉珍", "晓琴", "丽萍", "银花", "海霞", "佳慧", "雪莲", "彩云", "金凤", "文静", "水仙", "红英",
    "月娥", "思琪", "冬梅", "美玲",
  ]
  private static let mensNames = [
    "胜强", "光明", "志勇", "国富", "天佑", "建平", "昌荣", "世军", "宏伟", "小龙", "德生", "永福", "明亮", "再兴", "家旺", "正海",
    "成林", "大鹏", "文斌", "启航",
  ]
  static let villages = [
    "思旸镇新兴村", "思旸镇岑峰村", "水尾镇腊岩村", "天马镇苗落村", "龙田镇龙田村", "大有镇茂隆村", "注溪镇衙院村", "凯本镇沈家湾村", "平庄镇走马坪村",
    "客楼镇下寨村", "羊桥土家族乡龙统村", "思旸镇老街小吃店", "水尾镇农家乐", "岑巩县城酒楼",
  ]
}

/// A number with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
