internal import Glibc

/// Threads that work ahead on parts of a whole while their owner goes on.
///
/// Work is begun in the order in which it was given. Whoever asks for a result that is not there yet does
/// other work meanwhile, so that a crew of no threads at all does the same, one part after the other.
@safe
final class Crew: @unchecked Sendable {
  /// Work that has been given, and its result once it is there.
  @safe
  final class Job<Value: Sendable>: @unchecked Sendable {
    // Touched under the crew's lock only.
    fileprivate var value: Value?
  }

  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var waiting: [@Sendable (CommitReader) -> Void] = []
  private var isEnding = false
  private var threads: [pthread_t] = []

  /// As many threads as there are further processors, at most seven; none for what is read in no time.
  static func threads(forBytes bytes: Int) -> Int {
    bytes < 4 << 20 ? 0 : max(0, min(8, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) - 1)
  }

  /// How many threads there are besides the owner's.
  var count: Int { threads.count }

  init(threads count: Int) {
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(changed, nil)
    for _ in 0..<count {
      var thread = pthread_t()
      let this = unsafe Unmanaged.passRetained(self)
      let code = unsafe pthread_create(
        &thread, nil,
        { argument in
          if let argument = unsafe argument {
            unsafe Unmanaged<Crew>.fromOpaque(argument).takeRetainedValue().work()
          }
          return nil
        }, this.toOpaque())
      if code == 0 { threads.append(thread) } else { unsafe this.release() }
    }
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(lock)
    unsafe changed.deallocate()
    unsafe lock.deallocate()
  }

  /// Gives work to whoever is free; each worker brings a reader of its own.
  func begin<Value: Sendable>(_ work: @escaping @Sendable (CommitReader) -> Value) -> Job<Value> {
    let job = Job<Value>()
    unsafe pthread_mutex_lock(lock)
    waiting.append { [self] reader in
      let value = work(reader)
      unsafe pthread_mutex_lock(lock)
      job.value = value
      unsafe pthread_cond_broadcast(changed)
      unsafe pthread_mutex_unlock(lock)
    }
    unsafe pthread_cond_signal(changed)
    unsafe pthread_mutex_unlock(lock)
    return job
  }

  /// The result of some work. The caller lends a hand with `reader` until it is there.
  func result<Value: Sendable>(of job: Job<Value>, _ reader: CommitReader) -> Value {
    unsafe pthread_mutex_lock(lock)
    while true {
      if let value = job.value {
        unsafe pthread_mutex_unlock(lock)
        return value
      }
      workOrWait(reader)
    }
  }

  /// Lets the threads go, without what has not been begun. Must be called before the crew is given up.
  func end() {
    unsafe pthread_mutex_lock(lock)
    isEnding = true
    waiting = []
    unsafe pthread_cond_broadcast(changed)
    unsafe pthread_mutex_unlock(lock)
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }

  /// Does what waits first, outside of the lock; waits for a change where nothing does. Inside the lock.
  private func workOrWait(_ reader: CommitReader) {
    guard !waiting.isEmpty else {
      unsafe pthread_cond_wait(changed, lock)
      return
    }
    let next = waiting.removeFirst()
    unsafe pthread_mutex_unlock(lock)
    next(reader)
    unsafe pthread_mutex_lock(lock)
  }

  private func work() {
    let reader = CommitReader()
    unsafe pthread_mutex_lock(lock)
    while !isEnding {
      workOrWait(reader)
    }
    unsafe pthread_mutex_unlock(lock)
  }
}
