// Figures, each as a ratio against something real in the same run: machines differ, and are shared.
try Bench.run(Array(CommandLine.arguments.dropFirst()))
