/// Why the driver can't do what a line, or its folder, asks for.
struct DriverError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
