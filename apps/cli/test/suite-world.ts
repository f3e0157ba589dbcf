import { World } from "./world.ts";

const ONE = "client_abc:invoice:1";

/** A suite over the usual model and facts, with one test. */
export function suite(states: string, name = "owners write"): string {
  return `model: authz.relata
tuples: facts.txt
tests:
  - name: ${name}
    checks:
      - { subject: user:ann, object: ${ONE}, ${states} }
`;
}

/** One that passes, and one that does not. */
export const SUITES = {
  good: suite("allow: write"),
  bad: suite("allow: read, deny: write"),
} as const;

/** The usual model and facts, with these suites beside them: one of the two by its name, or any text. */
export function suiteWorld(files: Readonly<Record<string, string>>): World {
  const world = new World();
  for (const [name, content] of Object.entries(files)) {
    world.write(name, content === "good" || content === "bad" ? SUITES[content] : content);
  }
  return world;
}
