import type { Command } from "commander";
import type { Session } from "../surroundings.ts";
import { addPolicyEval } from "./policy-eval.ts";
import { addPolicyTest } from "./policy-test.ts";

/** `relata policy`: policies by themselves, without tuples. */
export function addPolicy(program: Command, session: Session): void {
  const policy = program.command("policy").description("evaluate and test policies by themselves");
  addPolicyEval(policy, session);
  addPolicyTest(policy, session);
}
