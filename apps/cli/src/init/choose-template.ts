import type { Session } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";
import { TEMPLATES, type Template } from "./templates.ts";
import { didYouMean } from "@relata/model";

/**
 * The template of that name, else the one that is chosen from a list, on a terminal.
 *
 * @throws CommanderError where there is none of that name, and where nobody can choose or chose
 */
export async function chooseTemplate(session: Session, name: string | undefined): Promise<Template> {
  if (name !== undefined) return templateNamed(name);
  const { choose } = session;
  if (choose === undefined) throw usageError(`which template? give one of these:\n${listed()}`);
  const chosen = await choose(
    "What is your application most like?",
    TEMPLATES.map(({ name, about }) => ({ value: name, hint: about })),
  );
  if (chosen === undefined) throw usageError("no template was chosen, and nothing was written");
  return templateNamed(chosen);
}

function templateNamed(name: string): Template {
  const template = TEMPLATES.find((each) => each.name === name);
  if (template !== undefined) return template;
  const meant = didYouMean(
    name,
    TEMPLATES.map((each) => each.name),
  );
  throw usageError(`there is no template \`${name}\`${meant === "" ? `; there are:\n${listed()}` : meant}`);
}

function listed(): string {
  const width = Math.max(...TEMPLATES.map(({ name }) => name.length));
  return TEMPLATES.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`).join("\n");
}
