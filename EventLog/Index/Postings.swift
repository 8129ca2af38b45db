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

  /// The sum of the list's row.
  static func sum(_ kind: PostingKind, _ name: String, number: Int, events: Int) -> Int {
    RowSum(.list).with(kind.rawValue).with(name).with(number).with(events).short
  }
}

/// A row of a list. It says how many of the list's positions come before, so that a row that is missing
/// between two others is noticed.
struct PostingRow {
  let before: Int
  let positions: [Int]

  var end: Int { before + positions.count }
  var first: Int { positions.first ?? 0 }
  var last: Int { positions.last ?? 0 }

  static func write(
    _ positions: ArraySlice<Int>, before: Int, list: Int, to bytes: inout [UInt8]
  ) {
    bytes.removeAll(keepingCapacity: true)
    Packed.append(before, width: 4, to: &bytes)
    for position in positions { Packed.append(position, width: 4, to: &bytes) }
    RowSum(.posting).with(list).with(positions.first ?? 0).seal(&bytes)
  }
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

  /// The list of that name; nil when there is none.
  func list(_ kind: PostingKind, _ name: String) throws(SQLiteError) -> PostingList? {
    var next = try connection.prepare(
      """
      SELECT kind, name, number, events, sum FROM list WHERE (kind, name) >= (?, ?)
      ORDER BY kind, name LIMIT 1
      """)
    next.bind(kind.rawValue, at: 1)
    next.bind(name, at: 2)
    if let (found, list) = try Self.list(&next, connection), found == (kind.rawValue, name) { return list }
    var previous = try connection.prepare(
      """
      SELECT kind, name, number, events, sum FROM list WHERE (kind, name) < (?, ?)
      ORDER BY kind DESC, name DESC LIMIT 1
      """)
    previous.bind(kind.rawValue, at: 1)
    previous.bind(name, at: 2)
    _ = try Self.list(&previous, connection)
    return nil
  }

  @_lifetime(row: copy row)
  private static func list(
    _ row: inout Statement, _ connection: borrowing Connection
  ) throws(SQLiteError) -> (name: (Int, String), PostingList)? {
    guard try row.step() else { return nil }
    let (number, events) = (row.integer(at: 2), row.integer(at: 3))
    guard let kind = PostingKind(rawValue: row.integer(at: 0)), let name = row.string(at: 1),
      row.integer(at: 4) == PostingList.sum(kind, name, number: number, events: events)
    else { throw damaged(connection) }
    return ((kind.rawValue, name), PostingList(number: number, events: events))
  }

  private func positions(
    _ list: PostingList, _ after: Int, _ upTo: Int, limit: Int?
  ) throws(SQLiteError) -> [Int] {
    var rows = try connection.prepare(
      """
      SELECT first, positions FROM posting WHERE list = ?1
      AND first >= coalesce((SELECT max(first) FROM posting WHERE list = ?1 AND first <= ?2), 0)
      ORDER BY first
      """)
    rows.bind(list.number, at: 1)
    rows.bind(after + 1, at: 2)
    var found: [Int] = []
    var end: Int?
    while let row = try Self.row(&rows, list, connection) {
      guard row.before == end ?? row.before, end != nil || row.before == 0 || row.first <= after + 1 else {
        throw damaged
      }
      end = row.end
      for position in row.positions where position > after {
        if position > upTo || found.count == limit { return found }
        found.append(position)
      }
    }
    guard end ?? 0 >= list.events else { throw damaged }
    return found
  }

  /// Those of some positions, ascending, that are in any of some lists.
  private func filter(_ positions: [Int], anyOf lists: [PostingList]) throws(SQLiteError) -> [Int] {
    guard !positions.isEmpty else { return [] }
    var isIn = [Bool](repeating: false, count: positions.count)
    for list in lists {
      var row: PostingRow?
      var place = 0
      var next = 0
      while next < positions.count {
        let position = positions[next]
        if (row?.last ?? 0) < position {
          row = try self.row(list, holding: position)
          place = 0
          // Nothing at or above this position in the row: the list goes on in a later one, or ends.
          if (row?.last ?? 0) < position {
            guard let later = try self.row(list, after: position) else {
              guard row?.end ?? 0 >= list.events else { throw damaged }
              break
            }
            guard later.before == row?.end ?? 0 else { throw damaged }
            row = later
            while next < positions.count, positions[next] < later.first { next += 1 }
            continue
          }
        }
        guard let row else { break }
        while row.positions[place] < position { place += 1 }
        if row.positions[place] == position { isIn[next] = true }
        next += 1
      }
    }
    return positions.indices.filter { isIn[$0] }.map { positions[$0] }
  }

  /// The last row that begins at or before a position.
  private func row(_ list: PostingList, holding position: Int) throws(SQLiteError) -> PostingRow? {
    var row = try connection.prepare(
      "SELECT first, positions FROM posting WHERE list = ? AND first <= ? ORDER BY first DESC LIMIT 1")
    row.bind(list.number, at: 1)
    row.bind(position, at: 2)
    return try Self.row(&row, list, connection)
  }

  /// The first row that begins after a position.
  private func row(_ list: PostingList, after position: Int) throws(SQLiteError) -> PostingRow? {
    var row = try connection.prepare(
      "SELECT first, positions FROM posting WHERE list = ? AND first > ? ORDER BY first LIMIT 1")
    row.bind(list.number, at: 1)
    row.bind(position, at: 2)
    return try Self.row(&row, list, connection)
  }

  @_lifetime(row: copy row)
  private static func row(
    _ row: inout Statement, _ list: PostingList, _ connection: borrowing Connection
  ) throws(SQLiteError) -> PostingRow? {
    guard try row.step() else { return nil }
    let sum = RowSum(.posting).with(list.number).with(row.integer(at: 0))
    guard let bytes = sum.opened(row.bytes(at: 1)), bytes.count >= 8 else { throw damaged(connection) }
    var numbers = Packed.integers(bytes, width: 4)
    let before = numbers.removeFirst()
    return PostingRow(before: before, positions: numbers)
  }
}
