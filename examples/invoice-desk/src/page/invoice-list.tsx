import { subject } from "@casl/ability";
import { Can, useAbility } from "@casl/react";
import type { AbilityOf } from "@relata/casl/browser";
import { useCallback, useEffect, useState } from "react";
import type { Authz } from "../authz.gen.ts";
import type { Invoice } from "../invoices.ts";

type Ability = AbilityOf<Authz>;

/** The invoices that somebody may see, each with what they may do to it. */
export function InvoiceList() {
  const ability = useAbility<Ability>();
  const [invoices, setInvoices] = useState<readonly Invoice[]>([]);
  const load = useCallback(async () => {
    const answer = await fetch("/invoices");
    setInvoices((await answer.json()) as readonly Invoice[]);
  }, []);

  // Whoever may see other invoices is shown others.
  useEffect(() => void load(), [load, ability.rules]);

  const change = async (method: string, path: string, body?: object) => {
    await fetch(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    await load();
  };

  return (
    <ul>
      {invoices.map((row) => {
        const invoice = subject("invoice", { ...row });
        return (
          <li key={row.id} id={row.id}>
            {row.title}: {row.amount}, {row.status}
            <Can<Ability> I="approve" this={invoice}>
              <button type="button" onClick={() => void change("POST", `/invoices/${row.id}/approve`)}>
                Approve
              </button>
            </Can>
            <Can<Ability> I="edit" this={invoice}>
              <button
                type="button"
                onClick={() => void change("PATCH", `/invoices/${row.id}`, { amount: row.amount + 100 })}
              >
                Add 100
              </button>
            </Can>
          </li>
        );
      })}
    </ul>
  );
}
