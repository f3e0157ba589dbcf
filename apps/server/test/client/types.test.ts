import { createClient, type Client } from "@relata/server/client";
import type { InferRequestType, InferResponseType } from "hono/client";
import { expectTypeOf, test } from "vitest";

const client = createClient("http://relata.test");

type Check = Client["v1"]["check"]["$post"];
type Explain = Client["v1"]["explain"]["$post"];
type ListObjects = Client["v1"]["list-objects"]["$post"];
type Write = Client["v1"]["tuples"]["write"]["$post"];

test("a decision is told apart by its outcome, and an error by its status", () => {
  type Decision = InferResponseType<Check, 200>;
  expectTypeOf<Decision["outcome"]>().toEqualTypeOf<"allowed" | "denied" | "conditional">();
  expectTypeOf<Extract<Decision, { outcome: "conditional" }>["missing"]>().toEqualTypeOf<
    { path: string; of?: { type: string; id: string } | undefined }[]
  >();
  expectTypeOf<Extract<Decision, { outcome: "denied" }>>().not.toHaveProperty("missing");
  expectTypeOf<InferResponseType<Check, 401>["code"]>().toEqualTypeOf<string>();
  expectTypeOf<InferResponseType<Check, 200>>().not.toHaveProperty("code");
});

test("answers have the types of their schemas", () => {
  type Entry = InferResponseType<ListObjects, 200>["entries"][number];
  expectTypeOf<Entry["reference"]>().toEqualTypeOf<string>();
  type Written = InferResponseType<Write, 200>;
  expectTypeOf<Written>().toEqualTypeOf<{ token: string; written: number; deleted: number; isRepeat: boolean }>();
  type Step = InferResponseType<Explain, 200>["reasons"][number]["names"][number]["step"];
  expectTypeOf<Extract<Step, { kind: "name" }>["name"]>().toEqualTypeOf<string>();
  expectTypeOf<InferResponseType<Client["v1"]["whoami"]["$get"], 200>["kind"]>().toEqualTypeOf<
    "user" | "apikey" | "service"
  >();
  expectTypeOf<InferResponseType<Client["v1"]["api-keys"]["$post"], 201>["secret"]>().toEqualTypeOf<string>();
});

test("requests have the types of their schemas", () => {
  type Question = InferRequestType<Check>["json"];
  expectTypeOf<Question["permission"]>().toEqualTypeOf<string>();
  expectTypeOf<{ subject: "user:ann"; permission: "view"; object: "doc:1" }>().toExtend<Question>();
  expectTypeOf<{ subject: "user:ann"; object: "doc:1" }>().not.toExtend<Question>();
  expectTypeOf<{ permission: "view"; object: "doc:1"; resource: 1 }>().not.toExtend<Question>();
  expectTypeOf<InferRequestType<Write>["header"]>().toEqualTypeOf<
    { "idempotency-key"?: string | undefined } | undefined
  >();
});

/** Never called: what does not compile is said by the compiler, and what should not compile and does, is too. */
export function wrong(): unknown {
  return [
    // @ts-expect-error: a field that no route knows
    client.v1.check.$post({ json: { permission: "view", object: "doc:1", subjekt: "user:ann" } }),
    // @ts-expect-error: a field that is missing
    client.v1.check.$post({ json: { object: "doc:1" } }),
    // @ts-expect-error: a field of another type
    client.v1["list-objects"].$post({ json: { permission: "view", type: "doc", limit: "10" } }),
    // @ts-expect-error: a body that is missing
    client.v1.tuples.write.$post(),
    // @ts-expect-error: a path that does not exist
    client.v1.chek.$post({ json: {} }),
    // @ts-expect-error: a method that the path does not take
    client.v1.check.$get(),
    // @ts-expect-error: a name in the path that is missing
    client.v1["api-keys"][":id"].$get(),
  ];
}
