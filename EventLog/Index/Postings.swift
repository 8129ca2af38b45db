internal import SQLite

/// What a list of positions is of.
enum PostingKind: Int {
  case type, tag
}

/// A list of positions: all events of a type, or with a tag.
///
/// Positions stand in rows of up to 200, four bytes each: SQLite then keeps a row within a quarter of a page.
/// A batch adds rows of its own and changes none.
struct PostingList {
  static let perRow = 200

  let number: Int
  let events: Int
}

extension LogIndex {
  /// The positions of events that fit `item`, above `after` up to and with `upTo`, ascending; at most
  /// `limit`.
  func positions(
    _ item: Query.Item, after: Int, upTo: Int, limit: Int?
  ) throws(SQLiteError) -> [Int] {
    let upTo = min(upTo, events)
    guard after < upTo else { return [] }
    if item.types.isEmpty && item.tags.isEmpty {
      return Array((after + 1)...min(upTo, limit.map { after + $0 } ?? upTo))
    }
    var types: [PostingList] = []
    for name in Set(item.types) { if let list = try list(.type, name) { types.append(list) } }
    if !item.types.isEmpty && types.isEmpty { return [] }
    var tags: [PostingList] = []
    for name in item.tags {
      guard let list = try list(.tag, name) else { return [] }
      tags.append(list)
    }
    // The shortest list leads; the others are asked about its positions only.
    tags.sort { $0.events < $1.events }
    let typed = types.reduce(0) { $0 + $1.events }
    var found: [Int]
    if let lead = tags.first, types.isEmpty || lead.events <= typed {
      found = try positions(lead, after, upTo, limit: tags.count == 1 && types.isEmpty ? limit : nil)
      tags.removeFirst()
      if !types.isEmpty { found = try filter(found, anyOf: types) }
    } else {
      found = []
      for list in types { found += try positions(list, after, upTo, limit: tags.isEmpty ? limit : nil) }
      found.sort()
    }
    for list in tags { found = try filter(found, anyOf: [list]) }
    return limit.map { Array(found.prefix($0)) } ?? found
  }

  private func list(_ kind: PostingKind, _ name: String) throws(SQLiteError) -> PostingList? {
    var row = try connection.prepare("SELECT number, events FROM list WHERE kind = ? AND name = ?")
    row.bind(kind.rawValue, at: 1)
    row.bind(name, at: 2)
    return try row.step() ? PostingList(number: row.integer(at: 0), events: row.integer(at: 1)) : nil
  }

  private func positions(
    _ list: PostingList, _ after: Int, _ upTo: Int, limit: Int?
  ) throws(SQLiteError) -> [Int] {
    var rows = try connection.prepare(
      """
      SELECT positions FROM posting WHERE list = ?1 AND first <= ?3
      AND first >= coalesce((SELECT max(first) FROM posting WHERE list = ?1 AND first <= ?2), 0)
      ORDER BY first
      """)
    rows.bind(list.number, at: 1)
    rows.bind(after + 1, at: 2)
    rows.bind(upTo, at: 3)
    var found: [Int] = []
    while try rows.step() {
      for position in Packed.integers(rows.bytes(at: 0) ?? [], width: 4) where position > after {
        if position > upTo || found.count == limit { return found }
        found.append(position)
      }
    }
    return found
  }

  /// Those of some positions, ascending, that are in any of some lists.
  private func filter(_ positions: [Int], anyOf lists: [PostingList]) throws(SQLiteError) -> [Int] {
    guard let last = positions.last else { return [] }
    var isIn = [Bool](repeating: false, count: positions.count)
    for list in lists {
      var row: [Int] = []
      var place = 0
      var next = 0
      while next < positions.count {
        let position = positions[next]
        if (row.last ?? 0) < position {
          row = try self.row(list, holding: position)
          place = 0
          // Nothing at or above this position in the row: the list goes on in a later one, or ends.
          if (row.last ?? 0) < position {
            guard let first = try firstRow(list, after: position, upTo: last) else { break }
            while next < positions.count, positions[next] < first { next += 1 }
            continue
          }
        }
        while row[place] < position { place += 1 }
        if row[place] == position { isIn[next] = true }
        next += 1
      }
    }
    return positions.indices.filter { isIn[$0] }.map { positions[$0] }
  }

  /// The last row that begins at or before a position.
  private func row(_ list: PostingList, holding position: Int) throws(SQLiteError) -> [Int] {
    var row = try connection.prepare(
      "SELECT positions FROM posting WHERE list = ? AND first <= ? ORDER BY first DESC LIMIT 1")
    row.bind(list.number, at: 1)
    row.bind(position, at: 2)
    return try row.step() ? Packed.integers(row.bytes(at: 0) ?? [], width: 4) : []
  }

  private func firstRow(
    _ list: PostingList, after position: Int, upTo: Int
  ) throws(SQLiteError) -> Int? {
    var row = try connection.prepare(
      "SELECT first FROM posting WHERE list = ? AND first > ? AND first <= ? ORDER BY first LIMIT 1")
    row.bind(list.number, at: 1)
    row.bind(position, at: 2)
    row.bind(upTo, at: 3)
    return try row.step() ? row.integer(at: 0) : nil
  }
}
