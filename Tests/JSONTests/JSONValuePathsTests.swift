import JSON
import Testing

struct JSONValuePathsTests {
  let sample: JSONValue = ["options": [["what": "a", "why": "b"], ["what": "c"]], "day": "d"]

  @Test(
    arguments: [
      ("options/0/why", "b"), ("options/1", ["what": "c"]), ("day", "d"), ("options/1/why", nil),
      ("options/2", nil),
      ("options/00", nil), ("options/+0", nil), ("options/-1", nil), ("day/x", nil), ("nothing", nil),
    ] as [(String, JSONValue?)])
  func `a path leads to a value or to none`(path: String, value: JSONValue?) {
    #expect(sample.value(at: path) == value)
  }

  @Test func `the empty path is the value itself`() {
    #expect(sample.value(at: "") == sample)
  }

  @Test func `a value at a path is replaced`() {
    var value = sample
    let done = value.set(["closed": "part2"], at: "options/0/why")
    #expect(done)
    #expect(value.text == #"{"options":[{"what":"a","why":{"closed":"part2"}},{"what":"c"}],"day":"d"}"#)
  }

  @Test(arguments: ["options/1/why", "options/2", "nothing", "day/x", "options/x/why"])
  func `where there is nothing, nothing is set`(path: String) {
    var value = sample
    let done = value.set(1, at: path)
    #expect(!done)
    #expect(value == sample)
  }
}
