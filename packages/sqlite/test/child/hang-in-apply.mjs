// Applies a model that strands tuples and deletes them, and never comes back from its judge: the deletions are done by
// then, and the model is not yet recorded. Arguments: the file.
import { sqlite } from "@relata/sqlite";

const store = sqlite(process.argv[2]);
const judge = {
  tuples: () => "nothing may stay",
  attributes: () => {
    process.stdout.write("in the transaction\n");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
};
const model = { version: 1, types: [], policies: [], context: [] };
await store.models.apply({ model, hash: "new", at: 0 }, judge, { deleteStranded: true });
