import { denialBody, problemHeaders, type Denial } from "@relata/middleware";

/** What of a response is used: that of Express, of either version. */
interface Answering {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(text: string): unknown;
}

/** Why not `json`: it would name a charset, which JSON does not have. RFC 8259 §11. */
export function answer(response: Answering, denial: Denial): void {
  response.statusCode = denial.status;
  for (const [name, value] of Object.entries(problemHeaders(denial))) response.setHeader(name, value);
  response.end(JSON.stringify(denialBody(denial)));
}
