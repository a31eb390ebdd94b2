CREATE TABLE `mac_exit` (
	`device_id` text PRIMARY KEY NOT NULL,
	`done` text NOT NULL,
	`found` text NOT NULL,
	`updated_at` integer
);
