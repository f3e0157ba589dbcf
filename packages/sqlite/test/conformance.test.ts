import { join } from "node:path";
import { sqlite } from "@relata/sqlite";
import { describeStore } from "@relata/store/conformance";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
let files = 0;

describeStore("sqlite (memory)", () => sqlite(":memory:"), { runs: 40 });

describeStore("sqlite (file)", () => sqlite(join(folder, `${files++}.db`), { tokenTimeoutMs: 20 }), { runs: 10 });
