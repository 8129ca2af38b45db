import CEmbedded
import Glibc
import Schemas

/// The calls of the C library that Swift can't check.
enum Machine {
  static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(validatingCString: value)
  }

  static func now() -> Instant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: time.tv_sec * 1000 + time.tv_nsec / 1_000_000)
  }

  /// Columns of the terminal that standard output is; nil when it is none.
  static func terminalWidth() -> Int? {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Whether somebody sits at a terminal, who reads questions and types answers.
  static var isConversation: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  static var processID: Int32 { getpid() }

  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Calls `handler` when a signal comes; one that is ignored stays so, as under nohup.
  static func handle(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    var old = sigaction()
    guard unsafe sigaction(number, nil, &old) == 0 else { return }
    let isIgnored = unsafe unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) == 1
    if isIgnored { return }
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = handler
    action.sa_flags = SA_RESTART
    unsafe sigaction(number, &action, nil)
    // Whoever started the program may have kept the signal from coming at all.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, number)
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Ends the process as the signal does by itself, so that whoever started it can tell.
  static func end(by number: Int32) {
    signal(number, SIG_DFL)
    raise(number)
  }

  /// Puts something in the place of standard streams that are closed: else the next file that is opened would
  /// take that place, and what is printed would go into it. Reading and writing fail as they do without.
  static func holdStandardStreams() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
      _ = unsafe Glibc.open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  static func workingFolder() -> String? {
    guard let path = unsafe getcwd(nil, 0) else { return nil }
    defer { unsafe free(path) }
    return unsafe String(validatingCString: path)
  }

  /// The path without links and steps back; nil where there is nothing.
  static func realPath(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(validatingCString: real)
  }

  /// The names in a folder; none when it can't be read.
  static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(validatingCString: $0)
        }
      }
      if let name, name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// A file that the program carries; nil for what stands after the last.
  static func embedded(_ file: embedded_file) -> (name: String, bytes: [UInt8])? {
    guard let name = unsafe file.name else { return nil }
    let bytes = unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.size))
    return (unsafe String(cString: name), bytes)
  }

  /// The acts of the demonstration, in order.
  static func acts() -> [(name: String, bytes: [UInt8])] {
    var acts: [(name: String, bytes: [UInt8])] = []
    while let act = unsafe embedded(embedded_act(acts.count)) { acts.append(act) }
    return acts
  }

  /// A scheme of delegation to begin with.
  static func schemeTemplate() -> [UInt8] { unsafe embedded(embedded_scheme)?.bytes ?? [] }

  static func open(_ path: String, _ flags: Int32 = 0) -> Int32 {
    unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | flags)
  }

  static func create(_ path: String) -> Int32 {
    unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
  }

  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Whether something is there that this user may not get at.
  static func isHidden(_ path: String) -> Bool { unsafe access(path, F_OK) != 0 && errno == EACCES }

  static func remove(_ path: String) -> Bool { unsafe unlink(path) == 0 }

  static func removeFolder(_ path: String) -> Bool { unsafe rmdir(path) == 0 }

  static func rename(_ path: String, to other: String) -> Bool { unsafe Glibc.rename(path, other) == 0 }

  static func makeFolder(_ path: String, _ mode: mode_t) -> Bool { unsafe mkdir(path, mode) == 0 }

  static func writeSome(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int {
    unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  static func readSome(_ descriptor: Int32, into bytes: inout [UInt8]) -> Int {
    unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
  }

  static func message(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "fault \(code)" }
    return unsafe String(validatingCString: text)?.lowercased() ?? "fault \(code)"
  }
}

extension Machine {
  /// Starts a program of the shell whose three streams are these descriptors; nil, with `errno`, when it
  /// can't be started. What this process has open otherwise stays its own.
  static func start(
    _ command: String, environment: [String: String], input: Int32, output: Int32, error: Int32
  ) -> pid_t? {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    for (place, descriptor) in [input, output, error].enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(place))
    }
    // Here a broken pipe is an error of a call; the program expects what every program expects.
    var usual = sigset_t()
    unsafe sigemptyset(&usual)
    unsafe sigaddset(&usual, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &usual)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    var words = unsafe texts(["sh", "-c", command])
    var variables = unsafe texts(merged(environment))
    defer { unsafe freeAll(words + variables) }
    var process: pid_t = 0
    let code = unsafe posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, &variables)
    if code != 0 { errno = code }
    return code == 0 ? process : nil
  }

  /// Texts as C takes a list of them: with a null pointer at the end. They are the caller's to free.
  private static func texts(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    var all: [UnsafeMutablePointer<CChar>?] = unsafe []
    for text in texts { unsafe all.append(strdup(text)) }
    unsafe all.append(nil)
    return unsafe all
  }

  private static func freeAll(_ texts: [UnsafeMutablePointer<CChar>?]) {
    for index in unsafe texts.indices { unsafe free(texts[index]) }
  }

  /// This process's environment with these variables in it, as `NAME=value`.
  private static func merged(_ more: [String: String]) -> [String] {
    var all: [String] = []
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      let text = unsafe String(cString: entry)
      if !more.keys.contains(where: { text.hasPrefix("\($0)=") }) { all.append(text) }
      unsafe next += 1
    }
    return all + more.map { "\($0)=\($1)" }.sorted()
  }

  /// A pipe whose ends no program that is started inherits by itself; nil, with `errno`, when there is none.
  static func pipe() -> (reading: Int32, writing: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard unsafe Glibc.pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Waits until one of the descriptors has something to read, or is at its end.
  static func waitToRead(_ descriptors: [Int32]) -> [Int32] {
    var waiting = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard unsafe poll(&waiting, nfds_t(waiting.count), -1) > 0 else { return [] }
    return waiting.filter { $0.revents != 0 }.map(\.fd)
  }

  /// Waits for the end of a process that this one started: its exit status, or minus the signal that
  /// ended it.
  static func end(of process: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
  }

  /// Reads a line from the terminal without showing it; nil when there is no more. Ctrl-C ends it, and gives
  /// the terminal back as it was: `isInterrupted` says so.
  static func readHidden(isInterrupted: inout Bool) -> String? {
    var usual = termios()
    guard unsafe tcgetattr(STDIN_FILENO, &usual) == 0 else { return nil }
    var hidden = usual
    hidden.c_lflag &= ~tcflag_t(ECHO | ISIG)
    // Ctrl-C ends the line, instead of the process before it could show what is typed again.
    hidden.c_cc.11 = 0x03
    unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
    defer { unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual) }
    var line: [UInt8] = []
    var byte: [UInt8] = [0]
    while readSome(STDIN_FILENO, into: &byte) == 1, byte[0] != 0x0a {
      if byte[0] == 0x03 {
        isInterrupted = true
        return nil
      }
      line.append(byte[0])
    }
    return byte[0] != 0x0a && line.isEmpty ? nil : String(validating: line, as: UTF8.self)
  }

  /// The permission bits of a file or folder; nil when it can't be looked at.
  static func permissions(_ path: String) -> UInt32? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return status.st_mode & 0o7777
  }

  static func size(_ path: String) -> Int? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return Int(status.st_size)
  }

  static func isWritable(_ path: String) -> Bool { unsafe access(path, W_OK) == 0 }

  /// What a user may still write on the file system of a path, and whether it takes writes at all.
  static func space(_ path: String) -> (freeBytes: Int, freeFiles: Int?, isReadOnly: Bool)? {
    var found = statvfs()
    guard unsafe statvfs(path, &found) == 0 else { return nil }
    let isReadOnly = found.f_flag & UInt(ST_RDONLY) != 0
    return (
      Int(clamping: found.f_bavail * found.f_frsize), found.f_files == 0 ? nil : Int(found.f_favail),
      isReadOnly
    )
  }

  /// Whether a lock on a file keeps a second taker out, found by trying: makes the file and takes it away.
  /// Nil, with `errno`, when that can't be tried.
  static func doesLock(_ path: String) -> Bool? {
    let first = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard first >= 0 else { return nil }
    let second = unsafe Glibc.open(path, O_RDWR | O_CLOEXEC)
    defer {
      close(first)
      if second >= 0 { close(second) }
      unsafe unlink(path)
    }
    guard second >= 0, flock(first, LOCK_EX | LOCK_NB) == 0 else { return false }
    return flock(second, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  /// Writes a small file, whole or not at all; false when it can't be written.
  static func write(_ bytes: [UInt8], to path: String) -> Bool {
    let temporary = "\(path).new-\(processID)"
    let descriptor = unsafe Glibc.open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return false }
    let count = writeSome(bytes[...], to: descriptor)
    close(descriptor)
    if count == bytes.count, rename(temporary, to: path) { return true }
    _ = remove(temporary)
    return false
  }

  /// Gives a file another name, unless something has that name.
  static func renameNew(_ path: String, to other: String) -> Bool {
    // A crash between the two leaves the file with both names.
    unsafe link(path, other) == 0 && unlink(path) == 0
  }
}
