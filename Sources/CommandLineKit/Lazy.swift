import Synchronization

/// A value that is made when it is first asked for, and kept.
final class Lazy<Value: Sendable>: Sendable {
  private let make: @Sendable () -> Value
  private let kept = Mutex<Value?>(nil)

  init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  var value: Value {
    if let value = kept.withLock({ $0 }) { return value }
    // Outside of the lock, since making it may ask for others; made twice, it is the same.
    let value = make()
    kept.withLock { $0 = value }
    return value
  }
}
