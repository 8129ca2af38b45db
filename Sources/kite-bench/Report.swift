import Glibc

/// The figures as an article of the documentation, with what they were measured on.
struct Report {
  let figures: [Figure]

  var text: String {
    """
    # Figures

    What the log costs, measured by `make bench`, which wrote this page.

    ## Overview

    Each figure is the median of \(Bench.rounds) rounds with the lowest and the highest; what is compared
    takes turns round by round, in one run on one machine. Ratios say more than rates: a disk whose cache
    is not safe against power cuts makes every commit look cheap.

    Measured on \(System.today): \(machine).

    \(Figure.header)
    \(figures.map(\.row).joined(separator: "\n"))

    ### Versions

    \(versions.map { "- \($0)" }.joined(separator: "\n"))

    """
  }

  private var machine: String {
    let model = System.lines(of: "/proc/cpuinfo").first { $0.hasPrefix("model name") }
    let name = model?.split(separator: ":").last.map { $0.drop { $0 == " " } } ?? "unknown processor"
    return "\(name), \(System.processors) cores, \(System.memoryGigabytes) GiB of memory, "
      + "\(System.fileSystem(System.buildFolder)); load average \(load)"
  }

  /// What else the machine did: figures of a busy one say little of what is done by several threads.
  private var load: String {
    System.lines(of: "/proc/loadavg").first?.split(separator: " ").first.map(String.init) ?? "unknown"
  }

  private var versions: [String] {
    let swift = System.lines(from: ["swift", "--version"]).first { $0.contains("Swift version") }
    return [
      swift ?? "Swift of an unknown version",
      "SQLite \(Libraries.sqlite)", "OpenSSL \(Libraries.openSSL)", "simdjson \(Libraries.simdjson)",
    ] + Peers.versions.map { "\($0.name) \($0.version)" }
  }
}
