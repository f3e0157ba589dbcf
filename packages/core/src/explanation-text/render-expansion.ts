import type { Expansion } from "@relata/resolver";
import type { Branch } from "./branch.ts";
import { Drawing, type Colour } from "./draw.ts";
import { ExpansionOutline } from "./expansion-outline.ts";
import type { RenderOptions } from "./render-explanation.ts";
import { showNameOn } from "./show-name.ts";

/**
 * An expansion as a tree of text, for people. Lines beside each other are any of them, unless the one above says otherwise.
 *
 * ```text
 * view on folder:a
 * ├─ viewer on folder:a
 * │  ├─ user:ann until 2027-01-01T00:00:00Z
 * │  └─ group:eng#member
 * │     └─ user:bob
 * └─ parent->view on folder:a: nothing stands on parent
 * ```
 *
 * Each name is written out once. What is very deep or wide is cut, and the last line says so. No line break at the end.
 */
export function renderExpansion(expansion: Expansion, { colour = plain }: RenderOptions = {}): string {
  const root = rootOfExpansion(expansion);
  return root === undefined ? "" : new Drawing(new ExpansionOutline(expansion), colour).draw(root).join("\n");
}

export function rootOfExpansion({ names: [root] }: Expansion): Branch | undefined {
  if (root === undefined) return undefined;
  return { truth: undefined, text: showNameOn(root.name, root.object), below: [], name: root };
}

const plain: Colour = (_, text) => text;
