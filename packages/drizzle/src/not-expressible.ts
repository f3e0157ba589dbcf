import { Failure } from "@relata/model";

/** What has no form in SQL, and what to do instead. Never thrown for data: a model and a question say it before any row is read. */
export function notExpressible(what: string, instead: string): Failure {
  return new Failure("not_expressible", `${what}: ${instead}`);
}

/** What always answers. */
export const ASK_THE_ENGINE = "page with `listObjects`, or ask `checkMany` of the rows that the query found";
