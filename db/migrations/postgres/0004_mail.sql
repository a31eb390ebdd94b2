CREATE TABLE "member_language" (
	"member_id" text PRIMARY KEY NOT NULL,
	"language" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "letter" (
	"id" text PRIMARY KEY NOT NULL,
	"member_id" text NOT NULL,
	"address" text NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"kind" text NOT NULL,
	"sealed" text,
	"created_at" bigint NOT NULL,
	"useless_at" bigint,
	"next_try_at" bigint,
	"tries" integer NOT NULL,
	"sent_at" bigint
);
--> statement-breakpoint
CREATE INDEX "letter_due_idx" ON "letter" USING btree ("next_try_at");