import CommandLineKit
import Glibc

/// One run of the program: words in, text and an exit status out.
struct Program {
  static let version = "0.1.0"
  static let released = "2026-11-24"

  let world: World

  init(_ world: World) { self.world = world }

  func run(_ words: [String]) -> ExitStatus {
    Machine.ignoreBrokenPipes()
    let tool = CommandTable(world).tool
    let report = ErrorReport(world: world, json: words.contains("--json"))
    do {
      switch try tool.read(words, environment: world.environment, width: world.helpWidth) {
      case .text(let text):
        world.out(text)
        return .done
      case .run(let path, let input):
        guard let command = path.last else { return .usage }
        return try command.run(input)
      }
    } catch {
      return report.tell(error)
    }
  }
}
