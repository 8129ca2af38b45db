import Schemas
import Testing

struct DecimalTests {
  @Test(arguments: ["93.4", "-212", "0", "0.5", "-0.05", "10", "1234567890123456789012345.000", "93.40"])
  func `a decimal keeps its text`(text: String) {
    #expect(Decimal(text)?.text == text)
  }

  @Test(arguments: [
    "", "-", ".", ".5", "5.", "-.5", "1.2.3", "+1", "01", "-01", "00", "-0", "-0.00", "1e3", "1,5", " 1",
    "1 ", "٣",
    "12345678901234567890123456789012345678901",
  ])
  func `what is no decimal is refused`(text: String) {
    #expect(Decimal(text) == nil)
  }

  @Test func `decimals are ordered by their value`() throws {
    let texts = [
      "-212", "-21.3", "-21.25", "-0.5", "0", "0.05", "0.5", "3", "9.99", "10", "93.4", "93.41", "212",
    ]
    let decimals = try texts.map { try #require(Decimal($0)) }
    for (i, a) in decimals.enumerated() {
      for (j, b) in decimals.enumerated() {
        #expect((a < b) == (i < j), "\(a) \(b)")
        #expect((a == b) == (i == j))
      }
    }
  }

  @Test func `zeros at the end change the text and not the value`() throws {
    let short = try #require(Decimal("93.4"))
    let long = try #require(Decimal("93.400"))
    #expect(short == long)
    #expect(short.hashValue == long.hashValue)
    #expect(Decimal("5") == Decimal("5.0"))
    #expect(short.text != long.text)
  }
}
