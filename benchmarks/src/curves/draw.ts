import type { Chart, Series } from "./chart.ts";
import { scaleBetween, scaleOf, type Scale } from "./scale.ts";
import { STYLE } from "./style.ts";

const WIDTH = 760;
const HEIGHT = 420;
/** Where the lines are: names of axes stand around it, and those of the lines on its right. */
const BOX = { left: 76, right: WIDTH - 196, top: 80, bottom: HEIGHT - 60 };
/** Names of lines keep so far from each other. */
const LEADING = 32;

/** The chart as an SVG that is read by light and in the dark, and by who hears it. */
export function draw(chart: Chart): string {
  const [xs, ys] = [0, 1].map((part) => chart.series.flatMap(({ points }) => points.map((point) => point[part] ?? 0)));
  const x = scaleBetween(Math.min(...(xs ?? [])), Math.max(...(xs ?? [])));
  const y = scaleOf([...(ys ?? []), ...(chart.goal === undefined ? [] : [chart.goal.value])]);
  const place = new Place(x, y);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title about">
<title id="title">${escaped(chart.title)}</title>
<desc id="about">${escaped(`${chart.about} ${inWords(chart)}`)}</desc>
<style>${STYLE}</style>
<rect class="paper" width="${WIDTH}" height="${HEIGHT}" rx="10"/>
<text class="title" x="24" y="34">${escaped(chart.title)}</text>
${gridOf(x, y, place)}
${axesOf(chart, x, y, place)}
${goalOf(chart, place)}
${chart.series.map((series, at) => lineOf(series, at, place)).join("\n")}
${namesOf(chart, place)}
</svg>
`;
}

/** Where values are on the paper. */
class Place {
  readonly #x: Scale;
  readonly #y: Scale;

  constructor(x: Scale, y: Scale) {
    this.#x = x;
    this.#y = y;
  }

  x(value: number): number {
    return rounded(BOX.left + this.#x.at(value) * (BOX.right - BOX.left));
  }

  y(value: number): number {
    return rounded(BOX.bottom - this.#y.at(value) * (BOX.bottom - BOX.top));
  }
}

function gridOf(x: Scale, y: Scale, place: Place): string {
  const across = (value: number) => `M${BOX.left} ${place.y(value)}H${BOX.right}`;
  const down = (value: number) => `M${place.x(value)} ${BOX.top}V${BOX.bottom}`;
  const fine = [...y.between.map(across), ...x.between.map(down)];
  const grid = [...y.decades.map(across), ...x.decades.map(down)];
  return `<path class="fine" d="${fine.join("")}"/>\n<path class="grid" d="${grid.join("")}"/>`;
}

function axesOf(chart: Chart, x: Scale, y: Scale, place: Place): string {
  const below = BOX.bottom + 20;
  // The last value may lie between two powers of ten: it is said, too.
  const isFar = place.x(x.to) - place.x(x.decades.at(-1) ?? x.from) > 34;
  const values = isFar ? [...x.decades, x.to] : x.decades;
  const onX = values.map((value) => text("tick", place.x(value), below, short(value), "middle"));
  // Where there are few powers of ten, some values between them are said, too.
  const isCoarse = y.decades.length < 3;
  const between = isCoarse ? y.between.filter((value) => /^0?\.?0*[25]/u.test(String(value))) : [];
  const onY = [...y.decades, ...between].map((value) =>
    text("tick", BOX.left - 10, place.y(value) + 4, short(value), "end"),
  );
  const middle = (BOX.left + BOX.right) / 2;
  return [
    ...onX,
    ...onY,
    text("axis", middle, BOX.bottom + 44, chart.x, "middle"),
    text("axis", 24, BOX.top - 22, chart.y, "start"),
  ].join("\n");
}

function goalOf({ goal }: Chart, place: Place): string {
  if (goal === undefined) return "";
  const y = place.y(goal.value);
  return `<path class="goal" d="M${BOX.left} ${y}H${BOX.right}"/>\n${text("says", BOX.left + 8, y - 7, goal.says, "start")}`;
}

function lineOf({ points }: Series, at: number, place: Place): string {
  const path = points.map(([x, y], n) => `${n === 0 ? "M" : "L"}${place.x(x)} ${place.y(y)}`).join("");
  const dots = points.map(([x, y]) => `<circle cx="${place.x(x)}" cy="${place.y(y)}" r="3.5"/>`).join("");
  return `<g class="line of-${at + 1}"><path d="${path}"/>${dots}</g>`;
}

/** Each line is named where it ends, with its last value, so that nobody has to compare colours with a legend. */
function namesOf({ series, unit }: Chart, place: Place): string {
  const ends = series.map(({ name, points }, at) => {
    const [x = 0, y = 0] = points.at(-1) ?? [];
    return { name, at, last: said(y, unit), x: place.x(x), wanted: place.y(y) };
  });
  let above = Number.NEGATIVE_INFINITY;
  const placed = ends
    .toSorted((a, b) => a.wanted - b.wanted)
    .map((end) => {
      above = Math.max(end.wanted, above + LEADING);
      return { ...end, y: above };
    });
  // What was pushed below the box moves up again, and all that stands above it.
  let below = BOX.bottom + LEADING / 2;
  const settled = placed.toReversed().map((end) => {
    below = Math.min(end.y, below - LEADING);
    return { ...end, y: below };
  });
  return settled
    .map(({ name, at, last, x, wanted, y }) => {
      const lead = `<path class="lead of-${at + 1}" d="M${x + 6} ${wanted}L${BOX.right + 12} ${y}"/>`;
      const label = text(`name of-${at + 1}`, BOX.right + 16, y, name, "start");
      return `${lead}${label}${text("last", BOX.right + 16, y + 14, last, "start")}`;
    })
    .join("\n");
}

function text(kind: string, x: number, y: number, says: string, anchor: "start" | "middle" | "end"): string {
  return `<text class="${kind}" x="${x}" y="${rounded(y)}" text-anchor="${anchor}">${escaped(says)}</text>`;
}

function inWords({ x, unit, series }: Chart): string {
  return series
    .map(({ name, points }) => {
      const ends = [points[0], points.at(-1)].map(([x, y] = [0, 0]) => `${said(y, unit)} at ${short(x)}`);
      return `${name}: ${ends.join(", ")} (${x}).`;
    })
    .join(" ");
}

/** With its unit: milliseconds, where there are thousands of micros. */
function said(value: number, unit: Chart["unit"]): string {
  return unit === "µs" && value >= 1_000 ? `${short(value / 1_000)} ms` : `${short(value)} ${unit}`;
}

/** As one would say it: `0.4`, `12`, `3 M`. */
export function short(value: number): string {
  if (value >= 1e6) return `${digits(value / 1e6)} M`;
  if (value >= 10_000) return `${digits(value / 1_000)} k`;
  return digits(value);
}

function digits(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(2)));
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
