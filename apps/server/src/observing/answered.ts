import type { Decisions } from "@relata/core";
import type { ProblemCode } from "../problems/problem-status.ts";

/** Where a request stands among the spans of its trace. */
export interface TraceIds {
  readonly traceId: string;
  readonly spanId: string;
}

/** One request that was answered, for those who log and count. Nothing that a client sent is in it but the id of the request. */
export interface Answered {
  /** Taken from the client where it has a form that may be repeated, else made. */
  readonly requestId: string;
  readonly method: string;
  /** `/v1/api-keys/:id`, and never the path: that may hold anything. Empty where there is no such route. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  /** The id of the key that was shown, where one counted. */
  readonly key?: string;
  /** What was decided, where that was the one question. */
  readonly outcome?: string;
  /** What was decided, where there were many questions, or one. */
  readonly decisions?: Decisions;
  /** The code of the problem that it was answered with. */
  readonly problem?: ProblemCode;
  /** The span of the request, where there is one, by the ids that logs name it with. */
  readonly trace?: TraceIds;
}

/** Told of each request once its answer begins. It must not throw. */
export type Observer = (answered: Answered) => void;
