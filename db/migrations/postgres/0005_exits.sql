CREATE TABLE "closing_record" (
	"run_id" text PRIMARY KEY NOT NULL,
	"closed_at" bigint NOT NULL,
	"kid" text NOT NULL,
	"claims" json NOT NULL,
	"erased_at" bigint
);
--> statement-breakpoint
CREATE TABLE "integration_key" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"owner_id" text NOT NULL,
	"scopes" json NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"last_used_at" bigint,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "last_check" (
	"batch_id" text NOT NULL,
	"member_id" text NOT NULL,
	"at" bigint NOT NULL,
	"counts" json NOT NULL,
	CONSTRAINT "last_check_batch_id_member_id_pk" PRIMARY KEY("batch_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "obligation" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"owner_id" text,
	"source" text NOT NULL,
	"external_id" text,
	"generation" integer NOT NULL,
	"state" text NOT NULL,
	"data" json NOT NULL,
	"settled" json,
	"settled_to" text,
	"outcome" text,
	"created_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	"interrupted_at" bigint,
	"repair_ms" bigint,
	"due_at" bigint
);
--> statement-breakpoint
CREATE TABLE "run_file_part" (
	"file_id" text NOT NULL,
	"part" integer NOT NULL,
	"content" text NOT NULL,
	CONSTRAINT "run_file_part_file_id_part_pk" PRIMARY KEY("file_id","part")
);
--> statement-breakpoint
CREATE TABLE "run_file" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"rows" integer NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_template" (
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"steps" json NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "run_template_kind_version_pk" PRIMARY KEY("kind","version")
);
--> statement-breakpoint
CREATE TABLE "run" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text,
	"path" text,
	"state" text NOT NULL,
	"template_version" integer NOT NULL,
	"steps" json NOT NULL,
	"started_by" json NOT NULL,
	"started_at" bigint NOT NULL,
	"closed_at" bigint,
	"reason" text,
	"supervisor_id" text,
	"review" json
);
--> statement-breakpoint
CREATE UNIQUE INDEX "integration_key_hash_idx" ON "integration_key" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "last_check_member_idx" ON "last_check" USING btree ("member_id","at");--> statement-breakpoint
CREATE INDEX "obligation_owner_idx" ON "obligation" USING btree ("owner_id","state");--> statement-breakpoint
CREATE INDEX "obligation_kind_idx" ON "obligation" USING btree ("kind","state");--> statement-breakpoint
CREATE INDEX "obligation_to_idx" ON "obligation" USING btree ("settled_to");--> statement-breakpoint
CREATE INDEX "obligation_due_idx" ON "obligation" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "obligation_changed_idx" ON "obligation" USING btree ("changed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "obligation_external_idx" ON "obligation" USING btree ("source","external_id","generation");--> statement-breakpoint
CREATE INDEX "run_state_idx" ON "run" USING btree ("state","started_at");--> statement-breakpoint
CREATE INDEX "run_subject_idx" ON "run" USING btree ("subject_id","state");--> statement-breakpoint
CREATE INDEX "run_supervisor_idx" ON "run" USING btree ("supervisor_id");