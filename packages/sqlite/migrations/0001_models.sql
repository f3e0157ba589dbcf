CREATE TABLE `relata_models` (
	`number` integer PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`model` text NOT NULL,
	`text` text,
	`message` text,
	`made_in` integer NOT NULL,
	FOREIGN KEY (`made_in`) REFERENCES `relata_transactions`(`id`) ON UPDATE no action ON DELETE no action
);
