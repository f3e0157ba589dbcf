CREATE TABLE `relata_attributes` (
	`id` integer PRIMARY KEY NOT NULL,
	`store` text NOT NULL,
	`object_type` text NOT NULL,
	`object_id` text NOT NULL,
	`name` text NOT NULL,
	`value` text NOT NULL,
	`made_in` integer NOT NULL,
	`ended_in` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `relata_attributes_live_key` ON `relata_attributes` (`store`,`object_type`,`object_id`,`name`) WHERE "relata_attributes"."ended_in" is null;--> statement-breakpoint
CREATE INDEX `relata_attributes_past_key` ON `relata_attributes` (`store`,`object_type`,`object_id`,`name`) WHERE "relata_attributes"."ended_in" is not null;--> statement-breakpoint
CREATE INDEX `relata_attributes_made` ON `relata_attributes` (`store`,`made_in`);--> statement-breakpoint
CREATE INDEX `relata_attributes_ended` ON `relata_attributes` (`store`,`ended_in`) WHERE "relata_attributes"."ended_in" is not null;--> statement-breakpoint
CREATE TABLE `relata_database` (
	`only` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`oldest` integer DEFAULT 0 NOT NULL,
	`swept` integer DEFAULT 0 NOT NULL,
	CONSTRAINT "relata_database_only" CHECK("relata_database"."only" = 1)
);
--> statement-breakpoint
CREATE TABLE `relata_idempotency` (
	`store` text NOT NULL,
	`key` text NOT NULL,
	`hash` text NOT NULL,
	`transaction` integer NOT NULL,
	`written` integer NOT NULL,
	`deleted` integer NOT NULL,
	PRIMARY KEY(`store`, `key`)
);
--> statement-breakpoint
CREATE INDEX `relata_idempotency_transaction` ON `relata_idempotency` (`store`,`transaction`);--> statement-breakpoint
CREATE TABLE `relata_models` (
	`store` text NOT NULL,
	`number` integer NOT NULL,
	`hash` text NOT NULL,
	`model` text NOT NULL,
	`text` text,
	`message` text,
	`made_in` integer NOT NULL,
	PRIMARY KEY(`store`, `number`)
);
--> statement-breakpoint
CREATE INDEX `relata_models_made` ON `relata_models` (`store`,`made_in`);--> statement-breakpoint
CREATE TABLE `relata_transactions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`store` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `relata_transactions_log` ON `relata_transactions` (`store`);--> statement-breakpoint
CREATE TABLE `relata_tuples` (
	`id` integer PRIMARY KEY NOT NULL,
	`store` text NOT NULL,
	`object_type` text NOT NULL,
	`object_id` text NOT NULL,
	`relation` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`subject_relation` text NOT NULL,
	`policy` text,
	`parameters` text,
	`valid_from` text,
	`valid_until` text,
	`made_in` integer NOT NULL,
	`ended_in` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `relata_tuples_live_key` ON `relata_tuples` (`store`,`object_type`,`object_id`,`relation`,`subject_type`,`subject_id`,`subject_relation`) WHERE "relata_tuples"."ended_in" is null;--> statement-breakpoint
CREATE INDEX `relata_tuples_live_sets` ON `relata_tuples` (`store`,`object_type`,`object_id`,`relation`) WHERE ("relata_tuples"."ended_in" is null and ("relata_tuples"."subject_relation" <> '' or "relata_tuples"."subject_id" = '*'));--> statement-breakpoint
CREATE INDEX `relata_tuples_live_subject` ON `relata_tuples` (`store`,`subject_type`,`subject_id`,`subject_relation`,`object_type`,`relation`,`object_id`) WHERE "relata_tuples"."ended_in" is null;--> statement-breakpoint
CREATE INDEX `relata_tuples_past_key` ON `relata_tuples` (`store`,`object_type`,`object_id`,`relation`,`subject_type`,`subject_id`,`subject_relation`) WHERE "relata_tuples"."ended_in" is not null;--> statement-breakpoint
CREATE INDEX `relata_tuples_past_sets` ON `relata_tuples` (`store`,`object_type`,`object_id`,`relation`) WHERE ("relata_tuples"."ended_in" is not null and ("relata_tuples"."subject_relation" <> '' or "relata_tuples"."subject_id" = '*'));--> statement-breakpoint
CREATE INDEX `relata_tuples_past_subject` ON `relata_tuples` (`store`,`subject_type`,`subject_id`,`subject_relation`,`object_type`,`relation`,`object_id`) WHERE "relata_tuples"."ended_in" is not null;--> statement-breakpoint
CREATE INDEX `relata_tuples_made` ON `relata_tuples` (`store`,`made_in`);--> statement-breakpoint
CREATE INDEX `relata_tuples_ended` ON `relata_tuples` (`store`,`ended_in`) WHERE "relata_tuples"."ended_in" is not null;--> statement-breakpoint
CREATE INDEX `relata_tuples_from` ON `relata_tuples` (`store`,`valid_from`) WHERE "relata_tuples"."valid_from" is not null;--> statement-breakpoint
CREATE INDEX `relata_tuples_until` ON `relata_tuples` (`store`,`valid_until`) WHERE "relata_tuples"."valid_until" is not null;