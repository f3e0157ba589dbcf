import { createRelata } from "@relata/core";
import { answerFailures, guards, type CallerPermissions, type PermissionsLocals } from "@relata/express";
import { memoryStore } from "@relata/store";
import express, { type RequestHandler } from "express";
import { expect, expectTypeOf, test } from "vitest";
import { model, type Authz } from "../../core/test/types/authz.gen.ts";

const ahead: RequestHandler<object, unknown, unknown, unknown, PermissionsLocals<Authz>> = async (_, response) => {
  response.json(await response.locals.permissions.can("view", "folder:plans"));
};

test("a guard is held to the model", async () => {
  const relata = await createRelata({ model, store: memoryStore() });
  const { authenticate, authorize } = guards(relata, { principal: ({ headers }) => `user:${headers.from}` });
  const app = express();
  app.use(authenticate);
  app.get("/folders", authenticate, async (_, response) => {
    expectTypeOf(response.locals.permissions).toEqualTypeOf<CallerPermissions<Authz>>();
    const { permissions } = response.locals;
    await permissions.can("view", "folder:plans");
    // @ts-expect-error -- a permission of another type
    await permissions.can("read", "folder:plans");
    response.json(await permissions.accessible("view", "folder"));
  });
  app.get(
    "/folders/:id",
    authorize("view", (request) => `folder:${String(request.params["id"])}`),
    authorize("view", (request) => "folder:" + request.params["id"]),
    authorize("view", async (request) => ({ type: "folder", id: request.params["id"] })),
    authorize("view", "folder:plans", { hide: true }),
    authorize("refund", { type: "client_abc:invoice", id: "1" }, { resource: async () => ({ amount: 3 }) }),
    (request, response) => {
      expectTypeOf(response.locals.permissions).toEqualTypeOf<CallerPermissions<Authz>>();
      response.send(request.params["id"]);
    },
  );
  app.get(
    "/invoices/:id",
    authorize("read", (request: express.Request<{ id: string }>) => `client_abc:invoice:${request.params.id}`),
    (request, response) => {
      response.send(request.params.id);
    },
  );
  const wrong = () => {
    // @ts-expect-error -- a context that the model does not declare
    guards(relata, { principal: () => null, context: () => ({ regin: "eu" }) });
    // @ts-expect-error -- a permission that no type has
    authorize("veiw", (request) => "folder:" + request.path);
    // @ts-expect-error -- a permission that the type lacks
    authorize("read", (request) => `folder:${request.path}`);
    // @ts-expect-error -- a type that the model lacks
    authorize("view", (request) => `foldr:${request.path}`);
    // @ts-expect-error -- an attribute of another kind
    authorize("refund", "client_abc:invoice:1", { resource: () => ({ amount: "3" }) });
  };
  expectTypeOf(wrong).toBeFunction();
  app.get("/", authenticate, ahead);
  app.use(answerFailures);
  expect(() => authorize("veiw" as "view", "folder:plans")).toThrow("no type of the model has");
});
