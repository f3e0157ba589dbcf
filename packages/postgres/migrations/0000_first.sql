CREATE TABLE "relata_attributes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "relata_attributes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"object_type" text COLLATE "C" NOT NULL,
	"object_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"value" text COLLATE "C" NOT NULL,
	"made_in" bigint NOT NULL,
	"ended_in" bigint
);
--> statement-breakpoint
CREATE TABLE "relata_models" (
	"number" integer PRIMARY KEY NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"model" text NOT NULL,
	"text" text,
	"message" text,
	"made_in" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "relata_store" (
	"only" integer PRIMARY KEY NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	CONSTRAINT "relata_store_only" CHECK ("relata_store"."only" = 1)
);
--> statement-breakpoint
CREATE TABLE "relata_transactions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "relata_transactions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" bigint,
	"at" bigint NOT NULL,
	CONSTRAINT "relata_transactions_number" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "relata_tuples" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "relata_tuples_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
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
	"ended_in" bigint
);
--> statement-breakpoint
ALTER TABLE "relata_attributes" ADD CONSTRAINT "relata_attributes_made_in_relata_transactions_id_fk" FOREIGN KEY ("made_in") REFERENCES "public"."relata_transactions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relata_attributes" ADD CONSTRAINT "relata_attributes_ended_in_relata_transactions_id_fk" FOREIGN KEY ("ended_in") REFERENCES "public"."relata_transactions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relata_models" ADD CONSTRAINT "relata_models_made_in_relata_transactions_id_fk" FOREIGN KEY ("made_in") REFERENCES "public"."relata_transactions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relata_tuples" ADD CONSTRAINT "relata_tuples_made_in_relata_transactions_id_fk" FOREIGN KEY ("made_in") REFERENCES "public"."relata_transactions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relata_tuples" ADD CONSTRAINT "relata_tuples_ended_in_relata_transactions_id_fk" FOREIGN KEY ("ended_in") REFERENCES "public"."relata_transactions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "relata_attributes_live_key" ON "relata_attributes" USING btree ("object_type","object_id","name") WHERE "relata_attributes"."ended_in" is null;--> statement-breakpoint
CREATE INDEX "relata_transactions_unnumbered" ON "relata_transactions" USING btree ("id") WHERE "relata_transactions"."number" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "relata_tuples_live_key" ON "relata_tuples" USING btree ("object_type","object_id","relation","subject_type","subject_id","subject_relation") WHERE "relata_tuples"."ended_in" is null;--> statement-breakpoint
CREATE INDEX "relata_tuples_live_sets" ON "relata_tuples" USING btree ("object_type","object_id","relation") WHERE "relata_tuples"."ended_in" is null and ("relata_tuples"."subject_relation" <> '' or "relata_tuples"."subject_id" = '*');--> statement-breakpoint
CREATE INDEX "relata_tuples_live_subject" ON "relata_tuples" USING btree ("subject_type","subject_id","subject_relation","object_type","relation","object_id") WHERE "relata_tuples"."ended_in" is null;