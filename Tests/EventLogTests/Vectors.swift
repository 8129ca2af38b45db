import Foundation
import Testing

/// The vectors of a file, decoded.
func vectors<Value: Decodable>(_ name: String, as: Value.Type = Value.self) throws -> Value {
  let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Vectors")
  return try JSONDecoder().decode(Value.self, from: Data(contentsOf: #require(url)))
}

/// The bytes that hexadecimal digits stand for.
func bytes(hex: String) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = hex[...]
  while !rest.isEmpty {
    bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
    rest = rest.dropFirst(2)
  }
  return bytes
}
