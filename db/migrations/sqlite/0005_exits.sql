CREATE TABLE `closing_record` (
	`run_id` text PRIMARY KEY NOT NULL,
	`closed_at` integer NOT NULL,
	`kid` text NOT NULL,
	`claims` text NOT NULL,
	`erased_at` integer
);
--> statement-breakpoint
CREATE TABLE `integration_key` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`token_hash` text NOT NULL,
	`owner_id` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `integration_key_hash_idx` ON `integration_key` (`token_hash`);--> statement-breakpoint
CREATE TABLE `last_check` (
	`batch_id` text NOT NULL,
	`member_id` text NOT NULL,
	`at` integer NOT NULL,
	`counts` text NOT NULL,
	PRIMARY KEY(`batch_id`, `member_id`)
);
--> statement-breakpoint
CREATE INDEX `last_check_member_idx` ON `last_check` (`member_id`,`at`);--> statement-breakpoint
CREATE TABLE `obligation` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`owner_id` text,
	`source` text NOT NULL,
	`external_id` text,
	`generation` integer NOT NULL,
	`state` text NOT NULL,
	`data` text NOT NULL,
	`settled` text,
	`settled_to` text,
	`outcome` text,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`interrupted_at` integer,
	`repair_ms` integer,
	`due_at` integer
);
--> statement-breakpoint
CREATE INDEX `obligation_owner_idx` ON `obligation` (`owner_id`,`state`);--> statement-breakpoint
CREATE INDEX `obligation_kind_idx` ON `obligation` (`kind`,`state`);--> statement-breakpoint
CREATE INDEX `obligation_to_idx` ON `obligation` (`settled_to`);--> statement-breakpoint
CREATE INDEX `obligation_due_idx` ON `obligation` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `obligation_changed_idx` ON `obligation` (`changed_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `obligation_external_idx` ON `obligation` (`source`,`external_id`,`generation`);--> statement-breakpoint
CREATE TABLE `run_file_part` (
	`file_id` text NOT NULL,
	`part` integer NOT NULL,
	`content` text NOT NULL,
	PRIMARY KEY(`file_id`, `part`)
);
--> statement-breakpoint
CREATE TABLE `run_file` (
	`id` text PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`rows` integer NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `run_template` (
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`steps` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`kind`, `version`)
);
--> statement-breakpoint
CREATE TABLE `run` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text,
	`path` text,
	`state` text NOT NULL,
	`template_version` integer NOT NULL,
	`steps` text NOT NULL,
	`started_by` text NOT NULL,
	`started_at` integer NOT NULL,
	`closed_at` integer,
	`reason` text,
	`supervisor_id` text,
	`review` text
);
--> statement-breakpoint
CREATE INDEX `run_state_idx` ON `run` (`state`,`started_at`);--> statement-breakpoint
CREATE INDEX `run_subject_idx` ON `run` (`subject_id`,`state`);--> statement-breakpoint
CREATE INDEX `run_supervisor_idx` ON `run` (`supervisor_id`);