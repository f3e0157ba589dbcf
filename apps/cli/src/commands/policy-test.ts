import type { Command } from "commander";
import type { Session } from "../surroundings.ts";
import { withSuites } from "./test.ts";

/** `relata policy test`: the `policies` of suites, and nothing else of them. */
export function addPolicyTest(policy: Command, session: Session): void {
  const command = policy
    .command("test [paths...]")
    .description("run only what *.relata.yaml files say of policies by themselves (default: the working folder)");
  withSuites(command, session, true);
}
