import Foundation

@testable import EventLog

/// What a damaged log must be said to be, worked out by a reader of its own: slow, by the description of the
/// format alone, and without a hash or a signature. A seal holds where these very leaves were sealed by this
/// very text once, which the makers of the logs write down.
struct DamageModel {
  struct Finding: Equatable, CustomStringConvertible {
    let line: Int
    let kind: Damage.Kind
    var description: String { "line \(line) (\(kind.rawValue))" }
  }

  /// How the log reads.
  struct Answer: Equatable {
    /// The lines before the damage or the unfinished write.
    var head = 0
    var finding: Finding?
    var unfinished = 0
    /// Opening reads no data and only the last seal, so that it can't see every damage.
    var isSeenOnOpening = false
    /// What opening shows and leaves out, where it sees no damage.
    var opened = 0
    var leftOut = 0
    /// The log is refused before it is read: its first line is not there, or of a later format.
    var isRefused = false
  }

  /// A seal that was made: over these leaves, with this text.
  struct Made: Hashable {
    let leaves: [[UInt8]]
    let seal: String
  }

  /// All seals that were made, and the name of the key that made each.
  var made: [Made: String] = [:]
  /// The keys by their text, with person and key ID as it begins a seal.
  var keys: [String: VerifierKey] = [:]
  /// Lines whose data is JSON that two readers read in two ways, which Foundation takes.
  var ambiguous: Set<[UInt8]> = []

  private struct Event {
    let line: [UInt8]
    let source, type, time, ref, actor, office, tags, data: String
    let position: Int
    let id: String
    let seal: String?

    var leaf: [UInt8] {
      seal == nil ? line : Array(line.dropLast(103)) + [UInt8(ascii: "}")]
    }
    var fields: [String: Any]? {
      let bytes = Data(data.unicodeScalars.map { UInt8($0.value) })
      return try? JSONSerialization.jsonObject(with: bytes) as? [String: Any]
    }
  }

  private struct Enrolment {
    let key: VerifierKey
    let enrolled: Int
    var revoked: Int?
  }

  private static let form: NSRegularExpression = {
    let pattern =
      #"\A\{"specversion":"1\.0","id":"([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}"#
      + #"-[0-9a-f]{12})","#
      + #""source":"(T)","type":"(T)","subject":"T","time":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:"#
      + #"[0-9]{2}\.[0-9]{3}Z)","position":([1-9][0-9]{0,9}),"ref":"([0-9A-Za-z-]+)","actor":"(T)""#
      + #"(?:,"office":"(T)")?(?:,"tags":"(T(?: T)*)")?,"dataschema":"T","data":(\{.*\})"#
      + #"(?:,"seal":"([A-Za-z0-9+/]{90}[AEIMQUYcgkosw048]=)")?\}\z"#
    // 68 bytes end in one filler, and the last digit's unused bits are zero.
    let token = ##"[!#-\[\]-~]+"##
    return try! NSRegularExpression(
      pattern: pattern.replacing("T)", with: "\(token))").replacing("\"T\"", with: "\"\(token)\"")
        .replacing("(T", with: "(\(token)").replacing("(?: T", with: "(?: \(token)"),
      options: .dotMatchesLineSeparators)
  }()

  private static func event(_ line: [UInt8]) -> Event? {
    // One character a byte, so that what is no UTF-8 can be looked at as well.
    let text = String(String.UnicodeScalarView(line.map { Unicode.Scalar($0) }))
    let whole = NSRange(location: 0, length: line.count)
    guard line.count <= 65_536, let match = form.firstMatch(in: text, range: whole) else { return nil }
    func group(_ number: Int) -> String {
      let range = match.range(at: number)
      return range.location == NSNotFound ? "" : (text as NSString).substring(with: range)
    }
    guard exists(group(4)), let position = Int(group(5)), position <= Int32.max else { return nil }
    let tags = group(9).split(separator: " " as Character).map(String.init)
    guard tags == Set(tags).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) else { return nil }
    return Event(
      line: line, source: group(2), type: group(3), time: group(4), ref: group(6), actor: group(7),
      office: group(8), tags: group(9), data: group(10), position: position, id: group(1),
      seal: group(11).isEmpty ? nil : group(11))
  }

  /// Whether the date and time exist.
  private static func exists(_ time: String) -> Bool {
    let number = { (from: Int, count: Int) in
      Int(Array(time)[from..<(from + count)].map(String.init).joined()) ?? 0
    }
    let (year, month, day) = (number(0, 4), number(5, 2), number(8, 2))
    guard (1...12).contains(month), number(11, 2) < 24, number(14, 2) < 60, number(17, 2) < 60 else {
      return false
    }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  /// Whether a line ends as a sealed one does, whatever is in the seal.
  private static func looksSealed(_ line: [UInt8]) -> Bool {
    line.count > 103 && line.suffix(2) == Array(#""}"#.utf8)[...]
      && Array(line.suffix(103).prefix(9)) == Array(#","seal":""#.utf8)
  }

  /// How a log of these bytes reads.
  func read(_ bytes: [UInt8]) -> Answer {
    var answer = Answer()
    var rest = bytes[...]
    var lines: [[UInt8]] = []
    while let end = rest.firstIndex(of: 0x0a) {
      lines.append(Array(rest[..<end]))
      rest = rest[(end + 1)...]
    }
    guard let first = lines.first else { return Answer(isRefused: true) }
    if let refusal = refusal(first) { return refusal }
    let ends = lines.indices.filter { Self.looksSealed(lines[$0]) }
    var reading = Reading(model: self)
    var start = 0
    for end in ends {
      if let finding = reading.commit(Array(lines[start...end])) {
        let bytesLeft = lines[start...].reduce(rest.count) { $0 + $1.count + 1 }
        // A power cut leaves pages of zeros in the last commit, and in no other.
        let hole = end == ends.last && (lines[start...].contains { $0.contains(0) } || rest.contains(0))
        if hole { answer.unfinished = bytesLeft } else { answer.finding = finding }
        answer.isSeenOnOpening = !hole && isSeen(lines, ends)
        answer.opened = hole ? answer.head : (ends.last ?? -1) + 1
        answer.leftOut = lines[answer.opened...].reduce(rest.count) { $0 + $1.count + 1 }
        if answer.head == 0 && hole { answer.isRefused = true }
        return answer
      }
      start = end + 1
      answer.head = start
    }
    answer.unfinished = lines[start...].reduce(rest.count) { $0 + $1.count + 1 }
    (answer.opened, answer.leftOut) = (answer.head, answer.unfinished)
    if answer.head == 0 { answer.isRefused = true }
    return answer
  }

  /// What is said of a first line without which nothing can be read.
  private func refusal(_ line: [UInt8]) -> Answer? {
    let damaged = Answer(finding: Finding(line: 1, kind: .line), isSeenOnOpening: true)
    guard let event = Self.event(line) else {
      return line.contains(0) ? Answer(isRefused: true) : damaged
    }
    guard event.type == "LogOpened", event.position == 1, !ambiguous.contains(line),
      let fields = event.fields,
      let trust = fields["trust"] as? String, let logID = fields["logID"] as? String,
      (trust + logID).utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }),
      !trust.isEmpty, !logID.isEmpty
    else { return damaged }
    if let format = fields["format"] as? Int, format > 1 { return Answer(isRefused: true) }
    return nil
  }

  /// Whether opening sees it: some line's envelope is wrong, or the last seal does not hold.
  private func isSeen(_ lines: [[UInt8]], _ ends: [Int]) -> Bool {
    var reading = Reading(model: self)
    reading.isOpening = true
    var start = 0
    for end in ends {
      reading.isLast = end == ends.last
      if reading.commit(Array(lines[start...end])) != nil { return true }
      start = end + 1
    }
    return false
  }

  /// The rules that lines keep with each other.
  private struct Reading {
    let model: DamageModel
    var isOpening = false
    var isLast = false
    private var leaves: [[UInt8]] = []
    private var source = ""
    private var time = ""
    private var refs: Set<String> = []
    private var ids: Set<String> = []
    private var enrolments: [Enrolment] = []

    init(model: DamageModel) { self.model = model }

    mutating func commit(_ lines: [[UInt8]]) -> Finding? {
      let start = leaves.count
      var first: Event?
      for line in lines {
        let number = leaves.count + 1
        guard let event = DamageModel.event(line) else { return Finding(line: number, kind: .line) }
        if let finding = check(event, number, first) { return finding }
        if let finding = takeKeys(event, number) { return finding }
        guard ids.insert(event.id).inserted else { return Finding(line: number, kind: .line) }
        time = event.time
        leaves.append(event.leaf)
        first = first ?? event
        if event.seal != nil {
          refs.insert(event.ref)
          if isOpening && !isLast { return nil }
          return checkSeal(event, number, after: start)
        }
      }
      return Finding(line: leaves.count, kind: .seal)
    }

    private mutating func check(_ event: Event, _ number: Int, _ first: Event?) -> Finding? {
      let wrong = Finding(line: number, kind: .line)
      let isReadable = event.fields != nil && !model.ambiguous.contains(event.line)
      let isOfKeys = ["LogOpened", "KeyEnrolled", "KeyRevoked"].contains(event.type)
      // Opening reads only the data that it must understand.
      guard isReadable || (isOpening && !isOfKeys && !event.line.contains(0)) else { return wrong }
      guard event.position == number else { return wrong }
      if number == 1, let fields = event.fields {
        source = "urn:kite:\(fields["trust"] ?? ""):\(fields["logID"] ?? "")"
      }
      guard event.source == source else { return wrong }
      guard event.time >= time || (first ?? event).type == "ClockExplained" else { return wrong }
      if let first {
        guard event.ref == first.ref, event.actor == first.actor, event.office == first.office else {
          return Finding(line: number, kind: .seal)
        }
      } else if refs.contains(event.ref) {
        return Finding(line: number, kind: .seal)
      }
      guard (event.type == "LogOpened") == (number == 1) else { return wrong }
      if event.actor == "recovery", event.type != "KeyEnrolled", event.type != "KeyRevoked" {
        return Finding(line: number, kind: .key)
      }
      return nil
    }

    private mutating func takeKeys(_ event: Event, _ number: Int) -> Finding? {
      let wrong = Finding(line: number, kind: .key)
      let names = ["LogOpened": ["key", "recoveryKey"], "KeyEnrolled": ["key"], "KeyRevoked": ["key"]]
      for name in names[event.type] ?? [] {
        guard let text = event.fields?[name] as? String, let key = model.keys[text] else { return wrong }
        let known = enrolments.firstIndex { $0.key == key }
        if event.type == "KeyRevoked" {
          guard let known, enrolments[known].revoked == nil else { return wrong }
          enrolments[known].revoked = number
        } else {
          guard known == nil else { return wrong }
          enrolments.append(Enrolment(key: key, enrolled: number))
        }
      }
      return nil
    }

    private func checkSeal(_ event: Event, _ number: Int, after start: Int) -> Finding? {
      guard let seal = event.seal, let raw = Data(base64Encoded: seal) else { return nil }
      let id = raw.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      let enrolment = enrolments.last { entry in
        entry.key.id == id && entry.key.person == event.actor
          && (entry.enrolled <= start || (start == 0 && entry.enrolled == 1))
      }
      guard let enrolment, enrolment.revoked.map({ $0 > start }) ?? true else {
        return Finding(line: number, kind: .key)
      }
      let signer = model.made[Made(leaves: leaves, seal: seal)]
      return signer == enrolment.key.name ? nil : Finding(line: number, kind: .seal)
    }
  }
}
