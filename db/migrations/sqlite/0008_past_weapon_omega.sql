CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`coverage` text,
	`state` text NOT NULL,
	`by` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`stopped_by` text,
	`total_logs` integer NOT NULL,
	`total_entries` integer NOT NULL,
	`walk` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verification_started_idx` ON `verification` (`started_at`);--> statement-breakpoint
CREATE INDEX `verification_state_idx` ON `verification` (`state`);