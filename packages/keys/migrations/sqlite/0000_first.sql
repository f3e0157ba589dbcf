CREATE TABLE `relata_audit` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`store` text NOT NULL,
	`key` text,
	`event` text NOT NULL,
	`row` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `relata_audit_by_store` ON `relata_audit` (`store`,`number`);--> statement-breakpoint
CREATE INDEX `relata_audit_by_key` ON `relata_audit` (`store`,`key`,`number`);--> statement-breakpoint
CREATE INDEX `relata_audit_by_event` ON `relata_audit` (`store`,`event`,`at`);--> statement-breakpoint
CREATE TABLE `relata_keys` (
	`store` text NOT NULL,
	`id` text NOT NULL,
	`app` text NOT NULL,
	`kind` text NOT NULL,
	`environment` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	`expires_at` integer,
	`revoked_at` integer,
	`addresses` text,
	`limits` text,
	`metadata` text NOT NULL,
	`last_used_at` integer,
	PRIMARY KEY(`store`, `id`)
);
--> statement-breakpoint
CREATE INDEX `relata_keys_revoked` ON `relata_keys` (`store`,`revoked_at`) WHERE revoked_at is not null;--> statement-breakpoint
CREATE TABLE `relata_limits` (
	`key` text PRIMARY KEY NOT NULL,
	`points` integer DEFAULT 0 NOT NULL,
	`expire` integer
);
--> statement-breakpoint
CREATE TABLE `relata_secrets` (
	`store` text NOT NULL,
	`hash` text NOT NULL,
	`key` text NOT NULL,
	`last_four` text NOT NULL,
	`created_at` integer NOT NULL,
	`valid_until` integer,
	PRIMARY KEY(`store`, `hash`)
);
--> statement-breakpoint
CREATE INDEX `relata_secrets_by_key` ON `relata_secrets` (`store`,`key`,`created_at`);--> statement-breakpoint
CREATE TABLE `relata_signing_keys` (
	`store` text NOT NULL,
	`kid` text NOT NULL,
	`generation` integer NOT NULL,
	`algorithm` text NOT NULL,
	`created_at` integer NOT NULL,
	`signs_from` integer NOT NULL,
	`material` text NOT NULL,
	PRIMARY KEY(`store`, `generation`)
);
