import fc from "fast-check";

// Laws that say nothing of a seed have that of the run, too.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env["RELATA_SEED"]) });
