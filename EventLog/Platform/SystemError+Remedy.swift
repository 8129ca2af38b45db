internal import Glibc

extension SystemError {
  /// What whoever meets this can do now; nil where the system's words are all that there is to say.
  var remedy: String? {
    switch code {
    case ENOLCK, EOPNOTSUPP, ENOSYS:
      guard operation == "lock" else { return nil }
      return "the file system there has no locks, and without them two could write at once: keep the record "
        + "on a disk of this machine, and give others copies"
    case EROFS:
      return "what is there can be read, but nothing can be written: record where the record is kept for "
        + "writing"
    case EACCES, EPERM:
      return "this user may not: ask whoever keeps the record, or work as a user who may"
    case ENOSPC, EDQUOT: return "make room there, then do it again"
    default: return nil
    }
  }

  /// What failed, and what to do now.
  var advice: String { remedy.map { "\(description); \($0)" } ?? description }
}
