/** The expression behind a relation or a permission (Zanzibar §2.3.1, "userset rewrite"). */
export type Rewrite = This | Computed | Arrow | Union | Intersection | Exclusion | Nil | Self | When;

/** The tuples written under the relation itself. */
export interface This {
  readonly kind: "this";
}

/** Another relation or permission of the same object: a computed userset. */
export interface Computed {
  readonly kind: "computed";
  readonly relation: string;
}

/**
 * The objects that stand on `relation`, asked for `target`: tuple-to-userset. `any` wants one object that grants;
 * `all` wants at least one object, and that each grants.
 */
export interface Arrow {
  readonly kind: "arrow";
  readonly relation: string;
  readonly quantifier: "any" | "all";
  readonly target: Computed | Arrow;
}

export interface Union {
  readonly kind: "union";
  readonly of: readonly Rewrite[];
}

export interface Intersection {
  readonly kind: "intersection";
  readonly of: readonly Rewrite[];
}

export interface Exclusion {
  readonly kind: "exclusion";
  readonly from: Rewrite;
  readonly less: Rewrite;
}

/** Nobody. */
export interface Nil {
  readonly kind: "nil";
}

/** The object itself, as a subject. */
export interface Self {
  readonly kind: "self";
}

/** An expression that counts where the policy is true of the object. */
export interface When {
  readonly kind: "when";
  readonly of: Rewrite;
  readonly policy: string;
}

/** The operands of a rewrite, in the order in which they are written. */
export function operands(rewrite: Rewrite): readonly Rewrite[] {
  switch (rewrite.kind) {
    case "union":
    case "intersection":
      return rewrite.of;
    case "exclusion":
      return [rewrite.from, rewrite.less];
    case "when":
      return [rewrite.of];
    case "this":
    case "computed":
    case "arrow":
    case "nil":
    case "self":
      return [];
  }
}
