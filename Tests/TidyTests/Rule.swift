/// A rule that the compiler and the formatter do not know: what in a file breaks it, line by line.
struct Rule: Sendable {
  let check: @Sendable (SourceFile) -> [String]

  /// Unsafe code has one door in each module, so that a reviewer knows where to look.
  static let unsafeHasItsPlace = Rule { file in
    let isAllowed = file.name == "Unsafe.swift" || unsafePlaces.contains { file.path.hasPrefix($0) }
    guard file.module != nil, !isAllowed else { return [] }
    return file.code.compactMap { number, text in
      words(of: text).contains("unsafe") ? file.finding(number, "'unsafe' belongs into Unsafe.swift") : nil
    }
  }

  static let nothingIsLeftToDo = Rule { file in
    // Put together, so that this file does not break its own rule.
    let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]
    return file.lines.enumerated().compactMap { index, line in
      let found = words(of: line).first { marks.contains($0) }
      return found.map { file.finding(index + 1, "'\($0)': do it, or leave it out") }
    }
  }

  static let linesAreShort = Rule { file in
    guard !file.path.hasSuffix(".md") else { return [] }
    return file.lines.enumerated().compactMap { index, line in
      line.count > 110 ? file.finding(index + 1, "\(line.count) characters, at most 110 are allowed") : nil
    }
  }

  static let filesAreShort = Rule { file in
    guard file.isSwift, file.lines.count > 400 else { return [] }
    return ["\(file.path): \(file.lines.count) lines, at most 400 are allowed"]
  }

  /// From the line that opens the body to the one that closes it, which the formatter indents alike.
  static let functionsAreShort = Rule { file in
    guard file.isSwift else { return [] }
    return file.code.compactMap { number, text in
      let heads = ["func", "init", "subscript"]
      guard words(of: text).contains(where: { heads.contains($0) }) else { return nil }
      let indent = text.prefix { $0 == " " }
      let end = file.lines[number...].firstIndex { $0 == "\(indent)}" } ?? number
      let isBody = file.lines[number - 1].hasSuffix("{") || file.lines[number - 1].hasSuffix("(")
      let length = end - number + 2
      return isBody && length > 70 ? file.finding(number, "\(length) lines, at most 70 are allowed") : nil
    }
  }

  /// Foundation makes every start of the program slower than its answer.
  static let foundationStaysOutside = Rule { file in
    guard file.module != nil else { return [] }
    return imports(of: file).compactMap { number, module in
      module.hasPrefix("Foundation") ? file.finding(number, "product targets do without Foundation") : nil
    }
  }

  /// A path of somebody's own machine means nothing to anybody else.
  static let pathsBelongToNobody = Rule { file in
    let folders = ["work", "root", "home"].map { "/\($0)/" }
    return file.lines.enumerated().compactMap { index, line in
      let found = folders.first { line.contains($0) }
      return found.map {
        file.finding(index + 1, "a path that begins with '\($0)' exists on one machine only")
      }
    }
  }

  static let thereAreNoPackages = Rule { file in
    guard file.path == "Package.swift" else { return [] }
    return file.code.compactMap { number, text in
      text.contains(".package(") ? file.finding(number, "Kite depends on no package") : nil
    }
  }

  /// What each module may import besides the standard library's own modules; a module sees only what is below
  /// it.
  static let importsPointDown = Rule { file in
    guard let module = file.module else { return [] }
    guard let allowed = allowedImports[module] else {
      return ["\(file.path): say in 'allowedImports' what '\(module)' may import"]
    }
    return imports(of: file).compactMap { number, name in
      let isAllowed = allowed.contains(name) || ["Glibc", "Synchronization"].contains(name)
      return isAllowed ? nil : file.finding(number, "'\(module)' may not import '\(name)'")
    }
  }

  /// Everything else returns what it has to say, so that tests read it and callers decide.
  static let onlyProgramsTalk = Rule { file in
    guard let module = file.module, !module.hasPrefix("kite") else { return [] }
    let calls = ["print(", "exit(", "abort(", "puts(", "fputs(", "getenv(", "readLine("]
    return file.code.compactMap { number, text in
      let found = calls.first { call in
        text.ranges(of: call).contains { range in
          let before = text[..<range.lowerBound].last ?? " "
          return !before.isLetter && !before.isNumber && before != "_" && before != "."
        }
      }
      return found.map { file.finding(number, "'\($0)…)' belongs into a program") }
    }
  }

  /// A wrong guess about a value is an error for the caller, not a crash for the user.
  static let nothingIsForced = Rule { file in
    guard file.module != nil else { return [] }
    return file.code.compactMap { number, text in
      let found = ["try!", "as!"].first { " \(text)".contains(" \($0)") }
      return found.map { file.finding(number, "'\($0)' crashes where an error would explain") }
    }
  }
}

extension Rule {
  /// Besides the files named Unsafe.swift: those that wrap a C library.
  private static let unsafePlaces = [
    "Sources/SQLite/", "Sources/JSON/Unsafe", "Sources/JSON/JSONParser.swift", "EventLog/Platform/",
    "Sources/kite-bench/SQLiteTables.swift",
  ]

  private static let allowedImports: [String: [String]] = {
    let history = ["Governance", "EventLog", "JSON", "Schemas"]
    let projections = ["History", "Governance", "EventLog", "SQLite", "Schemas", "JSON"]
    let asking = projections.filter { $0 != "SQLite" } + ["Projections"]
    let program =
      projections + ["Recording", "Projections", "Asking", "Exports", "CommandLineKit", "CEmbedded"]
    return [
      "CommandLineKit": [],
      "JSON": ["CSimdJSON"],
      "Schemas": ["JSON"],
      "SQLite": ["CSQLite"],
      "EventLog": ["JSON", "SQLite", "CCrypto"],
      "Governance": ["Schemas", "JSON"],
      "History": history,
      "Recording": history + ["History"],
      "Projections": projections,
      "Asking": asking,
      "Exports": asking + ["Asking", "CXLSXWriter", "CEmbedded"],
      "kite": program,
      "kite-bench": program + ["CSQLite", "CCrypto"],
      "kite-log-driver": ["EventLog", "JSON"],
    ]
  }()

  /// The modules that a file imports, however it imports them.
  private static func imports(of file: SourceFile) -> [(number: Int, module: String)] {
    file.code.compactMap { number, text in
      let parts = text.split(separator: " ")
      guard let index = parts.firstIndex(of: "import"), index <= 2, index + 1 < parts.count else {
        return nil
      }
      let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
      let name =
        kinds.contains(parts[index + 1]) && index + 2 < parts.count ? parts[index + 2] : parts[index + 1]
      return (number, name.split(separator: ".").first.map(String.init) ?? "")
    }
  }

  private static func words(of line: some StringProtocol) -> [String] {
    String(line).split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" }).map(String.init)
  }
}
