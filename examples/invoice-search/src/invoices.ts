/** What the application keeps of an invoice. */
export interface Invoice {
  readonly id: number;
  readonly folder: string;
  readonly amount: number;
  readonly status: string;
}

/** One page, in the order of amounts, the largest first. */
export interface Page {
  readonly invoices: readonly (Invoice & { readonly folderName: string })[];
  /** Of all pages; counted up to a hundred. */
  readonly count: number;
  readonly isMore: boolean;
}

/** What may be asked about an invoice. */
export type InvoicePermission = "view" | "edit" | "approve";

/** The invoices of the application, as one person sees them: a row that may not be seen is not there. */
export interface Invoices {
  list(user: string, permission: InvoicePermission, below: number | undefined): Promise<Page>;
  /** False where there is no such invoice, or none that may be edited. */
  setAmount(user: string, id: number, amount: number): Promise<boolean>;
  remove(user: string, id: number): Promise<boolean>;
}

export const PAGE_SIZE = 3;
