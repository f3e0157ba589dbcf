import { Failure } from "@relata/model";

/** How much of a store is kept in memory. */
export interface ResidentOptions {
  /** Bytes that the graphs of all stores of the database may take together: 512 MiB unless given. Beyond, the store is asked. */
  readonly maxBytes?: number;
  /** How many subjects' groups are kept ready in each graph: 100,000 unless given. No answer depends on it. */
  readonly closures?: number;
}

/** The options, all of them given. */
export interface ResidentLimits {
  readonly maxBytes: number;
  readonly closures: number;
}

const MIB = 2 ** 20;
const MAX_BYTES = 512 * MIB;
const CLOSURES = 100_000;

/** None where nothing is to be resident. @throws Failure `invalid_question` */
export function toResidentLimits(options: boolean | ResidentOptions | undefined): ResidentLimits | undefined {
  if (options === undefined || options === false) return undefined;
  const { maxBytes = MAX_BYTES, closures = CLOSURES } = options === true ? {} : options;
  if (typeof maxBytes !== "number" || !(maxBytes > 0)) throw invalid("maxBytes", "a number of bytes above 0");
  if (!Number.isSafeInteger(closures) || closures < 1) throw invalid("closures", "a whole number from 1 on");
  return { maxBytes, closures };
}

function invalid(name: string, form: string): Failure {
  return new Failure("invalid_question", `\`resident.${name}\` is ${form}`);
}
