/**
 * A parameter of the form that fits what is given. The compiler infers what is given from the first branch, which no
 * argument takes, and holds the argument to the second: so a mistake is told at the part that is wrong, with what would
 * be right there. Only where all types are erased, as when two engines are compared, does the first one count: an engine
 * with a schema can be used as one without.
 */
export type Fit<Given, Form> = 0 extends 1 & Given ? Given : NoInfer<Form>;

/**
 * The form that what is given should have had. A pattern such as `user:${string}` is met by `user:*` and `user:ann#member`
 * too: where it is, and the model admits no such thing, nothing fits.
 */
export type Refuse<Given, Form> = [Given] extends [Form] ? NotAdmitted<Given> : Form;

/** What the compiler names where the model does not admit what is given. No value is one. */
export interface NotAdmitted<Given> {
  readonly notAdmitted: readonly [Given, never];
}
