/// Finds references and ids that stand twice in a log, without holding them all.
///
/// Both mostly ascend: what is above all before it is new. Where they do not, fingerprints are compared, a
/// bounded number at a time, in as many passes as that takes. What shares one is looked at itself then, in a
/// walk of its own: only that tells which line repeats another.
struct Repeats {
  /// At most so many fingerprints are held at once: 32 MiB.
  static let held = 4 << 20

  /// The fingerprints that more than one line has.
  private var suspectRefs: Set<UInt64> = []
  private var suspectIDs: Set<UInt64> = []
  private var knownRefs: Set<[UInt8]> = []
  private var knownIDs: Set<EventID> = []

  private var lastRef: [UInt8] = []
  private var lastID = EventID.none
  private(set) var refsAscend = true
  private(set) var idsAscend = true
  private var commits = 0
  private var events = 0

  var isSuspicious: Bool { !suspectRefs.isEmpty || !suspectIDs.isEmpty }

  /// Takes the first event of a commit; false when an earlier commit has its reference.
  mutating func takeRef(_ event: RecordedEvent) -> Bool {
    commits += 1
    if refsAscend {
      let ascends = event.withRef { ref -> Bool in Self.precedes(lastRef.span, ref) }
      if ascends { lastRef = event.withRef { copy(of: $0) } } else { refsAscend = false }
    }
    guard !suspectRefs.isEmpty, suspectRefs.contains(event.withRef { $0.fingerprint }) else { return true }
    return knownRefs.insert(event.withRef { copy(of: $0) }).inserted
  }

  /// Takes an event; false when an earlier one has its id.
  mutating func takeID(_ id: EventID) -> Bool {
    events += 1
    if id > lastID { lastID = id } else { idsAscend = false }
    guard !suspectIDs.isEmpty, suspectIDs.contains(id.fingerprint) else { return true }
    return knownIDs.insert(id).inserted
  }

  /// What must be looked at itself in the first `size` bytes of a log that this went through; nil when
  /// nothing must.
  consuming func suspects(
    _ file: borrowing OpenFile, size: Int, _ reader: CommitReader
  ) throws(LogError) -> Repeats? {
    guard !refsAscend || !idsAscend, !isSuspicious else { return nil }
    var found = Repeats()
    if !idsAscend {
      found.suspectIDs = try Self.shared(file, size, reader, of: events) { event, _ in
        event.envelope.eventID.fingerprint
      }
    }
    if !refsAscend {
      found.suspectRefs = try Self.shared(file, size, reader, of: commits) { event, isFirst in
        isFirst ? event.withRef { $0.fingerprint } : nil
      }
    }
    return found.isSuspicious ? found : nil
  }

  /// The fingerprints that come more than once.
  private static func shared(
    _ file: borrowing OpenFile, _ size: Int, _ reader: CommitReader, of count: Int,
    _ fingerprint: (_ event: RecordedEvent, _ isFirstOfCommit: Bool) -> UInt64?
  ) throws(LogError) -> Set<UInt64> {
    var shared: Set<UInt64> = []
    let passes = UInt64(count / held + 1)
    let crew = Crew(threads: Crew.threads(forBytes: size))
    defer { crew.end() }
    for pass in 0..<passes {
      var prints: [UInt64] = []
      prints.reserveCapacity(min(count, held + held / 8))
      var isFirst = true
      var parts = PartsAhead(crew, from: 0, to: size) { bytes, offset, _ in
        LinePart(reading: bytes, at: offset)
      }
      while let part = try parts.next(file, reader) {
        for line in part.lines {
          let print = fingerprint(part.event(line), isFirst)
          if let print, print.multipliedFullWidth(by: passes).high == pass { prints.append(print) }
          isFirst = line.envelope.seal != nil
        }
      }
      prints.sort()
      for index in prints.indices.dropFirst() where prints[index] == prints[index - 1] {
        shared.insert(prints[index])
      }
    }
    return shared
  }

  /// Whether a reference comes before another where numbers in it are compared as numbers.
  static func precedes(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    var (first, second) = (0, 0)
    while first < left.count && second < right.count {
      guard left[first].isDigit && right[second].isDigit else {
        if left[first] != right[second] { return left[first] < right[second] }
        first += 1
        second += 1
        continue
      }
      let (start, other) = (first, second)
      while first < left.count, left[first] == UInt8(ascii: "0") { first += 1 }
      while second < right.count, right[second] == UInt8(ascii: "0") { second += 1 }
      let (zeros, otherZeros) = (first - start, second - other)
      let (number, otherNumber) = (first, second)
      while first < left.count, left[first].isDigit { first += 1 }
      while second < right.count, right[second].isDigit { second += 1 }
      if first - number != second - otherNumber { return first - number < second - otherNumber }
      for index in 0..<(first - number) where left[number + index] != right[otherNumber + index] {
        return left[number + index] < right[otherNumber + index]
      }
      if zeros != otherZeros { return zeros < otherZeros }
    }
    return left.count - first < right.count - second
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}
