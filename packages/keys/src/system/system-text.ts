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
export const ROOT_TYPE = "system:root";
export const KEY_TYPE = "system:key";
export const APIKEY = "apikey";
export const ROOT = { type: ROOT_TYPE, id: "main" } as const;

/** The reserved types as a model file, behind those of the application that they name. */
export function systemText(declared: string, { users, organization, admins }: Required<SystemTypes>): string {
  const owners = [...users, APIKEY].map(writeName).join(" | ");
  const admitted = [...[...users, APIKEY].map(writeName), ...admins].join(" | ");
  const belongs = organization === "" ? "" : `relation organization: ${writeName(organization)}`;
  return `model 1
${declared}
/// The house: who runs it, and who is shut out of it.
type ${ROOT_TYPE} {
  /// May do everything.
  relation admin: ${admitted}
  /// May make and change the keys of others.
  relation key_admin: ${admitted}
  /// Shut out, or gone: keys that act for them stop at once.
  relation disabled: ${owners}
  permission manage_keys = admin + key_admin
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
}
`;
}
