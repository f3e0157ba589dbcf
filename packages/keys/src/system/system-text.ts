import { writeName } from "@relata/language";

/** What of the application's model the reserved types admit. */
export interface SystemTypes {
  /** The types of people, who own keys and may be administrators. Default: `user`. */
  readonly users?: readonly string[];
  /** The type of organizations. Default: `organization`, where the model declares it. */
  readonly organization?: string;
  /** Further kinds of subject that may be made administrators, as `group#member`. Default: none. */
  readonly admins?: readonly string[];
}

/** The names of the reserved types, and of the one object that stands for the house. */
const ROOT_TYPE = "system:root";
export const KEY_TYPE = "system:key";
export const APIKEY = "apikey";

/** Whether the type is reserved for what is added to a model. */
export function isReservedType(name: string): boolean {
  return name.startsWith("system:");
}

export const ROOT = { type: ROOT_TYPE, id: "main" } as const;

/** What may be held of the house, and what follows from it. */
interface Form {
  /** Relations, with what each allows. */
  readonly relations: Readonly<Record<string, string>>;
  readonly permissions: Readonly<Record<string, string>>;
  /** What follows from how a key stands. */
  readonly ofKeys?: string;
}

const BEFORE: Form = {
  relations: { admin: "May do everything.", key_admin: "May make and change the keys of others." },
  permissions: { manage_keys: "admin + key_admin" },
};

/** Why whoever writes may also ask: preconditions of a write, and a model that does not fit, tell what is stored. */
const TODAY: Form = {
  relations: {
    ...BEFORE.relations,
    reader: "May ask about anybody, and read tuples and the model.",
    writer: "May write tuples, but none of the reserved types.",
    model_admin: "May write the model.",
  },
  permissions: {
    ...BEFORE.permissions,
    ask: "admin + reader + writer + model_admin",
    write_tuples: "admin + writer",
    manage_models: "admin + model_admin",
  },
};

/**
 * The reserved types as model files, behind those of the application that they name: in the form of today, and then in those
 * that a stored model may still have, the newest first.
 */
export function systemTexts(declared: string, types: Required<SystemTypes>): readonly [string, ...string[]] {
  const forms = [BEFORE, { ...BEFORE, ofKeys: "permission owner = own + inherits + delegates" }];
  return [systemText(TODAY, declared, types), ...forms.map((form) => systemText(form, declared, types))];
}

function systemText(
  { relations, permissions, ofKeys = "" }: Form,
  declared: string,
  { users, organization, admins }: Required<SystemTypes>,
): string {
  const owners = [...users, APIKEY].map(writeName).join(" | ");
  const admitted = [...[...users, APIKEY].map(writeName), ...admins].join(" | ");
  const belongs = organization === "" ? "" : `relation organization: ${writeName(organization)}`;
  const rights = Object.entries(relations).map(([name, means]) => `  /// ${means}\n  relation ${name}: ${admitted}`);
  const follows = Object.entries(permissions).map(([name, from]) => `  permission ${name} = ${from}`);
  return `model 1
${declared}
/// The house: who runs it, and who is shut out of it.
type ${ROOT_TYPE} {
${rights.join("\n")}
  /// Shut out, or gone: keys that act for them stop at once.
  relation disabled: ${owners}
${follows.join("\n")}
}

/// A key, by its id: whose it is, and how it stands to its owner.
type ${KEY_TYPE} {
  /// Acts alone.
  relation own: ${owners}
  /// Acts in the place of this owner.
  relation inherits: ${owners}
  /// May what both it and this owner may.
  relation delegates: ${owners}
  ${belongs}
  /// Switched off: by its owner, or, where the key itself stands there, by the house.
  relation disabled: ${owners}
  ${ofKeys}
}
`;
}
