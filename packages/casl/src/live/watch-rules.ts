import type { Relata, Schema, Store, SubjectInput } from "@relata/core";
import type { AbilityOf } from "../browser/abilities.ts";
import { createAbility } from "../browser/create-ability.ts";
import { rulesFor, type RulesInput } from "../rules-for.ts";
import { RulesWatch } from "./rules-watch.ts";

/** Of what rules are to be, until when. They are always those of the present. */
export interface WatchRulesInput<S extends Schema = Schema> extends Omit<RulesInput<S>, "now"> {
  /** Ends it, quietly. */
  readonly signal?: AbortSignal;
}

/**
 * The rules for what a subject may do, and each time that they change, what they have become.
 *
 * ```ts
 * for await (const ruled of watchRules(relata, subject, { types: ["invoice"], signal })) send(packRules(ruled));
 * ```
 *
 * Cost: the rules, made anew after any write to the store.
 *
 * @throws Failure as `rulesFor` and `Relata.watch`, from the rules that are asked for next: then it has ended
 */
export function watchRules<S extends Schema, Db extends Store>(
  relata: Relata<S, Db>,
  subject: SubjectInput<S>,
  { signal, ...input }: WatchRulesInput<S>,
): RulesWatch<S> {
  return new RulesWatch<S>(
    {
      make: async () => rulesFor(relata, subject, input),
      watch: (ended) => relata.watch({ signal: ended }),
      present: relata.foundation.present,
    },
    signal,
  );
}

/** An ability that follows the store. */
export interface LiveAbility<S extends Schema = Schema> {
  /** Whose rules are replaced when they change, which CASL tells those who listen to it. */
  readonly ability: AbilityOf<S>;
  /**
   * Settled when it follows no longer: fulfilled once it was stopped, rejected with what kept it from going on. The rules are then
   * those of the last state that was read.
   */
  readonly ended: Promise<void>;
  /** Lets go of the store. The ability stays as it is. */
  stop(): Promise<void>;
}

/**
 * An ability for what a subject may do, now and as it changes.
 *
 * ```ts
 * const live = await liveAbility(relata, "user:ann", { types: ["invoice"] });
 * live.ability.on("updated", () => redraw());
 * await live.stop();
 * ```
 *
 * @throws Failure as `rulesFor` and `Relata.watch`
 */
export async function liveAbility<S extends Schema, Db extends Store>(
  relata: Relata<S, Db>,
  subject: SubjectInput<S>,
  input: WatchRulesInput<S>,
): Promise<LiveAbility<S>> {
  const watched = watchRules(relata, subject, input);
  const first = await watched.next();
  const ability = createAbility<S>(first.value?.rules ?? []);
  const follow = async (): Promise<void> => {
    for await (const { rules } of watched) ability.update(rules);
  };
  const ended = follow();
  // Why: who does not ask how it ended shall not be ended by it, as node does with what nobody hears.
  ended.catch(() => undefined);
  return {
    ability,
    ended,
    stop: async () => {
      await watched.return();
    },
  };
}
