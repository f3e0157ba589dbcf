CREATE TABLE "relata_attributes" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "relata_attributes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text COLLATE "C" NOT NULL,
	"object_type" text COLLATE "C" NOT NULL,
	"object_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"value" text COLLATE "C" NOT NULL,
	"made_in" bigint NOT NULL,
	"ended_in" bigint,
	CONSTRAINT "relata_attributes_pkey" PRIMARY KEY("store","id")
);
--> statement-breakpoint
CREATE TABLE "relata_database" (
	"only" integer PRIMARY KEY NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"oldest" bigint DEFAULT 0 NOT NULL,
	"collected" bigint DEFAULT 0 NOT NULL,
	"settled" bigint DEFAULT 0 NOT NULL,
	"swept" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "relata_database_only" CHECK ("relata_database"."only" = 1)
);
--> statement-breakpoint
CREATE TABLE "relata_idempotency" (
	"store" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"transaction" bigint NOT NULL,
	"written" integer NOT NULL,
	"deleted" integer NOT NULL,
	CONSTRAINT "relata_idempotency_pkey" PRIMARY KEY("store","key")
);
--> statement-breakpoint
CREATE TABLE "relata_models" (
	"store" text COLLATE "C" NOT NULL,
	"number" integer NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"model" text NOT NULL,
	"text" text,
	"message" text,
	"made_in" bigint NOT NULL,
	CONSTRAINT "relata_models_pkey" PRIMARY KEY("store","number")
);
--> statement-breakpoint
CREATE TABLE "relata_transactions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "relata_transactions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text COLLATE "C" NOT NULL,
	"number" bigint,
	"place" bigint,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "relata_tuples" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "relata_tuples_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text COLLATE "C" NOT NULL,
	"object_type" text COLLATE "C" NOT NULL,
	"object_id" text COLLATE "C" NOT NULL,
	"relation" text COLLATE "C" NOT NULL,
	"subject_type" text COLLATE "C" NOT NULL,
	"subject_id" text COLLATE "C" NOT NULL,
	"subject_relation" text COLLATE "C" NOT NULL,
	"policy" text COLLATE "C",
	"parameters" text COLLATE "C",
	"valid_from" text COLLATE "C",
	"valid_until" text COLLATE "C",
	"made_in" bigint NOT NULL,
	"ended_in" bigint,
	CONSTRAINT "relata_tuples_pkey" PRIMARY KEY("store","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "relata_attributes_live_key" ON "relata_attributes" USING btree ("store","object_type","object_id","name") WHERE "relata_attributes"."ended_in" is null;--> statement-breakpoint
CREATE INDEX "relata_attributes_past_key" ON "relata_attributes" USING btree ("store","object_type","object_id","name") WHERE "relata_attributes"."ended_in" is not null;--> statement-breakpoint
CREATE INDEX "relata_attributes_made" ON "relata_attributes" USING btree ("store","made_in");--> statement-breakpoint
CREATE INDEX "relata_attributes_ended" ON "relata_attributes" USING btree ("store","ended_in") WHERE "relata_attributes"."ended_in" is not null;--> statement-breakpoint
CREATE INDEX "relata_idempotency_transaction" ON "relata_idempotency" USING btree ("store","transaction");--> statement-breakpoint
CREATE INDEX "relata_models_made" ON "relata_models" USING btree ("store","made_in");--> statement-breakpoint
CREATE UNIQUE INDEX "relata_transactions_number" ON "relata_transactions" USING btree ("number") WHERE "relata_transactions"."number" is not null;--> statement-breakpoint
CREATE INDEX "relata_transactions_log" ON "relata_transactions" USING btree ("store","number") WHERE "relata_transactions"."number" is not null;--> statement-breakpoint
CREATE INDEX "relata_transactions_unnumbered" ON "relata_transactions" USING btree ("id","store") WHERE "relata_transactions"."number" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "relata_tuples_live_key" ON "relata_tuples" USING btree ("store","object_type","object_id","relation","subject_type","subject_id","subject_relation") WHERE "relata_tuples"."ended_in" is null;--> statement-breakpoint
CREATE INDEX "relata_tuples_live_sets" ON "relata_tuples" USING btree ("store","object_type","object_id","relation") WHERE coalesce("relata_tuples"."ended_in", -1) < 0 and ("relata_tuples"."subject_relation" <> '' or "relata_tuples"."subject_id" = '*');--> statement-breakpoint
CREATE INDEX "relata_tuples_live_subject" ON "relata_tuples" USING btree ("store","subject_type","subject_id","subject_relation","object_type","relation","object_id") WHERE coalesce("relata_tuples"."ended_in", 0) < 1;--> statement-breakpoint
CREATE INDEX "relata_tuples_past_key" ON "relata_tuples" USING btree ("store","object_type","object_id","relation","subject_type","subject_id","subject_relation") WHERE "relata_tuples"."ended_in" is not null;--> statement-breakpoint
CREATE INDEX "relata_tuples_past_sets" ON "relata_tuples" USING btree ("store","object_type","object_id","relation") WHERE coalesce("relata_tuples"."ended_in", -1) > 0 and ("relata_tuples"."subject_relation" <> '' or "relata_tuples"."subject_id" = '*');--> statement-breakpoint
CREATE INDEX "relata_tuples_past_subject" ON "relata_tuples" USING btree ("store","subject_type","subject_id","subject_relation","object_type","relation","object_id") WHERE coalesce("relata_tuples"."ended_in", 0) > 0;--> statement-breakpoint
CREATE INDEX "relata_tuples_made" ON "relata_tuples" USING btree ("store","made_in");--> statement-breakpoint
CREATE INDEX "relata_tuples_ended" ON "relata_tuples" USING btree ("store","ended_in") WHERE "relata_tuples"."ended_in" is not null;--> statement-breakpoint
CREATE INDEX "relata_tuples_from" ON "relata_tuples" USING btree ("store",rtrim("valid_from", 'Z')) WHERE "relata_tuples"."valid_from" is not null;--> statement-breakpoint
CREATE INDEX "relata_tuples_until" ON "relata_tuples" USING btree ("store",rtrim("valid_until", 'Z')) WHERE "relata_tuples"."valid_until" is not null;