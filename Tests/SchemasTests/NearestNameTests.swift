import Testing

@testable import Schemas

struct NearestNameTests {
  let names = ["firstDay", "lastDay", "daysPerWeek", "school", "by"]

  @Test(arguments: [
    ("fristDay", "firstDay"), ("firstday", "firstDay"), ("lastDays", "lastDay"),
    ("dayPerWeek", "daysPerWeek"),
    ("schol", "school"), ("SCHOOL", "school"), ("bi", "by"),
  ])
  func `the nearest name is found`(typed: String, meant: String) {
    #expect(nearestName(to: typed, among: names) == meant)
  }

  @Test(arguments: ["reason", "xyz", "", "weekly"])
  func `a name that is far from all has none`(typed: String) {
    #expect(nearestName(to: typed, among: names) == nil)
  }

  @Test func `a name is not taken for itself`() {
    #expect(nearestName(to: "by", among: ["by"]) == nil)
    #expect(nearestName(to: "by", among: ["by", "bi"]) == "bi")
  }

  @Test func `among no names there is none`() {
    #expect(nearestName(to: "a", among: []) == nil)
  }
}
