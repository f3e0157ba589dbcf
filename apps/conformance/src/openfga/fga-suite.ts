import type { JsonObject } from "@relata/model";
import { parse } from "yaml";

/** A tuple of the suite, as the API of OpenFGA takes it. */
export interface SuiteTuple {
  readonly object: string;
  readonly relation: string;
  readonly user: string;
  readonly condition?: { readonly name: string; readonly context?: JsonObject };
}

interface Assertion<Expected> {
  readonly context?: JsonObject;
  readonly contextualTuples?: readonly SuiteTuple[];
  readonly expectation?: Expected;
  /** The number of the error with which the server answers: github.com/openfga/api, `openfga/v1/errors_ignore.proto`. */
  readonly errorCode?: number;
}

export interface CheckAssertion extends Assertion<boolean> {
  readonly tuple: SuiteTuple;
}

export interface ListObjectsAssertion extends Assertion<readonly string[] | null> {
  readonly request: { readonly user: string; readonly type: string; readonly relation: string };
}

export interface ListUsersAssertion extends Assertion<readonly string[] | null> {
  readonly request: { readonly object: string; readonly relation: string; readonly filters: readonly string[] };
}

export interface SuiteStage {
  readonly model: string;
  readonly tuples?: readonly SuiteTuple[];
  readonly checkAssertions?: readonly CheckAssertion[];
  readonly listObjectsAssertions?: readonly ListObjectsAssertion[];
  readonly listUsersAssertions?: readonly ListUsersAssertion[];
  /** Of a model that the server refuses when it is written. */
  readonly errorCode?: number;
}

export interface SuiteTest {
  readonly name: string;
  readonly stages: readonly SuiteStage[];
}

/** @throws Error where the text is no suite */
export function parseSuite(text: string, path: string): readonly SuiteTest[] {
  const read: unknown = parse(text, { maxAliasCount: -1 });
  const tests = typeof read === "object" && read !== null && "tests" in read ? read.tests : undefined;
  if (!Array.isArray(tests) || !tests.every(isTest))
    throw new Error(`\`${path}\` is no suite of OpenFGA: it holds \`tests\`, each with a \`name\` and \`stages\``);
  return tests;
}

function isTest(test: unknown): test is SuiteTest {
  return typeof test === "object" && test !== null && "name" in test && "stages" in test && Array.isArray(test.stages);
}
