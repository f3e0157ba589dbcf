import {
  followed,
  isSubjectSet,
  isWildcard,
  operands,
  rewriteOf,
  samePlace,
  targetName,
  variantsOf,
  WILDCARD,
  type Place,
  type Rewrite,
  type SubjectRef,
} from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import type { Arm } from "../dialects/dialect.ts";
import { written } from "./condition.ts";
import type { Writing } from "./writing.ts";

/** What of tuples leads from an object that was reached, or from the subject, to a name of another. */
interface Lead {
  readonly subject: { readonly type: string; readonly relation: string };
  readonly over: { readonly type: string; readonly relation: string };
  readonly to: number;
}

/**
 * From the subject to all objects that it may have the permission on, as one recursive query over rows of a name and an id: what
 * an exclusion takes away, an intersection narrows or a policy asks is left for `Exact`.
 *
 * Law: every object of which `check` may say so is in it, or the wildcard of its type is.
 */
export class Candidates {
  readonly #writing: Writing;
  readonly #subject: SubjectRef;
  readonly #places: Place[] = [];
  /** Objects to begin with: what is in itself. */
  readonly #starts: { readonly node: number; readonly id: string }[] = [];
  /** Leads from the subject itself. */
  readonly #first: Lead[] = [];
  readonly #next: (Lead & { readonly from: number })[] = [];
  readonly #same: { readonly from: number; readonly to: number }[] = [];

  constructor(writing: Writing, subject: SubjectRef) {
    this.#writing = writing;
    this.#subject = subject;
    this.#number(writing.compiled.start);
    // Invariant: the list grows while it is walked, by the names that are come to.
    for (let i = 0; i < this.#places.length; i++) this.#read(i);
  }

  /**
   * The query `name(node, id)`, of which those of node 0 are the objects; where only some of them are wanted, those come before all that
   * leads to others, as many as `most` of each kind.
   */
  query(name: SQL, most?: number): SQL {
    const { dialect, now } = this.#writing;
    const { type, id, relation = "" } = this.#subject;
    const ids = isSubjectSet(this.#subject) || isWildcard(this.#subject) ? [id] : [id, WILDCARD];
    const starts = this.#starts.flatMap(({ node, id: own }) =>
      this.#reached(node).map((to) => sql`${dialect.whole(to)}, ${dialect.text(own)}`),
    );
    const first = this.#all(this.#first);
    if (first.length > 0) {
      const [s, t] = [this.#writing.aliases.next(), this.#writing.aliases.next()];
      const isSubject = sql`${t}.subject_type = ${dialect.text(type)}
        and ${t}.subject_id in (${sql.join(
          ids.map((one) => dialect.text(one)),
          sql`, `,
        )}) and ${t}.subject_relation = ${dialect.text(relation)}`;
      const objects = dialect.objectsOf(t, sql`${isSubject} and ${over(s, t)}`, now, most);
      const rows = first.map(({ over: { type: of, relation: under }, to }) => [
        dialect.text(of),
        dialect.text(under),
        dialect.whole(to),
      ]);
      const leads = dialect.rows(s, ["object_type", "relation", "to_node"], rows);
      starts.push(
        sql`${s}.to_node, ${objects.id} from ${leads} cross join ${objects.from} where ${written(objects.where)}`,
      );
    }
    // Why: without a first row a recursive query has no columns.
    if (starts.length === 0) starts.push(sql`${dialect.whole(-1)}, ${dialect.text("")} where false`);
    return dialect.recursive(name, starts, this.#overTuples(name, most), most === undefined ? "all" : "first");
  }

  #overTuples(name: SQL, most: number | undefined): readonly Arm[] {
    const next = this.#all(this.#next);
    if (next.length === 0) return [];
    const { dialect, now } = this.#writing;
    const rows = next.map(({ from, subject, over: { type, relation }, to }) => [
      dialect.whole(from),
      dialect.text(subject.type),
      dialect.text(subject.relation),
      dialect.text(type),
      dialect.text(relation),
      dialect.whole(to),
    ]);
    const columns = ["from_node", "subject_type", "subject_relation", "object_type", "relation", "to_node"];
    // What holds of every object of a type leads from each of them.
    return [sql`${name}.id`, undefined].map((id): Arm => {
      const [s, t] = [this.#writing.aliases.next(), this.#writing.aliases.next()];
      const isReached = id === undefined ? sql`` : sql`and ${t}.subject_id = ${id}`;
      const objects = dialect.objectsOf(
        t,
        sql`${t}.subject_type = ${s}.subject_type ${isReached} and ${t}.subject_relation = ${s}.subject_relation
          and ${over(s, t)}`,
        now,
        most,
      );
      return {
        columns: sql`${s}.to_node, ${objects.id}`,
        from: { from: sql`${dialect.rows(s, columns, rows)} cross join ${objects.from}`, where: objects.where },
        where:
          id === undefined
            ? sql`${name}.id = '*' and ${s}.from_node = ${name}.node`
            : sql`${s}.from_node = ${name}.node`,
      };
    });
  }

  /**
   * A node, and every name of the same object that asks for it; of these, the permission itself and what leads on.
   *
   * Why not as steps of the query: what is asked for would come behind all that leads to it, and no count could stop early.
   */
  #reached(node: number): readonly number[] {
    const nodes = new Set([node]);
    // Invariant: a set may grow while it is walked, and holds each once, so that a cycle ends.
    for (const one of nodes) for (const { from, to } of this.#same) if (from === one) nodes.add(to);
    return [...nodes].filter((one) => one === 0 || this.#next.some(({ from }) => from === one));
  }

  /** The leads, to all that is reached with each. */
  #all<L extends Lead>(leads: readonly L[]): readonly L[] {
    return leads.flatMap((lead) => this.#reached(lead.to).map((to) => ({ ...lead, to })));
  }

  #number(place: Place): number {
    const known = this.#places.findIndex((other) => samePlace(other, place));
    if (known !== -1) return known;
    return this.#places.push(place) - 1;
  }

  /** What leads to a name. */
  #read(node: number): void {
    const place = this.#places[node];
    const rewrite = place === undefined ? undefined : rewriteOf(this.#writing.compiled.index, place);
    if (place === undefined || rewrite === undefined) return;
    const { type, id, relation } = this.#subject;
    if (relation === place.name && type === place.type) this.#start(node, id);
    this.#readPart(rewrite, place, node);
  }

  #readPart(rewrite: Rewrite, place: Place, to: number): void {
    const { index } = this.#writing.compiled;
    switch (rewrite.kind) {
      case "this": {
        const over = { type: place.type, relation: place.name };
        const { type, relation = "" } = this.#subject;
        this.#first.push({ subject: { type, relation }, over, to });
        for (const variant of variantsOf(index, place.type, place.name)) {
          if (variant.relation === undefined) continue;
          const from = this.#number({ type: variant.type, name: variant.relation });
          this.#next.push({ from, subject: { type: variant.type, relation: variant.relation }, over, to });
        }
        return;
      }
      case "computed":
        this.#same.push({ from: this.#number({ type: place.type, name: rewrite.relation }), to });
        return;
      case "arrow": {
        const over = { type: place.type, relation: rewrite.relation };
        for (const variant of followed(index, place.type, rewrite.relation)) {
          const from = this.#number({ type: variant.type, name: targetName(rewrite.target) });
          this.#next.push({ from, subject: { type: variant.type, relation: variant.relation ?? "" }, over, to });
        }
        return;
      }
      case "union":
        for (const part of rewrite.of) this.#readPart(part, place, to);
        return;
      // Whoever is in all of them is in the first.
      case "intersection":
      case "exclusion":
      case "when": {
        const [first] = operands(rewrite);
        if (first !== undefined) this.#readPart(first, place, to);
        return;
      }
      case "self":
        if (!isSubjectSet(this.#subject) && this.#subject.type === place.type) this.#start(to, this.#subject.id);
        return;
      case "nil":
        return;
    }
  }

  #start(node: number, id: string): void {
    this.#starts.push({ node, id });
  }
}

function over(s: SQL, t: SQL): SQL {
  return sql`${t}.object_type = ${s}.object_type and ${t}.relation = ${s}.relation`;
}
