import autocannon from "autocannon";
import { DOCUMENTS, type Served } from "./served.ts";

/** A route and what is asked of it. */
interface Contender {
  readonly name: string;
  readonly url: string;
  readonly body: object;
  readonly answer: object;
  /** Questions in one request. */
  readonly questions: number;
}

/** Medians over the rounds, so that what else the machine does in one of them counts little. */
export interface ServerFigures {
  readonly name: string;
  readonly requestsPerSecond: number;
  readonly questionsPerSecond: number;
  /** What half of the requests took at the most, and what all but one in a hundred did. Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Requests per second of those of the bare route with the same body, in the same round. */
  readonly ofBare: number;
}

export interface ServerLoad {
  readonly connections: number;
  /** Of each contender in a round. */
  readonly seconds: number;
  readonly rounds: number;
  /** Rounds before those that count. */
  readonly warming: number;
}

const QUESTIONS = 100;

/**
 * Routes with a key and the bare one, in turns on one process, over connections that are kept alive. Every answer is compared with
 * the expected one.
 *
 * @throws Error for any other answer
 */
export async function measureServer(served: Served, load: ServerLoad): Promise<readonly ServerFigures[]> {
  const pairs = contendersOf(served).map((contender) => [contender, bare(contender, served)] as const);
  const figures = pairs.map((pair) => pair.map((): autocannon.Result[] => []));
  for (let round = 0; round < load.warming + load.rounds; round++) {
    for (const [at, pair] of pairs.entries()) {
      for (const [side, contender] of pair.entries()) {
        const result = await run(contender, served.secret, load);
        if (round >= load.warming) figures[at]?.[side]?.push(result);
      }
    }
  }
  return pairs.flatMap((pair, at) =>
    pair.map((contender, side) => figuresOf(contender, figures[at]?.[side] ?? [], figures[at]?.[1] ?? [])),
  );
}

function contendersOf({ url }: Served): readonly Contender[] {
  const ann = { subject: "user:ann", permission: "view" };
  const ids = Array.from({ length: QUESTIONS }, (_, n) => (n * 7) % DOCUMENTS);
  return [
    {
      name: "POST /v1/check",
      url: `${url}/v1/check`,
      body: { ...ann, object: "document:2" },
      answer: { outcome: "allowed" },
      questions: 1,
    },
    {
      name: "POST /api/auth/check-permission",
      url: `${url}/api/auth/check-permission`,
      body: { entityType: "document", entityId: "3", permission: "view" },
      answer: { allowed: false },
      questions: 1,
    },
    {
      name: `POST /v1/check/batch, ${QUESTIONS}`,
      url: `${url}/v1/check/batch`,
      body: { items: ids.map((id) => ({ ...ann, object: `document:${id}` })) },
      answer: { results: ids.map((id) => ({ decision: { outcome: id % 2 === 0 ? "allowed" : "denied" } })) },
      questions: QUESTIONS,
    },
  ];
}

function bare({ name, body, questions }: Contender, { bareUrl }: Served): Contender {
  const [, path = ""] = name.split(/ |,/);
  return { name: "the bare route, same body", url: bareUrl + path, body, answer: { outcome: "allowed" }, questions };
}

async function run(contender: Contender, secret: string, { connections, seconds: duration }: ServerLoad) {
  const { name, url, body } = contender;
  const headers = { "x-api-key": secret, "content-type": "application/json" };
  const sent = { url, method: "POST", headers, body: JSON.stringify(body) } as const;
  const expectBody = await expectedFrom(sent, contender);
  const result = await autocannon({ ...sent, connections, duration, expectBody });
  const wrong = result.non2xx + result.errors + result.mismatches;
  if (wrong > 0 || result["2xx"] === 0) throw new Error(`${name}: ${wrong} wrong answers`);
  return result;
}

/** The text of the answer, once it says what it shall. */
async function expectedFrom({ url, ...sent }: { readonly url: string } & RequestInit, { name, answer }: Contender) {
  const text = await (await fetch(url, sent)).text();
  const found = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const isRight = Object.entries(answer).every(
    ([field, value]) => JSON.stringify(found[field]) === JSON.stringify(value),
  );
  if (!isRight) throw new Error(`${name}: a wrong answer: ${text.slice(0, 200)}`);
  return text;
}

function figuresOf(
  { name, questions }: Contender,
  results: readonly autocannon.Result[],
  besides: readonly autocannon.Result[],
): ServerFigures {
  const requestsPerSecond = median(results.map(rateOf));
  return {
    name,
    requestsPerSecond,
    questionsPerSecond: requestsPerSecond * questions,
    p50: median(results.map(({ latency }) => latency.p50)),
    p99: median(results.map(({ latency }) => latency.p99)),
    ofBare: median(results.map((result, n) => rateOf(result) / rateOf(besides[n] ?? result))),
  };
}

function rateOf({ "2xx": answered, duration }: autocannon.Result): number {
  return answered / duration;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
