import { verifyWebhook, type WebhookScheme } from "@relata/keys";
import type { KeyedServer } from "@relata/server";
import { bodyLimit } from "hono/body-limit";

/** What the forges know too. */
export interface WebhookSecrets {
  readonly github: string;
  readonly gitlab: string;
}

const MAX_BODY_BYTES = 1_048_576;

/** Routes of forges, who have no session and no key: each delivery proves by itself where it comes from. */
export function addWebhooks({ app, access }: KeyedServer, { github, gitlab }: WebhookSecrets): void {
  const schemes: Readonly<Record<string, WebhookScheme>> = {
    github: { scheme: "github", secrets: github },
    gitlab: { scheme: "token", secrets: gitlab },
  };
  const open = access.open("each delivery is signed, and is read when its signature is good");
  for (const [forge, scheme] of Object.entries(schemes)) {
    app.post(`/api/webhook/${forge}`, open, bodyLimit({ maxSize: MAX_BODY_BYTES }), async (c) => {
      // Why the bytes: JSON that is written again has another signature.
      const body = new Uint8Array(await c.req.arrayBuffer());
      const answer = verifyWebhook({ headers: c.req.raw.headers, body }, scheme);
      return answer === true ? c.json({ taken: true }, 202) : c.json(answer.toJSON(), 401);
    });
  }
}
