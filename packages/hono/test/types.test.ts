import { createRelata } from "@relata/core";
import { guards, type CallerPermissions, type PermissionsEnv } from "@relata/hono";
import { memoryStore } from "@relata/store";
import { Hono, type Context } from "hono";
import { expect, expectTypeOf, test } from "vitest";
import { model, type Authz } from "../../core/test/types/authz.gen.ts";

test("a guard is held to the model", async () => {
  const relata = await createRelata({ model, store: memoryStore() });
  const { authenticate, authorize } = guards(relata, { principal: () => "user:ann" });
  const app = new Hono();
  app.get("/folders", authenticate, async (c) => {
    expectTypeOf(c.var.permissions).toEqualTypeOf<CallerPermissions<Authz>>();
    const { permissions } = c.var;
    await permissions.can("view", "folder:plans");
    await permissions.can("refund", { type: "client_abc:invoice", id: "1" }, { resource: { amount: 1 } });
    // @ts-expect-error -- a permission that the type lacks
    await permissions.can("veiw", "folder:plans");
    // @ts-expect-error -- a permission of another type
    await permissions.can("read", "folder:plans");
    // @ts-expect-error -- a type that the model lacks
    await permissions.can("view", `foldr:${c.req.path}`);
    // @ts-expect-error -- a trusted attribute
    await permissions.can("refund", "client_abc:invoice:1", { resource: { reviewed: true } });
    await permissions.accessible("view", "folder");
    // @ts-expect-error -- a permission of another type
    await permissions.accessible("read", "folder");
    // @ts-expect-error -- a type that the model lacks
    await permissions.accessible("view", "foldr");
    return c.text("");
  });
  app.get(
    "/folders/:id",
    authorize("view", (c) => `folder:${c.req.param("id")}`),
    authorize("view", (c) => "folder:" + c.req.param("id")),
    authorize("view", async (c) => ({ type: "folder", id: c.req.param("id") })),
    authorize("view", "folder:plans", { hide: true }),
    authorize("refund", (c) => `client_abc:invoice:${c.req.param("id")}`, { resource: async () => ({ amount: 3 }) }),
    (c) => {
      expectTypeOf(c.var.permissions).toEqualTypeOf<CallerPermissions<Authz>>();
      expectTypeOf(c.req.param("id")).toEqualTypeOf<string>();
      return c.text("");
    },
  );
  type App = { Variables: { row: string }; Bindings: { region: string } };
  const ofApp = guards(relata, {
    principal: (c: Context<App>) => `user:${c.var.row}`,
    context: (c) => ({ region: c.env.region, limit: 3 }),
  });
  new Hono<App>().get(
    "/",
    ofApp.authorize("view", (c) => `folder:${c.var.row}`),
    (c) => {
      expectTypeOf(c.var.row).toBeString();
      expectTypeOf(c.var.permissions).toEqualTypeOf<CallerPermissions<Authz>>();
      return c.text("");
    },
  );
  const wrong = () => {
    // @ts-expect-error -- a context that the model does not declare
    guards(relata, { principal: () => null, context: () => ({ regin: "eu" }) });
    // @ts-expect-error -- a variable that the application does not have
    ofApp.authorize("view", (c) => `folder:${c.var.raw}`);
    // @ts-expect-error -- a permission that no type has
    authorize("veiw", (c) => "folder:" + c.req.path);
    // @ts-expect-error -- a permission that the type lacks
    authorize("read", (c) => `folder:${c.req.path}`);
    // @ts-expect-error -- a type that the model lacks
    authorize("view", (c) => `foldr:${c.req.path}`);
    // @ts-expect-error -- a type that the model lacks
    authorize("view", "foldr:plans");
    // @ts-expect-error -- an attribute of another kind
    authorize("refund", "client_abc:invoice:1", { resource: () => ({ amount: "3" }) });
  };
  expectTypeOf(wrong).toBeFunction();
  const typed = new Hono<PermissionsEnv<Authz>>();
  typed.use(authenticate);
  typed.get("/", (c) => {
    expectTypeOf(c.var.permissions).toEqualTypeOf<CallerPermissions<Authz>>();
    return c.text("");
  });
  expect(() => authorize("veiw" as "view", "folder:plans")).toThrow("no type of the model has");
});

test("a model that is read at run time takes any names", async () => {
  const relata = await createRelata({ model: { ...model }, store: memoryStore() });
  const { authorize } = guards(relata as unknown as Awaited<ReturnType<typeof createRelata>>, {
    principal: () => null,
  });
  const app = new Hono();
  app.get(
    "/",
    authorize("view", () => "anything:1"),
    async (c) => {
      const name: string = c.req.path;
      await c.var.permissions.can(name, name, { resource: { any: 1 } });
      return c.json(await c.var.permissions.accessible(name, name));
    },
  );
  expect(app.routes).toHaveLength(2);
});
