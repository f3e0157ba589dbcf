import { AbilityProvider } from "@casl/react";
import { createAbility } from "@relata/casl/browser";
import { createRoot } from "react-dom/client";
import type { Authz } from "../authz.gen.ts";
import { followRules } from "./follow-rules.ts";
import { InvoiceList } from "./invoice-list.tsx";

const ability = createAbility<Authz>([]);
followRules(ability);

const page = document.getElementById("page");
if (page !== null) {
  createRoot(page).render(
    <AbilityProvider value={ability}>
      <InvoiceList />
    </AbilityProvider>,
  );
}
