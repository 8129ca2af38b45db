import Foundation

/// Runs programs as a user would. The few tests that need a real process use it; all others run in process.
public enum Kite {
  /// The path of a program that SwiftPM built beside these tests.
  public static func built(_ name: String) -> String {
    // On Linux the tests are a program of their own in the folder of all products.
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent(name).path
  }

  /// Runs the built `kite`.
  ///
  /// - Parameter environment: all that the program sees; nothing of the tests' own environment gets in.
  public static func run(
    _ words: [String], environment: [String: String] = [:], input: String = "", directory: String? = nil
  ) throws -> ProgramResult {
    try run(program: built("kite"), words, environment: environment, input: input, directory: directory)
  }

  /// Runs any program, by its path, and waits for its end.
  public static func run(
    program: String, _ words: [String], environment: [String: String] = [:], input: String = "",
    directory: String? = nil
  ) throws -> ProgramResult {
    // Files instead of pipes: a pipe that fills up while nobody reads it would stop the program for ever.
    let folder = try TemporaryDirectory()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = words
    process.environment = environment
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    process.standardInput = try FileHandle(
      forReadingFrom: URL(fileURLWithPath: try folder.write(input, to: "in")))
    process.standardOutput = try FileHandle(
      forWritingTo: URL(fileURLWithPath: try folder.write("", to: "out")))
    process.standardError = try FileHandle(
      forWritingTo: URL(fileURLWithPath: try folder.write("", to: "err")))
    try process.run()
    process.waitUntilExit()
    return ProgramResult(
      status: process.terminationStatus, out: try folder.read("out"), err: try folder.read("err"))
  }
}
