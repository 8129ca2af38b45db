import CommandLineKit
import Glibc

Machine.holdStandardStreams()
Interruption.take()
// Foundation is not linked: the process is there in a millisecond.
let status = Program(World.process()).run(Array(CommandLine.arguments.dropFirst()))
exit(status.rawValue)
