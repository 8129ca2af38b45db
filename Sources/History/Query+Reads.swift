public import EventLog
public import Governance

extension Query {
  /// The log's query for what the rules read.
  public init(_ reads: [Reads]) {
    self.init(Set(reads).map { Item(types: $0.types, tags: $0.tags) })
  }
}
