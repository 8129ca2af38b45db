struct Manual {
  let tool: Tool
  var text: String { "" }
}
