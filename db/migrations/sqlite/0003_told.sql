CREATE TABLE `notice` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`data` text NOT NULL,
	`read_at` integer,
	`answer` text,
	`answered_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notice_key_idx` ON `notice` (`member_id`,`key`);--> statement-breakpoint
CREATE INDEX `notice_member_idx` ON `notice` (`member_id`,`at`);--> statement-breakpoint
CREATE INDEX `notice_unread_idx` ON `notice` (`member_id`,`read_at`);--> statement-breakpoint
CREATE TABLE `preference` (
	`member_id` text PRIMARY KEY NOT NULL,
	`idle_days` integer,
	`mail` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sample` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`metric` text NOT NULL,
	`value` integer NOT NULL,
	`at` integer NOT NULL,
	`member_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sample_subject_idx` ON `sample` (`subject`,`metric`,`at`);