extension LogError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notARecord(let folder):
      "'\(folder)' holds no record: there is no 'EventLog/decisions.jsonl' in it; "
        + "name another folder, or make a record there"
    case .exists(let path): "'\(path)' exists; a log is never overwritten: choose another folder"
    case .notAFile(let path):
      "'\(path)' is no file, and the log must be one; put the log back in its place, from a copy"
    case .notBegun(let path):
      "'\(path)' ends before its first entry does: its making was interrupted; make the record again"
    case .newerFormat(let format, let known):
      "the log is of format \(format), and this program knows formats up to \(known); "
        + "use a newer version of it"
    case .locked(let path, let holder):
      (holder.map { "process \($0)" } ?? "another process")
        + " is writing, and did not give the lock '\(path)' back in time; try again when it has finished"
    case .damaged(let damage): damage.description
    case .closedByFailure(let error):
      "\(error); what is on the disk is uncertain since then, so nothing more is written; "
        + "check the disk, then open the log again"
    case .readOnly(let path): "'\(path)' is open for reading only"
    case .isCopy(let source):
      "this is a copy of '\(source)', and nothing is recorded in a copy; record there"
    case .conflict(let position):
      "entry \(position) came in while this was being decided; look at it, then decide again"
    case .clockBehind(let last, let now):
      "this machine's clock says \(Timestamp.text(now)), but the last entry was made at "
        + "\(Timestamp.text(last)); set the clock, or say why it is behind"
    case .refInUse(let ref): "the reference '\(ref)' is taken by an earlier entry; choose another"
    case .idInUse(let id): "the id '\(id)' is taken by an earlier event; choose another"
    case .invalid(let field, let value, let why): "\(field) '\(value)' can't stand in the log: \(why)"
    case .lineTooLong(let bytes, let limit):
      "the entry is \(bytes) bytes long, at most \(limit) are possible; attach long text as evidence"
    default: keyWords
    }
  }

  private var keyWords: String {
    switch self {
    case .keyNotEnrolled(let actor, let key):
      "the key \(key) is not enrolled for '\(actor)'; a recorder of the trust can enrol it"
    case .keyRevoked(let actor, let key):
      "the key \(key) of '\(actor)' is revoked; use another key, or have one enrolled"
    case .recoveryKeyOnly(let type):
      "the recovery key may only enrol and revoke keys, not record '\(type)'; use a person's key"
    case .key(let error): error.description
    case .note(let error): error.description
    case .system(let error): error.advice
    case .index(let words): "the index failed: \(words); delete the folder 'Projections' and try again"
    default: "the log failed"
    }
  }
}

extension Damage: CustomStringConvertible {
  public var description: String { position == .start ? says : "line \(position): \(says)" }
}
