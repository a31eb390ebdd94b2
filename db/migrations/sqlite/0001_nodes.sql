CREATE TABLE `lease` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `node` (
	`id` text PRIMARY KEY NOT NULL,
	`alive_until` integer NOT NULL,
	`secret` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `presence_line` (
	`device_id` text NOT NULL,
	`node_id` text NOT NULL,
	`member_id` text NOT NULL,
	`until` integer,
	PRIMARY KEY(`device_id`, `node_id`)
);
--> statement-breakpoint
CREATE INDEX `presence_line_node_idx` ON `presence_line` (`node_id`);