import Schemas
import Testing

struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00.000Z", 0), ("1969-12-31T23:59:59.999Z", -1),
    ("2023-11-22T17:05:09.412Z", 1_700_672_709_412),
    ("0001-01-01T00:00:00.000Z", -62_135_596_800_000), ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
  ])
  func `a moment is read and written in one form`(text: String, milliseconds: Int) throws {
    let instant = try #require(Instant(text))
    #expect(instant.milliseconds == milliseconds)
    #expect(Instant(milliseconds: milliseconds).text == text)
  }

  @Test(arguments: [
    "2023-11-22T17:05:09Z", "2023-11-22T17:05:09.41Z", "2023-11-22T17:05:09.412+00:00",
    "2023-11-22 17:05:09.412Z",
    "2023-11-22t17:05:09.412z", "2023-02-29T17:05:09.412Z", "2023-11-22T24:00:00.000Z",
    "2023-11-22T17:60:00.000Z",
    "2023-11-22T17:05:60.000Z", "2023-11-22T17:05:09.412", "2023-11-22T+7:05:09.412Z", "",
  ])
  func `another form is refused`(text: String) {
    #expect(Instant(text) == nil)
  }

  @Test func `moments are compared`() throws {
    let first = try #require(Instant("2023-11-22T17:05:09.412Z"))
    #expect(first < Instant(milliseconds: first.milliseconds + 1))
  }
}
