import { expect, test } from "vitest";
import { permissionGuard, refuseKinds, relationGuard, type Principal } from "../src/index.ts";
import { worlds } from "./databases.ts";

const open = worlds();
const user = (id: string): Principal => ({
  kind: "user",
  subject: { type: "user", id },
  asks: [{ type: "user", id }],
  via: "session",
});

test("401 for a missing permission: a caller that is known and may not is forbidden, and nothing else", async () => {
  const { relata } = await open("sqlite");
  await relata.write(["review:*#creator@user:ann", "review:7#creator@user:bob"]);
  const guard = permissionGuard(relata, "review:create");
  expect(guard.permission).toBe("review:create");
  expect(await guard.check(user("ann"))).toBeUndefined();
  expect(await guard.check(user("bob"))).toMatchObject({ code: "forbidden", reason: "permission" });
  expect(await guard.check(user("bob"), "review:7")).toBeUndefined();
});

test("a relation guards a route, on the house unless an object is named", async () => {
  const { relata } = await open("sqlite");
  await relata.write(["system:root:main#admin@user:root", "document:a#owner@user:ann"]);
  expect(await relationGuard(relata, "admin").check(user("root"))).toBeUndefined();
  expect(await relationGuard(relata, "admin").check(user("ann"))).toMatchObject({ code: "forbidden" });
  expect(await relationGuard(relata, "owner", "document:a").check(user("ann"))).toBeUndefined();
});

test("a guard asks for all whom a delegated key acts for", async () => {
  const { relata } = await open("sqlite");
  await relata.write(["review:*#creator@apikey:k"]);
  const asks = [
    { type: "apikey", id: "k" },
    { type: "user", id: "ann" },
  ] as const;
  const caller: Principal = { kind: "apikey", subject: asks[0], asks, via: "key", key: "k" };
  const guard = permissionGuard(relata, "review:create");
  expect(await guard.check(caller)).toMatchObject({ code: "forbidden", key: "k" });
  await relata.write(["review:*#creator@user:ann"]);
  expect(await guard.check(caller)).toBeUndefined();
});

test("a permission that the model lacks is a failure, and text of another form is refused at the start", async () => {
  const { relata } = await open("sqlite");
  await expect(permissionGuard(relata, "review:destroy").check(user("ann"))).rejects.toMatchObject({
    code: "unknown_permission",
  });
  for (const text of ["review", ":create", "review:", ""]) {
    expect(() => permissionGuard(relata, text)).toThrow(expect.objectContaining({ code: "invalid_question" }));
  }
});

test("a route may be for people alone", () => {
  expect(refuseKinds(user("ann"), ["user"])).toBeUndefined();
  expect(refuseKinds({ ...user("ann"), kind: "apikey" }, ["user"])).toMatchObject({
    code: "forbidden",
    reason: "kind",
  });
});

test("an organization that a request names is a wish: checked, required, or the key's own", async () => {
  const { relata, keys } = await open("sqlite");
  await relata.write(["organization:acme#member@user:ann"]);
  const { organizations } = keys;
  expect(await organizations.of(user("ann"), "acme")).toBe("acme");
  expect(await organizations.of(user("bob"), "acme")).toMatchObject({ code: "organization_mismatch" });
  expect(await organizations.of(user("ann"), undefined)).toMatchObject({ code: "organization_required" });
  expect(await organizations.of(user("ann"), undefined, false)).toBeUndefined();
  const service: Principal = { ...user("ann"), kind: "service", organization: "globex" };
  expect(await organizations.of(service, undefined)).toBe("globex");
  expect(await organizations.of(service, "globex")).toBe("globex");
  expect(await organizations.of(service, "acme")).toMatchObject({ code: "organization_mismatch" });
});
