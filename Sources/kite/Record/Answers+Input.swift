import Asking
import CommandLineKit
import EventLog
import Governance
import Schemas

extension Answers {
  /// What an asking command's options say, about the record that they name.
  ///
  /// - Parameters:
  ///   - known: in the place of `--known`.
  ///   - audience: where `--audience` names none.
  init(_ input: Input, _ world: World, known: KnownTime? = nil, audience: Audience? = nil) throws {
    let folder = try RecordFolder(input, sayingTo: world)
    let log = try Log(opening: folder.path, for: .reading, cache: world.cacheFolder)
    try self.init(
      log, on: input[Options.on], known: known ?? input[Options.known],
      audience: input[Options.audience] ?? audience, clock: world.now())
  }
}

extension World {
  /// Where an index goes that can't lie beside its log.
  var cacheFolder: String? {
    if let folder = environment("XDG_CACHE_HOME"), !folder.isEmpty { return "\(folder)/kite" }
    return home.map { "\($0)/.cache/kite" }
  }

  /// Where private keys are kept.
  var keysFolder: String? {
    if let folder = environment("XDG_CONFIG_HOME"), !folder.isEmpty { return "\(folder)/kite/keys" }
    return home.map { "\($0)/.config/kite/keys" }
  }

  private var home: String? { environment("HOME").flatMap { $0.isEmpty ? nil : $0 } }
}
