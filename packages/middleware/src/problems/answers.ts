import { FAILURES } from "@relata/model";

/** What a request is refused with that the engine did not fail, with what each means. */
export const ANSWERS = {
  unauthenticated: "it is not known who is calling",
  forbidden: FAILURES.forbidden,
  not_found: "there is nothing at this path",
} as const;

export const ANSWER_STATUS = { unauthenticated: 401, forbidden: 403, not_found: 404 } as const;
