CREATE TABLE "mac_exit" (
	"device_id" text PRIMARY KEY NOT NULL,
	"done" json NOT NULL,
	"found" json NOT NULL,
	"updated_at" bigint
);
