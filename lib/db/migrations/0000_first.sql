CREATE TABLE "cancellations" (
	"id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"org_id" text NOT NULL,
	"user_id" text NOT NULL,
	"username" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"flow_inst_id" text NOT NULL,
	"flow_id" text NOT NULL,
	"flow_name" text NOT NULL,
	"owners" text[] NOT NULL,
	"instance" json NOT NULL,
	"status_before" bigint NOT NULL,
	"reason" text NOT NULL,
	"note" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"requested_at" bigint NOT NULL,
	"sent_at" bigint,
	"answered_at" bigint,
	"answer_verdict" text,
	"answer_code" bigint,
	"answer_http" integer,
	"answer_text" text,
	"answer_request_id" text,
	"status_seen" bigint NOT NULL,
	"status_seen_at" bigint NOT NULL,
	"closed_at" bigint,
	"status_after" bigint,
	"instance_ended" text
);
--> statement-breakpoint
CREATE TABLE "endings_told" (
	"cancellation_id" text NOT NULL,
	"user_id" text NOT NULL,
	"told_at" bigint NOT NULL,
	CONSTRAINT "endings_told_cancellation_id_user_id_pk" PRIMARY KEY("cancellation_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "event_heads" (
	"org_id" text PRIMARY KEY NOT NULL,
	"n" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"org_id" text NOT NULL,
	"n" bigint DEFAULT 0 NOT NULL,
	"at" bigint NOT NULL,
	"action" text NOT NULL,
	"phase" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"previous_hash" text DEFAULT '' NOT NULL,
	"hash" text DEFAULT '' NOT NULL,
	CONSTRAINT "events_org_id_n_pk" PRIMARY KEY("org_id","n")
);
--> statement-breakpoint
CREATE TABLE "follow_ups" (
	"cancellation_id" text PRIMARY KEY NOT NULL,
	"due_at" bigint NOT NULL,
	"looks" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"org_id" text NOT NULL,
	"user_id" text NOT NULL,
	"username" text NOT NULL,
	"org_name" text NOT NULL,
	"role" text NOT NULL,
	"lead_applied_at" bigint,
	"seen_at" bigint NOT NULL,
	CONSTRAINT "people_org_id_user_id_pk" PRIMARY KEY("org_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"sid_hash" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"org_id" text NOT NULL,
	"enos_session" text,
	"started_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE UNIQUE INDEX "cancellations_one_open" ON "cancellations" USING btree ("org_id","flow_inst_id") WHERE state in ('requested', 'sent', 'accepted', 'unconfirmed');--> statement-breakpoint
CREATE UNIQUE INDEX "cancellations_key" ON "cancellations" USING btree ("org_id","user_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "cancellations_of_org" ON "cancellations" USING btree ("org_id","requested_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "cancellations_of_person" ON "cancellations" USING btree ("org_id","user_id","requested_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "cancellations_of_owner" ON "cancellations" USING gin ("owners");--> statement-breakpoint
CREATE INDEX "events_of_subject" ON "events" USING btree ("subject","n");--> statement-breakpoint
CREATE INDEX "follow_ups_due" ON "follow_ups" USING btree ("due_at");