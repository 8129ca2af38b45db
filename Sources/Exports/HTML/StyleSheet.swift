/// How documents look: on a screen, light or dark, wide or narrow, and on sheets of A4.
enum StyleSheet {
  static let text = """
    :root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --paper: #fff;
      --tint: #f4f6f8; --accent: #0b5cad; --good: #116329; --fair: #6a5300; --poor: #953800; --bad: #a40e26; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #a5b0bb; --line: #3d444d;
      --paper: #12161b; --tint: #1d232a; --accent: #79b8ff; --good: #7ee2a0; --fair: #eac55f;
      --poor: #ffb07c; --bad: #ff9492; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 62rem; color: var(--ink);
      background: var(--paper); font: 1rem/1.5 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif;
      overflow-wrap: break-word; }
    .skip { position: absolute; left: -100vw; }
    .skip:focus { left: 1rem; top: 0.5rem; background: var(--paper); padding: 0.25rem 0.5rem; }
    a { color: var(--accent); }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.75em 0 0.5em; text-wrap: balance; }
    h1 { font-size: 1.75rem; margin-top: 0; }
    h2 { font-size: 1.3rem; border-bottom: 2px solid var(--line); padding-bottom: 0.2em; }
    h3 { font-size: 1.1rem; }
    h4, h5, h6 { font-size: 1rem; }
    p, ul, ol, dl, blockquote, pre { margin: 0 0 0.75em; }
    p, li, dd, blockquote { max-width: 46rem; white-space: pre-line; }
    .kind { color: var(--soft); margin: 0; }
    dl > div { display: grid; grid-template-columns: minmax(8rem, 13rem) 1fr; gap: 0 1rem;
      padding: 0.2rem 0; border-bottom: 1px solid var(--line); }
    dt { color: var(--soft); grid-column: 1; }
    dd { margin: 0; grid-column: 2; }
    .wide { overflow-x: auto; margin: 0 0 1em; }
    table { border-collapse: collapse; width: 100%; font-size: 0.925rem; }
    caption { text-align: left; color: var(--soft); padding-bottom: 0.3em; }
    th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem 0.3rem 0;
      border-bottom: 1px solid var(--line); }
    thead th { border-bottom: 2px solid var(--soft); }
    tbody th { font-weight: 600; }
    .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    time { white-space: nowrap; }
    .gap { font-style: italic; border: 1px dashed currentColor; padding: 0 0.25em; color: var(--soft); }
    .badge { display: inline-block; border: 1px solid currentColor; border-left-width: 0.4em;
      border-radius: 0.2em; padding: 0 0.4em; font-size: 0.925em; white-space: nowrap; }
    .good { color: var(--good); }
    .fair { color: var(--fair); }
    .poor { color: var(--poor); }
    .bad { color: var(--bad); }
    .notice { border: 1px solid var(--line); border-left: 0.4rem solid currentColor; background: var(--tint);
      padding: 0.75rem 1rem 0.25rem; margin: 0 0 1em; }
    .notice > * { color: var(--ink); }
    blockquote { border-left: 0.25rem solid var(--line); margin-left: 0; padding-left: 1rem; }
    .by { color: var(--soft); }
    pre { background: var(--tint); border: 1px solid var(--line); padding: 0.75rem; font-size: 0.875rem;
      white-space: pre-wrap; overflow-wrap: anywhere; }
    nav { background: var(--tint); padding: 0.25rem 1rem; margin: 1.5em 0; }
    nav h2 { font-size: 1rem; border: 0; margin: 0.5em 0 0.25em; }
    figure { margin: 0 0 1.5em; display: grid; grid-template-columns: minmax(0, 3fr) minmax(14rem, 2fr);
      gap: 1rem; align-items: start; }
    svg { width: 100%; height: auto; color: var(--ink); font: 12px system-ui, "Liberation Sans", sans-serif; }
    svg text { fill: currentColor; }
    svg .grid { stroke: var(--line); }
    svg .line { stroke: var(--accent); stroke-width: 2.5; fill: none; }
    svg .dot { fill: var(--accent); }
    svg .goal { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 6 4; }
    footer { margin-top: 3em; border-top: 2px solid var(--line); padding-top: 0.75em; color: var(--soft);
      font-size: 0.875rem; }
    footer p { margin-bottom: 0.25em; overflow-wrap: anywhere; }
    @media (max-width: 45rem) { figure { grid-template-columns: 1fr; }
      dl > div { grid-template-columns: 1fr; } dt, dd { grid-column: 1; } h1 { font-size: 1.4rem; } }
    @page { size: A4; margin: 18mm 16mm 20mm;
      @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
    @media print { :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --paper: #fff;
        --tint: #f4f4f4; --accent: #0b3d78; --good: #0d4d20; --fair: #5a4600;
        --poor: #7a2e00; --bad: #7d0a1c; }
      body { max-width: none; padding: 0; font-size: 10.5pt; }
      p, li, dd, blockquote { max-width: none; }
      .skip { display: none; }
      a { color: inherit; text-decoration: none; }
      .wide { overflow: visible; }
      h1, h2, h3, h4, h5, h6, caption, .title { break-after: avoid; }
      tr, dl > div, figure, blockquote, .notice { break-inside: avoid; }
      thead { display: table-header-group; }
      .sheet { break-before: page; }
      p, li { orphans: 3; widows: 3; } }
    """
}
