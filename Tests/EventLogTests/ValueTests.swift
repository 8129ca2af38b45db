import Testing

@testable import EventLog

struct ValueTests {
  struct IDs: Decodable {
    struct ID: Decodable {
      let name: String
      let text: String
      let valid: Bool
      let milliseconds: UInt64?
      let time: String?
    }
    struct Step: Decodable {
      let clock: Int64
      let id: String
    }
    let vectors: [ID]
    let monotonic: [Step]
  }

  @Test func `ids are UUIDs of version 7`() throws {
    let ids: IDs = try vectors("uuidv7")
    for vector in ids.vectors {
      let id = EventID(vector.text)
      #expect((id != nil) == vector.valid, "\(vector.name)")
      guard vector.valid, let id else { continue }
      #expect(id.text == vector.text)
      #expect(id.milliseconds == vector.milliseconds)
      #expect(EventID(bytes: id.bytes) == id)
      if let time = vector.time { #expect(Timestamp.text(Int64(id.milliseconds)) == time) }
    }
  }

  @Test func `each id is after the one before, also when the clock stands still or goes back`() throws {
    let ids: IDs = try vectors("uuidv7")
    var generator = EventIDs(last: nil)
    var last: EventID?
    for clock in ids.monotonic.map(\.clock) + Array(repeating: 1000, count: 5000) + [999, 5000] {
      let id = generator.next(at: clock)
      if let last { #expect(id > last && id.text > last.text) }
      #expect(EventID(id.text) == id)
      last = id
    }
    #expect(last?.milliseconds == 5000)
  }

  @Test func `times are written and read back`() {
    let times: [(Int64, String)] = [
      (0, "1970-01-01T00:00:00.000Z"), (1_700_672_709_412, "2023-11-22T17:05:09.412Z"),
      (951_782_400_000, "2000-02-29T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (253_402_300_799_999, "9999-12-31T23:59:59.999Z"), (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
    ]
    for (time, text) in times {
      #expect(Timestamp.text(time) == text)
      #expect(Timestamp.read(text.utf8.span) == time)
    }
    for text in [
      "2023-02-29T00:00:00.000Z", "2023-13-01T00:00:00.000Z", "2023-01-01T24:00:00.000Z",
      "2023-01-01T00:00:60.000Z", "2023-01-01 00:00:00.000Z", "2023-01-00T00:00:00.000Z",
      "+023-01-01T00:00:00.000Z",
    ] { #expect(Timestamp.read(text.utf8.span) == nil, "\(text)") }
  }

  @Test func `base64 has one spelling`() {
    for count in 0..<70 {
      let bytes = [UInt8].random(count)
      #expect(Base64.decode(Base64.text(bytes)) == bytes)
    }
    for text in ["A", "AA", "AAA", "AB==", "AAB=", "A===", "====", "AA=A", "AAAA=", "AA A", "-_==", "AA==\n"]
    {
      #expect(Base64.decode(text) == nil, "\(text)")
    }
  }
}
