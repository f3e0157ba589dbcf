/** Colours that differ for eyes that see few of them, in the light and in the dark. Nothing hangs on a colour alone: lines are named. */
export const STYLE = `
svg { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; }
.paper { fill: #ffffff; }
.title { font-size: 17px; font-weight: 600; fill: #1b1f24; }
.axis, .last { fill: #57606a; }
.last { font-size: 12px; }
.tick { fill: #57606a; font-size: 12px; font-variant-numeric: tabular-nums; }
.grid { stroke: #d0d7de; fill: none; }
.fine { stroke: #eef1f4; fill: none; }
.line path { fill: none; stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; }
.lead { fill: none; stroke-width: 1; opacity: 0.5; }
.name { font-weight: 600; }
.goal { stroke: #57606a; stroke-width: 1.5; stroke-dasharray: 2 5; stroke-linecap: round; fill: none; }
.says { fill: #57606a; font-size: 12px; font-style: italic; }
.of-1 path, path.of-1 { stroke: #0b6bcb; } .of-1 circle, text.of-1 { fill: #0b6bcb; }
.of-2 path, path.of-2 { stroke: #b3400c; } .of-2 circle, text.of-2 { fill: #b3400c; }
.of-3 path, path.of-3 { stroke: #1a7f4b; } .of-3 circle, text.of-3 { fill: #1a7f4b; }
.of-4 path, path.of-4 { stroke: #8a3ea8; } .of-4 circle, text.of-4 { fill: #8a3ea8; }
.of-5 path, path.of-5 { stroke: #7d6600; } .of-5 circle, text.of-5 { fill: #7d6600; }
@media (prefers-color-scheme: dark) {
  .paper { fill: #0d1117; }
  .title { fill: #e6edf3; }
  .axis, .last, .tick, .says { fill: #9da7b3; }
  .grid { stroke: #30363d; }
  .fine { stroke: #1b2027; }
  .goal { stroke: #9da7b3; }
  .of-1 path, path.of-1 { stroke: #58a6ff; } .of-1 circle, text.of-1 { fill: #58a6ff; }
  .of-2 path, path.of-2 { stroke: #ff9b5e; } .of-2 circle, text.of-2 { fill: #ff9b5e; }
  .of-3 path, path.of-3 { stroke: #56d364; } .of-3 circle, text.of-3 { fill: #56d364; }
  .of-4 path, path.of-4 { stroke: #d2a8ff; } .of-4 circle, text.of-4 { fill: #d2a8ff; }
  .of-5 path, path.of-5 { stroke: #e3c84c; } .of-5 circle, text.of-5 { fill: #e3c84c; }
}
`;
