internal import Synchronization

/// A value that is computed when it is first asked for.
final class OnDemand<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let compute: @Sendable () -> Value

  init(_ compute: @escaping @Sendable () -> Value) {
    self.compute = compute
  }

  func get() -> Value {
    value.withLock { value in
      if let value { return value }
      let computed = compute()
      value = computed
      return computed
    }
  }
}
