// The house stands on this order (ARCHITECTURE.md): a room may depend on rooms below it, and on nothing beside or above.
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { join } from "node:path";

const FLOORS = [
  ["conformance"],
  ["relata", "relata-vscode"],
  ["server"],
  ["drizzle", "casl", "hono", "express"],
  ["testing", "diff", "convert"],
  ["generate", "keys", "middleware"],
  ["core"],
  ["sqlite", "postgres"],
  ["store"],
  ["resident"],
  ["resolver"],
  ["diagram", "transfer"],
  ["language"],
  ["abac"],
  ["spec"],
  ["model"],
  ["postgres-server"],
];
// Only tests use these: they are nobody's dependency but in development.
const ONLY_FOR_TESTS = new Set(["spec", "postgres-server"]);
const PURE = new Set(["model", "language", "abac", "resolver", "resident", "spec", "diagram", "transfer"]);
const PURE_LIBRARIES = new Set(["fast-check"]);

const floorOf = (room) => FLOORS.findIndex((floor) => floor.includes(room));
const problems = [];
let rooms = 0;

for (const folder of ["packages", "apps"]) {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name, "package.json");
    if (!existsSync(file)) continue;
    rooms++;
    checkRoom(file, JSON.parse(readFileSync(file, "utf8")));
  }
}

function checkRoom(file, manifest) {
  const room = manifest.name.replace("@relata/", "");
  const floor = floorOf(room);
  if (floor === -1) problems.push(`${file}: the room \`${room}\` stands on no floor of scripts/check-layers.mjs`);
  for (const dependency of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    if (dependency.startsWith("@relata/")) {
      const below = dependency.replace("@relata/", "");
      if (ONLY_FOR_TESTS.has(below))
        problems.push(`${file}: \`${below}\` is for tests: it belongs in \`devDependencies\``);
      if (floorOf(below) <= floor)
        problems.push(`${file}: \`${room}\` may not depend on \`${below}\`, which is not below it`);
      if (PURE.has(room) && !PURE.has(below)) problems.push(`${file}: \`${room}\` is pure, and \`${below}\` is not`);
    } else if (PURE.has(room) && !PURE_LIBRARIES.has(dependency)) {
      problems.push(`${file}: \`${room}\` is pure and depends on \`${dependency}\``);
    }
  }
}

for (const problem of problems) console.error(problem);
console.log(
  problems.length === 0 ? `layers: ${rooms} rooms, each on the rooms below it` : `layers: ${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
