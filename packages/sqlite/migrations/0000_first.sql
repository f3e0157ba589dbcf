CREATE TABLE `relata_attributes` (
	`id` integer PRIMARY KEY NOT NULL,
	`object_type` text NOT NULL,
	`object_id` text NOT NULL,
	`name` text NOT NULL,
	`value` text NOT NULL,
	`made_in` integer NOT NULL,
	`ended_in` integer,
	FOREIGN KEY (`made_in`) REFERENCES `relata_transactions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ended_in`) REFERENCES `relata_transactions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `relata_attributes_live_key` ON `relata_attributes` (`object_type`,`object_id`,`name`) WHERE "relata_attributes"."ended_in" is null;--> statement-breakpoint
CREATE TABLE `relata_store` (
	`only` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	CONSTRAINT "relata_store_only" CHECK("relata_store"."only" = 1)
);
--> statement-breakpoint
CREATE TABLE `relata_transactions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`number` integer,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `relata_transactions_number` ON `relata_transactions` (`number`);--> statement-breakpoint
CREATE TABLE `relata_tuples` (
	`id` integer PRIMARY KEY NOT NULL,
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
	`ended_in` integer,
	FOREIGN KEY (`made_in`) REFERENCES `relata_transactions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ended_in`) REFERENCES `relata_transactions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `relata_tuples_live_key` ON `relata_tuples` (`object_type`,`object_id`,`relation`,`subject_type`,`subject_id`,`subject_relation`) WHERE "relata_tuples"."ended_in" is null;--> statement-breakpoint
CREATE INDEX `relata_tuples_live_sets` ON `relata_tuples` (`object_type`,`object_id`,`relation`) WHERE "relata_tuples"."ended_in" is null and ("relata_tuples"."subject_relation" <> '' or "relata_tuples"."subject_id" = '*');--> statement-breakpoint
CREATE INDEX `relata_tuples_live_subject` ON `relata_tuples` (`subject_type`,`subject_id`,`subject_relation`,`object_type`,`relation`,`object_id`) WHERE "relata_tuples"."ended_in" is null;