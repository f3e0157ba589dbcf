import type { SourceFile } from "@relata/language";
import type { Model, Tuple } from "@relata/model";
import type { Relata } from "@relata/core";

/** What a case is asked over: a model with its text, and tuples. */
export interface World {
  readonly files: readonly SourceFile[];
  readonly model: Model;
  readonly tuples: readonly Tuple[];
}

/** One answer that a suite states of a world. */
export interface Case {
  /** Where it stands: `file › test › stage 1 › check 2`. */
  readonly name: string;
  /** The question, with what it supplies. */
  readonly question: string;
  readonly expected: string;
  readonly ask: (relata: Relata) => Promise<Got>;
}

/** What relata says, and what that is to the case. */
export interface Got {
  readonly text: string;
  readonly verdict: "passed" | "failed" | { readonly differs: string };
}

/** Cases over one world after the other, in one store: each world adds tuples, and has a model of its own. */
export interface Story {
  readonly name: string;
  readonly stages: readonly Stage[];
}

export interface Stage {
  readonly world: World;
  /** The tuples that the stage adds. */
  readonly added: readonly Tuple[];
  readonly cases: readonly Case[];
}

/** A case that is decided before anything is asked: of a model that could not be converted, or of one that must be refused. */
export interface Settled {
  readonly name: string;
  readonly passed: boolean;
  readonly text: string;
}
