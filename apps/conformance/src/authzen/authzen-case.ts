import type { Endpoint, Pdp, PdpAnswer, PdpRequest } from "./pdp.ts";

/** Levels of the certification scenario, and the scenarios of interoperability. */
export const LEVELS = [
  "Basic Core",
  "Basic Properties",
  "Batch Core",
  "Batch Properties",
  "Search Core",
  "Search Properties",
  "Discovery",
  "Todo",
  "Search",
] as const;

export type Level = (typeof LEVELS)[number];

/** One demand on a policy decision point. */
export interface AuthzenCase {
  readonly level: Level;
  readonly name: string;
  /** What is wrong; undefined where nothing is. */
  readonly run: (pdp: Pdp) => Promise<string | undefined>;
}

/** What is wrong with an answer; undefined where nothing is. */
export type Judge = (answer: PdpAnswer) => string | undefined;

/** A request, and what its answer must be. */
export function asking(
  level: Level,
  name: string,
  endpoint: Endpoint,
  request: PdpRequest,
  ...judges: readonly Judge[]
): AuthzenCase {
  return {
    level,
    name,
    run: async (pdp) => {
      const answer = await pdp.post(endpoint, request);
      const wrong = judges.map((judge) => judge(answer)).filter((one) => one !== undefined);
      if (wrong.length === 0) return undefined;
      const sent = typeof request.body === "string" ? request.body : JSON.stringify(request.body);
      return `sent ${sent}\n  ${wrong.join("\n  ")}\n  got ${answer.status} ${answer.text.slice(0, 500)}`;
    },
  };
}
