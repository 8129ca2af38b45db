/// The events that the index does not hold yet, indexed in memory.
///
/// A process that appends, or that opens a log with few new events, never touches the index on disk.
struct Tail {
  struct Place {
    let offset: Int
    let length: Int
  }

  /// How many events come before the first of these.
  let base: Int
  private(set) var places: [Place] = []
  /// The number of each event's type, in the order of `typeNames`.
  private(set) var types: [Int] = []
  private(set) var typeNames: [String] = []
  private var typeNumbers: [String: Int] = [:]
  private(set) var byType: [[Int]] = []
  private(set) var byTag: [String: [Int]] = [:]
  private(set) var byRef: [String: ClosedRange<Int>] = [:]
  private(set) var ids = IDList()
  /// The first position of the commit whose seal has not come yet.
  private var commitStart: Int?
  /// The tree's stored hashes that come after those of the first `base` leaves.
  private(set) var hashes: [Digest] = []

  init(base: Int) { self.base = base }

  var count: Int { places.count }
  var end: Int { base + count }

  /// Takes an event. Events come in whole commits.
  mutating func append(_ event: RecordedEvent, id: EventID, at place: Place, isLastOfCommit: Bool) {
    let position = end + 1
    let number = typeNumber(event)
    places.append(place)
    types.append(number)
    byType[number].append(position)
    event.forEachTag { byTag[$0, default: []].append(position) }
    ids.append(id)
    if isLastOfCommit {
      byRef[event.ref] = (commitStart ?? position)...position
      commitStart = nil
    } else if commitStart == nil {
      commitStart = position
    }
  }

  private mutating func typeNumber(_ event: RecordedEvent) -> Int {
    if let last = types.last, event.isOfType(typeNames[last]) { return last }
    let type = event.type
    if let known = typeNumbers[type] { return known }
    let number = typeNames.count
    typeNumbers[type] = number
    typeNames.append(type)
    byType.append([])
    return number
  }

  func position(of id: EventID) -> Int? { ids.place(of: id).map { base + 1 + $0 } }

  mutating func append(hash: Digest) { hashes.append(hash) }

  func place(of position: Int) -> Place? {
    position > base && position <= end ? places[position - base - 1] : nil
  }

  /// The positions of events that fit `item` within `after` ..< `end`, ascending.
  func positions(_ item: Query.Item, after: Int, upTo: Int) -> [Int] {
    let numbers = Set(item.types.compactMap { typeNumbers[$0] })
    if !item.types.isEmpty && numbers.isEmpty { return [] }
    guard !item.tags.isEmpty else {
      if item.types.isEmpty { return Array(max(after, base) + 1..<max(min(upTo, end), max(after, base)) + 1) }
      return numbers.flatMap { Self.part(byType[$0], after, upTo) }.sorted()
    }
    var lists: [[Int]] = []
    for tag in item.tags {
      guard let list = byTag[tag] else { return [] }
      lists.append(list)
    }
    // The rarest tag leads; the others are looked up.
    lists.sort { $0.count < $1.count }
    return Self.part(lists[0], after, upTo).filter { position in
      (item.types.isEmpty || numbers.contains(types[position - base - 1]))
        && lists.dropFirst().allSatisfy { Self.contains($0, position) }
    }
  }

  private static func part(_ list: [Int], _ after: Int, _ upTo: Int) -> ArraySlice<Int> {
    let start = lowerBound(list, after + 1)
    return list[start..<max(start, lowerBound(list, upTo + 1))]
  }

  private static func contains(_ list: [Int], _ position: Int) -> Bool {
    let index = lowerBound(list, position)
    return index < list.count && list[index] == position
  }

  private static func lowerBound(_ list: [Int], _ position: Int) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle] < position { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Tail {
  /// The stored hash at a place in the whole sequence, if it is one of these.
  func hash(at place: Int) -> Digest? {
    let index = place - StoredHashes.count(size: base)
    return index >= 0 && index < hashes.count ? hashes[index] : nil
  }

  /// The hash of a leaf, if it is one of these.
  func leaf(_ position: Int) -> Digest? {
    hash(at: StoredHashes.index(level: 0, number: position - 1))
  }

  /// Forgets the events after `position`, where a commit ends.
  mutating func removeAll(after position: Int) {
    let dropped = end - position
    places.removeLast(dropped)
    types.removeLast(dropped)
    for number in byType.indices { Self.cut(&byType[number], after: position) }
    for tag in Array(byTag.keys) { Self.cut(&byTag[tag, default: []], after: position) }
    byTag = byTag.filter { !$0.value.isEmpty }
    byRef = byRef.filter { $0.value.lowerBound <= position }
    ids.removeLast(dropped)
    commitStart = nil
    hashes.removeLast(hashes.count - hashCount)
  }

  /// How many stored hashes come with the events that are here.
  private var hashCount: Int { StoredHashes.count(size: end) - StoredHashes.count(size: base) }

  private static func cut(_ list: inout [Int], after position: Int) {
    while let last = list.last, last > position { list.removeLast() }
  }

  /// The events after `position`, where a commit ends.
  func after(_ position: Int) -> Tail {
    let dropped = position - base
    var rest = Tail(base: position)
    rest.places = Array(places.dropFirst(dropped))
    rest.types = Array(types.dropFirst(dropped))
    rest.typeNames = typeNames
    rest.typeNumbers = typeNumbers
    rest.byType = byType.map { $0.filter { $0 > position } }
    rest.byTag = byTag.mapValues { $0.filter { $0 > position } }.filter { !$0.value.isEmpty }
    rest.byRef = byRef.filter { $0.value.lowerBound > position }
    for id in ids.ids.dropFirst(dropped) { rest.ids.append(id) }
    rest.hashes = Array(
      hashes.dropFirst(StoredHashes.count(size: position) - StoredHashes.count(size: base)))
    return rest
  }
}
