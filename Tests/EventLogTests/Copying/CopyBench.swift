import Foundation
import JSON

@testable import EventLog

/// A record with closed content and evidence, and a folder for a copy of it.
final class CopyBench {
  let record: Record
  let copy: String
  private var number = 0

  init() throws {
    record = try Record()
    copy = record.folder + "-copy"
    _ = try record.make()
  }

  deinit { try? FileManager.default.removeItem(atPath: copy) }

  private func writing<Result>(_ body: (Log) throws -> Result) throws -> Result {
    try body(Log(opening: record.folder, for: .writing(waitUpTo: 0)))
  }

  func newID() -> String {
    number += 1
    return "018c0000-0000-7000-8000-" + String(repeating: "0", count: 9) + String(100 + number)
  }

  /// An entry whose field `why` is closed; gives its id.
  @discardableResult
  func close(_ words: String, _ contentClass: String) throws -> String {
    try writing { log in
      let value = JSONValue.string(words)
      let (salt, digest) = Contents.seal(value.bytes)
      var event = record.event("DecisionTaken", ["a"])
      let id = newID()
      event.id = id
      event.data =
        JSONValue.object([
          JSONMember("why", ["closed": .string(contentClass), "digest": .string(digest)])
        ]).bytes
      try log.contents.write([contentClass: ["why": ["salt": .string(salt), "value": value]]], of: id)
      try log.append(record.commit(event), signer: record.clerk)
      return id
    }
  }

  /// An entry with a file; of a class, its field `what` is closed too.
  @discardableResult
  func attach(_ words: String, _ contentClass: String?) throws -> String {
    try writing { log in
      let bytes = Array(words.utf8)
      var event = record.event("EvidenceAdded", ["a"])
      let id = newID()
      event.id = id
      var data: JSONValue = ["digest": .string(Digest.of(bytes).base64)]
      if let contentClass {
        let value = JSONValue.string("about \(words)")
        let (salt, digest) = Contents.seal(value.bytes)
        data["class"] = .string(contentClass)
        data["what"] = ["closed": .string(contentClass), "digest": .string(digest)]
        try log.contents.write([contentClass: ["what": ["salt": .string(salt), "value": value]]], of: id)
      }
      event.data = data.bytes
      try log.evidence.write(bytes, contentClass, id: id)
      try log.append(record.commit(event), signer: record.clerk)
      return id
    }
  }

  /// Erases the content of an entry of `close` here, and in the log.
  func erase(_ id: String, _ field: String = "why", of classes: [String] = ["part2"]) throws {
    try writing { log in
      let data = #"{"entry":"\#(id)","fields":["\#(field)"]}"#
      try log.append(record.commit(record.event("ContentErased", [], data)), signer: record.clerk)
      for contentClass in classes {
        try log.contents.erase([field], of: id, in: contentClass)
        try log.evidence.remove(contentClass, id: id)
      }
    }
  }

  /// Moves content to another class, as a release does.
  func release(_ id: String, _ from: String, _ to: String, evidence: String? = nil) throws {
    try writing { log in
      let data = #"{"entry":"\#(id)","from":"\#(from)","to":"\#(to)"}"#
      try log.append(record.commit(record.event("ContentReleased", [], data)), signer: record.clerk)
      if to != "open" { try log.contents.move(id, from: from, to: to) }
      if let evidence {
        try log.evidence.move(
          id: id, digest: .of(Array(evidence.utf8)), from: from, to: to == "open" ? nil : to)
      }
    }
  }

  func append(_ count: Int = 1) throws { try writing { log in try record.fill(log, count) } }

  @discardableResult
  func pull(_ classes: [String]? = nil, on disk: Disk = .real) throws -> Pulled {
    try Log.pull(from: record.folder, into: copy, classes: classes, time: record.time, disk: disk)
  }

  /// The words of the error with which a pull ends.
  func refused(_ classes: [String]? = nil, from folder: String? = nil) -> String {
    do {
      _ = try Log.pull(from: folder ?? record.folder, into: copy, classes: classes, time: record.time)
      return "nothing"
    } catch { return "\(error)" }
  }

  var copiedLog: [UInt8] { get throws { try readFile(copy + "/EventLog/decisions.jsonl") } }

  /// All files of the copy that people can read, without what is derived.
  func files() throws -> [String: [UInt8]] { try Self.files(copy + "/EventLog") }

  static func files(_ folder: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      let path = "\(folder)/\(name)"
      let type = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
      if type == .typeRegular { files[name] = try readFile(path) }
    }
    return files
  }

  /// Whether some words are in any file of the copy.
  func holds(_ words: String) throws -> Bool {
    try Self.files(copy).values.contains { String(decoding: $0, as: UTF8.self).contains(words) }
  }
}
