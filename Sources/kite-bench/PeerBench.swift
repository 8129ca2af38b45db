import EventLog

/// The same events in other stores, each asked in turn in every round.
enum PeerBench {
  private static let singles = 300
  private static let thousands = 10

  static func run() throws -> [Figure] {
    let folder = try System.folder("\(System.buildFolder)/bench-peers")
    defer { System.remove(folder) }
    let events = (0..<1000).map { BenchLog.event($0) }
    let kite = try KiteStore(in: "\(folder)/kite", events)
    let (peers, absent) = try Peers.start(in: folder, events)
    defer { for peer in peers { peer.close() } }

    var seconds: [String: [[Double]]] = [:]
    for _ in 0..<Bench.rounds {
      for store in [kite as any Store] + peers {
        let round = [
          try store.seconds("one \(singles)"), try store.seconds("thousands \(thousands)"),
          try store.seconds("read"),
        ]
        seconds[store.name, default: []].append(round)
      }
    }
    let ours = seconds[kite.name] ?? []
    var figures: [Figure] = []
    for peer in peers {
      let theirs = seconds[peer.name] ?? []
      let total = Bench.rounds * (singles + thousands * 1000)
      for (index, what, count) in [
        (0, "one event a commit", singles), (1, "1,000 events a commit", thousands * 1000),
        (2, "reading all", 0),
      ] {
        let ratios = zip(ours, theirs).map { $1[index] / $0[index] }
        func told(_ rounds: [[Double]]) -> String {
          let all = rounds.map { $0[index] }
          // What is read grows from round to round, so the last one tells.
          return (count == 0 ? rate(total, all.last ?? 0) : rate(count, median(all))) + " a second"
        }
        figures.append(
          Figure(
            name: "\(what), against \(peer.name)", value: median(ratios), unit: "times as fast", goal: nil,
            isMoreBetter: true, detail: "\(told(ours)); \(peer.name): \(told(theirs))",
            spread: spread(ratios)))
      }
    }
    for (name, why) in absent {
      figures.append(
        Figure(
          name: "against \(name)", value: nil, unit: "not installed", goal: nil, isMoreBetter: true,
          detail: why))
    }
    return figures
  }
}
