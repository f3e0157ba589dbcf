import { subject } from "@casl/ability";
import { createRelata, type Schema, type TypedModel } from "@relata/core";
import { memoryStore } from "@relata/store";
import { expect, expectTypeOf, test } from "vitest";
import {
  abilityFor,
  createAbility,
  liveAbility,
  packRules,
  rulesFor,
  unpackRules,
  type AbilityOf,
} from "../src/index.ts";
import { situation } from "./situation.ts";

/** As `relata generate` writes it, of the parts that are asked here. */
interface Authz extends Schema {
  readonly types: {
    user: { relations: {}; permissions: {}; attributes: { limit?: number }; trusted: never };
    folder: { relations: { viewer: { user: undefined } }; permissions: { view: true }; attributes: {}; trusted: never };
    invoice: {
      relations: { owner: { user: undefined } };
      permissions: { view: true; approve: true };
      attributes: { amount?: number };
      trusted: never;
    };
  };
  readonly policies: {};
  readonly context: { region?: string };
  readonly subjects: "user";
}

async function engine() {
  const { relata } = await situation([]);
  // Why a cast: the module that `relata generate` writes has the schema with the model.
  const model = relata.model as unknown as TypedModel<Authz>;
  return createRelata({ model, store: memoryStore() });
}

const codeOf = async (rules: Promise<unknown>) =>
  rules.then(
    () => "none",
    (error: { readonly code: string }) => error.code,
  );

test("an ability knows the permissions of each type, and no others", async () => {
  const relata = await engine();
  await relata.write(["invoice:a#owner@user:ann"]);
  const ability = await abilityFor(relata, "user:ann", { types: ["invoice", "folder"], permissions: ["view"] });
  expectTypeOf(ability).toEqualTypeOf<AbilityOf<Authz>>();
  const row = { id: "a", amount: 5 };
  expect(ability.can("view", subject("invoice", row))).toBe(true);
  expect(ability.can("view", { type: "invoice", id: "a" })).toBe(true);
  expect(ability.can("view", "folder")).toBe(false);
  // @ts-expect-error a folder is not approved
  expect(ability.can("approve", "folder")).toBe(false);
  // @ts-expect-error nor is anything deleted
  expect(ability.can("delete", subject("invoice", row))).toBe(false);
  // @ts-expect-error there are no such objects
  expect(ability.can("view", "document")).toBe(false);
});

test("what is asked for is of the model", async () => {
  const relata = await engine();
  // @ts-expect-error there is no such type
  expect(await codeOf(rulesFor(relata, "user:ann", { types: ["document"] }))).toBe("unknown_type");
  // @ts-expect-error there is no such permission
  expect(await codeOf(rulesFor(relata, "user:ann", { types: ["invoice"], permissions: ["remove"] }))).toBe(
    "unknown_permission",
  );
  // @ts-expect-error nobody of that kind asks
  expect(await codeOf(rulesFor(relata, "folder:a", { types: ["invoice"] }))).toBe("none");
  // @ts-expect-error the rules that are followed are those of the present
  const live = await liveAbility(relata, "user:ann", { types: ["invoice"], now: "2026-01-01T00:00:00Z" });
  await live.stop();
});

test("rules keep their schema on the way to a browser", async () => {
  const relata = await engine();
  const ruled = await rulesFor(relata, "user:ann", { types: ["invoice"], context: { region: "eu" } });
  const ability = createAbility<Authz>(ruled.rules);
  ability.update(unpackRules<Authz>(packRules(ruled)).rules);
  expectTypeOf(ability).toEqualTypeOf<AbilityOf<Authz>>();
  expect(ability.can("view", "invoice")).toBe(false);
});
