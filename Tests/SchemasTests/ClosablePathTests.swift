import JSON
import Schemas
import Testing

struct ClosablePathTests {
  let description = PayloadDescription(of: SampleTaken.self)

  @Test func `every value that can be closed and is open has its path`() {
    let paths = description.closablePaths(in: SampleTaken.full)
    #expect(paths.map(\.path) == ["because", "options/0/why", "options/1/why"])
    #expect(paths.map(\.field) == ["because", "why", "why"])
    #expect(paths.map(\.payloadField) == ["because", "options", "options"])
    for path in paths { #expect(SampleTaken.full.value(at: path.path)?.string != nil) }
  }

  @Test func `closed, absent and null values have none`() {
    var data = SampleTaken.full
    data["because"] = nil
    let done = data.set(["closed": "part2", "digest": "x"], at: "options/0/why")
    #expect(done)
    #expect(description.closablePaths(in: data).map(\.path) == ["options/1/why"])
    data["because"] = .null
    #expect(description.closablePaths(in: data).map(\.path) == ["options/1/why"])
  }
}
