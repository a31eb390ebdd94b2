CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"coverage" text,
	"state" text NOT NULL,
	"by" json NOT NULL,
	"started_at" bigint NOT NULL,
	"ended_at" bigint,
	"stopped_by" json,
	"total_logs" integer NOT NULL,
	"total_entries" integer NOT NULL,
	"walk" json NOT NULL
);
--> statement-breakpoint
CREATE INDEX "verification_started_idx" ON "verification" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "verification_state_idx" ON "verification" USING btree ("state");