import type { Place } from "./place.ts";

export interface ZedReporter {
  report(code: string, place: Place, message: string, hint: string): void;
}
