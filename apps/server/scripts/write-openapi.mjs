// Writes `openapi.json`, the description of all routes of the server as it is built. A test says where it is out of date.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describedServer } from "../dist/openapi/described-server.js";

const folder = mkdtempSync(join(tmpdir(), "relata-openapi-"));
const document = await describedServer(join(folder, "described.db"));
rmSync(folder, { recursive: true });
const path = fileURLToPath(new URL("../openapi.json", import.meta.url));
writeFileSync(path, `${JSON.stringify(document, null, 2)}\n`);
console.log(`written: ${path}`);
