import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { describeStore } from "@relata/store/conformance";

const { url } = await testDatabase();
let schemas = 0;

describeStore("postgres", () => postgres({ url, schema: `store_${schemas++}`, poolSize: 2 }), { runs: 25 });
