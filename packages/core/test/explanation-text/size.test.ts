import { renderExplanation, type Explanation } from "@relata/core";
import { FALSE } from "@relata/model";
import type { NamedReason, Step } from "@relata/resolver";
import fc from "fast-check";
import { DESIGN_MODEL } from "@relata/spec";
import { expect, test } from "vitest";
import { explained } from "./explained.ts";

const ANN = { type: "user", id: "ann" };

function nameOf(i: number): Step & { readonly kind: "name" } {
  return { kind: "name", truth: FALSE, object: { type: "n", id: String(i) }, name: "p" };
}

/** A denial over numbered names, each of which leads to those that `next` gives for it. */
function denial(size: number, next: (i: number) => readonly number[]): Explanation {
  const names = Array.from({ length: size }, (_, i): NamedReason => {
    const of = next(i).map(nameOf);
    const step: Step = of.length === 0 ? { kind: "nil", truth: FALSE } : { kind: "union", truth: FALSE, of };
    return { object: { type: "n", id: String(i) }, name: "p", truth: FALSE, step };
  });
  return { decision: { outcome: "denied" }, reasons: [{ subject: ANN, names }], misses: [] };
}

test("a chain of ten thousand names is cut, says how much is left out, and grows no wider", () => {
  const text = renderExplanation(denial(10_000, (i) => (i < 9_999 ? [i + 1] : [])));
  const lines = text.split("\n");
  expect(lines).toHaveLength(43);
  expect(lines.at(-2)).toMatch(/^ *└─ … what lies deeper is left out$/);
  expect(lines.at(-1)).toBe("… 41 of 10,000 names are shown, and the rest is left out");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(60);
  expect(lines[10]).toBe(`${" ".repeat(18)}↳ ✗ p on n:10`);
});

test("a chain that the store holds is answered and drawn as well", async () => {
  const tuples = Array.from({ length: 2_000 }, (_, i) => `folder:f${i}#parent@folder:f${i + 1}`);
  const text = await explained(DESIGN_MODEL, tuples, "user:ann view folder:f0");
  expect(text.split("\n").length).toBeLessThan(100);
  expect(text).toMatch(/names are shown, and the rest is left out$/);
});

test("five thousand lines beside each other are cut, and counted", () => {
  const lines = renderExplanation(denial(5_001, (i) => (i === 0 ? range(1, 5_000) : []))).split("\n");
  expect(lines).toHaveLength(22);
  expect(lines[19]).toMatch(/^├─ ✗ p on n:\d+: nil grants nobody anything$/);
  expect(lines[20]).toBe("└─ ✗ … and 4,981 more like these");
  expect(lines[21]).toBe("… 20 of 5,001 names are shown, and the rest is left out");
});

test("twenty lines beside each other are all shown", () => {
  const text = renderExplanation(denial(21, (i) => (i === 0 ? range(1, 20) : [])));
  expect(text.split("\n")).toHaveLength(21);
  expect(text).not.toContain("…");
});

test("a tree of many branches is cut at some number of lines", () => {
  const lines = renderExplanation(denial(100_000, (i) => range(i * 3 + 1, 3).filter((n) => n < 100_000))).split("\n");
  expect(lines.length).toBeLessThanOrEqual(402);
  expect(lines.at(-1)).toMatch(/of 100,000 names are shown/);
});

test("whatever the graph of names, the text is small, and refers only to what stands above", () => {
  const graph = fc.array(fc.uniqueArray(fc.nat(30), { maxLength: 5 }), { minLength: 1, maxLength: 31 });
  fc.assert(
    fc.property(graph, (edges) => {
      const next = (i: number) => (edges[i] ?? []).filter((n) => n < edges.length);
      const lines = renderExplanation(denial(edges.length, next)).split("\n");
      expect(lines.length).toBeLessThanOrEqual(402);
      for (const [i, line] of lines.entries()) {
        const referred = /(p on n:\d+) \((see above|a cycle)/.exec(line)?.[1];
        if (referred === undefined) continue;
        expect(lines.slice(0, i).some((above) => above.endsWith(referred))).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test("colour is asked for each mark, box line and remark, and for nothing else", () => {
  const roles: string[] = [];
  const text = renderExplanation(
    denial(2, (i) => [1 - i]),
    { colour: (role, piece) => (roles.push(role), `<${role}>${piece}</>`) },
  );
  expect(text.split("\n").slice(1)).toEqual([
    "<lines>└─ </><denied>✗</> p on n:1",
    "<lines>   └─ </><denied>✗</> p on n:0 <remark>(a cycle alone grants nothing)</>",
  ]);
  expect(new Set(roles)).toEqual(new Set(["lines", "denied", "remark"]));
});

function range(from: number, length: number): readonly number[] {
  return Array.from({ length }, (_, i) => from + i);
}
