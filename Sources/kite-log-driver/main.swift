import EventLog
import Glibc

Machine.ignoreBrokenPipes()
Machine.holdStandardStreams()
let words = Array(CommandLine.arguments.dropFirst())
guard words.count == 1, let folder = words.first, !folder.hasPrefix("-") else {
  Lines.write(Array("usage: kite-log-driver DIR < REQUESTS > ANSWERS\n".utf8), to: STDERR_FILENO)
  exit(64)
}
do throws(DriverError) {
  let driver = Driver(try DriverRecord(folder).store())
  var lines = Lines(STDIN_FILENO)
  while let line = try lines.next() { Lines.write(driver.answer(line) + [0x0a], to: STDOUT_FILENO) }
} catch {
  Lines.write(Array("kite-log-driver: \(error)\n".utf8), to: STDERR_FILENO)
  exit(74)
}
