/// A form that a trail can be handed over in.
public struct ExportFormat: Sendable {
  public enum Shape: Equatable, Sendable {
    case file
    /// A folder, and the file in it that tells that such an export made it.
    case folder(sign: String)
  }

  enum Writing: Sendable {
    case file(@Sendable (Trail, OutputFile) throws -> Void)
    case folder(sign: String, @Sendable (Trail, OutputFolder) throws -> Void)
  }

  /// As `--format` names it.
  public let name: String
  /// As `--report` names it; nil for the trail itself.
  public let report: String?
  /// What it is for.
  public let summary: String
  let writing: Writing

  public var shape: Shape {
    switch writing {
    case .file: .file
    case .folder(let sign, _): .folder(sign: sign)
    }
  }

  /// A format that is one file.
  public init(
    _ name: String, report: String? = nil, _ summary: String,
    file write: @escaping @Sendable (Trail, OutputFile) throws -> Void
  ) {
    self.name = name
    self.report = report
    self.summary = summary
    writing = .file(write)
  }

  /// A format that is a folder of files.
  ///
  /// The sign is a file that every such folder holds: only a folder that has it may be replaced.
  public init(
    _ name: String, report: String? = nil, _ summary: String, sign: String,
    folder write: @escaping @Sendable (Trail, OutputFolder) throws -> Void
  ) {
    self.name = name
    self.report = report
    self.summary = summary
    writing = .folder(sign: sign, write)
  }
}

extension ExportFormat {
  /// Every format there is; `kite export` knows no other.
  public static let all: [ExportFormat] = [
    .csv, .machineCSV, .workbook, .calendar, .jsonLines, .cloudEvents, .bundle, .html, .boardPack,
    .yearReport,
  ]

  public static func named(_ name: String, report: String? = nil) -> ExportFormat? {
    all.first { $0.name == name && $0.report == report }
  }
}
