import { sql, type SQLWrapper } from "drizzle-orm";
import { bigint, customType } from "drizzle-orm/pg-core";

/** Text whose order and equality are those of its bytes, whatever the database's own collation says of letters. */
export const bytes = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/** A whole number of JavaScript. */
export const number = (name: string) => bigint(name, { mode: "number" });

/** An instant as text that sorts by time: with its `Z`, a whole second would come after its own fractions. */
export const inOrder = (instant: SQLWrapper) => sql`rtrim(${instant}, 'Z')`;

/** The transactions that made and ended a row. */
export const life = () => ({ madeIn: number("made_in").notNull(), endedIn: number("ended_in") });
