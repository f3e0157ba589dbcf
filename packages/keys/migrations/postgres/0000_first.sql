CREATE TABLE "relata_audit" (
	"number" bigserial PRIMARY KEY NOT NULL,
	"store" text NOT NULL,
	"key" text,
	"event" text NOT NULL,
	"row" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "relata_keys" (
	"store" text NOT NULL,
	"id" text NOT NULL,
	"app" text NOT NULL,
	"kind" text NOT NULL,
	"environment" text NOT NULL,
	"name" text NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text,
	"expires_at" bigint,
	"revoked_at" bigint,
	"addresses" text,
	"limits" text,
	"metadata" text NOT NULL,
	"last_used_at" bigint,
	CONSTRAINT "relata_keys_key" PRIMARY KEY("store","id")
);
--> statement-breakpoint
CREATE TABLE "relata_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "relata_secrets" (
	"store" text NOT NULL,
	"hash" text NOT NULL,
	"key" text NOT NULL,
	"last_four" text NOT NULL,
	"created_at" bigint NOT NULL,
	"valid_until" bigint,
	CONSTRAINT "relata_secrets_key" PRIMARY KEY("store","hash")
);
--> statement-breakpoint
CREATE TABLE "relata_signing_keys" (
	"store" text NOT NULL,
	"kid" text NOT NULL,
	"generation" integer NOT NULL,
	"algorithm" text NOT NULL,
	"created_at" bigint NOT NULL,
	"signs_from" bigint NOT NULL,
	"material" text NOT NULL,
	CONSTRAINT "relata_signing_keys_key" PRIMARY KEY("store","generation")
);
--> statement-breakpoint
CREATE INDEX "relata_audit_by_store" ON "relata_audit" USING btree ("store","number");--> statement-breakpoint
CREATE INDEX "relata_audit_by_key" ON "relata_audit" USING btree ("store","key","number");--> statement-breakpoint
CREATE INDEX "relata_audit_by_event" ON "relata_audit" USING btree ("store","event","at");--> statement-breakpoint
CREATE INDEX "relata_keys_revoked" ON "relata_keys" USING btree ("store","revoked_at") WHERE revoked_at is not null;--> statement-breakpoint
CREATE INDEX "relata_secrets_by_key" ON "relata_secrets" USING btree ("store","key","created_at");