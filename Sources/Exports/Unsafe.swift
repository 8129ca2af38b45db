private import CEmbedded
private import CXLSXWriter
import Glibc

/// The calls of the C library that Swift can't check. Each failure carries the path and the system's code.
enum Calls {
  static func create(_ path: String) throws(ExportError) -> Int32 {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failed("make", path) }
    return descriptor
  }

  /// Writes all bytes.
  static func write(_ bytes: [UInt8], to descriptor: Int32, named path: String) throws(ExportError) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
      }
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        throw failed("write", path)
      }
    }
  }

  static func synchronize(_ descriptor: Int32, named path: String) throws(ExportError) {
    guard fsync(descriptor) == 0 else { throw failed("write", path) }
  }

  /// Makes the names in a folder durable. File systems that can't do so keep them as they keep all else.
  static func synchronizeFolder(_ path: String) throws(ExportError) {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failed("open", path) }
    defer { Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failed("write", path) }
  }

  static func close(_ descriptor: Int32) { Glibc.close(descriptor) }

  static func makeFolder(_ path: String) throws(ExportError) {
    guard unsafe mkdir(path, 0o755) == 0 else { throw failed("make the folder", path) }
  }

  /// Gives a file another name that nothing has yet.
  ///
  /// - Returns: false where something has it.
  static func nameAnew(_ path: String, _ other: String) throws(ExportError) -> Bool {
    if unsafe link(path, other) == 0 {
      _ = unsafe unlink(path)
      return true
    }
    if errno == EEXIST { return false }
    // Some file systems, as those of USB sticks, know one name a file only.
    if exists(other) { return false }
    try rename(path, to: other)
    return true
  }

  static func rename(_ path: String, to other: String) throws(ExportError) {
    guard unsafe Glibc.rename(path, other) == 0 else { throw failed("make", other) }
  }

  enum Kind { case file, folder, other }

  /// What has a name; a link is something else than what it leads to.
  static func kind(_ path: String) -> Kind? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    default: .other
    }
  }

  static func exists(_ path: String) -> Bool { kind(path) != nil }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The path without links and steps back; nil where there is nothing.
  static func realPath(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(validatingCString: real)
  }

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

  /// Takes away a file, or a folder with all that is in it; a link, and not what it leads to.
  static func remove(_ path: String) {
    if kind(path) == .folder {
      for name in names(in: path) { remove("\(path)/\(name)") }
      _ = unsafe rmdir(path)
    } else {
      _ = unsafe unlink(path)
    }
  }

  /// All bytes of a file that this process has just written.
  static func read(_ path: String) throws(ExportError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failed("open", path) }
    defer { Glibc.close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = unsafe part.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 {
        bytes += part[..<count]
      } else if count == 0 {
        return bytes
      } else if errno != EINTR {
        throw failed("read", path)
      }
    }
  }

  /// Runs something of a library that prints what fails, although its caller is told; `errno` stays as it
  /// left it.
  static func quietly<Value>(_ body: () -> Value) -> Value {
    let kept = dup(STDERR_FILENO)
    let nowhere = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)
    if kept >= 0, nowhere >= 0 { dup2(nowhere, STDERR_FILENO) }
    errno = 0
    let value = body()
    let code = errno
    if kept >= 0 { dup2(kept, STDERR_FILENO) }
    for descriptor in [kept, nowhere] where descriptor >= 0 { Glibc.close(descriptor) }
    errno = code
    return value
  }

  static var processID: Int32 { getpid() }

  static func message(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "fault \(code)" }
    return unsafe String(validatingCString: text)?.lowercased() ?? "fault \(code)"
  }

  private static func failed(_ operation: String, _ path: String) -> ExportError {
    .system(operation: operation, path: path, code: errno)
  }
}

/// Scripts that the program carries.
enum Script {
  /// Checks a bundle.
  static var check: [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: embedded_check.bytes, count: embedded_check.size))
  }
}

/// A workbook of the library that writes XLSX, row by row: it holds one row of a sheet at a time.
@safe
final class WorkbookFile {
  enum Style { case plain, header, day, title }

  private var workbook: UnsafeMutablePointer<lxw_workbook>?
  private var sheet: UnsafeMutablePointer<lxw_worksheet>?
  private var formats: [UnsafeMutablePointer<lxw_format>?] = unsafe []
  private let folder: UnsafeMutablePointer<CChar>?
  private let path: String

  /// - Parameter folder: for what the library puts aside while it writes: where the file itself goes, so that
  ///   a disk that is full is the same one.
  init(_ path: String, puttingAsideIn folder: String) throws(ExportError) {
    self.path = path
    // The library keeps the pointer for as long as the workbook lives.
    unsafe self.folder = unsafe strdup(folder)
    var options = unsafe lxw_workbook_options()
    unsafe options.constant_memory = 1
    unsafe options.tmpdir = unsafe self.folder
    unsafe workbook = unsafe workbook_new_opt(path, &options)
    guard unsafe workbook != nil else { throw .format(path, says: "the library found no memory") }
    for style in [Style.plain, .header, .day, .title] { unsafe formats.append(unsafe format(style)) }
  }

  deinit {
    if let workbook = unsafe workbook { unsafe lxw_workbook_free(workbook) }
    unsafe free(folder)
  }

  private func format(_ style: Style) -> UnsafeMutablePointer<lxw_format>? {
    let format = unsafe workbook_add_format(workbook)
    unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    if style != .title { unsafe format_set_text_wrap(format) }
    switch style {
    case .plain: break
    case .day: unsafe format_set_num_format(format, "yyyy-mm-dd")
    case .header:
      unsafe format_set_bold(format)
      unsafe format_set_bg_color(format, 0xE3E8EF)
      unsafe format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
    case .title:
      unsafe format_set_bold(format)
      unsafe format_set_font_size(format, 14)
    }
    return unsafe format
  }

  private func format(of style: Style) -> UnsafeMutablePointer<lxw_format>? {
    switch style {
    case .plain: unsafe formats[0]
    case .header: unsafe formats[1]
    case .day: unsafe formats[2]
    case .title: unsafe formats[3]
    }
  }

  /// - Parameter created: in seconds since 1970.
  func describe(title: String, author: String, created: Int) {
    let (title, author) = unsafe (strdup(title), strdup(author))
    defer {
      unsafe free(title)
      unsafe free(author)
    }
    var properties = unsafe lxw_doc_properties()
    unsafe properties.title = unsafe title
    unsafe properties.author = unsafe author
    unsafe properties.created = created
    unsafe workbook_set_properties(workbook, &properties)
  }

  /// Begins a sheet; those before are finished.
  func addSheet(_ name: String) throws(ExportError) {
    unsafe sheet = unsafe workbook_add_worksheet(workbook, name)
    guard unsafe sheet != nil else { throw .format(path, says: "the library refuses a sheet '\(name)'") }
    unsafe worksheet_set_landscape(sheet)
    unsafe worksheet_set_paper(sheet, 9)
    unsafe worksheet_fit_to_pages(sheet, 1, 0)
  }

  func setWidth(_ width: Int, ofColumn column: Int) {
    _ = unsafe worksheet_set_column(sheet, UInt16(column), UInt16(column), Double(width), nil)
  }

  /// Keeps the first row, and some columns, in sight; the row comes again on each printed page.
  func freeze(columns: Int) {
    unsafe worksheet_freeze_panes(sheet, 1, UInt16(columns))
    unsafe worksheet_repeat_rows(sheet, 0, 0)
  }

  func filter(rows: Int, columns: Int) {
    guard columns > 0 else { return }
    unsafe worksheet_autofilter(sheet, 0, 0, UInt32(rows), UInt16(columns - 1))
  }

  func write(_ text: String, _ row: Int, _ column: Int, _ style: Style = .plain) throws(ExportError) {
    try check(unsafe worksheet_write_string(sheet, UInt32(row), UInt16(column), text, format(of: style)))
  }

  func write(_ number: Double, _ row: Int, _ column: Int, _ style: Style = .plain) throws(ExportError) {
    try check(unsafe worksheet_write_number(sheet, UInt32(row), UInt16(column), number, format(of: style)))
  }

  func write(_ flag: Bool, _ row: Int, _ column: Int) throws(ExportError) {
    try check(
      unsafe worksheet_write_boolean(sheet, UInt32(row), UInt16(column), flag ? 1 : 0, format(of: .plain)))
  }

  /// Writes the file, and reads it again: where what it puts aside finds no room, the library notices
  /// nothing, and the workbook would end in the middle of a sheet.
  func finish() throws(ExportError) {
    let file = unsafe workbook
    unsafe workbook = nil
    let code = Calls.quietly { unsafe workbook_close(file) }
    if errno == EFBIG || errno == ENOSPC || errno == EDQUOT, code != LXW_NO_ERROR {
      throw .system(operation: "write", path: path, code: errno)
    }
    try check(code)
    let bytes = try Calls.read(path)
    let isWhole = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe kite_workbook_is_whole(buffer.baseAddress, buffer.count) == 1
    }
    guard isWhole else { throw .system(operation: "write", path: path, code: ENOSPC) }
  }

  private func check(_ code: lxw_error) throws(ExportError) {
    guard code != LXW_NO_ERROR else { return }
    let text = unsafe lxw_strerror(code)
    let says = unsafe text.flatMap { unsafe String(validatingCString: $0) } ?? "fault \(code.rawValue)"
    throw .format(path, says: says.lowercased())
  }
}
