/// Whether a commit may stand in the log, before anything is written.
struct CommitCheck {
  let log: Log
  let commit: NewCommit

  func run(_ key: VerifierKey) throws(LogError) {
    try checkTexts()
    try checkTimes()
    try checkKey(key)
    // Through a span, as each copy of an event counts its eight parts up and down.
    let events = commit.events.span
    for index in events.indices {
      try checkTexts(events[index])
      try checkData(events[index])
    }
    try checkRecordEvents(key)
    guard try log.range(of: commit.ref) == nil else { throw .refInUse(commit.ref) }
  }

  private func checkTexts() throws(LogError) {
    guard Line.isRef(commit.ref.utf8.span) else {
      throw .invalid(field: "ref", value: commit.ref, why: "it may hold letters, digits and '-' only")
    }
    try token("actor", commit.actor)
    if let office = commit.office { try token("office", office) }
  }

  private func checkTexts(_ event: NewEvent) throws(LogError) {
    try token("type", event.type)
    try token("subject", event.subject)
    try token("dataschema", event.dataSchema)
    for tag in event.tags { try token("tag", tag) }
  }

  private func token(_ field: String, _ text: String) throws(LogError) {
    guard Line.isToken(text.utf8.span) else {
      throw .invalid(
        field: field, value: text, why: "it must be of ASCII characters without space, '\"' and '\\'")
    }
  }

  private func checkTimes() throws(LogError) {
    var last = log.lastTime
    let events = commit.events.span
    for index in events.indices {
      let time = events[index].time ?? commit.time
      guard Timestamp.range.contains(time) else {
        throw .invalid(field: "time", value: String(time), why: "its year must have four digits")
      }
      // A clock that is behind is let in only with its explanation, as the commit's first event.
      guard time >= last || commit.events.first?.type == RecordEvent.clockExplained else {
        throw .clockBehind(last: last, now: time)
      }
      last = time
    }
  }

  private func checkKey(_ key: VerifierKey) throws(LogError) {
    // The first commit enrols the key that seals it.
    if log.state.head == 0 { return }
    switch log.state.keys.key(of: commit.actor, id: key.id, sealing: log.state.head + 1) {
    case .success(let enrolled) where enrolled == key: break
    case .failure(.revoked): throw .keyRevoked(actor: commit.actor, key: key.hash)
    default: throw .keyNotEnrolled(actor: commit.actor, key: key.hash)
    }
  }

  private func checkData(_ event: NewEvent) throws(LogError) {
    do {
      try log.reader.checkObject(event.data.span)
    } catch { throw .invalid(field: "data", value: "of \(event.type)", why: error.says) }
    guard Self.isCompact(event.data.span) else {
      throw .invalid(
        field: "data", value: "of \(event.type)", why: "it must be written without spaces and line ends")
    }
  }

  /// Whether JSON has no white space between its parts.
  static func isCompact(_ json: Span<UInt8>) -> Bool {
    var index = 0
    while index < json.count {
      if json[index] <= 0x20 { return false }
      if json[index] == UInt8(ascii: "\"") { index = endOfText(json, from: index + 1) }
      index += 1
    }
    return true
  }

  /// The quote that ends a text. Most of a payload is text, so that this is searched for and not walked to.
  private static func endOfText(_ json: Span<UInt8>, from start: Int) -> Int {
    var search = start
    while let quote = json.firstOffset(of: UInt8(ascii: "\""), from: search) {
      var escapes = quote
      while escapes > start, json[escapes - 1] == UInt8(ascii: "\\") { escapes -= 1 }
      if (quote - escapes) % 2 == 0 { return quote }
      search = quote + 1
    }
    return json.count
  }

  /// The events that the log itself understands must be understood.
  private func checkRecordEvents(_ key: VerifierKey) throws(LogError) {
    var keys = log.state.keys
    let isRecovery = commit.actor == RecordEvent.recovery
    let events = commit.events.span
    for index in events.indices {
      let position = log.state.head + 1 + index
      let type = events[index].type
      guard (type == RecordEvent.opened) == (position == 1) else {
        throw .invalid(
          field: "type", value: type, why: "a log is opened by its first event, and only by that")
      }
      guard type == RecordEvent.opened || type == RecordEvent.keyEnrolled || type == RecordEvent.keyRevoked
      else {
        if isRecovery { throw .recoveryKeyOnly(type: type) }
        continue
      }
      let data = events[index].data
      do {
        try keys.take(
          type: type, fields: { () throws(RecordProblem) in try log.reader.fields(data.span) },
          position: position, origin: log.origin)
      } catch { throw .invalid(field: "event", value: type, why: error.says) }
    }
    if log.state.head == 0 {
      guard case .success(key) = keys.key(of: commit.actor, id: key.id, sealing: 1) else {
        throw .keyNotEnrolled(actor: commit.actor, key: key.hash)
      }
    }
  }
}
