import { createMongoAbility, type MongoAbility } from "@casl/ability";
import { idOf } from "../workload/edges.ts";
import type { Organisation } from "../workload/organisation.ts";
import type { Question } from "../workload/questions.ts";
import { documentsOf } from "../workload/reference.ts";
import type { Contender } from "./contender.ts";

/**
 * CASL, which knows rules and no relations: everything that somebody may view was written down as rules of theirs before, in the form
 * that it finds fastest, a type for each document. A write would begin that anew.
 */
export function caslContender(world: Organisation): Contender<Question> {
  const abilities = new Map<number, MongoAbility>();
  const abilityOf = (person: number) => {
    const made = abilities.get(person) ?? createMongoAbility(rulesOf(world, person));
    abilities.set(person, made);
    return made;
  };
  return {
    name: "CASL, rules expanded before",
    block: (questions) => {
      const calls = questions.map(({ person, object }) => ({ ability: abilityOf(person), object }));
      return () => {
        let allowed = 0;
        for (const { ability, object } of calls) if (ability.can("view", object)) allowed++;
        return allowed;
      };
    },
  };
}

function rulesOf(world: Organisation, person: number) {
  return [...documentsOf(world, person)].map((n) => ({ action: "view", subject: `document:${idOf("document", n)}` }));
}
