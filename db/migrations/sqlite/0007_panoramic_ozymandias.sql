CREATE TABLE `hook` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`sealed` text,
	`created_at` integer NOT NULL,
	`next_try_at` integer,
	`tries` integer NOT NULL,
	`sent_at` integer
);
--> statement-breakpoint
CREATE INDEX `hook_due_idx` ON `hook` (`next_try_at`);