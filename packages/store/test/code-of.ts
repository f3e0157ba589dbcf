import { isFailure } from "@relata/model";

/** The code of the failure that the act ends in; undefined where it ends well. Any other error stays one. */
export function codeOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (isFailure(error)) return error.code;
    throw error;
  }
}
