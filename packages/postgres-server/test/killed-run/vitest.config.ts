import { mergeConfig } from "vitest/config";
import { shared } from "../../../../vitest.shared.ts";

/** Of the run that `last-will.test.ts` starts in order to kill it. */
export default mergeConfig(shared, { test: { include: ["holds-a-server.ts"] } });
