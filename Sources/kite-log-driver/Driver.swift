import EventLog
import JSON

/// Answers requests, a line for a line.
struct Driver {
  let store: LogStore<SoftwareSigner>

  init(_ store: LogStore<SoftwareSigner>) { self.store = store }

  /// The answer to a line, without a newline.
  func answer(_ line: Lines.Line) -> [UInt8] {
    do {
      guard case .bytes(let bytes) = line else {
        throw DriverError("the line is longer than \(Lines.limit) bytes; send fewer events at once")
      }
      switch try Request(bytes) {
      case .read(let query, let window): return answer(try store.read(query, window))
      case .append(let events, let condition):
        let positions = try store.append(events, if: condition)
        let numbers = positions.map { JSONValue.integer($0.rawValue) }
        return JSONValue.object([JSONMember("positions", .array(numbers))]).bytes
      }
    } catch LogError.conflict {
      return JSONValue.object([JSONMember("conflict", .bool(true))]).bytes
    } catch {
      return JSONValue.object([JSONMember("error", .string("\(error)"))]).bytes
    }
  }

  /// The data goes out as the bytes that are in the log.
  private func answer(_ reading: StoreReading) -> [UInt8] {
    var bytes = Array(#"{"events":["#.utf8)
    for (index, event) in reading.events.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += Array(#"{"position":\#(event.position),"type":"#.utf8)
      JSONValue.string(event.type).write(to: &bytes)
      bytes += Array(#","tags":"#.utf8)
      JSONValue.array(event.tags.map { .string($0) }).write(to: &bytes)
      bytes += Array(#","data":"#.utf8)
      bytes += event.data
      bytes.append(UInt8(ascii: "}"))
    }
    return bytes + Array(#"],"head":\#(reading.head)}"#.utf8)
  }
}
