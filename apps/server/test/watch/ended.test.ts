import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { keyed } from "../keyed/keyed-situation.ts";

/** What a stream of the application says until it ends, or as much of it as is wanted. */
async function heard(response: Response, frames = Infinity): Promise<string> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let text = "";
  for (let read = 0; read < frames; read++) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += new TextDecoder().decode(value);
  }
  await reader.cancel();
  return text;
}

test("a stream that ends by itself, that is left, or that never begins is listened for no more", async () => {
  const [server, other] = [await keyed(), await keyed()];
  const { secret } = await server.keyOf({ tuples: ["system:root:main#admin"] });
  const closing = new AbortController();
  const watch = async (after: string) =>
    server.app.request(`/v1/watch?after=${after}`, { headers: { "x-api-key": secret } }, { closing: closing.signal });
  const left = await watch(await server.relata.token());
  const ended = await watch(await other.relata.token());
  expect(getEventListeners(closing.signal, "abort")).toHaveLength(2);
  expect(await heard(ended)).toContain("event: end\n");
  expect((await watch(`${await server.relata.token()}&object=nothing`)).status).toBe(400);
  expect(getEventListeners(closing.signal, "abort")).toHaveLength(1);
  expect(await heard(left, 2)).toContain("event: checkpoint\n");
  expect(getEventListeners(closing.signal, "abort")).toEqual([]);
});
