import Asking
public import EventLog

/// Makes exports: a file or a folder is there whole, under its name and durable, or not at all.
public enum Export {
  /// Writes a trail in a format.
  ///
  /// What is written stands beside `path` under a hidden name until it is whole. A crash leaves at most that.
  ///
  /// With `isReplacing`, what has the name is replaced: a file by a file, and a folder that such an export
  /// made by such an export. Without it, nothing is. `isInterrupted` is asked while it is written; once it
  /// says so, nothing is kept.
  ///
  /// - Returns: what was made.
  /// - Throws: `ExportError`, and whatever reading the record throws.
  @discardableResult
  public static func write(
    _ format: ExportFormat, _ trail: Trail, to path: String, isReplacing: Bool = false,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> Made {
    let place = try Place(path, beside: trail.answers.log.folder)
    try place.check(format.shape, isReplacing)
    let draft = place.draft()
    let made: Made
    do {
      switch format.writing {
      case .file(let write):
        let file = try OutputFile(draft, isHashed: true, isInterrupted: isInterrupted)
        try write(trail, file)
        try file.finish()
        let digest = try file.digest() ?? Digest.of(Calls.read(draft))
        made = Made(files: [], sealing: place.path, digest: digest)
      case .folder(_, let write):
        let folder = try OutputFolder(draft, isInterrupted: isInterrupted)
        try write(trail, folder)
        try folder.finish()
        made = Made(
          files: folder.made.map { $0.name }, sealing: "\(place.path)/\(folder.made.last?.name ?? "")",
          digest: folder.made.last?.digest ?? Digest.of([]))
      }
      try place.publish(draft, format.shape, isReplacing)
      return made
    } catch {
      Calls.remove(draft)
      throw place.named(error, draft)
    }
  }

  /// An export that was made.
  public struct Made: Sendable {
    /// The files of a folder, in the order in which they were written; none for a file.
    public let files: [String]
    /// The file whose hash stands for the whole export: itself, or of a folder the last one, which has the
    /// hashes of the others.
    public let sealing: String
    public let digest: Digest
  }

  /// Where an export goes.
  private struct Place {
    /// As it was asked for, for messages.
    let path: String
    let folder: String
    let name: String

    init(_ path: String, beside record: String) throws(ExportError) {
      var text = path[...]
      while text.utf8.count > 1, text.hasSuffix("/") { text = text.dropLast() }
      self.path = String(text)
      let slash = text.lastIndex(of: "/")
      name = String(slash.map { text[text.index(after: $0)...] } ?? text)
      let above = slash.map { $0 == text.startIndex ? "/" : String(text[..<$0]) } ?? "."
      guard Calls.isFolder(above), let real = Calls.realPath(above), !["", ".", ".."].contains(name) else {
        throw .noFolder(Calls.isFolder(above) ? path : above)
      }
      folder = real == "/" ? "" : real
      // The record's own folder may take an export beside `EventLog`; what is below is the record.
      for inside in ["EventLog", "Projections"] {
        guard let kept = Calls.realPath("\(record)/\(inside)") else { continue }
        if "\(folder)/\(name)" == kept || "\(folder)/".hasPrefix("\(kept)/") {
          throw .insideRecord(self.path)
        }
      }
    }

    var target: String { "\(folder)/\(name)" }

    /// A name beside the target that nothing has.
    func draft(_ kind: String = "new") -> String {
      var number = 0
      while true {
        let draft = "\(folder)/.\(name).\(kind)-\(Calls.processID)\(number == 0 ? "" : "-\(number)")"
        if !Calls.exists(draft) { return draft }
        number += 1
      }
    }

    /// Whether the target may be made, before any work is done.
    func check(_ shape: ExportFormat.Shape, _ isReplacing: Bool) throws(ExportError) {
      guard let kind = Calls.kind(target) else { return }
      guard isReplacing else { throw .exists(path) }
      switch (shape, kind) {
      case (.file, .file): return
      case (.file, _): throw .irreplaceable(path, why: "is no file")
      case (.folder(let sign), .folder):
        let names = Calls.names(in: target)
        guard names.isEmpty || names.contains(sign) else {
          throw .irreplaceable(path, why: "is no folder that such an export made ('\(sign)' is not in it)")
        }
      case (.folder, _): throw .irreplaceable(path, why: "is no folder")
      }
    }

    /// Gives the finished draft its name, durably.
    func publish(_ draft: String, _ shape: ExportFormat.Shape, _ isReplacing: Bool) throws(ExportError) {
      try check(shape, isReplacing)
      if !isReplacing, shape == .file {
        guard try Calls.nameAnew(draft, target) else { throw .exists(path) }
      } else if shape != .file, Calls.exists(target) {
        // A folder can't take the place of one that holds something in one step.
        let old = self.draft("old")
        try Calls.rename(target, to: old)
        do { try Calls.rename(draft, to: target) } catch {
          try Calls.rename(old, to: target)
          throw error
        }
        Calls.remove(old)
      } else {
        try Calls.rename(draft, to: target)
      }
      try Calls.synchronizeFolder(folder.isEmpty ? "/" : folder)
    }

    /// An error by the name that was asked for: the hidden one means nothing to anybody.
    func named(_ error: any Error, _ draft: String) -> any Error {
      switch error {
      case ExportError.system(let operation, let path, let code) where path.hasPrefix(draft):
        ExportError.system(operation: operation, path: self.path + path.dropFirst(draft.count), code: code)
      case ExportError.format(let path, let says) where path.hasPrefix(draft):
        ExportError.format(self.path + path.dropFirst(draft.count), says: says)
      default: error
      }
    }
  }
}
