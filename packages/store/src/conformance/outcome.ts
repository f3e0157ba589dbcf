import { isFailure } from "@relata/model";
import type { MaybePromise } from "../store.ts";
import { attempt } from "./open-store.ts";

/** What an act answered, or the code with which it failed. Any other error stays one. */
export async function outcome<T>(act: () => MaybePromise<T>): Promise<T | { readonly failed: string }> {
  try {
    return await attempt(act);
  } catch (error) {
    if (isFailure(error)) return { failed: error.code };
    throw error;
  }
}

export function hasFailed(outcome: object): outcome is { readonly failed: string } {
  return "failed" in outcome;
}
