import { createRoute, z } from "@hono/zod-openapi";
import { eventData, type FilterInput, type Watch } from "@relata/core";
import { Failure, isFailure } from "@relata/model";
import type { Context } from "hono";
import type { Caller } from "../access/access.ts";
import type { House } from "../house.ts";
import { Problem, problemBody, toldOf } from "../problems/problem.ts";
import { refusalProblem } from "../problems/refusal-problem.ts";
import type { ServerEnv } from "../server-env.ts";
import { eventStream } from "../streams/event-stream.ts";
import type { Frame } from "../streams/frame.ts";
import { problems, WITHOUT_BODY } from "./described.ts";
import { given } from "./given.ts";
import { router } from "./router.ts";
import { text } from "./schemas.ts";
import { secured } from "./secured.ts";

const WANTED = z
  .strictObject({
    after: text.optional(),
    type: text.optional(),
    object: text.optional(),
    relation: text.optional(),
    subject: text.optional(),
    subjectType: text.optional(),
  })
  .refine(({ type, object }) => type === undefined || object === undefined, {
    path: ["type"],
    message: "stands beside `object`, which has a type: name one of them",
  })
  .refine(({ subjectType, subject }) => subjectType === undefined || subject === undefined, {
    path: ["subjectType"],
    message: "stands beside `subject`, which has a type: name one of them",
  });

type Wanted = z.infer<typeof WANTED>;

const POLICY = { relation: "admin" } as const;

/** What clients are told when nothing else was to be told for so long: where to go on. */
const CHECKPOINT_MS = 60_000;

/** A caller who is no longer admitted learns nothing that is told later than this. */
const ADMITTED_MS = 1_000;

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  // Why: proxies that keep answers back until they end would keep these for ever.
  "x-accel-buffering": "no",
};

/** What happens to the store, as it happens. */
export function watchRoutes(house: House) {
  const route = createRoute({
    method: "get",
    path: "/v1/watch",
    operationId: "watch",
    summary: "What happens to the store, as it happens.",
    ...secured(house, POLICY),
    request: { query: WANTED, headers: z.object({ "last-event-id": z.string().optional() }) },
    responses: {
      200: {
        description: "Events `revision`, `window` and `checkpoint`, without an end; before one, `end` says why.",
        content: { "text/event-stream": { schema: z.string() } },
      },
      ...problems(...WITHOUT_BODY),
    },
  });
  return router().openapi(route, (c) => {
    // Why none: nothing would read the stream, and so nothing would end it.
    const isHeadAlone = c.req.method === "HEAD";
    return c.body(isHeadAlone ? "" : streamOf(house, c, c.req.valid("query")), 200, HEADERS) as never;
  });
}

function streamOf(house: House, c: Context<ServerEnv>, wanted: Wanted): ReadableStream<Uint8Array> {
  const ending = endingOf(house, c);
  return eventStream({
    ...house.streams,
    frames: framesOf(house, eventsOf(house, c, wanted, ending), c.var.principal),
    ending,
    stalled: endFrame(house, new Problem("stalled", "go on with the id of the last event")),
    cut: () => c.env?.outgoing?.writableFinished === false && c.env.outgoing.destroy(),
  });
}

/** The end of a stream: with the server's at the latest. Whatever the stream holds is given back then. */
function endingOf({ openStreams }: House, c: Context<ServerEnv>): AbortController {
  const leave = openStreams.take(c.var.principal);
  const ending = new AbortController();
  const closing = c.env?.closing;
  const end = () => ending.abort();
  closing?.addEventListener("abort", end);
  ending.signal.addEventListener("abort", () => {
    closing?.removeEventListener("abort", end);
    leave();
  });
  return ending;
}

/** @throws what is wrong with the request: it is answered before a stream begins */
function eventsOf({ relata }: House, c: Context<ServerEnv>, wanted: Wanted, ending: AbortController): Watch {
  try {
    const where = { ...afterOf(c, wanted), ...filtersOf(wanted) };
    return relata.watch({ ...where, signal: ending.signal, heartbeatMs: CHECKPOINT_MS });
  } catch (error) {
    ending.abort();
    throw error;
  }
}

/** Why the header first: a client that comes again by itself comes with the address that it had at first. */
function afterOf(c: Context<ServerEnv>, { after }: Wanted) {
  const lastEventId = c.req.header("last-event-id");
  return given({ after: lastEventId === undefined || lastEventId === "" ? after : lastEventId });
}

function filtersOf({ type, object, relation, subject, subjectType }: Wanted): { readonly filters?: FilterInput[] } {
  const filter: FilterInput = {
    ...(object !== undefined && { object }),
    ...(type !== undefined && { object: { type } }),
    ...(relation !== undefined && { relation }),
    ...(subject !== undefined && { subject }),
    ...(subjectType !== undefined && { subject: { type: subjectType } }),
  };
  return Object.keys(filter).length === 0 ? {} : { filters: [filter] };
}

async function* framesOf(house: House, events: Watch, caller: Caller): AsyncGenerator<Frame, Frame> {
  const { onOpened, onTold } = house.metrics.streams;
  const closed = onOpened(events);
  let admittedAt = performance.now();
  try {
    for await (const event of events) {
      if (performance.now() - admittedAt > ADMITTED_MS) {
        const refusal = await house.access.lapse(caller, POLICY);
        if (refusal !== undefined) return endFrame(house, refusalProblem(refusal));
        admittedAt = performance.now();
      }
      onTold(event);
      yield { id: event.cursor, event: event.kind, data: eventData(event) };
    }
    return endFrame(house, new Failure("closed", "the server ends"));
  } catch (error) {
    return endFrame(house, error);
  } finally {
    closed();
  }
}

/** Why a stream ends, as a problem: its code says whether to come again. */
function endFrame({ log }: House, error: unknown): Frame {
  // That the server is told to end is no fault of it.
  const told = toldOf(error, isFailure(error, "closed") ? () => undefined : log);
  return { event: "end", data: problemBody(told) };
}
