import { leadsFrom, placeKey, rewriteOf, type ModelIndex, type Place } from "@relata/model";

/** Names that ask for one another: what must be settled together. */
export interface Component {
  readonly places: readonly Place[];
  /** Whether a name in it asks for itself, over one step or several. */
  readonly isCyclic: boolean;
}

/** Every name that a question may come to, in its component, by type and name. */
export class Components {
  readonly #components = new Map<string, Component>();

  constructor(index: ModelIndex, start: Place) {
    const visits = new Map<string, Visit>();
    this.#visit(index, start, visits, []);
  }

  of({ type, name }: Place): Component {
    const place = { type, name };
    return this.#components.get(placeKey(place)) ?? { places: [place], isCyclic: false };
  }

  all(): readonly Component[] {
    return [...new Set(this.#components.values())];
  }

  /** Tarjan's strongly connected components (1972). Recursive: as deep as a model has names. */
  #visit(index: ModelIndex, place: Place, visits: Map<string, Visit>, stack: Visit[]): Visit {
    const visit: Visit = { place, number: visits.size, low: visits.size, isOpen: true };
    visits.set(placeKey(place), visit);
    stack.push(visit);
    const rewrite = rewriteOf(index, place);
    let asksItself = false;
    for (const { place: next } of rewrite === undefined ? [] : leadsFrom(index, place, rewrite)) {
      const known = visits.get(placeKey(next));
      asksItself ||= known === visit;
      if (known === undefined) visit.low = Math.min(visit.low, this.#visit(index, next, visits, stack).low);
      else if (known.isOpen) visit.low = Math.min(visit.low, known.number);
    }
    if (visit.low === visit.number) this.#close(stack.splice(stack.indexOf(visit)), asksItself);
    return visit;
  }

  #close(visits: readonly Visit[], asksItself: boolean): void {
    const places = visits.map(({ place }) => place);
    const component = { places, isCyclic: asksItself || places.length > 1 };
    for (const visit of visits) {
      visit.isOpen = false;
      this.#components.set(placeKey(visit.place), component);
    }
  }
}

interface Visit {
  readonly place: Place;
  readonly number: number;
  low: number;
  isOpen: boolean;
}
