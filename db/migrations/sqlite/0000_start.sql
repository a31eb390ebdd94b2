CREATE TABLE `confirmation_answer` (
	`sign_out_id` text NOT NULL,
	`jti` text NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`sign_out_id`, `jti`)
);
--> statement-breakpoint
CREATE TABLE `batch` (
	`id` text PRIMARY KEY NOT NULL,
	`requested_at` integer NOT NULL,
	`by` text NOT NULL,
	`state` text NOT NULL,
	`total` integer NOT NULL,
	`done` integer NOT NULL,
	`failed` integer NOT NULL,
	`plan` text,
	`outcomes` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `batch_state_idx` ON `batch` (`state`);--> statement-breakpoint
CREATE TABLE `challenge` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`thumbprint` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `department` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`parent_id` text
);
--> statement-breakpoint
CREATE TABLE `device` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`os` text NOT NULL,
	`model` text,
	`app_version` text,
	`install_id` text NOT NULL,
	`public_key` text NOT NULL,
	`thumbprint` text NOT NULL,
	`bound` integer NOT NULL,
	`shared` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer,
	`forgotten_at` integer,
	`status` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `device_key_idx` ON `device` (`member_id`,`thumbprint`);--> statement-breakpoint
CREATE TABLE `entry` (
	`stream` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`data` text,
	`salt` text,
	`data_hash` text NOT NULL,
	`hash` text NOT NULL,
	`sign_out_id` text,
	PRIMARY KEY(`stream`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `entry_at_idx` ON `entry` (`at`);--> statement-breakpoint
CREATE INDEX `entry_sign_out_idx` ON `entry` (`sign_out_id`,`seq`);--> statement-breakpoint
CREATE TABLE `failure` (
	`id` text PRIMARY KEY NOT NULL,
	`bucket` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `failure_bucket_idx` ON `failure` (`bucket`,`at`);--> statement-breakpoint
CREATE TABLE `follower` (
	`sign_out_id` text NOT NULL,
	`session_id` text NOT NULL,
	`device_id` text NOT NULL,
	`name` text NOT NULL,
	`seq` integer NOT NULL,
	`synced_at` integer,
	PRIMARY KEY(`sign_out_id`, `session_id`)
);
--> statement-breakpoint
CREATE INDEX `follower_session_idx` ON `follower` (`session_id`,`synced_at`);--> statement-breakpoint
CREATE TABLE `idempotency` (
	`key` text PRIMARY KEY NOT NULL,
	`body_hash` text NOT NULL,
	`status` integer,
	`body` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `invitation` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE TABLE `link` (
	`id` text PRIMARY KEY NOT NULL,
	`device_code_hash` text NOT NULL,
	`user_code` text NOT NULL,
	`check_number` text NOT NULL,
	`claim` text NOT NULL,
	`ip` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`state` text NOT NULL,
	`member_id` text,
	`scanned_by` text,
	`wrong_numbers` integer NOT NULL,
	`decided_at` integer,
	`approver_session_id` text,
	`approver_device_id` text,
	`session_id` text,
	`interval_s` integer NOT NULL,
	`polled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `link_device_code_idx` ON `link` (`device_code_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `link_user_code_idx` ON `link` (`user_code`);--> statement-breakpoint
CREATE INDEX `link_member_idx` ON `link` (`member_id`,`state`);--> statement-breakpoint
CREATE TABLE `member` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`state` text NOT NULL,
	`roles` text NOT NULL,
	`scope_department_id` text,
	`department_id` text,
	`handles_customers` integer NOT NULL,
	`custom_fields` text NOT NULL,
	`password_hash` text,
	`search` text NOT NULL,
	`created_at` integer NOT NULL,
	`suspended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `member_email_idx` ON `member` (`email`);--> statement-breakpoint
CREATE INDEX `member_department_idx` ON `member` (`department_id`);--> statement-breakpoint
CREATE TABLE `org` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`locale` text NOT NULL,
	`time_zone` text NOT NULL,
	`policy` text NOT NULL,
	`policy_version` integer NOT NULL,
	`epoch` integer NOT NULL,
	`created_at` integer NOT NULL,
	`restored_as_of` integer
);
--> statement-breakpoint
CREATE TABLE `preview` (
	`id` text PRIMARY KEY NOT NULL,
	`by` text NOT NULL,
	`sessions` text NOT NULL,
	`asked` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `replaced_token` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`device_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`method` text NOT NULL,
	`original_device_id` text,
	`by_self` integer NOT NULL,
	`started_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`last_accepted_at` integer NOT NULL,
	`ip` text,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`sign_out_id` text,
	`epoch` integer NOT NULL,
	`start_seq` integer NOT NULL,
	`acked_seq` integer NOT NULL,
	`stepped_up_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_idx` ON `session` (`token_hash`);--> statement-breakpoint
CREATE INDEX `session_member_idx` ON `session` (`member_id`,`ended_at`);--> statement-breakpoint
CREATE INDEX `session_device_idx` ON `session` (`device_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `session_expiry_idx` ON `session` (`ended_at`,`expires_at`);--> statement-breakpoint
CREATE INDEX `session_idle_idx` ON `session` (`ended_at`,`last_seen_at`);--> statement-breakpoint
CREATE TABLE `sign_out` (
	`id` text PRIMARY KEY NOT NULL,
	`batch_id` text NOT NULL,
	`member_id` text NOT NULL,
	`device_id` text NOT NULL,
	`session_id` text NOT NULL,
	`state` text NOT NULL,
	`by` text NOT NULL,
	`reason` text,
	`options` text NOT NULL,
	`attempt` integer NOT NULL,
	`access_ended_at` integer NOT NULL,
	`last_accepted_at` integer NOT NULL,
	`original` text,
	`received_at` integer,
	`cleaning_at` integer,
	`reminded_at` integer,
	`closed_at` integer,
	`progress` text,
	`report` text,
	`waiver` text,
	`nonce` text NOT NULL,
	`share` text,
	`refused` integer NOT NULL,
	`receipt_kid` text,
	`receipt_issuer` text,
	`report_sha256` text,
	`log_seq` integer,
	`log_hash` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sign_out_session_idx` ON `sign_out` (`session_id`);--> statement-breakpoint
CREATE INDEX `sign_out_member_idx` ON `sign_out` (`member_id`,`access_ended_at`);--> statement-breakpoint
CREATE INDEX `sign_out_batch_idx` ON `sign_out` (`batch_id`);--> statement-breakpoint
CREATE INDEX `sign_out_device_idx` ON `sign_out` (`device_id`);--> statement-breakpoint
CREATE INDEX `sign_out_closed_idx` ON `sign_out` (`closed_at`,`access_ended_at`);--> statement-breakpoint
CREATE TABLE `signing_key` (
	`kid` text PRIMARY KEY NOT NULL,
	`public_jwk` text NOT NULL,
	`wrapped` text NOT NULL,
	`created_at` integer NOT NULL,
	`retired_at` integer
);
--> statement-breakpoint
CREATE TABLE `stream` (
	`id` text PRIMARY KEY NOT NULL,
	`head` integer NOT NULL,
	`head_at` integer NOT NULL,
	`head_hash` text NOT NULL
);
