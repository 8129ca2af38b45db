import EventLog
import JSON

/// One thing that `kite doctor` looked at, and what is to be done about it.
struct Checkup {
  enum State: String {
    case fine = "ok"
    case toDo = "to do"
    /// It can't be found out here; what to do says how else.
    case unknown = "not known"
  }

  let name: String
  let state: State
  let says: String
  /// What to do now; empty where nothing is.
  var instead = ""
  /// Age in minutes, of what has one.
  var minutes: Int?

  static func fine(_ name: String, _ says: String) -> Checkup {
    Checkup(name: name, state: .fine, says: says)
  }

  static func toDo(_ name: String, _ says: String, _ instead: String) -> Checkup {
    Checkup(name: name, state: .toDo, says: says, instead: instead)
  }

  static func unknown(_ name: String, _ says: String, _ instead: String) -> Checkup {
    Checkup(name: name, state: .unknown, says: says, instead: instead)
  }

  var json: JSONValue {
    [
      "check": .string(name), "state": .string(state.rawValue), "says": .string(says),
      "do": instead.isEmpty ? .null : .string(instead), "minutes": minutes.map { .integer($0) } ?? .null,
    ]
  }
}
