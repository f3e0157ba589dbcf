import { compareText, type Field, type Model, type ValueType } from "@relata/model";

/** What a request may supply under one name: a context entry, plain parameters of policies, or both of one name. */
export interface RequestValue {
  readonly name: string;
  readonly doc?: string | undefined;
  /** More than one where policies take the name for different types. */
  readonly types: readonly ValueType[];
}

/** Everything that the `context` of a question may hold, sorted by name. */
export function requestValues({ context, policies }: Model): readonly RequestValue[] {
  const plain = policies.flatMap(({ parameters }) => parameters.filter(({ tuple }) => !tuple));
  const values = new Map<string, RequestValue>();
  for (const { name, type, doc } of [...context, ...plain] as readonly Field[]) {
    const before = values.get(name);
    values.set(name, { name, doc: before?.doc ?? doc, types: [...(before?.types ?? []), type] });
  }
  return [...values.values()].sort((a, b) => compareText(a.name, b.name));
}
