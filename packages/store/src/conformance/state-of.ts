import type { ReadOptions } from "../consistency.ts";
import type { Contents, Store } from "../store.ts";

/** What a store holds in one state, and that state's number. Two tokens of one state need not be the same text. */
export interface StateOf extends Omit<Contents, "token"> {
  readonly number: number;
}

export async function stateOf(store: Store, options?: ReadOptions): Promise<StateOf> {
  const { token, ...held } = await store.contents(options);
  return { ...held, number: await store.log.numberOf(token) };
}
