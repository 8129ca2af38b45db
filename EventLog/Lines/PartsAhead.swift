/// The parts of a file in their order, each worked on by a crew before it is asked for.
struct PartsAhead<Part: Sendable>: ~Copyable {
  private let crew: Crew
  private let work: @Sendable (_ bytes: [UInt8], _ offset: Int, CommitReader) -> Part
  private var reading: PartReading
  private var jobs: [Crew.Job<Part>] = []
  // How many parts are worked on at once: that bounds the memory.
  private let limit: Int

  init(
    _ crew: Crew, from offset: Int, to size: Int,
    _ work: @escaping @Sendable (_ bytes: [UInt8], _ offset: Int, CommitReader) -> Part
  ) {
    self.crew = crew
    self.work = work
    reading = PartReading(from: offset, to: size)
    limit = crew.count * 2 + 1
  }

  /// The next part; nil at the end.
  mutating func next(_ file: borrowing OpenFile, _ reader: CommitReader) throws(LogError) -> Part? {
    while jobs.count < limit, let (bytes, offset) = try reading.next(file) {
      jobs.append(crew.begin { [work] in work(bytes, offset, $0) })
    }
    return jobs.isEmpty ? nil : crew.result(of: jobs.removeFirst(), reader)
  }
}
