extension String {
  /// Equality of the UTF-8 bytes.
  ///
  /// Swift's own `==` holds two spellings of é for equal, and would see one name where the log has two.
  package func hasSameBytes(as other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }
}
