import { memoryStore } from "@relata/store";
import { describeStore } from "@relata/store/conformance";

describeStore("memory", () => memoryStore());
