CREATE TABLE "lease" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "node" (
	"id" text PRIMARY KEY NOT NULL,
	"alive_until" bigint NOT NULL,
	"secret" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "presence_line" (
	"device_id" text NOT NULL,
	"node_id" text NOT NULL,
	"member_id" text NOT NULL,
	"until" bigint,
	CONSTRAINT "presence_line_device_id_node_id_pk" PRIMARY KEY("device_id","node_id")
);
--> statement-breakpoint
CREATE INDEX "presence_line_node_idx" ON "presence_line" USING btree ("node_id");