import Governance
import JSON
import Schemas

/// The small trust's board adopts `v2` from 1 March 2025, changed as a test wants it.
enum SchemeVersions {
  static func adopting(
    on day: String = "2025-02-05", _ change: (inout JSONValue) -> Void = { _ in }
  ) -> Commit {
    .board("adopt-scheme", day, school: nil, version(change))
  }

  static func version(_ change: (inout JSONValue) -> Void = { _ in }) -> Told {
    var scheme = SmallTrust.scheme.with(("scheme", "v2"), ("firstDay", "2025-03-01"))
    change(&scheme.data)
    return scheme
  }

  static func tier(_ name: String, _ functions: (String, String)...) -> JSONValue {
    [
      "name": .string(name),
      "functions": .array(functions.map { ["function": .string($0.0), "holder": .string($0.1)] }),
    ]
  }
}
