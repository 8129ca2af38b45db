/// Why an export was not made. Nothing is left under its name then, or what was there before.
public enum ExportError: Error, Equatable, Sendable {
  /// Something has the name already.
  case exists(String)
  /// What has the name is none that may be replaced; the reason.
  case irreplaceable(String, why: String)
  /// There is no folder for it.
  case noFolder(String)
  /// It would lie in the record itself.
  case insideRecord(String)
  case system(operation: String, path: String, code: Int32)
  /// A library that writes a format gave up.
  case format(String, says: String)
  /// Somebody asked the process to end.
  case interrupted
}

extension ExportError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .exists(let path):
      "'\(path)' exists, and is not overwritten; choose another name with --out, or say --force"
    case .irreplaceable(let path, let why):
      "'\(path)' exists and \(why), so that --force does not replace it; choose another name with --out"
    case .noFolder(let path):
      "there is no folder '\(path)' to write into; make it first, or choose another name with --out"
    case .insideRecord(let path):
      "'\(path)' lies in the record itself, which keeps nothing else; choose another name with --out"
    case .system(let operation, let path, let code):
      "could not \(operation) '\(path)': \(Calls.message(code)); nothing of the export was kept"
    case .format(let path, let says):
      "could not write '\(path)': \(says); nothing of the export was kept"
    case .interrupted: "interrupted; nothing of the export was kept"
    }
  }
}
