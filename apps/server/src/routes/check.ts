import type { Relata } from "@relata/core";
import { holdsSecret } from "@relata/keys";
import type { Context } from "hono";
import { readJson } from "../body/read-json.ts";
import type { ServerEnv } from "../server-env.ts";
import { Problem } from "../problems/problem.ts";
import { toCheckInput } from "./check-input.ts";
import { decisionBody } from "./decision-body.ts";
import { NO_STORE } from "./router.ts";

/** May that subject do that to this? For callers who may ask about anybody. */
export function checkHandler(relata: Relata, maxBodyBytes: number) {
  return async (c: Context<ServerEnv>): Promise<Response> => {
    const body = await readJson(c.req.raw, maxBodyBytes);
    // What a decision waits for is said with the object's id.
    if (holdsSecret(JSON.stringify(body))) throw new Problem("invalid_request", "the question holds a key: rotate it");
    const input = toCheckInput(body);
    return c.json(decisionBody(await relata.check(input)), 200, NO_STORE);
  };
}
