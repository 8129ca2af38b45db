/// The values of one command line, all read and checked.
public struct Input: Sendable {
  /// Where a value comes from.
  public enum Source: Sendable {
    case commandLine
    case environment
    /// The default, or nothing.
    case absent
  }

  /// The commands from the tool itself down to the one that runs; messages about usage need it.
  public let path: [Command]
  var words: [String: [String]] = [:]
  var sources: [String: Source] = [:]
  var values: [String: any Sendable] = [:]

  init(path: [Command]) {
    self.path = path
  }

  /// The value of a parameter that the command, or one above it, declares.
  ///
  /// - Precondition: it does declare it.
  public subscript<Value>(_ parameter: Parameter<Value>) -> Value {
    guard let box = values[parameter.declaration.name] as? Box<Value> else {
      let command = path.map(\.name).joined(separator: " ")
      preconditionFailure("'\(command)' does not declare '\(parameter.declaration.label)' with this type")
    }
    return box.value
  }

  /// The words given for `name`, or its default; empty when there is neither or nothing of that name is
  /// declared.
  public func values(of name: String) -> [String] {
    words[name] ?? []
  }

  /// The word given for `name`, the last of several; nil when there is none.
  public func value(of name: String) -> String? {
    words[name]?.last
  }

  /// The word given for `name` as a value of a type; nil when there is none.
  ///
  /// - Throws: `UsageError` when the word is no such value, which can't happen for an option declared with
  ///   it.
  public func value<Value: ParameterValue>(
    of name: String, as type: Value.Type
  ) throws(UsageError) -> Value? {
    guard let word = value(of: name) else { return nil }
    do throws(InvalidValue) {
      return try type.init(argument: word)
    } catch {
      throw UsageError(.invalid(label: label(of: name), value: word, reason: error.reason), path: path)
    }
  }

  /// Whether the user said it, on the command line or in the environment.
  public func isGiven(_ name: String) -> Bool {
    source(of: name) != .absent
  }

  /// Whether the user said it, on the command line or in the environment.
  public func isGiven<Value>(_ parameter: Parameter<Value>) -> Bool {
    isGiven(parameter.declaration.name)
  }

  /// Where the value of `name` comes from.
  public func source(of name: String) -> Source {
    sources[name] ?? .absent
  }

  /// What `--name` was declared as, in this command or above it.
  public func declaration(of name: String) -> Declaration? {
    path.lazy.flatMap(\.declarations).first { $0.name == name }
  }

  private func label(of name: String) -> String {
    declaration(of: name)?.label ?? "--\(name)"
  }
}
