/** One family of the text that Prometheus reads, version 0.0.4. */
export interface Family {
  readonly help: string;
  readonly type: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Building extends Family {
  readonly samples: Sample[];
  readonly seen: Set<string>;
}

/** The lines that belong to a family of each type, by what stands behind its name. */
const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  counter: [""],
  gauge: [""],
  histogram: ["_bucket", "_sum", "_count"],
};

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\[\\n"])*)"(?:,|$)/y;

/**
 * Reads the text back, and is strict: a family is there once, its lines together behind its `HELP` and `TYPE`, no line is there twice, and
 * buckets only grow up to `+Inf`, which is the count.
 *
 * @throws Error for text that is not of the format
 */
export function readExposition(text: string): ReadonlyMap<string, Family> {
  if (!text.endsWith("\n")) throw new Error("the last line does not end");
  const families = new Map<string, Building>();
  let [name, help] = ["", ""];
  for (const line of text.split("\n").filter((one) => one !== "")) {
    const [, kind = "", of = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === "HELP") [name, help] = [of, rest];
    else if (kind === "TYPE") {
      if (of !== name || families.has(name)) throw new Error(`not once, or not together: ${line}`);
      families.set(name, { help, type: rest, samples: [], seen: new Set() });
    } else addSample(families.get(name), name, readSample(line));
  }
  for (const [of, family] of families) checkFamily(of, family);
  return families;
}

/** The value of the one sample with these labels; undefined where there is none. */
export function valueOf(
  families: ReadonlyMap<string, Family>,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const family = families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ""));
  return family?.samples.find((one) => one.name === name && keyOf(one) === keyOf({ name, labels }))?.value;
}

function readSample(line: string): Sample {
  const [, name = "", inner = "", value = ""] = LINE.exec(line) ?? [];
  const number = value === "+Inf" ? Infinity : Number(value);
  if (name === "" || Number.isNaN(number)) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < inner.length) {
    const [, label = "", escaped = ""] = LABEL.exec(inner) ?? [];
    if (label === "" || Object.hasOwn(labels, label)) throw new Error(`no labels: ${line}`);
    labels[label] = escaped.replaceAll(/\\([\\n"])/g, (_, one: string) => (one === "n" ? "\n" : one));
  }
  return { name, labels, value: number };
}

function addSample(family: Building | undefined, of: string, sample: Sample): void {
  const names = SUFFIXES[family?.type ?? ""]?.map((suffix) => `${of}${suffix}`) ?? [];
  if (family === undefined || !names.includes(sample.name)) throw new Error(`${sample.name} is not of ${of}`);
  const key = keyOf(sample);
  if (family.seen.has(key)) throw new Error(`${key} is there twice`);
  family.seen.add(key);
  family.samples.push(sample);
}

/** Of a histogram: the buckets of each label set, which stand together and in order. */
function checkFamily(of: string, { type, samples }: Family): void {
  if (type !== "histogram") return;
  let [below, count] = [-Infinity, 0];
  for (const { name, labels, value } of samples) {
    const le = labels["le"] === "+Inf" ? Infinity : Number(labels["le"]);
    const fits = name === `${of}_bucket` ? le > below && value >= count : below === Infinity;
    if (!fits || (name === `${of}_count` && value !== count)) throw new Error(`the buckets of ${of} do not add up`);
    if (name === `${of}_bucket`) [below, count] = [le, value];
    if (name === `${of}_count`) [below, count] = [-Infinity, 0];
  }
}

function keyOf({ name, labels }: Pick<Sample, "name" | "labels">): string {
  return JSON.stringify([name, Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}
