extension Log {
  /// The bytes of all lines up to a position, their newlines among them.
  public func bytes(upTo position: Position) throws(LogError) -> Int {
    guard position > .start else { return 0 }
    let place = try place(of: min(position, head).rawValue)
    return place.offset + place.length + 1
  }
}
