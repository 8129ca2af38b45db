public import Foundation

/// Runs programs as a user would. The few tests that need a real process use it; all others run in process.
public enum Kite {
  /// A program that SwiftPM built beside these tests.
  public static func built(_ name: String) -> URL {
    // On Linux the tests are a program of their own in the folder of all products.
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent(name)
  }

  /// Runs the built `kite`.
  ///
  /// - Parameter environment: all that the program sees; nothing of the tests' own environment gets in.
  public static func run(
    _ words: [String], environment: [String: String] = [:], input: String = "", directory: String? = nil
  ) throws -> ProgramResult {
    try run(built("kite"), words, environment: environment, input: input, directory: directory)
  }

  /// Runs any program and waits for its end.
  public static func run(
    _ program: URL, _ words: [String], environment: [String: String] = [:], input: String = "",
    directory: String? = nil
  ) throws -> ProgramResult {
    // Files instead of pipes: a pipe that fills up while nobody reads it would stop the program for ever.
    let folder = try TemporaryDirectory()
    let process = Process()
    process.executableURL = program
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
