import { isFailure } from "@relata/model";

/** The codes that there are among what was thrown, each once; what has none is told as it is. */
export const codesOf = (errors: readonly unknown[]): readonly string[] =>
  [...new Set(errors.map((error) => (isFailure(error) ? error.code : `no failure: ${String(error)}`)))].toSorted();
