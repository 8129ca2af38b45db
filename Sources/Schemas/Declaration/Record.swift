public import JSON

/// A declared object: a payload, or a part of one.
///
/// The declaration is the initializer. It reads each field from the form, in the order in which the fields
/// are written, all of them in every run (no `if` around a field), and tests what concerns several fields
/// only afterwards, with `form.require`.
/// ```swift
/// init(from form: inout Form) throws(FieldError) {
///   leader = try form("leader", "Executive leader, from within the trust.")
///   daysPerWeek = try form("daysPerWeek", "Days a week at the school, 1 to 5.", 1...5)
/// }
/// ```
public protocol Record: FieldValue {
  init(from form: inout Form) throws(FieldError)
}

extension Record {
  /// The fields in their order.
  ///
  /// - Complexity: runs the declaration; keep the result.
  public static var fields: [FieldDescription] {
    var form = Form(describing: ())
    // A declaration that refuses its own examples has still named its fields.
    _ = try? Self(from: &form)
    return form.described ?? []
  }

  public static var shape: Shape { .object(fields) }

  public static var example: Self {
    var form = Form(describing: ())
    do {
      return try Self(from: &form)
    } catch {
      preconditionFailure("'\(Self.self)' refuses its own example: \(error)")
    }
  }

  @inlinable
  public static func read(_ element: JSONElement) throws(FieldError) -> Self {
    var form = try Form(reading: element)
    return try Self(from: &form)
  }
}
