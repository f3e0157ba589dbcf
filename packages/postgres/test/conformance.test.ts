import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { describeStore } from "@relata/store/conformance";
import { empty } from "./empty.ts";

const { url, client } = await testDatabase();

describeStore(
  "postgres",
  async () => {
    await empty(client);
    return postgres({ url, poolSize: 2, tokenWaitMs: 200 });
  },
  { runs: 10 },
);
