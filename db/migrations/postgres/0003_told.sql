CREATE TABLE "notice" (
	"id" text PRIMARY KEY NOT NULL,
	"member_id" text NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"at" bigint NOT NULL,
	"data" json NOT NULL,
	"read_at" bigint,
	"answer" text,
	"answered_at" bigint
);
--> statement-breakpoint
CREATE TABLE "preference" (
	"member_id" text PRIMARY KEY NOT NULL,
	"idle_days" integer,
	"mail" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sample" (
	"id" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"metric" text NOT NULL,
	"value" bigint NOT NULL,
	"at" bigint NOT NULL,
	"member_id" text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "notice_key_idx" ON "notice" USING btree ("member_id","key");--> statement-breakpoint
CREATE INDEX "notice_member_idx" ON "notice" USING btree ("member_id","at");--> statement-breakpoint
CREATE INDEX "notice_unread_idx" ON "notice" USING btree ("member_id","read_at");--> statement-breakpoint
CREATE INDEX "sample_subject_idx" ON "sample" USING btree ("subject","metric","at");