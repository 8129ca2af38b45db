// Figures, each as a ratio against something real in the same run: machines differ, and are shared.
import Glibc

do {
  try Bench.run(Array(CommandLine.arguments.dropFirst()))
} catch {
  print("kite-bench: \(error)")
  exit(70)
}
