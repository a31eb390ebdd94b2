CREATE TABLE `member_language` (
	`member_id` text PRIMARY KEY NOT NULL,
	`language` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `letter` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`address` text NOT NULL,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`kind` text NOT NULL,
	`sealed` text,
	`created_at` integer NOT NULL,
	`useless_at` integer,
	`next_try_at` integer,
	`tries` integer NOT NULL,
	`sent_at` integer
);
--> statement-breakpoint
CREATE INDEX `letter_due_idx` ON `letter` (`next_try_at`);