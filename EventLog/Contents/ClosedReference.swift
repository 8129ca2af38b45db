internal import JSON

/// A reference to a closed value, as it stands in a line.
struct ClosedReference {
  let path: String
  let contentClass: String
  let digest: Digest

  /// All references in some data, in the order of the text.
  static func all(in data: JSONValue) throws(RecordProblem) -> [ClosedReference] {
    var found: [ClosedReference] = []
    try collect(data, "", &found)
    return found
  }

  private static func collect(
    _ value: JSONValue, _ path: String, _ found: inout [ClosedReference]
  ) throws(RecordProblem) {
    if let items = value.array {
      for (number, item) in items.enumerated() { try collect(item, join(path, String(number)), &found) }
    }
    guard let members = value.members else { return }
    guard let contentClass = value["closed"]?.string, let digest = value["digest"]?.string, members.count == 2
    else {
      for member in members { try collect(member.value, join(path, member.name), &found) }
      return
    }
    guard let digest = Digest(base64: digest) else {
      throw RecordProblem(says: "the digest of its closed field '\(path)' is not the base64 of 32 bytes")
    }
    found.append(ClosedReference(path: path, contentClass: contentClass, digest: digest))
  }

  private static func join(_ path: String, _ step: String) -> String {
    path.isEmpty ? step : "\(path)/\(step)"
  }
}
