/// Ids in the order of the log, and where each is.
///
/// Ids mostly ascend, as they begin with their time; then a binary search finds one, and nothing is hashed.
/// The first that does not ascend makes a dictionary of them.
struct IDList {
  private(set) var ids: [EventID] = []
  private var places: [EventID: Int]?

  mutating func append(_ id: EventID) {
    if places == nil, let last = ids.last, id <= last {
      places = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    }
    places?[id] = ids.count
    ids.append(id)
  }

  mutating func removeLast(_ count: Int) {
    if places != nil { for id in ids.suffix(count) { places?[id] = nil } }
    ids.removeLast(count)
  }

  /// The place of an id, counted from 0.
  func place(of id: EventID) -> Int? {
    if let places { return places[id] }
    guard let last = ids.last, id <= last else { return nil }
    var low = 0
    var high = ids.count - 1
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    return ids[low] == id ? low : nil
  }
}
