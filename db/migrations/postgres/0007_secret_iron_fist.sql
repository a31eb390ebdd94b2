CREATE TABLE "hook" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"sealed" text,
	"created_at" bigint NOT NULL,
	"next_try_at" bigint,
	"tries" integer NOT NULL,
	"sent_at" bigint
);
--> statement-breakpoint
CREATE INDEX "hook_due_idx" ON "hook" USING btree ("next_try_at");