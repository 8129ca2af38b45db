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
