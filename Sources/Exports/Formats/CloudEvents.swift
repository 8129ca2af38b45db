import Asking
import EventLog
import Governance
import JSON

extension ExportFormat {
  static let cloudEvents = ExportFormat(
    "cloudevents",
    "The events as CloudEvents 1.0, one a line, their data as the audience may see it; without the seals, "
      + "which are over the log's own lines."
  ) { trail, file in
    let trust = try trail.answers.trust(Reads.standing)
    let limit = TrustState.smallNumbers(trail, trust)
    try trail.forEachInFull { entry in
      let lines = try trail.answers.log.events(ref: entry.entry.ref)
      for (line, data) in zip(lines, entry.data) {
        var event = try JSONValue.parse(bytes: line.line)
        event["seal"] = nil
        event["data"] = SmallNumbers.hidden(in: data, under: limit)
        try file.write(trail.answers.sight.masked(event).text + "\n")
      }
    }
  }
}
