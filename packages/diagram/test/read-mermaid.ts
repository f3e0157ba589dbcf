import { JSDOM } from "jsdom";

/** A flowchart as Mermaid itself understands it. */
export interface Flowchart {
  readonly boxes: readonly { readonly id: string; readonly shape: string; readonly text: string }[];
  readonly lines: readonly Arrow[];
  readonly frames: readonly { readonly title: string; readonly ids: readonly string[] }[];
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly stroke: string;
  readonly text: string;
}

/** What is read of Mermaid's own data about a flowchart: its types do not tell. */
interface FlowData {
  getVertices(): ReadonlyMap<string, { readonly id: string; readonly type: string; readonly text: string }>;
  getEdges(): readonly {
    readonly start: string;
    readonly end: string;
    readonly stroke: string;
    readonly text: string;
  }[];
  getSubGraphs(): readonly { readonly title: string; readonly nodes: readonly string[] }[];
}

// Why before the import: Mermaid looks for a document when it is loaded, to clean its labels with.
const page = new JSDOM("").window;
Object.assign(globalThis, { window: page, document: page.document });
const { default: engine } = await import("mermaid");

/** Reads the text with Mermaid's parser. @throws what Mermaid throws where it is no flowchart */
export async function readMermaid(text: string): Promise<Flowchart> {
  // Why first: it registers the kinds of diagrams.
  await engine.parse(text);
  const { db } = await engine.mermaidAPI.getDiagramFromText(text);
  const data = db as unknown as FlowData;
  return {
    boxes: [...data.getVertices().values()].map(({ id, type, text }) => ({ id, shape: type, text: shown(text) })),
    lines: data.getEdges().map(({ start, end, stroke, text }) => ({ from: start, to: end, stroke, text: shown(text) })),
    frames: data.getSubGraphs().map(({ title, nodes }) => ({ title: shown(title), ids: nodes.toSorted() })),
  };
}

/** What a reader sees of a label: a line each for its lines. Between parsing and drawing, Mermaid writes `#59;` as `ﬂ°°59¶ß`. */
function shown(label: string): string {
  const place = page.document.createElement("div");
  place.innerHTML = label
    .replaceAll("ﬂ°°", "&#")
    .replaceAll("ﬂ°", "&")
    .replaceAll("¶ß", ";")
    .replaceAll(/<br\/?>|<hr>/g, "\n");
  return place.textContent;
}
