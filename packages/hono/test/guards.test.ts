import type { Relata } from "@relata/core";
import { failureResponse, guards } from "@relata/hono";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { describeGuards } from "../../middleware/test/describe-guards.ts";
import { describeHandlers } from "../../middleware/test/describe-handlers.ts";
import { answersOf, type Served, type ServedOptions } from "../../middleware/test/served.ts";

async function serve(relata: Relata, { principal, context, consistency }: ServedOptions): Promise<Served> {
  const { authenticate, authorize } = guards(relata, {
    principal: (c) => principal((name) => c.req.header(name)),
    context: (c) => context((name) => c.req.header(name)),
    consistency: (c) => consistency((name) => c.req.header(name)),
  });
  const app = new Hono();
  app.onError((error, c) => failureResponse(error) ?? c.text("failed", 500));
  app.get(
    "/documents/:id",
    authorize("view", (c) => "document:" + c.req.param("id")),
    (c) => c.text("shown"),
  );
  app.get(
    "/hidden/:id",
    authorize("view", (c) => ({ type: "document", id: c.req.param("id") }), { hide: true }),
    (c) => c.text("shown"),
  );
  app.get(
    "/exports/:id",
    authorize("export", async (c) => `document:${c.req.param("id")}`),
    (c) => c.text("shown"),
  );
  app.get(
    "/approvals/:id",
    authorize("approve", (c) => `document:${c.req.param("id")}`, {
      resource: async (c) => {
        const { amount, fail } = c.req.query();
        if (fail !== undefined) throw new Error("the row could not be read");
        return amount === undefined ? {} : { amount: Number(amount) };
      },
    }),
    (c) => c.text("shown"),
  );
  app.get("/every", authorize("view", "document:*"), (c) => c.text("shown"));
  app.get("/lists", authenticate, async (c) => {
    const { limit, after } = c.req.query();
    const page = { ...(limit !== undefined && { limit: Number(limit) }), ...(after !== undefined && { after }) };
    return c.json(await c.var.permissions.accessible("view", "document", page));
  });
  app.use(
    "/batches/:id",
    authorize("view", (c) => `document:${c.req.param("id")}`),
  );
  app.get("/batches/:id", authenticate, async (c) => c.json(await answersOf(c.var.permissions)));
  app.get("/known", authenticate, async (c) => c.json(await answersOf(c.get("permissions"))));
  app.get(
    "/teapot",
    authorize("view", () => {
      throw new HTTPException(418);
    }),
    (c) => c.text("shown"),
  );
  return { send: async (path, headers = {}) => app.request(path, { headers }) };
}

describeGuards("Hono", serve);
describeHandlers("Hono", serve);
