import EventLog

extension ExportFormat {
  static let jsonLines = ExportFormat(
    "jsonl", "The lines of the log that belong to the entries, byte for byte: for programs, and for proofs."
  ) { trail, file in
    try trail.forEachLine { line in
      try file.write(line.line)
      try file.write([0x0a])
    }
  }
}
