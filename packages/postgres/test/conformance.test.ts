import { postgres } from "@relata/postgres";
import { describeStore } from "@relata/store/conformance";
import { testDatabase } from "./server/test-database.ts";

const { url } = await testDatabase();
let schemas = 0;

describeStore("postgres", () => postgres({ url, schema: `store_${schemas++}`, poolSize: 2 }), { runs: 25 });
