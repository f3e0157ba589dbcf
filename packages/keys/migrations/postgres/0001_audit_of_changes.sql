DROP INDEX "relata_audit_by_event";--> statement-breakpoint
CREATE INDEX "relata_audit_by_event" ON "relata_audit" USING btree ("store","event","at") WHERE event <> 'attempt';