import { getEventListeners } from "node:events";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { answered, type Answered } from "./answered.ts";
import { cast, type Cast } from "./cast.ts";
import { judgeOf } from "./judge.ts";
import { operations, resolve, type Operation } from "./operations.ts";
import { requestsOf, type Asked } from "./requests.ts";
import { Tally } from "./tally.ts";
import { wordsOf } from "./words.ts";

/** How many requests; CI takes the default. */
const COUNT = Number(process.env["RELATA_FUZZ"] ?? 20_000);

test(
  "whatever is sent, the answer is one that is declared, of its schema, and repeats no credential",
  { timeout: 600_000 },
  async () => {
    const play = await cast();
    const { server, secrets } = play;
    // The one request that its limit lets through.
    await server.call("/v1/whoami", { key: secrets.spent });
    const closing = new AbortController();
    const judge = judgeOf([...Object.values(secrets), ...play.spare.map(({ secret }) => secret)]);
    const tally = new Tally();
    const vocabulary = { resolve, words: wordsOf(play) };
    const any = fc.oneof(...operations.map((operation) => requestsOf(operation, vocabulary)));
    const send = async (asked: Asked) => {
      const answer = await answered(
        await server.app.request(asked.path, requestOf(asked, play), { closing: closing.signal }),
      );
      tally.add(asked, answer, judge(asked, answer));
      // What was asked before may have taken its rights away, or those of all.
      if (isUnwanted(asked, answer)) await play.restore();
    };
    await fc.assert(fc.asyncProperty(any, send), { numRuns: COUNT });
    expect(tally.findings()).toEqual([]);
    expect(server.logged).toEqual([]);
    // Streams that were left hold nothing.
    expect(getEventListeners(closing.signal, "abort")).toEqual([]);
    // What is always refused says nothing of what is answered; of few requests, too few are good ones.
    if (COUNT < 20_000) return;
    for (const [why, statuses, meant] of MET)
      expect([why, tally.never(statuses, operations.filter(meant))]).toEqual([why, []]);
  },
);

/** Whether somebody is refused who should not be. */
function isUnwanted({ caller }: Asked, { status }: Answered): boolean {
  if (caller === "admin") return status === 401 || status === 403;
  return (caller === "clerk" || caller === "token") && status === 401;
}

const isGuarded = ({ isOpen }: Operation) => !isOpen;

/** Which operations meet which answers at least once. */
const MET: readonly (readonly [why: string, statuses: readonly number[], meant: (one: Operation) => boolean])[] = [
  ["answered", [200, 201, 204], () => true],
  ["refused to whoever is unknown", [401], isGuarded],
  ["refused to whoever lacks a right", [403], ({ isPrivileged }) => isPrivileged],
  ["refused to whoever asked too often", [429], isGuarded],
  ["refused for its form", [400], ({ isOpen, body }) => !isOpen && body !== undefined],
];

function requestOf({ operation, headers, body, caller, by }: Asked, { secrets }: Cast): RequestInit {
  const secret = caller === "nobody" ? undefined : secrets[caller];
  return {
    method: operation.method,
    headers: {
      ...headers,
      ...(secret !== undefined && { [by]: by === "authorization" ? `Bearer ${secret}` : secret }),
    },
    ...(body !== undefined && { body }),
  };
}
