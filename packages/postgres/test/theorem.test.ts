import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { afterAll } from "vitest";
import { describeTheorem } from "./theorem.ts";

const { url } = await testDatabase();
const store = postgres({ url, poolSize: 8 });
afterAll(() => store.close());

describeTheorem("over postgres", store, 60);
