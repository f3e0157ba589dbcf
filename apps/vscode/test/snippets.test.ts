import { readFileSync } from "node:fs";
import { compileText } from "@relata/language";
import { expect, test } from "vitest";

interface Snippet {
  readonly prefix: string;
  readonly body: string | readonly string[];
}

const SNIPPETS = Object.entries(
  JSON.parse(readFileSync(new URL("../snippets/relata.json", import.meta.url), "utf8")) as Readonly<
    Record<string, Snippet>
  >,
);

/** What an editor inserts where every stop is left as it is: the first of the choices, the text of a placeholder. */
function inserted({ body }: Snippet): string {
  const stops = new Map<string, string>();
  return [body]
    .flat()
    .join("\n")
    .replace(/\$\{(\d+)(?::([^}]*)|\|([^,|]*)[^}]*)\}/g, (_, stop: string, text?: string, choice?: string) => {
      stops.set(stop, text ?? choice ?? "");
      return stops.get(stop) ?? "";
    })
    .replace(/\$(\d+)/g, (_, stop: string) => stops.get(stop) ?? "");
}

/** Each kind of snippet where it belongs. */
function inPlace(snippet: Snippet): string {
  const text = inserted(snippet);
  switch (snippet.prefix) {
    case "model":
      return text;
    case "relation":
    case "attribute":
      return `model 1\ntype user\ntype document {\n${text}\n}`;
    case "permission":
      return `model 1\ntype user\ntype document {\nrelation viewer: user\n${text}\n}`;
    default:
      return `model 1\ntype user\ntype invoice { attribute amount: number }\n${text}`;
  }
}

test.each(SNIPPETS)("the snippet %s inserts what compiles", (_, snippet) => {
  const { diagnostics } = compileText(inPlace(snippet));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
});

test("the values that a snippet offers are all of the types there are", () => {
  const types = "string,number,int,uint,boolean,timestamp,duration,ipaddress,any".split(",").toSorted();
  const offered = SNIPPETS.flatMap(([, { body }]) => [
    ...[body]
      .flat()
      .join("\n")
      .matchAll(/\|([^|]*,[^|]*)\|/g),
  ]);
  expect(offered.map(([, choices = ""]) => choices.split(",").toSorted())).toEqual([types, types]);
});
